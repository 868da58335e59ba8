"""Who joins a call beside the counsellor: an interpreter, a relative, by a link that lives for it.

A guest speaks with the counsellor's console alone, which passes sound and picture on. Nothing
passes before the kiosk has said who comes.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from .base import VERSION, Id, Message, Sdp, Text
from .both import Error
from .vocabulary import IceServer

MAX_GUESTS = 4
"Of a call, those invited and not come yet included."


class Quality(StrEnum):
    """In what quality somebody joins; told to the resident with the name."""

    INTERPRETER = "interpreter"
    SIGN_LANGUAGE = "sign_language"
    "Interprets between French and French sign language: must be seen."
    RELATIVE = "relative"
    GUARDIAN = "guardian"
    "A guardian or curator, whom a judge appointed."
    SOCIAL_WORKER = "social_worker"
    COMPANION = "companion"
    "Whoever else helps the resident."
    COLLEAGUE = "colleague"
    "Joins by their own console, and may take the call over; no link is of this quality."


class GuestState(StrEnum):
    INVITED = "invited"
    "The link is made; nobody is there."
    KNOCKING = "knocking"
    "Somebody opened it and said who they are."
    ADMITTED = "admitted"
    "The counsellor lets them in; the kiosk says so to the resident first."
    JOINED = "joined"
    "The resident was told: sound and picture may pass."
    GONE = "gone"
    "The link is worth nothing any more."


Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
"128 random bits at least. Never in an address that a server sees, never in a log."
GuestName = Annotated[str, Field(pattern=r"^\w[\w .'’-]{0,39}$")]
"As the guest writes it: it is shown and spoken."
Offers = Annotated[int, Field(ge=1)]


class GuestView(Message):
    """To the console of the call."""

    guest: Id
    state: GuestState
    name: Text | None = None
    quality: Quality | None = None
    connected: bool = False
    "Their page is open."
    colleague: bool = False
    "Asked to join by their own console, perhaps to take the call over."


class Companion(Message):
    """To the kiosk: somebody who is there, or about to be."""

    guest: Id
    name: Text
    quality: Quality
    organisation: Text | None = None
    "Of a colleague."


# -- the console ------------------------------------------------------------------------------


class GuestInvite(Message):
    """The counsellor wants a link for somebody; :class:`GuestLink` answers."""

    type: Literal["guest_invite"] = "guest_invite"
    call: Id


class GuestLink(Message):
    """Said once, to the console that asked: the address is ``/invitation#`` and the token."""

    type: Literal["guest_link"] = "guest_link"
    guest: Id
    token: Annotated[Token, Field(repr=False)]


class GuestAdmit(Message):
    type: Literal["guest_admit"] = "guest_admit"
    guest: Id


class GuestRemove(Message):
    """Out of the call, and their link with them."""

    type: Literal["guest_remove"] = "guest_remove"
    guest: Id


class GuestOffer(Message):
    """The console offers its connection to a guest who has joined; forwarded to their page."""

    type: Literal["guest_offer"] = "guest_offer"
    guest: Id
    number: Offers
    "Counts the console's offers to this guest; the newest alone counts."
    sdp: Sdp
    ice_servers: tuple[IceServer, ...] | None = None
    "To the guest; the server writes them, whatever the console said."


class GuestAnswer(Message):
    """The guest answers; forwarded to the console."""

    type: Literal["guest_answer"] = "guest_answer"
    guest: Id
    number: Offers
    sdp: Sdp


class Guests(Message):
    """All those of a call, to its console, whenever one of them changes."""

    type: Literal["guests"] = "guests"
    call: Id
    guests: tuple[GuestView, ...]


# -- the kiosk --------------------------------------------------------------------------------


class Company(Message):
    """Who is there beside the counsellor: the kiosk says and shows who comes and goes."""

    type: Literal["company"] = "company"
    call: Id
    guests: tuple[Companion, ...]


class CompanyTold(Message):
    """The resident was told that these are there."""

    type: Literal["company_told"] = "company_told"
    call: Id
    guests: Annotated[tuple[Id, ...], Field(max_length=MAX_GUESTS)]


# -- the guest --------------------------------------------------------------------------------


class GuestHello(Message):
    """First message of a guest's page."""

    type: Literal["guest_hello"] = "guest_hello"
    version: int = VERSION
    token: Annotated[Token, Field(repr=False)]
    name: Annotated[GuestName, Field(repr=False)]
    quality: Quality
    key: Annotated[Token | None, Field(repr=False)] = None
    "Of the welcome before, when the page comes back: nobody else takes its place."


class GuestLeave(Message):
    """By a guest's page; by a colleague's console with `guest`."""

    type: Literal["guest_leave"] = "guest_leave"
    guest: Id | None = None


class GuestWelcome(Message):
    type: Literal["guest_welcome"] = "guest_welcome"
    version: int = VERSION
    guest: Id
    key: Annotated[Token, Field(repr=False)]
    "To come back after a cut."
    counsellor: Text
    organisation: Text
    state: GuestState


class GuestChanged(Message):
    type: Literal["guest_changed"] = "guest_changed"
    guest: Id
    state: GuestState


class OverReason(StrEnum):
    ENDED = "ended"
    "The call is over."
    REMOVED = "removed"
    "By the counsellor."
    AWAY = "away"
    "Their page was closed for too long: they may knock again."


class GuestOver(Message):
    """Last message to a guest's page."""

    type: Literal["guest_over"] = "guest_over"
    guest: Id
    reason: OverReason


GuestsFromConsole = GuestInvite | GuestAdmit | GuestRemove | GuestOffer | GuestAnswer | GuestLeave
"The last two of who was asked as a colleague."
GuestsToConsole = GuestLink | Guests | GuestAnswer | GuestOffer | GuestChanged | GuestOver
FromGuest = GuestHello | GuestAnswer | GuestLeave | Error
ToGuest = GuestWelcome | GuestChanged | GuestOffer | GuestOver | Error


def _adapter(union: object) -> "TypeAdapter[Message]":
    return TypeAdapter(Annotated[union, Field(discriminator="type")])  # type: ignore[arg-type]


from_guest = _adapter(FromGuest)
to_guest = _adapter(ToGuest)

__all__ = [
    "MAX_GUESTS",
    "Companion",
    "Company",
    "CompanyTold",
    "FromGuest",
    "GuestAdmit",
    "GuestAnswer",
    "GuestChanged",
    "GuestHello",
    "GuestInvite",
    "GuestLeave",
    "GuestLink",
    "GuestName",
    "GuestOffer",
    "GuestOver",
    "GuestRemove",
    "GuestState",
    "GuestView",
    "GuestWelcome",
    "Guests",
    "GuestsFromConsole",
    "GuestsToConsole",
    "OverReason",
    "Quality",
    "ToGuest",
    "Token",
    "from_guest",
    "to_guest",
]
