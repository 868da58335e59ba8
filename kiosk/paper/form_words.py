"""`visavis form FILE`: the beginning of a mapping file, to be completed by a person.

The form is opened in the sandbox, as at a kiosk. Each field is written with its name and where it
stands; its label is left to say.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from kiosk.core.form import Blank, Field

from .cleaner import Cleaner
from .refusals import DocumentRefused

MEGABYTES, PAGES = 20, 200
HEAD = """\
# {file} : {count} cases. À compléter, voir docs/formulaires.md.

title = ""
number = ""
fingerprint = "{fingerprint}"
organisations = []
motives = []
missed = []
"""
SCRIPTS = (
    "# Ce formulaire calcule ou vérifie des cases : dites dans « missed » ce qui se fera à la main."
)


def main(file: Path) -> int:
    try:
        blank = Cleaner(MEGABYTES, PAGES).read_form(file.read_bytes())
    except DocumentRefused as refusal:
        print(f"{refusal.sentence} {refusal.remedy}", file=sys.stderr)
        return 1
    print("\n".join(skeleton(file.name, blank)))
    return 0


def skeleton(file: str, blank: Blank) -> Iterator[str]:
    yield HEAD.format(file=file, count=len(blank.fields), fingerprint=blank.fingerprint)
    if blank.scripts:
        yield f"{SCRIPTS}\n"
    for field in blank.fields:
        if not field.read_only:
            yield from _field(field)


def _field(field: Field) -> Iterator[str]:
    place = field.places[0]
    across, down = round(place.left * 100), round(place.top * 100)
    yield f"# page {place.page + 1}, à {down} % du haut et {across} % de la gauche"
    yield "[[fields]]"
    yield f"name = {_text(field.name)}"
    yield 'label = ""'
    values = [one.state for one in field.places] or []
    values = [value for value in values if value] or [one.value for one in field.options]
    if values:
        choices = ", ".join(f'{_text(value)} = ""' for value in dict.fromkeys(values))
        yield f"choices = {{ {choices} }}"
    yield ""


def _text(value: str) -> str:
    """A basic string of TOML 1.0 is one of JSON."""
    return json.dumps(value, ensure_ascii=False)
