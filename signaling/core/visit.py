"""The life of a visit: one resident, in front of one kiosk, for one organisation.

::

    INSTALLED <-> IN_CALL        the call may be lost and placed again, or go on by telephone
        |            |
        +--- CLOSING +           the kiosk says goodbye and wipes
                |
              ENDED
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .. import protocol as wire
from ..protocol import EndReason, Opinion, VisitOutcome, VisitState
from .commands import (
    AnnounceVisit,
    Command,
    CountOpinion,
    CountOutcome,
    EndCall,
    EraseDocuments,
    FinishAppointment,
    Journal,
    SendKiosk,
    UnexpectedEvent,
)

END_STATES = frozenset({VisitState.ENDED})
WIPE_SECONDS = 60.0
"Past it the visit ends all the same; a kiosk always wipes before its next visit."


@dataclass(frozen=True)
class CallPlaced:
    call: str


@dataclass(frozen=True)
class CallAnswered:
    call: str


@dataclass(frozen=True)
class CallFinished:
    call: str


@dataclass(frozen=True)
class Handed:
    "The call was passed on: the visit is this organisation's, the same one or another."

    organisation: str


@dataclass(frozen=True)
class PhoneChosen:
    "The counsellor goes on by telephone."


@dataclass(frozen=True)
class EndAsked:
    """By the counsellor or by the host; with what the resident said of the visit, if they were
    asked, and how the counsellor says that it ended."""

    opinion: Opinion | None = None
    outcome: VisitOutcome | None = None


@dataclass(frozen=True)
class KioskWiped:
    """Nothing of the visit is left at the kiosk; with what the resident answered it, of which the
    counsellor knows nothing."""

    opinion: Opinion | None = None


@dataclass(frozen=True)
class DeadlinePassed:
    "The deadline announced by :attr:`Visit.deadline` passed."


Event = (
    CallPlaced
    | CallAnswered
    | CallFinished
    | Handed
    | PhoneChosen
    | EndAsked
    | KioskWiped
    | DeadlinePassed
)


@dataclass
class Visit:
    id: str
    appointment: str
    kiosk: str
    organisation: str
    opened_at: float
    "Seconds since 1970, UTC, as every time here."
    state: VisitState = VisitState.INSTALLED
    call: str | None = None
    talked_at: float | None = None
    "First answer."
    by_phone: bool = False
    "They go on by telephone, until another call is placed."
    phone_at: float | None = None
    "First time by telephone."
    ended_at: float | None = None
    deadline: float | None = None
    opinion_counted: bool = False
    "What the resident said of it is in the figures: it is counted once, whoever tells it again."
    version: int = 0

    def handle(self, event: Event, now: float) -> list[Command]:
        """Return what must be done about `event`; the caller saves first."""
        return list(self._handle(event, now))

    def _handle(self, event: Event, now: float) -> Iterator[Command]:
        S = VisitState
        match self.state, event:
            case S.INSTALLED, CallPlaced(call):
                self.call, self.by_phone = call, False
                yield from self._set_state(S.IN_CALL)
            case S.IN_CALL, CallAnswered(call) if call == self.call:
                self.talked_at = self.talked_at or now
                yield AnnounceVisit(self.id)
            case S.IN_CALL, CallFinished(call) if call == self.call:
                self.call = None
                yield from self._set_state(S.INSTALLED)
            case S.IN_CALL, Handed(organisation):
                # What was sealed with the key of before is for nobody any more.
                yield EraseDocuments(self.id)
                self.organisation = organisation
                yield Journal("visit_handed", self.id)
                yield AnnounceVisit(self.id)
            case _, Handed():
                pass  # the visit ended while the call was passed on
            case _, CallFinished():
                pass  # the end of a call that the visit ended itself
            case S.INSTALLED | S.IN_CALL, PhoneChosen():
                yield from self._go_by_phone(now)
            case S.INSTALLED | S.IN_CALL, EndAsked(opinion, outcome):
                yield from self._close(now)
                yield from self._count(opinion)
                if outcome is not None and self._began is not None:
                    yield CountOutcome(self.appointment, outcome)
            case S.CLOSING | S.ENDED, EndAsked():
                pass  # counsellor and host may press at once
            case S.CLOSING, KioskWiped(opinion):
                yield from self._count(opinion)
                yield from self._end(now, "visit_wiped")
            case S.CLOSING, DeadlinePassed():
                yield from self._end(now, "visit_wipe_unconfirmed")
            case S.ENDED, KioskWiped() | DeadlinePassed():
                pass  # a kiosk that comes back says so again
            case _:
                raise UnexpectedEvent(f"visit {self.id}", self.state, event)

    def _go_by_phone(self, now: float) -> Iterator[Command]:
        if self.by_phone:
            return  # a second press of the same key
        call, self.call = self.call, None
        self.state, self.by_phone, self.phone_at = VisitState.INSTALLED, True, self.phone_at or now
        yield Journal("visit_by_phone", self.id)
        yield SendKiosk(self.kiosk, wire.ByPhone(visit=self.id))
        if call is not None:
            yield EndCall(call, EndReason.BYE)
        yield AnnounceVisit(self.id)

    def _close(self, now: float) -> Iterator[Command]:
        call, self.call = self.call, None
        self.ended_at = now
        yield from self._set_state(VisitState.CLOSING, deadline=now + WIPE_SECONDS)
        if call is not None:
            yield EndCall(call, EndReason.BYE)
        yield SendKiosk(self.kiosk, wire.VisitClose(visit=self.id))
        yield EraseDocuments(self.id)
        yield FinishAppointment(self.appointment, self._began is not None, self._talk(now))

    def _count(self, opinion: Opinion | None) -> Iterator[Command]:
        if opinion is not None and self._began is not None and not self.opinion_counted:
            self.opinion_counted = True
            yield CountOpinion(self.appointment, opinion)

    def _end(self, now: float, what: str) -> Iterator[Command]:
        yield Journal(what, self.id)
        yield from self._set_state(VisitState.ENDED)

    def waited_s(self, at: float | None, joined: float | None = None) -> int:
        """To the first word: from the hour, or from when the resident sat down if that is later;
        without appointment, from when they `joined` the queue."""
        since = max(self.opened_at, at or 0.0) if joined is None else joined
        began = self._began
        return 0 if began is None else max(0, round(began - since))

    @property
    def _began(self) -> float | None:
        """Since when they talk, in a call or by telephone."""
        times = [at for at in (self.talked_at, self.phone_at) if at is not None]
        return min(times, default=None)

    def _talk(self, now: float) -> int:
        return 0 if self._began is None else max(0, round(now - self._began))

    def _set_state(self, state: VisitState, deadline: float | None = None) -> Iterator[Command]:
        self.state, self.deadline = state, deadline
        yield Journal(f"visit_{state}", self.id)
        yield AnnounceVisit(self.id)


def install(visit: Visit, greeting: wire.Install) -> list[Command]:
    """What must be done about a visit just created: `greeting` tells the kiosk who will answer."""
    return [
        Journal("visit_installed", visit.id),
        SendKiosk(visit.kiosk, greeting),
        AnnounceVisit(visit.id),
    ]
