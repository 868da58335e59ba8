"""What an organisation brings as a form is checked by another program: the server opens no PDF.

It runs `kiosk.paper.form_intake`, which opens the file in the sandbox, makes it clean and says what
there is to fill. Nothing of its answer is believed past its limits.
"""

import asyncio
import json
import logging
import os
import re
import sys
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..protocol import FormMapping, MappedField
from ..protocol.base import Sha256
from ..protocol.forms import FieldName

log = logging.getLogger(__name__)

LARGEST = 5 * 1024 * 1024
"Bytes of a form, before and after it was made clean."
MOST_FIELDS, MOST_PAGES = 1500, 30
SECONDS = 60.0
"Two openings of nine seconds at most, and a program that starts on a slow machine."
COMMAND = (sys.executable, "-m", "kiosk.paper.form_intake")
SAYABLE = re.compile(r"[^_\[\]{}\\]+ [^_\[\]{}\\]+|[A-ZÀ-Ý][a-zà-ÿœ’'-]+")
"Several words, or one with a capital in front alone: neither `txtNoms` nor `ckbVol`."
HOUSE = Path(__file__).parents[2]
LATER = "Le formulaire n’a pas pu être vérifié. Recommencez ; si cela dure, prévenez le technicien."


class NotTaken(Exception):
    """`str` is a French sentence for who brought it."""


class FoundField(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    name: FieldName
    label: Annotated[str, Field(max_length=200)]
    kind: str
    page: Annotated[int, Field(ge=1, le=MOST_PAGES)]

    @property
    def words(self) -> str:
        """The label, if a person can read it: many authors left a technical name there."""
        return self.label if SAYABLE.fullmatch(self.label) else ""


class Found(BaseModel):
    """What there is to fill in a form that is clean."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    pages: Annotated[int, Field(ge=1, le=MOST_PAGES)]
    fingerprint: Sha256
    fields: Annotated[tuple[FoundField, ...], Field(max_length=MOST_FIELDS)]
    scripts: bool = False

    def mapping(self, form: str, title: str, number: str) -> FormMapping | None:
        """The words that its author gave to the fields; none if they gave none."""
        named = {one.name: one.words for one in self.fields if one.words}
        if not named:
            return None
        return FormMapping(
            form=form,
            title=title,
            number=number or None,
            fingerprint=self.fingerprint,
            fields=tuple(MappedField(name=name, label=label) for name, label in named.items()),
        )


class Intake:
    """One file at a time: each may take half a gigabyte for its moment."""

    def __init__(self, command: tuple[str, ...] = COMMAND, seconds: float = SECONDS) -> None:
        self._command, self._seconds = command, seconds
        self._turn = asyncio.Lock()

    async def check(self, pdf: bytes) -> tuple[Found, bytes]:
        """What there is to fill, and the clean form. Raises :exc:`NotTaken`."""
        if len(pdf) > LARGEST:
            raise NotTaken(f"Ce fichier dépasse {LARGEST // 1024 // 1024} Mo.")
        async with self._turn:
            said = await self._run(pdf)
        head, _, clean = said.partition(b"\n")
        try:
            words = json.loads(head)
            refused = words.get("refused")
            if isinstance(refused, str):
                raise NotTaken(refused[:300])
            found = Found.model_validate(words)
        except (ValueError, ValidationError, AttributeError):
            raise NotTaken(LATER) from None
        if not clean.startswith(b"%PDF-") or len(clean) > LARGEST:
            raise NotTaken("Ce formulaire est trop lourd une fois vérifié.")
        return found, clean

    async def _run(self, pdf: bytes) -> bytes:
        alone = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(HOUSE)}
        alone |= {"LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env=alone,
            )
        except OSError as error:
            log.error("forms are not checked: %s", type(error).__name__)
            raise NotTaken(LATER) from None
        try:
            async with asyncio.timeout(self._seconds):
                said, _ = await process.communicate(pdf)
        except (TimeoutError, ConnectionError):
            raise NotTaken(LATER) from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode != 0:
            log.error("forms are not checked: code %s", process.returncode)
            raise NotTaken(LATER)
        return said
