"""Notes of a case: a few words under each of the organisation's headings. Pure."""

import re

from ..protocol import MAX_HEADING, MAX_HEADINGS, MAX_NOTE
from .nir import holds_nir

DEFAULT = "Situation\nDémarches faites\nReste à faire\nPour bien l’accueillir"
"An organisation's headings, one a line, until it chooses its own."


def headings(text: str) -> tuple[str, ...]:
    """What was written, one heading a line: tidied, each once."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(filter(None, lines)))


def whats_wrong(text: str) -> str | None:
    """With headings as an administrator writes them: a French sentence, or none."""
    found = headings(text)
    if not found:
        return "Écrivez au moins une rubrique."
    if len(found) > MAX_HEADINGS:
        return f"{MAX_HEADINGS} rubriques au plus : une note se lit d’un coup d’œil."
    long = next((each for each in found if len(each) > MAX_HEADING), None)
    return f"« {long} » est trop long : {MAX_HEADING} caractères au plus." if long else None


def tidy(text: str) -> str:
    """As it is kept: no space that says nothing, three line feeds are two."""
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))[:MAX_NOTE]


def may_be_kept(text: str) -> bool:
    return not holds_nir(text)
