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
from .commands import Command, Journal, SendConsole, SendKiosk, UnexpectedEvent

END_STATES = frozenset({CallState.ENDED})
RING_SECONDS = 30.0
"The kiosk announces for three seconds; a kiosk that says nothing for thirty is out of order."


@dataclass(frozen=True)
class Answered:
    "By the kiosk."

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
class EndsGone:
    "Both ends have been away for too long."


@dataclass(frozen=True)
class DeadlinePassed:
    "The deadline announced by :attr:`Call.deadline` passed."


Event = (
    Answered
    | Refused
    | HungUp
    | RepairOffered
    | RepairAnswered
    | RepairAsked
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
    deadline: float | None = None
    "While ringing: seconds since 1970, UTC."
    version: int = 0

    @property
    def view(self) -> CallView:
        return CallView(id=self.id, visit=self.visit, state=self.state, reason=self.reason)

    def handle(self, event: Event, now: float) -> list[Command]:
        """Return what must be done about `event`; the caller saves first."""
        return list(self._handle(event))

    def _handle(self, event: Event) -> Iterator[Command]:
        match self.state, event:
            case CallState.ENDED, Answered() | RepairAnswered() | RepairAsked():
                # It did not hear the end, and has its camera open.
                reason = self.reason or EndReason.BYE
                yield SendKiosk(self.kiosk, wire.Hangup(call=self.id, reason=reason))
            case CallState.ENDED, RepairOffered():
                yield self._tell_console()
            case CallState.ENDED, _:
                pass  # both sides may hang up at once
            case CallState.RINGING, Answered(sdp):
                self._set_state(CallState.TALKING)
                yield Journal("call_answered", self.id)
                yield SendConsole(self.console, wire.Answer(call=self.id, sdp=sdp))
                yield self._tell_console()
            case CallState.TALKING, RepairOffered(repair, sdp, servers):
                offer = wire.CallRepair(
                    call=self.id, repair=repair, sdp=sdp, ice_servers=servers or None
                )
                yield SendKiosk(self.kiosk, offer)
            case CallState.TALKING, RepairAnswered(repair, sdp):
                answer = wire.RepairAnswer(call=self.id, repair=repair, sdp=sdp)
                yield SendConsole(self.console, answer)
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
            case CallState.TALKING, DeadlinePassed():
                pass  # answered while the poller was on its way
            case _:
                raise UnexpectedEvent(f"call {self.id}", self.state, event)

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
