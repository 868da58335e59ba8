"""Reads the library from its folders, each time anew: a file that is added is there at once."""

import logging
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from ..protocol import FormMapping, FormOffered

log = logging.getLogger(__name__)

OURS = Path(__file__).parent / "library"


class _Offer(BaseModel):
    """Whom a mapping file offers its form to."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    organisations: tuple[str, ...] = ()
    "None: every one."
    motives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    mapping: FormMapping
    offer: _Offer
    pdf: Path
    "It may be missing: a mapping then serves a form that the counsellor brings."

    @property
    def offered(self) -> FormOffered:
        known = self.mapping
        return FormOffered(
            form=known.form, title=known.title, number=known.number, motives=self.offer.motives
        )


class Library:
    def __init__(self, more: Path | None = None) -> None:
        self._folders = [OURS] if more is None else [OURS, more]

    def entries(self) -> list[Entry]:
        """By form; a technician's own mapping takes the place of ours."""
        found = {entry.mapping.form: entry for folder in self._folders for entry in _forms(folder)}
        return [found[form] for form in sorted(found)]

    def of(self, organisation: str) -> tuple[FormOffered, ...]:
        forms = [
            entry.offered
            for entry in self.entries()
            if entry.pdf.is_file() and _is_for(organisation, entry.offer.organisations)
        ]
        return tuple(forms)

    def pdf(self, form: str) -> Path | None:
        found = (entry.pdf for entry in self.entries() if entry.mapping.form == form)
        return next((path for path in found if path.is_file()), None)

    def mapping(self, fingerprint: str) -> FormMapping | None:
        found = (entry.mapping for entry in self.entries())
        return next((one for one in found if one.fingerprint == fingerprint), None)


def _is_for(organisation: str, named: Sequence[str]) -> bool:
    return not named or organisation in named


def _forms(folder: Path) -> Iterator[Entry]:
    for path in sorted(folder.glob("*.toml")):
        said = _read(path)
        try:
            mapping = FormMapping.model_validate(said | {"form": path.stem})
            yield Entry(mapping, _Offer.model_validate(said), path.with_suffix(".pdf"))
        except ValidationError as error:
            where = {".".join(map(str, line["loc"])) for line in error.errors()}
            log.warning("form %s is left out: %s", path.name, ", ".join(sorted(where))[:200])


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        log.warning("%s is not read: %s", path.name, type(error).__name__)
        return {}
