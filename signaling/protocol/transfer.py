"""A call is passed on, with the resident listening: to a colleague, or to another organisation.

Who is asked first joins as a guest, by their own console: a moment of three. Then the counsellor
passes the call on: the other console makes another connection with the kiosk, which takes over
once it is there. What was scanned or sent stays behind, except the documents that the resident
agreed to release: the kiosk seals those again, with a new key.
"""

from typing import Annotated, Literal

from pydantic import Field

from .base import Id, Message, Sdp, Text
from .vocabulary import AppointmentView, IceServer, VisitView

MAX_RELEASED = 20


class Release(Message):
    """A document that goes along."""

    document: Id
    "As the kiosk knows it."
    into: Id
    "As it is called from then on: chosen by the console that releases it."


class Released(Release):
    name: Annotated[Text, Field(repr=False)]
    "For the receiver; the server keeps no name."


class Colleague(Message):
    """Somebody of the same organisation whose console is open, and who is in no call."""

    account: Id
    name: Text


class Receiving(Message):
    """Another organisation, with a console that could answer."""

    organisation: Id
    name: Text


# -- the console that has the call ------------------------------------------------------------


class ColleaguesWanted(Message):
    """Who could be asked now? :class:`Colleagues` answers."""

    type: Literal["colleagues_wanted"] = "colleagues_wanted"
    call: Id


class Colleagues(Message):
    type: Literal["colleagues"] = "colleagues"
    call: Id
    people: tuple[Colleague, ...]
    organisations: tuple[Receiving, ...]


class ColleagueAsk(Message):
    """Ask a colleague (`account`), or any console of an `organisation`, to join and take over.

    `released` is what the resident agreed to; the server journals that they did.
    """

    type: Literal["colleague_ask"] = "colleague_ask"
    call: Id
    account: Id | None = None
    organisation: Id | None = None
    released: Annotated[tuple[Released, ...], Field(max_length=MAX_RELEASED)] = ()


class CallHandOver(Message):
    """The one who was asked has joined: the call is theirs from now on."""

    type: Literal["call_hand_over"] = "call_hand_over"
    guest: Id


class HandingFailed(Message):
    """Their console could not reach the kiosk: the call stays where it is."""

    type: Literal["handing_failed"] = "handing_failed"
    call: Id


class ColleagueSilent(Message):
    """Nobody answered in a minute: it rings no more there, and somebody else may be asked."""

    type: Literal["colleague_silent"] = "colleague_silent"
    guest: Id


# -- the console that is asked ----------------------------------------------------------------


class ColleagueAsked(Message):
    """It rings at every console that may answer."""

    type: Literal["colleague_asked"] = "colleague_asked"
    guest: Id
    counsellor: Text
    organisation: Text
    released: tuple[Released, ...]


class ColleagueReply(Message):
    type: Literal["colleague_reply"] = "colleague_reply"
    guest: Id
    accept: bool


class ColleagueTaken(Message):
    """Somebody answered, or nobody is asked any more: it stops ringing."""

    type: Literal["colleague_taken"] = "colleague_taken"
    guest: Id


class CallHanded(Message):
    """The call is yours: offer a connection by :class:`CallTake`."""

    type: Literal["call_handed"] = "call_handed"
    call: Id
    visit: VisitView
    appointment: AppointmentView
    "To another organisation without telephone nor motive."


class CallTake(Message):
    """The receiver's offer, as in a repair: complete, with the channel `visit`."""

    type: Literal["call_take"] = "call_take"
    call: Id
    sdp: Sdp


# -- both ends and the kiosk ------------------------------------------------------------------


class TakeAnswer(Message):
    """The kiosk answers; forwarded to the receiver."""

    type: Literal["take_answer"] = "take_answer"
    call: Id
    sdp: Sdp


class TakeOver(Message):
    """To the kiosk: another console takes the call over. It tells the resident, then answers."""

    type: Literal["take_over"] = "take_over"
    call: Id
    organisation: Text
    organisation_id: Id
    counsellor: Text
    released: tuple[Release, ...]
    sdp: Sdp
    ice_servers: tuple[IceServer, ...] = ()


class CallTaken(Message):
    """From the kiosk: the new connection is there, the old one closed, the key another."""

    type: Literal["call_taken"] = "call_taken"
    call: Id


TransferFromConsole = ColleaguesWanted | ColleagueAsk | ColleagueReply | CallHandOver | CallTake
TransferToConsole = (
    Colleagues
    | ColleagueAsked
    | ColleagueTaken
    | ColleagueSilent
    | CallHanded
    | TakeAnswer
    | HandingFailed
)

__all__ = [
    "MAX_RELEASED",
    "CallHandOver",
    "CallHanded",
    "CallTake",
    "CallTaken",
    "Colleague",
    "ColleagueAsk",
    "ColleagueAsked",
    "ColleagueReply",
    "ColleagueSilent",
    "ColleagueTaken",
    "Colleagues",
    "ColleaguesWanted",
    "HandingFailed",
    "Receiving",
    "Release",
    "Released",
    "TakeAnswer",
    "TakeOver",
    "TransferFromConsole",
    "TransferToConsole",
]
