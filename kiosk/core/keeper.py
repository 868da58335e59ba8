"""The doorman, and a technician's turn: asked from outside, for a time, between two visits. Pure.

While it lasts the screens say so and nothing else, the lights say so, and the server begins no
visit here; keyboard and mouse stay as dead as ever. It ends by itself. A visit that crossed its
beginning comes first.
"""

from collections.abc import Iterator

from signaling import protocol as wire

from . import service_scenes
from .door_events import RelayCardLaid, SlipShown
from .doorman import Doorman
from .events import Command, DeadlinePassed, Event, Installed, Send, Show, Welcomed
from .service_events import ServiceClosed, ServiceOpened


class Keeper(Doorman):
    """What a kiosk's shell drives."""

    _service_until: float | None = None

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
            yield from self.lobby.free_again(now, self.relay)

    def _unseen(self, commands: Iterator[Command]) -> Iterator[Command]:
        """Queues and hours go on behind what is shown."""
        for command in commands:
            if not (self.in_service and isinstance(command, Show)):
                yield command
