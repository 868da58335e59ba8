"""The host is called to a kiosk: by the counsellor, or by what goes wrong there. Pure.

::

    CALLING -> COMING            the host answers by one key
       |  ^       |
       v  |       |              60 s without an answer: the console shows the telephone number
    UNANSWERED ---+--> ENDED     what called is settled, or the visit is over

One summons at most is open for a visit. More reasons while it rings are added to it; another
reason once the host is coming rings again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .. import protocol as wire
from ..protocol import SummonsReason, SummonsState
from .commands import AnnounceVisit, Command, Journal, SendKiosk, UnexpectedEvent

ANSWER_SECONDS = 60.0
OPEN_STATES = frozenset({SummonsState.CALLING, SummonsState.UNANSWERED, SummonsState.COMING})
RINGING_STATES = frozenset({SummonsState.CALLING, SummonsState.UNANSWERED})
"The host's page rings as long as nobody answered."


@dataclass(frozen=True)
class Called:
    "One more reason; the same one again rings again."

    reason: SummonsReason


@dataclass(frozen=True)
class HostAnswered:
    "“J'arrive”."

    host: str
    "Account."


@dataclass(frozen=True)
class Settled:
    "A reason is no more."

    reason: SummonsReason


@dataclass(frozen=True)
class Dismissed:
    "By the counsellor or by the host: nobody needs to come, or to stay."


@dataclass(frozen=True)
class VisitOver:
    pass


@dataclass(frozen=True)
class DeadlinePassed:
    "The deadline announced by :attr:`Summons.deadline` passed."


Event = Called | HostAnswered | Settled | Dismissed | VisitOver | DeadlinePassed


@dataclass
class Summons:
    id: str
    visit: str
    kiosk: str
    reasons: tuple[SummonsReason, ...]
    called_at: float
    "Seconds since 1970, UTC: when it rang last."
    state: SummonsState = SummonsState.CALLING
    host: str | None = None
    "Account of who comes."
    deadline: float | None = None
    version: int = 0

    @property
    def view(self) -> wire.SummonsView:
        return wire.SummonsView(state=self.state, reasons=self.reasons)

    @property
    def told(self) -> wire.HostCalled:
        """What the kiosk says of it to the resident."""
        return wire.HostCalled(visit=self.visit, state=self.state)

    def handle(self, event: Event, now: float) -> list[Command]:
        """Return what must be done about `event`; the caller saves first."""
        return list(self._handle(event, now))

    def _handle(self, event: Event, now: float) -> Iterator[Command]:
        S = SummonsState
        match self.state, event:
            case S.CALLING, Called(reason) if reason in self.reasons:
                pass  # it rings already, and says so
            case S.CALLING | S.UNANSWERED, Called(reason):
                if reason not in self.reasons:
                    self.reasons += (reason,)
                yield from self._ring(reason, now)
            case S.COMING, Called(reason):
                self.reasons, self.host = (reason,), None
                yield from self._ring(reason, now)
            case S.CALLING | S.UNANSWERED, HostAnswered(host):
                self.host = host
                yield from self._set_state(S.COMING)
            case S.COMING, HostAnswered():
                pass  # pressed twice, or by two
            case S.CALLING, DeadlinePassed():
                yield from self._set_state(S.UNANSWERED)
            case S.UNANSWERED | S.COMING, DeadlinePassed():
                pass  # answered while the poller was on its way
            case S.ENDED, Settled() | Dismissed() | VisitOver() | DeadlinePassed():
                pass  # what ends it comes from several sides
            case _, Settled(reason):
                yield from self._settle(reason)
            case S.CALLING | S.UNANSWERED | S.COMING, Dismissed() | VisitOver():
                yield from self._set_state(S.ENDED)
            case _:
                raise UnexpectedEvent(f"summons {self.id}", self.state, event)

    def _settle(self, reason: SummonsReason) -> Iterator[Command]:
        left = tuple(other for other in self.reasons if other != reason)
        if not left:
            yield from self._set_state(SummonsState.ENDED)
        elif left != self.reasons:
            self.reasons = left
            yield AnnounceVisit(self.visit)

    def _ring(self, reason: SummonsReason, now: float) -> Iterator[Command]:
        self.called_at = now
        yield Journal(f"host_called_{reason}", self.visit)
        yield from self._set_state(SummonsState.CALLING, now + ANSWER_SECONDS)

    def _set_state(self, state: SummonsState, deadline: float | None = None) -> Iterator[Command]:
        if state is not SummonsState.CALLING:
            yield Journal(f"host_{JOURNALED[state]}", self.visit)
        self.state, self.deadline = state, deadline
        yield SendKiosk(self.kiosk, self.told)
        yield AnnounceVisit(self.visit)


JOURNALED = {
    SummonsState.COMING: "coming",
    SummonsState.UNANSWERED: "unanswered",
    SummonsState.ENDED: "call_ended",
}


def begin(summons: Summons, now: float) -> list[Command]:
    """What must be done about a summons just made, of one reason."""
    (reason,) = summons.reasons
    summons.deadline = now + ANSWER_SECONDS
    return [
        Journal(f"host_called_{reason}", summons.visit),
        SendKiosk(summons.kiosk, summons.told),
        AnnounceVisit(summons.visit),
    ]
