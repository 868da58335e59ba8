"""The attendant, and between two visits the free access that a host opens. Pure.

A visit comes first: a resident who is installed ends the free access, which says so, and what was
not printed is cancelled. Their own greeting waits until that was said; a call does not.
"""

from collections.abc import Iterator

from signaling import protocol as wire
from signaling.protocol import FreeEnd

from . import free_scenes, scenes
from .attendant import Attendant
from .events import (
    Command,
    DeadlinePassed,
    Event,
    Installed,
    PaperLooked,
    Send,
    SessionWiped,
    Show,
    Welcomed,
    WipeSession,
)
from .free import OURS, Free
from .free_events import FreeCloseAsked, FreeOpened
from .leaving import Leaving
from .states import AttendantState

YIELD_SECONDS = 9.0
"For the voice to say that the kiosk is expected, and for papers to be taken back."
YIELDS = frozenset({FreeEnd.VISIT, FreeEnd.BOOKING})


class Usher(Attendant):
    """What a kiosk's shell drives."""

    free: Free | None = None
    _unwiped_free: str | None = None
    _left_free: str | None = None
    "The last one that ended: its resident may still be there."
    _yields_until: float | None = None
    "While the end of a free access is said."
    _greets: bool = False
    "The resident who was installed meanwhile is greeted then."

    @property
    def deadline(self) -> float | None:
        times = super().deadline, self.free.deadline if self.free else None, self._yields_until
        return min((time for time in times if time is not None), default=None)

    @property
    def _is_free(self) -> bool:
        """Nobody uses this kiosk: who waits in the queue may be shown and called here."""
        return self.free is None and super()._is_free

    def _handle(self, event: Event, now: float) -> Iterator[Command]:
        match event:
            case FreeOpened(asked):
                yield from self._open_free(asked, now)
            case FreeCloseAsked(free, why):
                if self.free is not None and self.free.id == free:
                    yield from self._close_free(why, now)
                elif self._unwiped_free != free:
                    yield Send(wire.FreeWiped(free=free))  # nothing of it is here
            case Welcomed(visit, free):
                yield from self._welcomed(visit, free, now)
            case Installed():
                if self.free is not None:
                    yield from self._close_free(FreeEnd.VISIT, now)
                yield from self._greeting(super()._handle(event, now))
            case SessionWiped(visit) if visit == self._unwiped_free:
                self._unwiped_free = None
                yield Send(wire.FreeWiped(free=visit))
            case PaperLooked():
                yield from self._silently(super()._handle(event, now))
            case DeadlinePassed():
                yield from self._silently(super()._handle(event, now))
                yield from self._greet(now)
                if self.free is not None:
                    yield from self.free.handle(event, now)
            case _ if self.free is not None and isinstance(event, OURS):
                if getattr(event, "free", self.free.id) == self.free.id:
                    yield from self.free.handle(event, now)
            case _:
                yield from super()._handle(event, now)

    # -- free access ---

    def _open_free(self, asked: wire.FreeOpen, now: float) -> Iterator[Command]:
        if self.free is not None and self.free.id == asked.free:
            return
        if self.visit is not None:
            yield Send(wire.FreeWiped(free=asked.free))  # a visit comes first
            return
        if self.free is not None:
            yield from self._close_free(FreeEnd.CLOSED, now)
        self._leaving, self.paper_left = None, ()
        self._yields_until = None
        self._set_state(AttendantState.WELCOME)
        self.free = Free(asked, self._limits, self._scanner)
        yield from self.free.begin(now)

    def _close_free(self, why: FreeEnd, now: float) -> Iterator[Command]:
        assert self.free is not None
        free, self.free = self.free, None
        yield from free.stop()
        self._unwiped_free = self._left_free = free.id
        self._set_state(AttendantState.CLOSING)
        yield WipeSession(free.id)
        self._leaving = Leaving(free.id, now)
        began = list(self._leaving.begin())
        if why in YIELDS:
            self._yields_until = now + YIELD_SECONDS
            yield Show(free_scenes.yields())
        else:
            yield from began

    def _welcomed(
        self, visit: wire.Install | None, free: wire.FreeOpen | None, now: float
    ) -> Iterator[Command]:
        """The server's word decides which of both goes on."""
        if self.free is not None and (free is None or free.free != self.free.id):
            yield from self._close_free(FreeEnd.VISIT if visit else FreeEnd.CLOSED, now)
        yield from self._greeting(super()._handle(Welcomed(visit), now))
        if free is None:
            return
        if self.free is not None:
            yield from self.free.resume()
        else:
            yield from self._open_free(free, now)

    # -- between the two ---

    def _greeting(self, commands: Iterator[Command]) -> Iterator[Command]:
        """Who was installed is greeted once the end of the free access was said."""
        for command in commands:
            if self._yields_until is not None and _greets(command):
                self._greets = True
            else:
                yield command

    def _greet(self, now: float) -> Iterator[Command]:
        if self._yields_until is None or now < self._yields_until:
            return
        self._yields_until = None
        greets, self._greets = self._greets, False
        if greets and self.state is AttendantState.INSTALLED:
            yield self._waiting()

    def _silently(self, commands: Iterator[Command]) -> Iterator[Command]:
        """Papers left behind after a free access are in the lights: no console waits for word."""
        for command in commands:
            match command:
                case Send(wire.PaperLeft(visit=visit)) if visit == self._left_free:
                    pass
                case _:
                    yield command


def _greets(command: Command) -> bool:
    return isinstance(command, Show) and command.scene.id is scenes.SceneId.INSTALLED
