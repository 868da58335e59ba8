"""What an organisation keeps of a case between two visits: short notes."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Id, Message, Text

MAX_NOTE = 500
"Letters of a note: what is longer belongs to the organisation's own tools."
MAX_HEADINGS = 8
MAX_HEADING = 60

NoteText = Annotated[str, Field(max_length=MAX_NOTE, repr=False)]
Heading = Annotated[str, Field(min_length=1, max_length=MAX_HEADING)]


class NoteView(Message):
    """What is known under a heading."""

    heading: Heading
    "One of the organisation's, or one that it has no more."
    text: NoteText
    by: Text
    "Display name of who wrote it last."
    at: str
    "Europe/Paris wall time."
    until: str
    "Europe/Paris day on which it is erased."


class NotesWanted(Message):
    """The notes of the case of an appointment; :class:`CaseNotes` answers."""

    type: Literal["notes_wanted"] = "notes_wanted"
    appointment: Id


class NoteWrite(Message):
    """Replaces what is known under a heading; an empty text removes it."""

    type: Literal["note_write"] = "note_write"
    appointment: Id
    heading: Heading
    text: NoteText


class CaseNotes(Message):
    type: Literal["case_notes"] = "case_notes"
    appointment: Id
    headings: Annotated[tuple[Heading, ...], Field(max_length=MAX_HEADINGS)]
    "Those of the organisation, in its order."
    notes: tuple[NoteView, ...]


class NotesChanged(Message):
    """To the organisation's consoles: who shows these notes asks for them again."""

    type: Literal["notes_changed"] = "notes_changed"
    appointment: Id
