"""The life of a call. No clock, no socket, no database.

::

    RINGING -> TALKING -> ENDED
       +--------------------^

The console always makes the offer; the kiosk announces the call, then answers by itself. A call
whose media was cut stays TALKING while console and kiosk make another connection for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .. import protocol as wire
from ..protocol import CallState, CallView, EndReason
from .commands import Command, HandVisit, Journal, SendConsole, SendKiosk, UnexpectedEvent

END_STATES = frozenset({CallState.ENDED})
RING_SECONDS = 30.0
"The kiosk announces for three seconds; a kiosk that says nothing for thirty is out of order."

HANDING_SECONDS = 30.0
"For the successor's connection; the kiosk gives its offer up long before."


@dataclass(frozen=True)
class Answered:
    "By the kiosk."

    sdp: str


@dataclass(frozen=True)
class AnsweredEarly:
    "By the kiosk, which still announces the call: both ends may connect, nothing may pass."

    sdp: str


@dataclass(frozen=True)
class Refused:
    "By the kiosk: not its visit, not its organisation, or already in a call."

    code: str


@dataclass(frozen=True)
class HungUp:
    by: str | None
    "Kiosk or account; none when the visit ended."
    reason: EndReason = EndReason.BYE


@dataclass(frozen=True)
class RepairOffered:
    "By the console: a second connection, for the same call."

    repair: int
    sdp: str
    ice_servers: tuple[wire.IceServer, ...] = field(default=(), repr=False)
    "For the kiosk."


@dataclass(frozen=True)
class RepairAnswered:
    "By the kiosk."

    repair: int
    sdp: str


@dataclass(frozen=True)
class RepairAsked:
    "By the kiosk, to which nothing comes any more."


@dataclass(frozen=True)
class HandedOver:
    "By the console, to the console of another account, which is told so by `told`."

    successor: str
    told: wire.CallHanded


@dataclass(frozen=True)
class TakeOffered:
    "By the successor: a connection with the kiosk, which takes the place of the one that is."

    offer: wire.TakeOver = field(repr=False)


@dataclass(frozen=True)
class TakeAnswered:
    "By the kiosk."

    sdp: str


@dataclass(frozen=True)
class Taken:
    "By the kiosk: it speaks with the successor, and with nobody else any more."

    organisation: str
    "Of the successor."


@dataclass(frozen=True)
class EndsGone:
    "Both ends have been away for too long."


@dataclass(frozen=True)
class DeadlinePassed:
    "The deadline announced by :attr:`Call.deadline` passed."


Event = (
    Answered
    | AnsweredEarly
    | Refused
    | HungUp
    | RepairOffered
    | RepairAnswered
    | RepairAsked
    | HandedOver
    | TakeOffered
    | TakeAnswered
    | Taken
    | EndsGone
    | DeadlinePassed
)


@dataclass
class Call:
    id: str
    visit: str
    kiosk: str
    console: str
    "Account of the counsellor who called."
    state: CallState = CallState.RINGING
    reason: EndReason | None = None
    successor: str | None = None
    "Account to which the call is being passed on."
    deadline: float | None = None
    "While ringing or being passed on: seconds since 1970, UTC."
    version: int = 0

    @property
    def view(self) -> CallView:
        return CallView(id=self.id, visit=self.visit, state=self.state, reason=self.reason)

    def handle(self, event: Event, now: float) -> list[Command]:
        """Return what must be done about `event`; the caller saves first."""
        return list(self._handle(event, now))

    def _handle(self, event: Event, now: float) -> Iterator[Command]:
        match self.state, event:
            case CallState.ENDED, Answered() | AnsweredEarly() | RepairAnswered() | RepairAsked():
                # It did not hear the end, and has its camera open.
                reason = self.reason or EndReason.BYE
                yield SendKiosk(self.kiosk, wire.Hangup(call=self.id, reason=reason))
            case CallState.ENDED, RepairOffered():
                yield self._tell_console()
            case CallState.RINGING, Answered(sdp):
                self._set_state(CallState.TALKING)
                yield Journal("call_answered", self.id)
                yield SendConsole(self.console, wire.Answer(call=self.id, sdp=sdp))
                yield self._tell_console()
            case CallState.RINGING, AnsweredEarly(sdp):
                yield SendConsole(self.console, wire.EarlyAnswer(call=self.id, sdp=sdp))
            case CallState.TALKING, AnsweredEarly():
                pass  # gathering took as long as the announcement
            case CallState.TALKING, RepairOffered(repair, sdp, servers):
                offer = wire.CallRepair(
                    call=self.id, repair=repair, sdp=sdp, ice_servers=servers or None
                )
                yield SendKiosk(self.kiosk, offer)
            case CallState.TALKING, RepairAnswered(repair, sdp):
                answer = wire.RepairAnswer(call=self.id, repair=repair, sdp=sdp)
                yield SendConsole(self.console, answer)
            case CallState.TALKING, HandedOver(successor, told) if self.successor is None:
                self.successor, self.deadline = successor, now + HANDING_SECONDS
                yield Journal("call_handed_over", self.id)
                yield SendConsole(successor, told)
            case CallState.TALKING, TakeOffered(offer) if self.successor is not None:
                yield SendKiosk(self.kiosk, offer)
            case CallState.TALKING, TakeAnswered(sdp) if self.successor is not None:
                yield SendConsole(self.successor, wire.TakeAnswer(call=self.id, sdp=sdp))
            case CallState.TALKING, Taken(organisation) if self.successor is not None:
                yield from self._taken(self.successor, organisation)
            case CallState.TALKING, Taken():
                yield from self._end(EndReason.FAILED, self.kiosk)  # too late: nobody has it
            case CallState.TALKING, TakeOffered() | TakeAnswered():
                pass  # too late as well, and harmless
            case CallState.ENDED, TakeAnswered() | Taken():
                yield SendKiosk(self.kiosk, wire.Hangup(call=self.id))
            case CallState.TALKING, DeadlinePassed() if self.successor is not None:
                failed = wire.HandingFailed(call=self.id)
                yield SendConsole(self.successor, failed)
                self.successor = self.deadline = None
                yield Journal("call_not_taken", self.id)
                yield SendConsole(self.console, failed)
            case CallState.TALKING, RepairAsked():
                yield SendConsole(self.console, wire.RepairWanted(call=self.id))
            case CallState.RINGING, Refused(code):
                yield Journal(f"call_refused_{code}", self.id)
                yield from self._end(EndReason.REFUSED)
            case CallState.RINGING, DeadlinePassed():
                yield from self._end(EndReason.NO_ANSWER, self.kiosk)
            case CallState.RINGING | CallState.TALKING, HungUp(by, reason):
                yield from self._end(reason, *(() if by == self.kiosk else (self.kiosk,)))
            case CallState.RINGING | CallState.TALKING, EndsGone():
                yield from self._end(EndReason.LOST, self.kiosk)
            case CallState.ENDED, _:
                pass  # both sides may hang up at once
            case CallState.TALKING, DeadlinePassed():
                pass  # answered while the poller was on its way
            case _:
                raise UnexpectedEvent(f"call {self.id}", self.state, event)

    def _taken(self, successor: str, organisation: str) -> Iterator[Command]:
        """From now on the successor's; the one before hears of its end, and of nothing more."""
        over = CallView(
            id=self.id, visit=self.visit, state=CallState.ENDED, reason=EndReason.HANDED
        )
        before, self.console = self.console, successor
        self.successor = self.deadline = None
        yield Journal("call_taken_over", self.id)
        yield SendConsole(before, wire.CallChanged(call=over))
        yield HandVisit(self.visit, organisation)
        yield self._tell_console()

    def _end(self, reason: EndReason, *kiosks: str) -> Iterator[Command]:
        self.reason = reason
        self._set_state(CallState.ENDED)
        yield Journal(f"call_ended_{reason}", self.id)
        for kiosk in kiosks:
            yield SendKiosk(kiosk, wire.Hangup(call=self.id, reason=reason))
        yield self._tell_console()

    def _tell_console(self) -> SendConsole:
        return SendConsole(self.console, wire.CallChanged(call=self.view))

    def _set_state(self, state: CallState, deadline: float | None = None) -> None:
        self.state, self.deadline = state, deadline


def place(call: Call, ring: wire.Ring, now: float) -> list[Command]:
    """What must be done about a call just placed; `ring` carries the console's offer."""
    call.deadline = now + RING_SECONDS
    return [
        Journal("call_placed", call.id),
        SendKiosk(call.kiosk, ring),
        SendConsole(call.console, wire.CallChanged(call=call.view)),
    ]
