"""The resident's next appointment, agreed before they go: what may be taken, and taking it."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Id, Message, Text

MAX_SLOTS = 24


class NextWanted(Message):
    """What may be taken for the resident of this visit; :class:`NextOffer` answers."""

    type: Literal["next_wanted"] = "next_wanted"
    visit: Id
    motive: Id | None = None
    "Of the organisation's list: it says how long a slot is."


class NextSlot(Message):
    """A free slot of the organisation's permanences, at the relay of the visit."""

    at: str
    "Europe/Paris wall time."
    counsellor: Id
    "Account of who would receive."
    name: Text
    "Their display name."
    own: bool
    "With the counsellor who asks."


class NextMotive(Message):
    id: Id
    name: Text


class NextOffer(Message):
    """Said again after each appointment that is taken: then :attr:`taken` is it."""

    type: Literal["next_offer"] = "next_offer"
    visit: Id
    taken: Id | None = None
    "The appointment that this visit took already."
    publishes: bool
    "False: the organisation offers no slot; an hour is agreed."
    slots: Annotated[tuple[NextSlot, ...], Field(max_length=MAX_SLOTS)]
    motives: tuple[NextMotive, ...]
    "To choose among, where the case is another organisation's; else it is the same motive."
    motive: Id | None = None
    "For which the slots are."


class AppointmentNext(Message):
    """The resident's next appointment, agreed during the visit; said again, it moves."""

    type: Literal["appointment_next"] = "appointment_next"
    visit: Id
    at: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d$")]
    "Europe/Paris wall time, to the minute."
    counsellor: Id | None = None
    "Account of a slot that was offered; none agrees on another hour, with who says it."
    motive: Id | None = None
    "Of :attr:`NextOffer.motives`."
