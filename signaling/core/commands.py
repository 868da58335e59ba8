"""What the state machines of the server ask their shell to do, after it has saved them."""

from dataclasses import dataclass

from .. import protocol as wire
from ..protocol import Grade, Opinion, VisitOutcome


@dataclass(frozen=True)
class SendKiosk:
    "Say something to a kiosk, if its socket is open; its welcome repeats what matters."

    kiosk: str
    message: wire.Message


@dataclass(frozen=True)
class SendConsole:
    "Say something to every console of one counsellor's account."

    account: str
    message: wire.Message


@dataclass(frozen=True)
class SendOrganisation:
    "Say something to every console of an organisation."

    organisation: str
    message: wire.Message


@dataclass(frozen=True)
class SendGuest:
    "Say something to a guest's page, if it is open."

    guest: str
    message: wire.Message


@dataclass(frozen=True)
class AnnounceGuests:
    "Tell the call's console and its kiosk who is there."

    call: str


@dataclass(frozen=True)
class AnnounceAppointment:
    "Show the appointment's new state to its organisation, its mairie and its relay."

    appointment: str


@dataclass(frozen=True)
class AnnounceVisit:
    "Show the visit's new state to its organisation and its relay."

    visit: str


@dataclass(frozen=True)
class AnnounceKiosk:
    "Show the kiosk's new state to its relay."

    kiosk: str


@dataclass(frozen=True)
class CountFree:
    "Add to the month's figures of free access: one deed that was done, or a fault of it."

    relay: str
    deed: wire.FreeDeed
    sheets: int
    faults: int


@dataclass(frozen=True)
class EndCall:
    "Hand :class:`signaling.core.call.HungUp` to the call."

    call: str
    reason: wire.EndReason


@dataclass(frozen=True)
class HandVisit:
    "Hand :class:`signaling.core.visit.Handed` to the visit."

    visit: str
    organisation: str


@dataclass(frozen=True)
class FinishAppointment:
    "Hand :class:`signaling.core.appointment.VisitEnded` to the appointment."

    appointment: str
    talked: bool
    duration_s: int


@dataclass(frozen=True)
class CountOpinion:
    "Of this appointment's resident; nothing else than a number is kept."

    appointment: str
    opinion: Opinion


@dataclass(frozen=True)
class CountOutcome:
    "How the visit of this appointment ended; nothing else than a number is kept."

    appointment: str
    outcome: VisitOutcome


@dataclass(frozen=True)
class CountLine:
    """How the line of a call was, both ways."""

    appointment: str
    mood: Grade


@dataclass(frozen=True)
class EraseDocuments:
    "Remove every chunk and manifest of the visit from the disk."

    visit: str


@dataclass(frozen=True)
class Journal:
    "Append a line: what happened to which thing. Never a name nor a content."

    what: str
    subject: str


Command = (
    SendKiosk
    | SendConsole
    | SendOrganisation
    | SendGuest
    | AnnounceGuests
    | AnnounceAppointment
    | AnnounceVisit
    | AnnounceKiosk
    | CountFree
    | EndCall
    | HandVisit
    | FinishAppointment
    | CountOpinion
    | CountOutcome
    | CountLine
    | EraseDocuments
    | Journal
)


class UnexpectedEvent(Exception):
    """The event makes no sense in this state: the shell answers a Conflict and saves nothing."""

    def __init__(self, subject: str, state: str, event: object) -> None:
        super().__init__(subject, state, event)
        self.subject, self.state, self.event = subject, state, event

    def __str__(self) -> str:
        return f"{self.subject} is {self.state}: unexpected {type(self.event).__name__}"
