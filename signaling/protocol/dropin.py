"""Residents without appointment: the queue of an organisation, its consoles, a kiosk's button."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Id, Language, Message, Text

__all__ = [
    "MAX_QUEUE",
    "Body",
    "QueueCalled",
    "QueueChanged",
    "QueueHere",
    "QueueJoin",
    "QueueJoined",
    "QueueOffered",
    "QueueShut",
    "QueueTake",
    "QueueTaken",
    "Ticket",
    "WaitingView",
    "Waits",
]

Minutes = Annotated[int, Field(ge=0, le=24 * 60)]
MAX_QUEUE = 60
"Residents who wait for one organisation: nobody would be received before the evening."


class Waits(Message):
    """Where one stands, said honestly: always a place, a time only where past visits teach it."""

    ticket: Annotated[int, Field(ge=1, le=9999)]
    "Their number: one a day and a relay."
    place: Annotated[int, Field(ge=1)]
    low: Minutes | None = None
    "From so many minutes; multiples of five."
    high: Minutes | None = None


class WaitingView(Waits):
    """Somebody who waits, for the consoles of the organisation."""

    id: Id
    name: Text
    "Empty for who pressed a kiosk's button: they are a number."
    first_name: Text
    motive: Text
    relay: Text
    since: Text
    "Europe/Paris wall time, ISO 8601 with offset."
    cannot_wait: bool = False
    "Said by the host, who sees the person: goes before the others."
    kiosk_free: bool = False
    "Of their relay, now."


class QueueChanged(Message):
    """The whole queue of the organisation, in its order; said again at each change."""

    type: Literal["queue_changed"] = "queue_changed"
    waiting: Annotated[tuple[WaitingView, ...], Field(max_length=MAX_QUEUE)] = ()


class QueueTake(Message):
    """The counsellor is free and receives the next one: the server says who it is."""

    type: Literal["queue_take"] = "queue_take"


class QueueTaken(Message):
    """To the console that asked: this visit is theirs, its resident is called to a kiosk."""

    type: Literal["queue_taken"] = "queue_taken"
    visit: Id


class Body(Message):
    """An organisation whose queue may be joined."""

    id: Id
    name: Text


class Ticket(Waits):
    """A number that was taken at this kiosk, by nobody in particular."""

    organisation: Text


class QueueOffered(Message):
    """To a kiosk: a button for each, where its screen is touched."""

    type: Literal["queue_offered"] = "queue_offered"
    bodies: tuple[Body, ...]
    languages: tuple[Language, ...] | None = None
    "Reviewed, besides French: a button for each, that has its own name of itself."


class QueueJoin(Message):
    """A resident pressed the button of an organisation, and said nothing of themselves."""

    type: Literal["queue_join"] = "queue_join"
    organisation: Id
    language: Language | None = None
    "Chosen at the kiosk; French otherwise."


class QueueJoined(Message):
    """Their number, and where they stand."""

    type: Literal["queue_joined"] = "queue_joined"
    ticket: Ticket


class QueueShut(Message):
    """No number: nobody receives now, or too many wait already."""

    type: Literal["queue_shut"] = "queue_shut"
    organisation: Text
    reason: Literal["closed", "full"] = "closed"
    opens: Text | None = None
    "When somebody receives without appointment again, Europe/Paris wall time."
    slot: Text | None = None
    "The next free appointment, as :attr:`opens`; a mairie takes it."


class QueueHere(Message):
    """Every number taken at this kiosk that still waits; said again at each change."""

    type: Literal["queue_here"] = "queue_here"
    tickets: tuple[Ticket, ...]


class QueueCalled(Message):
    """A number is called. Where its resident goes is `kiosk_name`, of the same room."""

    type: Literal["queue_called"] = "queue_called"
    ticket: Annotated[int, Field(ge=1, le=9999)]
    kiosk_name: Text
