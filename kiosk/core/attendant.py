"""The hands-free choreography: what the kiosk does so that the resident touches nothing.

::

    WELCOME -> INSTALLED -> ANNOUNCING -> IN_CALL
                   ^------------+------------+        the call ended, the visit goes on
    any of them -> CLOSING -> WELCOME

It answers by itself, three seconds after the announcement, **only** for the visit installed at
it and only for that visit's organisation; every other ring is refused and so journaled.
"""

from collections.abc import Iterator
from dataclasses import replace

from signaling import protocol as wire
from signaling.protocol import SummonsState

from . import handing, paperwork, scenes
from .company import Circle
from .cut import Cut
from .events import (
    ButtonPressed,
    CallFailed,
    CallTaken,
    ChannelOpened,
    CloseAsked,
    CloseCall,
    Command,
    CompanyChanged,
    DeadlinePassed,
    Event,
    HoldAsked,
    HostCalled,
    HungUp,
    Installed,
    LightsRead,
    LinkFellSilent,
    LinkReturned,
    OpenSession,
    OpinionAsked,
    PaperLooked,
    PhoneChosen,
    QueueTold,
    Rang,
    RepairOffered,
    Send,
    SessionWiped,
    SharingBegan,
    SharingEnded,
    Show,
    SnapshotAsked,
    TakeOverOffered,
    Welcomed,
    WindowClosed,
    WindowOpened,
    WipeFailed,
    WipeSession,
)
from .glass import Glass, Scanner
from .leaving import Leaving
from .lobby import Lobby
from .paper import Limits, Paper
from .states import AttendantState
from .talk import Talk


class Attendant(Talk):
    """One kiosk's state. `relay` is the room's name, for the welcome."""

    def __init__(
        self,
        relay: str,
        limits: Limits | None = None,
        scanner: Scanner | None = None,
        touch: bool = False,
    ) -> None:
        self.relay, self._limits = relay, limits or Limits()
        self._scanner = scanner or Scanner()
        super().__init__()
        self.lobby = Lobby(touch)
        self.paper_left: tuple[wire.Place, ...] = ()
        "Seen after the last visit, until the next one begins."
        self._leaving: Leaving | None = None
        self._unwiped: str | None = None
        self._host: SummonsState | None = None
        "What the resident was told of the host of the room."

    @property
    def deadline(self) -> float | None:
        """When to hand in :class:`DeadlinePassed`, on the clock of `now`."""
        guiding = self.glass.guiding_until if self.glass else None
        cut = min(self._cut.ask_at, self._cut.until) if self._cut else None
        leaving = self._leaving.deadline if self._leaving else None
        telling = self._circle.deadline if self._circle else None
        asking = self._question.deadline if self._question else None
        ours = self._state_deadline, self._hold_again, self.lobby.deadline
        times = (*ours, guiding, cut, leaving, telling, asking)
        return min((time for time in times if time is not None), default=None)

    @property
    def _is_free(self) -> bool:
        """Nobody sits here, and nobody who did is still saying goodbye."""
        return self.state is AttendantState.WELCOME and self._leaving is None

    def start(self) -> list[Command]:
        """What a kiosk shows when it comes to life."""
        return [self.lobby.rest(self.relay)]

    def handle(self, event: Event, now: float) -> list[Command]:
        """Return what must be done about `event`; nothing that comes from outside is unexpected."""
        commands = list(self._handle(event, now))
        for command in commands:
            if isinstance(command, Show) and command.scene.id is not scenes.SceneId.LINK_LOST:
                self._shown = command
        return commands

    def _handle(self, event: Event, now: float) -> Iterator[Command]:
        match event:
            case Welcomed(visit):
                yield from self._resume(visit, now)
            case Installed(visit):
                yield from self._install(visit, now)
            case ButtonPressed(button) if self._question is not None:
                yield from self._opinion_given(self._question.touched(button, now))
            case QueueTold() | ButtonPressed():
                yield from self.lobby.handle(event, now, self.relay, self._is_free)
            case Rang(ring):
                yield from self._ring(ring, now)
            case HungUp(call, meant):
                yield from self._end_call(call, now, meant)
            case CallFailed(call):
                yield from self._end_call(call, now, meant=False, tell=True)
            case LinkFellSilent(call) if self._talks(call):
                self._cut = Cut.at(now)
                if self._circle is not None:
                    self._circle.pause()
                yield Show(scenes.link_lost())
            case LinkReturned(call) if self._talks(call) and self._shown is not None:
                self._cut = None
                yield replace(self._shown, spoken=False)
                if self._circle is not None:
                    yield from self._tell(self._circle, self._circle.resume(now))
            case RepairOffered():
                yield self._repair(event, now)
            case HoldAsked(held) if self.state is AttendantState.IN_CALL:
                yield from self._hold(held, now)
            case OpinionAsked(asked) if self.state is AttendantState.IN_CALL:
                yield from self._ask_opinion(asked, now)
            case ChannelOpened():
                yield from self._tell_opinion()
            case CompanyChanged(call, guests):
                if self._circle is not None and self._talks(call):
                    yield from self._tell(self._circle, self._circle.changed(guests, now))
            case TakeOverOffered(call=call) if self._talks(call):
                self._heir = event
                yield from handing.offered(event, self._shown.scene if self._shown else None)
            case CallTaken(call) if self._talks(call) and self._heir is not None:
                yield from self._pass_on(self._heir)
            case LinkFellSilent() | LinkReturned() | HoldAsked() | TakeOverOffered() | CallTaken():
                pass  # of a call that is over
            case OpinionAsked():
                pass  # of a call that is over
            case SharingBegan() if self.state is AttendantState.IN_CALL:
                self._sharing = True
                if self._hold_again is not None or self._question is not None:
                    return  # it is seen afterwards
                if self._cut is not None or not self._shows(scenes.SceneId.SHARED):
                    yield self._share()
            case SharingEnded() if self._sharing:
                self._sharing = False
                if self._shows(scenes.SceneId.SHARED):
                    yield self._present()
            case WindowOpened() if self.state is AttendantState.IN_CALL:
                before, self._window = self._window, True
                free = self._hold_again is None and self._question is None
                if free and not (before and self._shows(scenes.SceneId.WINDOW)):
                    yield self._unless_cut(Show(scenes.window(), spoken=not before))
            case WindowClosed() if self._window:
                self._window = False
                if self._shows(scenes.SceneId.WINDOW):
                    yield self._present()
            case SharingBegan() | SharingEnded() | WindowOpened() | WindowClosed():
                pass  # of a call that is over, or of what never was on the screen
            case HostCalled(visit=visit, state=state) if self._sits(visit):
                yield from self._call_host(state)
            case PhoneChosen(visit=visit) if self._sits(visit):
                yield from self._go_by_phone()
            case HostCalled() | PhoneChosen():
                pass  # of a visit that is over
            case CloseAsked(visit=visit):
                yield from self._close(visit, now)
            case WipeFailed():
                pass  # of the keeper
            case SessionWiped(visit=visit):
                yield from self._wiped(visit)
            case PaperLooked():
                yield from self._leave(event, now)
            case LightsRead(lights):
                yield Send(wire.LightsChanged(lights=lights))
            case DeadlinePassed():
                yield from self._deadline_passed(now)
            case SnapshotAsked() if self._hold_again is not None:
                pass  # nobody is seen
            case _:
                if self.paper is not None and self.glass is not None:
                    yield from paperwork.scan(self.glass, event, now, self._present)
                    yield from paperwork.print_(self.paper, event, self._present)

    # -- the visit ---

    def _resume(self, visit: wire.Install | None, now: float) -> Iterator[Command]:
        """After a cut: the server's word decides whether the visit goes on."""
        if visit is not None:
            yield from self._install(visit, now)
        elif self.visit is not None:
            yield from self._close(self.visit.visit, now)
        if self._cut is not None:
            self._cut = self._cut.hurried(now)
            yield from self._ask_repair(now)

    def _install(self, visit: wire.Install, now: float) -> Iterator[Command]:
        visit = self.lobby.speaks(visit)
        if self.visit is not None and self.visit.visit == visit.visit:
            self.visit = visit  # the counsellor's name may have come since
            if self.state is AttendantState.INSTALLED:
                yield self._waiting()
            return
        if self.visit is not None:
            yield from self._close(self.visit.visit, now)
        self.visit, self._missed = visit, None
        self._open_papers(visit.visit)
        self._leaving, self.paper_left = None, ()
        self._host, self._by_phone = None, False
        self._set_state(AttendantState.INSTALLED)
        self.lobby.taken()
        yield OpenSession(visit.visit)
        yield self._waiting()

    def _open_papers(self, visit: str) -> None:
        self.paper, self.glass = Paper(visit, self._limits), Glass(visit, self._scanner)

    def _close(self, visit: str, now: float) -> Iterator[Command]:
        if self.visit is None or self.visit.visit != visit:
            if self._unwiped != visit:
                yield Send(wire.Wiped(visit=visit))  # nothing of it is here
            return
        if self.ring is not None:
            yield CloseCall(self.ring.call)
        for work in (self.glass, self.paper):
            if work is not None:
                yield from work.stop()
        self.visit = self.ring = self.paper = self.glass = None
        self._unwiped = visit
        self._set_state(AttendantState.CLOSING)
        yield WipeSession(visit)
        self._leaving = Leaving(visit, now)
        yield from self._leaving.begin()

    def _wiped(self, visit: str) -> Iterator[Command]:
        if self._unwiped == visit:
            self._unwiped = None
        if visit:
            yield Send(wire.Wiped(visit=visit, opinion=self._opinions.pop(visit, None)))

    def _leave(self, event: PaperLooked | DeadlinePassed, now: float) -> Iterator[Command]:
        """What a resident who goes is told, until the kiosk waits for the next one."""
        leaving = self._leaving
        if leaving is None:
            return
        if isinstance(event, PaperLooked):
            yield from leaving.looked(event, now)
        else:
            yield from leaving.deadline_passed(now)
        self.paper_left = leaving.left
        if leaving.over:
            self._leaving = None
            self._set_state(AttendantState.WELCOME)
            yield from self.lobby.free_again(now, self.relay)

    # -- when a call is not enough ---

    def _pass_on(self, heir: TakeOverOffered) -> Iterator[Command]:
        assert self.visit is not None
        assert self.ring is not None
        for work in (self.glass, self.paper):
            if work is not None:
                yield from work.stop()
        self.visit = handing.visit_of(self.visit, heir)
        self.ring = handing.ring_of(self.ring, heir)
        self._open_papers(self.visit.visit)
        self._set_state(AttendantState.IN_CALL)
        self._circle = Circle(self.ring.call)
        yield from handing.taken(self.visit.visit, heir)
        yield Show(self._scene())

    def _call_host(self, state: SummonsState) -> Iterator[Command]:
        """Said once each time somebody is called or comes; an announcement is heard out."""
        told = SummonsState.CALLING if state is SummonsState.UNANSWERED else state
        before, self._host = self._host, told
        in_call = self.state is AttendantState.IN_CALL
        if told is SummonsState.ENDED:
            if self._shows(scenes.SceneId.HOST) or self._shows(scenes.SceneId.HOST_IN_CALL):
                yield replace(self._present(), spoken=False)
        elif told is not before and self.state is not AttendantState.ANNOUNCING:
            coming = told is SummonsState.COMING
            yield self._unless_cut(Show(scenes.host(coming, in_call)))

    def _go_by_phone(self) -> Iterator[Command]:
        self._by_phone = True
        if self.ring is not None:
            yield CloseCall(self.ring.call)
            self.ring = None
        self._set_state(AttendantState.INSTALLED)
        yield self._waiting()

    def _sits(self, visit: str) -> bool:
        return self.visit is not None and self.visit.visit == visit

    # -- time and paper ---

    def _deadline_passed(self, now: float) -> Iterator[Command]:
        if self._state_deadline is not None and now >= self._state_deadline:
            self._state_deadline = None
            if self.state is AttendantState.ANNOUNCING:
                yield from self._answer()
        yield from self._leave(DeadlinePassed(), now)
        yield from self.lobby.deadline_passed(now, self.relay, self._is_free)
        if self._cut is not None and self.ring is not None and now >= self._cut.until:
            yield from self._end_call(self.ring.call, now, meant=False, tell=True)
        yield from self._ask_repair(now)
        yield from self._hold_on(now)
        yield from self._opinion_on(now)
        guiding = self.glass.guiding_until if self.glass else None
        if self.glass is not None and guiding is not None and now >= guiding:
            yield from self.glass.start()
        if self._circle is not None:
            yield from self._tell(self._circle, self._circle.deadline_passed(now))
