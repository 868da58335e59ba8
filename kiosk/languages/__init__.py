"""The languages of the screens and of the voice, besides French: one gettext file each.

French is written in `kiosk/core`; ``en.po`` and its like hold what each sentence is in another
language, by its key and its part ("welcome.shown"), with the French that it translates. A sentence
whose French has changed since is marked *fuzzy*, and said in French until somebody has looked.
``python -m kiosk.languages`` brings the files up to date; any editor of gettext files opens them.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import MappingProxyType

import polib

from kiosk.core.language import Language
from kiosk.core.sentence import Sentences
from kiosk.core.sentences import FRENCH

HERE = Path(__file__).parent
PARTS = ("shown", "spoken", "title", "subtitle")


@cache
def languages() -> tuple[Language, ...]:
    """French first. Raises OSError or ValueError for a file that is none."""
    return FRENCH, *(read(path) for path in sorted(HERE.glob("*.po"), key=_order))


def read(path: Path) -> Language:
    file = polib.pofile(str(path))
    said = {entry.msgctxt: entry.msgstr for entry in file if entry.msgstr and not entry.fuzzy}
    head = file.metadata
    near = FRENCH if head["X-Grammar"] == FRENCH.code else None
    return Language(
        code=head["Language"],
        name=head["X-Name"],
        right_to_left=head["X-Direction"] == "rtl",
        sentences=MappingProxyType(
            {key: _sentence(key, french, said) for key, french in FRENCH.sentences.items()}
        ),
        grammar=MappingProxyType(
            {key: said.get(f"grammar.{key}", words) for key, words in FRENCH.grammar.items()}
        ),
        articles=near.articles if near else MappingProxyType({}),
        of=near.of if near else head["X-Of"] + " ",
        of_before_vowel=near.of_before_vowel if near else head["X-Of"] + " ",
    )


def sources() -> Iterator[tuple[str, str]]:
    """Every French text to translate, by its key and part."""
    for key, sentence in FRENCH.sentences.items():
        for part in PARTS:
            if words := getattr(sentence, part):
                yield f"{key}.{part}", words
    for key, words in FRENCH.grammar.items():
        yield f"grammar.{key}", words


def _sentence(key: str, french: Sentences, said: dict[str, str]) -> Sentences:
    """Whole, or French: half a scene in each language helps nobody."""
    parts = {part: getattr(french, part) for part in PARTS if getattr(french, part)}
    found = {part: said[f"{key}.{part}"] for part in parts if f"{key}.{part}" in said}
    return (
        Sentences(**{"shown": "", "spoken": "", **found})
        if found.keys() == parts.keys()
        else french
    )


def _order(path: Path) -> tuple[bool, str]:
    return not path.stem.startswith(FRENCH.code), path.stem
