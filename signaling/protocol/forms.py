"""What the server tells of the forms that can be filled together, over HTTPS.

The blank forms and these words about them are public: nothing here belongs to a person.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .base import Id, Message, Sha256, Text

FieldName = Annotated[str, Field(min_length=1, max_length=300)]
"Whole name of a field of a PDF (ISO 32000-1, 12.7.3.2). Technical: never shown, never said."


class Profile(StrEnum):
    """What the appointment knows, to write it where the form asks for it."""

    NAME = "name"
    FIRST_NAME = "first_name"
    FULL_NAME = "full_name"
    "Name, then first name."
    TELEPHONE = "telephone"
    MAIRIE = "mairie"
    MOTIVE = "motive"
    TODAY = "today"
    "25/11/2026."
    TODAY_DAY = "today_day"
    TODAY_MONTH = "today_month"
    TODAY_YEAR = "today_year"


class MappedField(Message):
    name: FieldName
    label: Text
    "Shown and said."
    group: Text | None = None
    "The part of the form where it stands, said before the first field of it."
    profile: Profile | None = None
    choices: dict[str, Text] | None = None
    "Words for what can be ticked or chosen, by value."


class FormMapping(Message):
    """What the fields of one form are called by people."""

    form: Id
    title: Text
    number: Text | None = None
    fingerprint: Sha256
    "Of the fields' names: how the form is recognised, wherever its file came from."
    missed: tuple[Text, ...] = ()
    "What the form would have calculated or checked by itself: to be done by hand."
    fields: tuple[MappedField, ...]


class FormOffered(Message):
    form: Id
    title: Text
    number: Text | None = None
    motives: tuple[Text, ...] = ()
    "Words of a motive for which this form is likely; none: any."


class PapersNeeded(Message):
    """What is to be brought for a motive."""

    motives: tuple[Text, ...] = ()
    "Words of the motive; none: any."
    papers: tuple[Text, ...]


class FormLibrary(Message):
    """Of the counsellor's organisation."""

    forms: tuple[FormOffered, ...]
    needed: tuple[PapersNeeded, ...]
