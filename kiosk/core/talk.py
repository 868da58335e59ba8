"""The call at the kiosk: announced, answered by itself, held, repaired, over."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from signaling import protocol as wire
from signaling.protocol import Opinion

from . import scenes
from .company import Circle
from .events import (
    AnswerCall,
    CloseCall,
    Command,
    HoldCall,
    PrepareCall,
    RepairCall,
    RepairOffered,
    Send,
    Show,
    TakeOverOffered,
    Tell,
)
from .glass import Glass
from .needs import comfort
from .opinion import Question, Way
from .paper import Paper
from .stage import Stage
from .states import AttendantState

ANNOUNCE_SECONDS = 3.0
ANNOUNCE_AGAIN_SECONDS, SLOW_AGAIN_SECONDS = 1.5, 2.0
"Of who was cut off a moment ago, and to who hears badly; the line is over by then."
MISSED_SECONDS = 10.0
"Past it whoever comes back may surprise: the resident has turned to something else."
HOLD_AGAIN_SECONDS = 20.0
"Who waits is told again that nobody forgot them."


@dataclass(frozen=True)
class Missed:
    """A counsellor who was cut off in mid-talk: a page reloaded, a line that broke."""

    ring: wire.Ring
    at: float

    def is_back(self, ring: wire.Ring, now: float) -> bool:
        """The same one, for the same visit, within seconds: nobody comes as a surprise."""
        same = (ring.visit, ring.counsellor) == (self.ring.visit, self.ring.counsellor)
        return same and now - self.at <= MISSED_SECONDS


class Talk(Stage):
    """What of the attendant belongs to the call; visits and paper are not begun or ended here."""

    def __init__(self) -> None:
        super().__init__()
        self.paper: Paper | None = None
        self.glass: Glass | None = None
        self._state_deadline: float | None = None
        self._heir: TakeOverOffered | None = None
        "Who is about to take the call over."
        self.asks = Way.SAID
        "How the room lets the last question be answered."
        self._opinions: dict[str, Opinion] = {}
        "By visit, until the server is told."
        self._missed: Missed | None = None
        "Who was cut off, of this visit."
        self._is_back = False
        "Who is announced is that one."

    def _ring(self, ring: wire.Ring, now: float) -> Iterator[Command]:
        code = self._why_not(ring)
        if code is not None:
            yield Send(wire.RingRefused(call=ring.call, code=code))
            return
        assert self.visit is not None
        self._is_back = self._missed is not None and self._missed.is_back(ring, now)
        self.ring, self._by_phone = ring, False
        self._set_state(AttendantState.ANNOUNCING, now + self._announced_for(self.visit))
        yield PrepareCall(ring.call, ring.sdp, ring.ice_servers)
        organisation, counsellor = self.visit.organisation, ring.counsellor
        yield Show(scenes.announcing(organisation, counsellor, again=self._is_back))

    def _announced_for(self, visit: wire.Install) -> float:
        if not self._is_back:
            return ANNOUNCE_SECONDS
        return SLOW_AGAIN_SECONDS if comfort(visit.needs).slow else ANNOUNCE_AGAIN_SECONDS

    def _why_not(self, ring: wire.Ring) -> str | None:
        if self.visit is None or ring.visit != self.visit.visit:
            return "not_installed"
        if ring.organisation_id != self.visit.organisation_id:
            return "wrong_organisation"
        if self.state is not AttendantState.INSTALLED:
            return "in_call"
        return None

    def _answer(self) -> Iterator[Command]:
        assert self.ring is not None
        assert self.visit is not None
        self._set_state(AttendantState.IN_CALL)
        self._circle = Circle(self.ring.call)
        yield AnswerCall(self.ring.call)
        shown = scenes.in_call(self.visit.organisation, self.ring.counsellor)
        yield Show(shown, spoken=not self._is_back)  # they know each other: the talk goes on
        if self.glass is not None:
            yield from self.glass.tell_again()
        if self.paper is not None:
            yield from self.paper.tell_again()

    def _end_call(
        self, call: str, now: float, meant: bool, tell: bool = False
    ) -> Iterator[Command]:
        if self.ring is None or self.ring.call != call:
            return  # of a call that is over
        talked = self.state is AttendantState.IN_CALL
        self._missed = Missed(self.ring, now) if talked and not meant else None
        yield CloseCall(call)
        if tell:
            yield Send(wire.Hangup(call=call, reason=wire.EndReason.FAILED))
        self.ring = None
        self._set_state(AttendantState.INSTALLED)
        yield Show(scenes.link_lost()) if tell else self._waiting()

    def _repair(self, offer: RepairOffered, now: float) -> Command:
        call = offer.call
        if self._talks(call):
            if self._cut is not None:
                self._cut = self._cut.offered(now)
            return RepairCall(call, offer.repair, offer.sdp, offer.ice_servers)
        # This kiosk was started again meanwhile: only an announced call opens the room.
        return Send(wire.Hangup(call=call, reason=wire.EndReason.FAILED))

    def _ask_repair(self, now: float) -> Iterator[Command]:
        if self._cut is not None and self.ring is not None and now >= self._cut.ask_at:
            self._cut = self._cut.asked(now)
            yield Send(wire.RepairWanted(call=self.ring.call))

    def _hold(self, held: bool, now: float) -> Iterator[Command]:
        assert self.visit is not None
        assert self.ring is not None
        if held is (self._hold_again is not None):
            return  # said again, on another channel
        self._hold_again = now + HOLD_AGAIN_SECONDS if held else None
        yield HoldCall(held)
        shown = self._scene()
        if not held:
            line = scenes.back(self.visit.organisation, self.ring.counsellor)
            shown = replace(shown, voice=line)
        yield self._unless_cut(Show(shown))

    def _ask_opinion(self, asked: bool, now: float) -> Iterator[Command]:
        """Nothing hides the three faces but a hold, a cut or what happens to paper."""
        if asked is (self._question is not None):
            return  # said again, on another channel
        assert self.ring is not None
        if asked and self.ring.visit in self._opinions:
            yield from self._tell_opinion()
            return
        if self._question is not None and self._question.thanked is not None:
            return  # who answered is thanked
        self._question = Question(self.asks, now) if asked else None
        if self._hold_again is None:
            yield self._unless_cut(Show(self._scene(), spoken=asked))

    def _tell_opinion(self) -> Iterator[Command]:
        """Who opens a channel may not know that it was given, and would ask once more."""
        if self.ring is not None and self.ring.visit in self._opinions:
            yield Tell(wire.OpinionTold(given=True))

    def _opinion_given(self, opinion: Opinion | None) -> Iterator[Command]:
        """By a finger or a card."""
        if opinion is None or self.ring is None:
            return
        self._opinions[self.ring.visit] = opinion
        yield from self._tell_opinion()
        yield self._unless_cut(Show(self._scene()))

    def _opinion_on(self, now: float) -> Iterator[Command]:
        question = self._question
        if question is None or not question.deadline_passed(now):
            return
        if question.over:
            self._question = None
            if question.thanked is None:
                yield Tell(wire.OpinionTold(given=False))
        if self._shows(scenes.SceneId.OPINION):
            yield self._unless_cut(Show(self._scene(), spoken=False))

    def _hold_on(self, now: float) -> Iterator[Command]:
        if self._hold_again is not None and now >= self._hold_again:
            self._hold_again = now + HOLD_AGAIN_SECONDS
            if self._cut is None and self._shows(scenes.SceneId.ON_HOLD):
                yield Show(self._scene())

    def _talks(self, call: str) -> bool:
        in_call = self.state is AttendantState.IN_CALL
        return in_call and self.ring is not None and self.ring.call == call

    def _set_state(self, state: AttendantState, deadline: float | None = None) -> None:
        self.state, self._state_deadline, self._cut = state, deadline, None
        self._hold_again = None
        self._circle = self._under = self._heir = None
        self._sharing = self._shared_once = self._window = False
        self._question = None
