"""The doorman, and when nothing may begin here: a technician's turn, or a visit not wiped. Pure.

While it lasts the screens say so and nothing else, the lights say so, and the server begins no
visit here; keyboard and mouse stay as dead as ever. It ends by itself. A visit that crossed its
beginning comes first.

As long as anything of the visit before is left, or may be, the kiosk is out of order: it says so to
who comes, in the lights to everybody else, and says that the visit is wiped once that is true.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from signaling import protocol as wire

from . import room_scenes, scenes, service_scenes
from .absence import Seen
from .door_events import RelayCardLaid, SlipShown
from .doorman import Doorman
from .events import (
    CloseAsked,
    Command,
    DeadlinePassed,
    Event,
    Installed,
    Send,
    SessionWiped,
    Show,
    Welcomed,
    WipeFailed,
)
from .service_events import ServiceClosed, ServiceOpened
from .states import AttendantState


class Keeper(Doorman):
    """What a kiosk's shell drives."""

    _service_until: float | None = None
    _unwiped_by: Mapping[str, wire.Unwiped] = MappingProxyType({})
    "Visit by visit, why it is not wiped yet."
    _awaited: wire.Install | None = None
    "Who was installed meanwhile, by a word that crossed ours: theirs begins once it is wiped."

    @property
    def unwiped(self) -> wire.Unwiped | None:
        return min(self._unwiped_by.values(), default=None)  # what is left before what is slow

    @property
    def lit(self) -> tuple[object, ...]:
        """What of the lights is known here."""
        return self.paper_left, self.in_service, self.unwiped

    @property
    def _is_free(self) -> bool:
        return self.unwiped is None and super()._is_free

    @property
    def _is_empty(self) -> bool:
        """Nobody sits here, or says goodbye."""
        return self.state is AttendantState.WELCOME and self._leaving is None and self.free is None

    @property
    def in_service(self) -> bool:
        """A technician works here."""
        return self._service_until is not None

    @property
    def idle(self) -> bool:
        """Nobody is here: the kiosk may test itself, or be tended."""
        return self._is_free

    @property
    def deadline(self) -> float | None:
        times = super().deadline, self._service_until
        return min((time for time in times if time is not None), default=None)

    @property
    def _dark_at(self) -> float | None:
        return None if self.in_service else super()._dark_at

    def _handle(self, event: Event, now: float) -> Iterator[Command]:
        match event:
            case ServiceOpened(minutes):
                yield from self._open_service(minutes, now)
            case ServiceClosed():
                yield from self._close_service(now)
            case WipeFailed(visit, code):
                self._unwiped_by = {**self._unwiped_by, visit: code}
                if self._is_empty:
                    yield Show(room_scenes.out_of_order())
            case SessionWiped(visit):
                yield from super()._handle(event, now)
                yield from self._clean(visit, now)
            case Installed(visit) if self.unwiped is not None and self.visit is None:
                self._awaited = visit
                yield Show(room_scenes.out_of_order())
            case Welcomed(visit) if self.unwiped is not None and self.visit is None:
                self._awaited = visit
                yield from self._unseen(super()._handle(Welcomed(None), now))
            case CloseAsked(visit) if self._awaited is not None and self._awaited.visit == visit:
                self._awaited = None
                yield from super()._handle(event, now)
            case Installed() | Welcomed(visit=wire.Install()):
                yield from self._close_service(now, rest=False)
                yield from super()._handle(event, now)
            case SlipShown() | RelayCardLaid() if self.in_service:
                return  # the technician's own: nobody checks in
            case DeadlinePassed():
                if self._service_until is not None and now >= self._service_until:
                    yield from self._close_service(now)
                yield from self._unseen(super()._handle(event, now))
            case _:
                yield from self._unseen(super()._handle(event, now))

    def _open_service(self, minutes: int, now: float) -> Iterator[Command]:
        if not self._is_free:
            yield Send(wire.ServiceChanged(open=False))  # somebody is here
            return
        self._service_until = now + minutes * 60
        yield Send(wire.ServiceChanged(open=True, minutes=minutes))
        yield Show(service_scenes.service())

    def _close_service(self, now: float, rest: bool = True) -> Iterator[Command]:
        if self._service_until is None:
            return
        self._service_until = None
        yield Send(wire.ServiceChanged(open=False))
        if rest:
            yield from self._unseen(self.lobby.free_again(now, self.relay))

    def _clean(self, visit: str, now: float) -> Iterator[Command]:
        if visit not in self._unwiped_by:
            return
        self._unwiped_by = {key: why for key, why in self._unwiped_by.items() if key != visit}
        if self.unwiped is not None:
            return
        coming, self._awaited = self._awaited, None
        if coming is not None:
            yield from self._handle(Installed(coming), now)
        elif self._is_empty:
            yield from self.lobby.free_again(now, self.relay)

    def _see(self, seen: Seen, now: float) -> Iterator[Command]:
        comes = seen is Seen.SOMEBODY and self._was_alone(now)
        yield from super()._see(seen, now)
        if comes and self.unwiped is not None and self._is_empty:
            yield Show(room_scenes.out_of_order())  # it is said too: not everybody reads

    def _unseen(self, commands: Iterator[Command]) -> Iterator[Command]:
        """Queues and hours go on behind what is shown."""
        for command in commands:
            if not isinstance(command, Show):
                yield command
            elif self.unwiped is not None and self._is_empty:
                if command.scene.id is scenes.SceneId.OUT_OF_ORDER:
                    yield command
                    continue
                told = self._shows(scenes.SceneId.OUT_OF_ORDER)
                yield Show(room_scenes.out_of_order(), spoken=not told)
            elif not self.in_service:
                yield command
