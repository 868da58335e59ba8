"""The hands-free choreography: what the kiosk does so that the resident touches nothing.

::

    WELCOME -> INSTALLED -> ANNOUNCING -> IN_CALL
                   ^------------+------------+        the call ended, the visit goes on
    any of them -> CLOSING -> WELCOME

It answers by itself, three seconds after the announcement, **only** for the visit installed at
it and only for that visit's organisation; every other ring is refused and so journaled.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum

from signaling import protocol as wire

from . import company, paperwork, scenes
from .company import Circle
from .cut import Cut
from .events import (
    AnswerCall,
    CallFailed,
    CloseAsked,
    CloseCall,
    Command,
    CompanyChanged,
    DeadlinePassed,
    Event,
    HungUp,
    Installed,
    LightsRead,
    LinkFellSilent,
    LinkReturned,
    OpenSession,
    PaperLooked,
    PrepareCall,
    Rang,
    RepairCall,
    RepairOffered,
    Send,
    SessionWiped,
    SharingBegan,
    SharingEnded,
    Show,
    Welcomed,
    WipeSession,
)
from .glass import Glass, Scanner
from .leaving import Leaving
from .paper import Limits, Paper

ANNOUNCE_SECONDS = 3.0


class AttendantState(StrEnum):
    WELCOME = "welcome"
    INSTALLED = "installed"
    ANNOUNCING = "announcing"
    IN_CALL = "in_call"
    CLOSING = "closing"


VISIT_STATES = frozenset(
    {AttendantState.INSTALLED, AttendantState.ANNOUNCING, AttendantState.IN_CALL}
)


class Attendant:
    """One kiosk's state. `relay` is the room's name, for the welcome."""

    def __init__(
        self, relay: str, limits: Limits | None = None, scanner: Scanner | None = None
    ) -> None:
        self.relay, self._limits = relay, limits or Limits()
        self._scanner = scanner or Scanner()
        self.state = AttendantState.WELCOME
        self.visit: wire.Install | None = None
        self.ring: wire.Ring | None = None
        self.paper: Paper | None = None
        self.glass: Glass | None = None
        self.paper_left: tuple[wire.Place, ...] = ()
        "Seen after the last visit, until the next one begins."
        self._leaving: Leaving | None = None
        self._state_deadline: float | None = None
        self._cut: Cut | None = None
        self._unwiped: str | None = None
        self._sharing = self._shared_once = False
        "The counsellor shows a document; they did in this call."
        self._circle: Circle | None = None
        "Who is there beside the counsellor."
        self._under: Show | None = None
        "What the screens showed before somebody who comes or goes was named."
        self._shown: Show | None = None
        "What the screens showed last, a silent link apart."

    @property
    def deadline(self) -> float | None:
        """When to hand in :class:`DeadlinePassed`, on the clock of `now`."""
        guiding = self.glass.guiding_until if self.glass else None
        cut = min(self._cut.ask_at, self._cut.until) if self._cut else None
        leaving = self._leaving.deadline if self._leaving else None
        telling = self._circle.deadline if self._circle else None
        times = (self._state_deadline, guiding, cut, leaving, telling)
        return min((time for time in times if time is not None), default=None)

    def start(self) -> list[Command]:
        """What a kiosk shows when it comes to life."""
        return [Show(scenes.welcome(self.relay))]

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
            case Rang(ring):
                yield from self._ring(ring, now)
            case HungUp(call) | CallFailed(call):
                yield from self._end_call(call, tell=isinstance(event, CallFailed))
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
            case LinkFellSilent() | LinkReturned():
                pass  # of a call that is over
            case RepairOffered():
                yield self._repair(event, now)
            case CompanyChanged(call, guests):
                if self._circle is not None and self._talks(call):
                    yield from self._tell(self._circle, self._circle.changed(guests, now))
            case SharingBegan() if self.state is AttendantState.IN_CALL:
                self._sharing = True
                if self._cut is not None or not self._shows(scenes.SceneId.SHARED):
                    yield self._share()
            case SharingEnded() if self._sharing:
                self._sharing = False
                if self._shows(scenes.SceneId.SHARED):
                    yield self._present()
            case SharingBegan() | SharingEnded():
                pass  # of a call that is over, or of what never was on the screen
            case CloseAsked(visit=visit):
                yield from self._close(visit, now)
            case SessionWiped(visit=visit):
                yield from self._wiped(visit)
            case PaperLooked():
                yield from self._leave(event, now)
            case LightsRead(lights):
                yield Send(wire.LightsChanged(lights=lights))
            case DeadlinePassed():
                yield from self._deadline_passed(now)
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
        if self.visit is not None and self.visit.visit == visit.visit:
            self.visit = visit  # the counsellor's name may have come since
            if self.state is AttendantState.INSTALLED:
                yield self._waiting()
            return
        if self.visit is not None:
            yield from self._close(self.visit.visit, now)
        self.visit, self.paper = visit, Paper(visit.visit, self._limits)
        self.glass = Glass(visit.visit, self._scanner)
        self._leaving, self.paper_left = None, ()
        self._set_state(AttendantState.INSTALLED)
        yield OpenSession(visit.visit)
        yield self._waiting()

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
        yield Send(wire.Wiped(visit=visit))

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
            yield Show(scenes.welcome(self.relay))

    # -- the call ---

    def _ring(self, ring: wire.Ring, now: float) -> Iterator[Command]:
        code = self._why_not(ring)
        if code is not None:
            yield Send(wire.RingRefused(call=ring.call, code=code))
            return
        assert self.visit is not None
        self.ring = ring
        self._set_state(AttendantState.ANNOUNCING, now + ANNOUNCE_SECONDS)
        yield PrepareCall(ring.call, ring.sdp, ring.ice_servers)
        yield Show(scenes.announcing(self.visit.organisation, ring.counsellor))

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
        yield Show(scenes.in_call(self.visit.organisation, self.ring.counsellor))
        if self.glass is not None:
            yield from self.glass.tell_again()

    def _end_call(self, call: str, tell: bool) -> Iterator[Command]:
        if self.ring is None or self.ring.call != call:
            return  # of a call that is over
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

    def _talks(self, call: str) -> bool:
        in_call = self.state is AttendantState.IN_CALL
        return in_call and self.ring is not None and self.ring.call == call

    # -- time and paper ---

    def _deadline_passed(self, now: float) -> Iterator[Command]:
        if self._state_deadline is not None and now >= self._state_deadline:
            self._state_deadline = None
            if self.state is AttendantState.ANNOUNCING:
                yield from self._answer()
        yield from self._leave(DeadlinePassed(), now)
        if self._cut is not None and self.ring is not None and now >= self._cut.until:
            yield from self._end_call(self.ring.call, tell=True)
        yield from self._ask_repair(now)
        guiding = self.glass.guiding_until if self.glass else None
        if self.glass is not None and guiding is not None and now >= guiding:
            yield from self.glass.start()
        if self._circle is not None:
            yield from self._tell(self._circle, self._circle.deadline_passed(now))

    def _present(self) -> Show:
        """The scene of the state, without any paper but one that the counsellor shows."""
        assert self.visit is not None
        if self.state is not AttendantState.IN_CALL or self.ring is None:
            return self._waiting()
        if self._sharing:
            return self._unless_cut(Show(scenes.shared(), spoken=False))
        talking = scenes.in_call(self.visit.organisation, self.ring.counsellor)
        if self._circle is not None:
            talking = company.beside(talking, self._circle.told)
        return self._unless_cut(Show(talking, spoken=False))

    def _tell(self, circle: Circle, steps: Iterable[company.Step]) -> Iterator[Command]:
        """Who comes and who goes, by voice and in writing, over what is under way."""
        for step in steps:
            match step:
                case company.Told():
                    yield Send(company.to_server(circle.call, step))
                case company.Settled():
                    yield from self._as_before()
                case _:
                    if not self._names_somebody() or self._under is None:
                        self._under = self._shown or self._present()
                    yield Show(company.news(self._under.scene, step), self._under.page)

    def _as_before(self) -> Iterator[Command]:
        under, self._under = self._under, None
        if under is None or not self._names_somebody():
            return  # something newer is shown
        ours = under.scene.id in (scenes.SceneId.IN_CALL, scenes.SceneId.SHARED)
        yield self._present() if ours else replace(under, spoken=False)

    def _names_somebody(self) -> bool:
        return self._shown is not None and self._shown.scene.voice.id.startswith("guest_")

    def _share(self) -> Show:
        """Said once in a call: pages are turned many times."""
        spoken, self._shared_once = not self._shared_once, True
        return self._unless_cut(Show(scenes.shared(), spoken=spoken))

    def _unless_cut(self, show: Show) -> Show:
        """While the call is cut papers come and go by the server, and nobody is heard."""
        if self._cut is None:
            return show
        self._shown = show
        return Show(scenes.link_lost(), spoken=False)

    def _shows(self, scene: scenes.SceneId) -> bool:
        return self._shown is not None and self._shown.scene.id is scene

    def _waiting(self) -> Show:
        assert self.visit is not None
        return Show(scenes.installed(self.visit.organisation, self.visit.counsellor))

    def _set_state(self, state: AttendantState, deadline: float | None = None) -> None:
        self.state, self._state_deadline, self._cut = state, deadline, None
        self._circle = self._under = None
        self._sharing = self._shared_once = False
