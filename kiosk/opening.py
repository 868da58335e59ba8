"""Whether this room is open, who is kept waiting in it, and whether the server is out of reach.

The hours are kept on the disk: a kiosk that starts without a network closes as it was told. What it
learns goes to the attendant as one event, whenever it is another.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from signaling import protocol as wire
from signaling.errors import BadMessage

from .core import opening
from .core.caretaker import Caretaker
from .core.opening import Room
from .core.room_events import RoomTold
from .settings import KioskSettings
from .waiting import Waiting, wall_clock

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
AWAY_SECONDS = 300.0
"Without the server: it does not come back by itself in time for who stands there."


class Opening:
    """Run :meth:`run` for the kiosk's life; `connected` tells whether the server can be asked."""

    def __init__(
        self,
        settings: KioskSettings,
        attendant: Caretaker,
        waiting: Waiting,
        put: Callable[[RoomTold], None],
        connected: Callable[[], bool],
        clock: Callable[[], datetime] = wall_clock,
    ) -> None:
        self._closes, self._waiting = settings.closes, waiting
        self._put, self._connected, self._clock = put, connected, clock
        self.file = settings.state_directory / "hours.json"
        self._hours = self._read()
        self._arrived: wire.ArrivedHere | None = None
        self._in_use = False
        self._silent_since: float | None = None
        self._said = self._room(0.0)
        attendant.begin_in(self._said)

    async def run(self) -> None:
        while True:
            self.look()
            await asyncio.sleep(LOOK_SECONDS)

    def heard(self, message: wire.RoomNews) -> None:
        match message:
            case wire.RoomHours():
                if message != self._hours:
                    self._hours = message
                    self._write(message)
            case wire.ArrivedHere():
                self._arrived = message
            case wire.RoomInUse(in_use=in_use):
                self._in_use = in_use
        self.look()

    def look(self) -> None:
        room = self._room(asyncio.get_running_loop().time())
        if room != self._said:
            self._said = room
            self._put(RoomTold(room))

    def _room(self, now: float) -> Room:
        """`now` of a steady clock."""
        if self._connected():
            self._silent_since = None
        elif self._silent_since is None and now:
            self._silent_since = now
        since, wall, days = self._silent_since, self._clock(), self._waiting.days
        return Room(
            opening.closed(self._hours.days, days, wall) if self._closes else None,
            opening.kept(self._arrived, wall),
            since is not None and now >= since + AWAY_SECONDS,
            self._in_use,
            opening.expects(days, wall),
            self._hours.telephone or "",
        )

    def _read(self) -> wire.RoomHours:
        """None known is better than a kiosk that does not start."""
        try:
            message = wire.decode(wire.to_kiosk, self.file.read_text())
        except (OSError, ValueError, BadMessage):
            return wire.RoomHours()
        return message if isinstance(message, wire.RoomHours) else wire.RoomHours()

    def _write(self, message: wire.RoomHours) -> None:
        """Whole or not at all."""
        half = self.file.with_suffix(".new")
        try:
            half.write_text(wire.encode(message), encoding="utf-8")
            half.replace(self.file)
        except OSError as error:
            log.warning("the hours are not kept: %s", type(error).__name__)
