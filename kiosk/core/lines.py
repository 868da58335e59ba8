"""The lines that a community can record: those that hold no name. Pure.

A line with a name, a place or a number in it is said by the synthetic voice: no recording could
know it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .sentences import FRENCH, Language, speakable

LANGUAGES = (FRENCH,)
FIELD = re.compile(r"\{\w+\}")


@dataclass(frozen=True)
class Line:
    language: str
    id: str
    text: str


def recordable(languages: tuple[Language, ...] = LANGUAGES) -> Iterator[Line]:
    """In the order of the visit; a text that two states share is recorded once for each."""
    for language in languages:
        for id, words in language.sentences.items():
            if words.spoken and not FIELD.search(words.spoken):
                yield Line(language.code, id, speakable(words.spoken))
