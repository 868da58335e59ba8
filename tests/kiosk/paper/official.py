"""Official forms as they are given out, and something to write in every field of one."""

import json
from itertools import cycle
from pathlib import Path

from pydantic import TypeAdapter

from kiosk.core.form import Blank, Field, Kind
from kiosk.paper.form_reader import read_form
from kiosk.paper.form_writer import fill_form

DATA = Path(__file__).parents[2] / "data"
PAGES = 30
OFFICIAL = {
    "cerfa_13753_04": DATA / "cerfa_13753_04.pdf",
    "n244": DATA / "forms" / "n244.pdf",
    "tr1": DATA / "forms" / "tr1.pdf",
    "f1040": DATA / "forms" / "f1040.pdf",
    "f1040sb": DATA / "forms" / "f1040sb.pdf",
}
"France, England and Wales (two), United States (two): radio groups, combs, boxes, XFA beside."
WORDS = "Éléonore Lefèvre-Łukasz habite à Hénin, près de l’œuvre ; elle doit 12 €"
_BLANK = TypeAdapter(Blank)


def read(pdf: bytes) -> Blank:
    words, blobs = read_form(pdf, PAGES)
    assert "refused" not in words, words
    return _BLANK.validate_json(blobs[0])


def filled(pdf: bytes, values: dict[str, str]) -> bytes:
    words, blobs = fill_form(pdf, json.dumps(values))
    assert "refused" not in words, words
    return blobs[0]


def refused(pdf: bytes) -> str:
    words, blobs = read_form(pdf, PAGES)
    assert blobs == []
    return str(words["refused"])


def something(blank: Blank) -> dict[str, str]:
    """In every field that takes something, the same for the same form."""
    turns = cycle(range(7))
    found = {one.name: _for(one, next(turns)) for one in blank.fields if not one.read_only}
    return {name: value for name, value in found.items() if value}


def _for(field: Field, turn: int) -> str:
    match field.kind:
        case Kind.CHECK | Kind.RADIO:
            return field.places[turn % len(field.places)].state
        case Kind.CHOICE:
            return field.options[turn % len(field.options)].value if field.options else ""
        case Kind.TEXT if field.comb:
            return "1234567890ABCDEF"[: field.max_length]
        case Kind.TEXT if field.lines:
            return f"{WORDS}.\n{WORDS[turn:]}"
        case Kind.TEXT:
            return WORDS[turn : field.max_length or turn + 20].strip()


def values_of(pdf: bytes) -> dict[str, str]:
    return {one.name: one.value for one in read(pdf).fields if one.value}
