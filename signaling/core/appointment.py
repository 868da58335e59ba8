"""The life of an appointment, from the mairie's form to the end of the visit.

::

    SENT -> RECEIVED -> ACCEPTED -> INSTALLED -> HONOURED
      any state before INSTALLED -> CANCELLED | NO_SHOW
      INSTALLED, but nobody talked -> ACCEPTED (or RECEIVED) again
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..protocol import AppointmentState
from .commands import AnnounceAppointment, Command, Journal, UnexpectedEvent

END_STATES = frozenset(
    {AppointmentState.HONOURED, AppointmentState.CANCELLED, AppointmentState.NO_SHOW}
)
WAITING_STATES = frozenset(
    {AppointmentState.SENT, AppointmentState.RECEIVED, AppointmentState.ACCEPTED}
)


@dataclass(frozen=True)
class ConsoleReceived:
    "A console of the organisation acknowledged it."


@dataclass(frozen=True)
class Accepted:
    counsellor: str
    "Account."


@dataclass(frozen=True)
class TakenOver:
    "A counsellor comes to the resident who waits, whoever was in charge."

    counsellor: str
    "Account."


@dataclass(frozen=True)
class Installed:
    "The host put the resident in front of a kiosk."


@dataclass(frozen=True)
class VisitEnded:
    talked: bool
    "A call was answered."
    duration_s: int
    "From the first answer to the end."


@dataclass(frozen=True)
class Cancelled:
    "By the secretary."


@dataclass(frozen=True)
class ResidentAbsent:
    "Nobody came."


Event = ConsoleReceived | Accepted | TakenOver | Installed | VisitEnded | Cancelled | ResidentAbsent


@dataclass
class Appointment:
    """What the machine needs of an appointment; the resident's identity is not its business."""

    id: str
    organisation: str
    mairie: str
    relay: str
    state: AppointmentState = AppointmentState.SENT
    counsellor: str | None = None
    duration_s: int | None = None
    version: int = 0
    "As loaded; the store saves only where it still matches, and adds one."

    def handle(self, event: Event, now: float) -> list[Command]:
        """Return what must be done about `event`; the caller saves first."""
        return list(self._handle(event))

    def _handle(self, event: Event) -> Iterator[Command]:
        S = AppointmentState
        match self.state, event:
            case S.SENT, ConsoleReceived():
                yield from self._set_state(S.RECEIVED)
            case _, ConsoleReceived():
                pass  # several consoles of an organisation acknowledge the same one
            case S.SENT | S.RECEIVED, Accepted(counsellor):
                self.counsellor = counsellor
                yield from self._set_state(S.ACCEPTED)
            case S.INSTALLED, Accepted(counsellor) if self.counsellor is None:
                self.counsellor = counsellor
                yield AnnounceAppointment(self.id)
            case S.ACCEPTED | S.INSTALLED, Accepted(counsellor) if counsellor == self.counsellor:
                pass  # a second press of the same key
            case S.INSTALLED, TakenOver(counsellor) if counsellor == self.counsellor:
                pass  # theirs already
            case S.INSTALLED, TakenOver(counsellor):
                self.counsellor = counsellor
                yield Journal("appointment_taken_over", self.id)
                yield AnnounceAppointment(self.id)
            case S.SENT | S.RECEIVED | S.ACCEPTED, Installed():
                yield from self._set_state(S.INSTALLED)
            case S.INSTALLED, VisitEnded(talked=True, duration_s=duration):
                self.duration_s = duration
                yield from self._set_state(S.HONOURED)
            case S.INSTALLED, VisitEnded(talked=False):
                yield from self._set_state(S.ACCEPTED if self.counsellor else S.RECEIVED)
            case S.SENT | S.RECEIVED | S.ACCEPTED, Cancelled():
                yield from self._set_state(S.CANCELLED)
            case S.SENT | S.RECEIVED | S.ACCEPTED, ResidentAbsent():
                yield from self._set_state(S.NO_SHOW)
            case _:
                raise UnexpectedEvent(f"appointment {self.id}", self.state, event)

    def _set_state(self, state: AppointmentState) -> Iterator[Command]:
        self.state = state
        yield Journal(f"appointment_{state}", self.id)
        yield AnnounceAppointment(self.id)
