"""The languages of the kiosks, and which of them are offered to residents: those that an
administrator has read and marked.

What the kiosks say in each is in `sentences.json`, written by `python -m kiosk.preview`. A review
is of sentences, not of a language: where one is new, or its words or its French changed since, the
language is offered no more until somebody has read it again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from ..store import Tx, languages
from ..store.languages import Review

FRENCH = "fr"
"What a kiosk speaks to whom no other language was chosen."


@dataclass(frozen=True)
class Line:
    french: str
    said: str
    spoken: bool
    "By the voice alone; else written on a screen."

    @property
    def mark(self) -> str:
        """What a review keeps of it."""
        pair = json.dumps([self.french, self.said], ensure_ascii=False)
        return hashlib.sha256(pair.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Moment:
    """Of a visit, with what is written and said then."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Language:
    code: str
    "BCP 47."
    name: str
    "As those who speak it call it."
    french: str
    right_to_left: bool
    moments: tuple[Moment, ...]

    @cached_property
    def marks(self) -> frozenset[str]:
        return frozenset(line.mark for moment in self.moments for line in moment.lines)

    @property
    def edition(self) -> str:
        """Another one as soon as a sentence changes."""
        return hashlib.sha256("".join(sorted(self.marks)).encode()).hexdigest()[:16]

    @property
    def direction(self) -> str:
        return "rtl" if self.right_to_left else "ltr"

    @property
    def both_names(self) -> str:
        """In French, then for whom it is."""
        return self.french if self.french.startswith(self.name) else f"{self.french} ({self.name})"

    def is_reviewed(self, review: Review | None) -> bool:
        return review is not None and self.marks <= review.marks


@cache
def known() -> Mapping[str, Language]:
    """By code, besides French, as the kiosks of this version speak them."""
    read = json.loads(files(__package__).joinpath("sentences.json").read_text("utf-8"))
    found = (
        Language(
            one["code"],
            one["name"],
            one["french"],
            one["right_to_left"],
            tuple(
                Moment(moment["name"], tuple(Line(**line) for line in moment["lines"]))
                for moment in one["moments"]
            ),
        )
        for one in read
    )
    return {language.code: language for language in found}


def in_french(code: str) -> str:
    """How a page names a language."""
    return known()[code].french if code in known() else code


async def offered(tx: Tx) -> list[Language]:
    """To residents, besides French."""
    reviews = {review.code: review for review in await languages.every(tx)}
    return [one for one in known().values() if one.is_reviewed(reviews.get(one.code))]


async def spoken_to(tx: Tx, code: str) -> str | None:
    """What a kiosk is told to speak to whom `code` was chosen: it, as long as it is offered."""
    return code if code in {one.code for one in await offered(tx)} else None
