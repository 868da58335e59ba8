"""The life of an appointment, from the mairie's form to the end of the visit.

::

    SENT -> RECEIVED -> ACCEPTED -> INSTALLED -> HONOURED
      any state before INSTALLED -> CANCELLED | NO_SHOW
      any state before INSTALLED -> WITHDRAWN, by the organisation, which says why
      any state before INSTALLED -> PROPOSED, by the counsellor: another time
      PROPOSED -> ACCEPTED (the mairie takes it) | RECEIVED (it does not)
      any state before INSTALLED, moved by the mairie -> SENT again
      INSTALLED, but nobody talked -> ACCEPTED (or RECEIVED) again
      ACCEPTED -> HONOURED, by telephone or on site: no kiosk is needed

Nobody answers before :attr:`Appointment.answer_by`: it is :attr:`~Appointment.late`, on the
mairie's list of people to call back, until somebody answers or the mairie has called. So is who
came and sat down, and whom nobody called.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..protocol import AppointmentState, Withdrawal
from .commands import AnnounceAppointment, Command, Journal, UnexpectedEvent

END_STATES = frozenset(
    {
        AppointmentState.HONOURED,
        AppointmentState.CANCELLED,
        AppointmentState.NO_SHOW,
        AppointmentState.WITHDRAWN,
    }
)
WAITING_STATES = frozenset(
    {
        AppointmentState.SENT,
        AppointmentState.RECEIVED,
        AppointmentState.PROPOSED,
        AppointmentState.ACCEPTED,
    }
)
UNANSWERED_STATES = frozenset({AppointmentState.SENT, AppointmentState.RECEIVED})


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
class TimeProposed:
    "The counsellor can, at another time."

    counsellor: str
    at: float


@dataclass(frozen=True)
class ProposalTaken:
    "By the secretary."


@dataclass(frozen=True)
class ProposalDeclined:
    "By the secretary; the organisation answers again before `answer_by`."

    answer_by: float


@dataclass(frozen=True)
class Advanced:
    "The resident takes an earlier slot, which was held for them."

    at: float
    counsellor: str


@dataclass(frozen=True)
class Moved:
    "By the secretary, to another time or relay: the organisation answers again."

    at: float | None
    relay: str
    answer_by: float


@dataclass(frozen=True)
class Corrected:
    "The secretary wrote something better about the resident."


@dataclass(frozen=True)
class AnswerLate:
    "The moment announced by :attr:`Appointment.answer_by` passed."


@dataclass(frozen=True)
class CalledBack:
    "The mairie called the resident back."


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
class Held:
    "It took place by telephone or on site; how long is not known."


@dataclass(frozen=True)
class Cancelled:
    "By the secretary."


@dataclass(frozen=True)
class Withdrawn:
    "By a counsellor: nobody can receive the resident."

    why: Withdrawal


@dataclass(frozen=True)
class ResidentAbsent:
    "Nobody came."


@dataclass(frozen=True)
class Came:
    "The resident was at the relay, which had no network then."

    at: float


@dataclass(frozen=True)
class Left:
    "They did not wait for it to come back."

    at: float


Event = (
    ConsoleReceived
    | Accepted
    | TakenOver
    | TimeProposed
    | ProposalTaken
    | ProposalDeclined
    | Advanced
    | Moved
    | Corrected
    | AnswerLate
    | CalledBack
    | Installed
    | VisitEnded
    | Held
    | Cancelled
    | Withdrawn
    | ResidentAbsent
    | Came
    | Left
)


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
    at: float | None = None
    "None means now."
    proposed: float | None = None
    answer_by: float | None = None
    late: bool = False
    came_at: float | None = None
    "When the resident was at the relay, without anybody who could be called."
    left_at: float | None = None
    withdrawn_why: Withdrawal | None = None

    def handle(self, event: Event, now: float) -> list[Command]:
        """Return what must be done about `event`; the caller saves first."""
        return list(self._handle(event, now))

    def _handle(self, event: Event, now: float) -> Iterator[Command]:
        S = AppointmentState
        match self.state, event:
            case S.SENT, ConsoleReceived():
                yield from self._set_state(S.RECEIVED)
            case _, ConsoleReceived():
                pass  # several consoles of an organisation acknowledge the same one
            case S.SENT | S.RECEIVED | S.PROPOSED, Accepted(counsellor):
                self.counsellor = counsellor
                yield from self._set_state(S.ACCEPTED)
            case S.SENT | S.RECEIVED | S.PROPOSED, TimeProposed(counsellor, at):
                yield from self._propose(counsellor, at)
            case S.ACCEPTED, TimeProposed(counsellor, at) if counsellor == self.counsellor:
                yield from self._propose(counsellor, at)
            case S.PROPOSED, ProposalTaken() if self.proposed is not None:
                self.at = self.proposed
                self.came_at = self.left_at = None
                yield Journal("appointment_proposal_taken", self.id)
                yield from self._set_state(S.ACCEPTED)
            case S.PROPOSED, ProposalDeclined(answer_by):
                self.counsellor = None
                yield Journal("appointment_proposal_declined", self.id)
                yield from self._set_state(S.RECEIVED, answer_by)
            case S.SENT | S.RECEIVED | S.PROPOSED | S.ACCEPTED, Advanced(at, counsellor):
                self.at, self.counsellor = at, counsellor
                yield Journal("appointment_advanced", self.id)
                yield from self._set_state(S.ACCEPTED)
            case S.SENT | S.RECEIVED | S.PROPOSED | S.ACCEPTED, Moved(at, relay, answer_by):
                self.at, self.relay, self.counsellor = at, relay, None
                self.came_at = self.left_at = None
                yield Journal("appointment_moved", self.id)
                yield from self._set_state(S.SENT, answer_by)
            case S.SENT | S.RECEIVED | S.PROPOSED | S.ACCEPTED, Corrected():
                yield Journal("appointment_corrected", self.id)
                yield AnnounceAppointment(self.id)
            case S.SENT | S.RECEIVED, AnswerLate():
                if self.answer_by is not None and self.answer_by <= now:
                    self.answer_by, self.late = None, True
                    yield Journal("appointment_unanswered", self.id)
                    yield AnnounceAppointment(self.id)
            case _, AnswerLate():
                pass  # somebody answered while the watch was on its way
            case S.SENT | S.RECEIVED | S.ACCEPTED, CalledBack() if self.late:
                self.late = False
                yield Journal("appointment_called_back", self.id)
                yield AnnounceAppointment(self.id)
            case _, CalledBack():
                pass  # a second press, or an answer meanwhile
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
            case S.SENT | S.RECEIVED | S.PROPOSED | S.ACCEPTED, Installed():
                yield from self._set_state(S.INSTALLED)
            case S.INSTALLED, VisitEnded(talked=True, duration_s=duration):
                self.duration_s = duration
                yield from self._set_state(S.HONOURED)
            case S.INSTALLED, VisitEnded(talked=False):
                yield from self._set_state(S.ACCEPTED if self.counsellor else S.RECEIVED)
                self.late = True  # they came, and nobody called: the mairie does
                yield Journal("appointment_not_called", self.id)
            case S.ACCEPTED, Held():
                yield from self._set_state(S.HONOURED)
            case S.SENT | S.RECEIVED | S.PROPOSED | S.ACCEPTED, Cancelled():
                yield from self._set_state(S.CANCELLED)
            case S.SENT | S.RECEIVED | S.PROPOSED | S.ACCEPTED, Withdrawn(why):
                self.withdrawn_why = why
                yield from self._set_state(S.WITHDRAWN)
            case S.SENT | S.RECEIVED | S.PROPOSED | S.ACCEPTED, ResidentAbsent():
                yield from self._set_state(S.NO_SHOW)
            case S.SENT | S.RECEIVED | S.PROPOSED | S.ACCEPTED, Came(at):
                self.came_at = at
                yield Journal("resident_came", self.id)
                yield AnnounceAppointment(self.id)
            case S.SENT | S.RECEIVED | S.PROPOSED | S.ACCEPTED, Left(at):
                self.left_at = at
                yield Journal("resident_left", self.id)
                yield AnnounceAppointment(self.id)
            case _:
                raise UnexpectedEvent(f"appointment {self.id}", self.state, event)

    def _propose(self, counsellor: str, at: float) -> Iterator[Command]:
        self.counsellor = counsellor
        yield from self._set_state(AppointmentState.PROPOSED)
        self.proposed = at

    def _set_state(
        self, state: AppointmentState, answer_by: float | None = None
    ) -> Iterator[Command]:
        """`answer_by`: somebody of the organisation must answer again before it."""
        self.state, self.proposed = state, None
        if state is not AppointmentState.RECEIVED or answer_by is not None:
            self.answer_by, self.late = answer_by, False  # a console that reads does not answer
        yield Journal(f"appointment_{state}", self.id)
        yield AnnounceAppointment(self.id)
