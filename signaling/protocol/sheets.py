"""Sheets that a counsellor writes and a kiosk lays out on A4: words and their order, no look.

They travel as documents to print, sealed, of type ``application/json``: the server never reads
one. What may be laid out is here alone, so that console and kiosk agree on it.
"""

from typing import Annotated, Literal

from pydantic import Field

from .base import Id, Message

MOST_LINES = 40
Line = Annotated[str, Field(max_length=300)]
Lines = Annotated[tuple[Line, ...], Field(max_length=MOST_LINES)]
Paragraphs = Annotated[str, Field(max_length=12_000)]
"Separated by ends of lines."


class Step(Message):
    """Something that remains to be done."""

    what: Line
    who: Line = ""
    when: Line = ""


class NextVisit(Message):
    when: Line
    "In words: it is read, not reckoned with."
    where: Line = ""
    bring: Lines = ()


class OutcomeSheet(Message):
    """What the resident goes home with: done, to do, who, when. In large type, with pictograms."""

    type: Literal["outcome_sheet"] = "outcome_sheet"
    resident: Line
    date: Line
    organisation: Line
    counsellor: Line = ""
    relay: Line = ""
    done: Lines = ()
    remaining: Annotated[tuple[Step, ...], Field(max_length=MOST_LINES)] = ()
    next: NextVisit | None = None
    telephone: Line = ""


class Letter(Message):
    type: Literal["letter"] = "letter"
    sender: Lines = ()
    recipient: Lines = ()
    place_and_date: Line = ""
    subject: Line = ""
    body: Paragraphs = ""
    closing: Paragraphs = ""
    signature: Line = ""


class CvEntry(Message):
    """A job, or a course."""

    when: Line = ""
    what: Line = ""
    where: Line = ""
    more: Paragraphs = ""


class Cv(Message):
    type: Literal["cv"] = "cv"
    name: Line = ""
    headline: Line = ""
    "The work that is looked for."
    contact: Lines = ()
    experience: Annotated[tuple[CvEntry, ...], Field(max_length=MOST_LINES)] = ()
    training: Annotated[tuple[CvEntry, ...], Field(max_length=MOST_LINES)] = ()
    skills: Lines = ()
    more: Lines = ()
    "Languages, driving licence, interests."


Sheet = OutcomeSheet | Letter | Cv


class Draft(Message):
    """The console is writing this: the kiosk lays it out and shows it. The newest alone counts."""

    type: Literal["draft"] = "draft"
    document: Id
    "Another one for each draft: `page_shown` says which one the resident sees."
    page: Annotated[int, Field(ge=1, le=MOST_LINES)] = 1
    "The last one if there are fewer."
    sheet: Annotated[Sheet, Field(discriminator="type")]
