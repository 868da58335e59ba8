"""What the kiosk shows between two visits: the room's name, and today, with or without a network.

The days ahead are hours and places of nobody; they are kept on the disk, so that a van that starts
where there is no network shows its day all the same.
"""

import asyncio
import logging
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from signaling import protocol as wire
from signaling.errors import BadMessage

from .core import ahead
from .core.doorman import Doorman
from .core.states import AttendantState
from .display import Display

log = logging.getLogger(__name__)

PARIS = ZoneInfo("Europe/Paris")
LOOK_SECONDS = 20.0
"An hour that is past leaves the screen, and a day that is over."


def wall_clock() -> datetime:
    return datetime.now(PARIS)


class Waiting:
    """Run :meth:`run` for the kiosk's life."""

    def __init__(
        self,
        attendant: Doorman,
        display: Display,
        folder: Path,
        clock: Callable[[], datetime] = wall_clock,
    ) -> None:
        self._attendant, self._display, self._clock = attendant, display, clock
        self.file = folder / "ahead.json"
        self._days = self._read()
        attendant.lobby.today = ahead.today(self._days, clock())

    @property
    def days(self) -> tuple[wire.DayAhead, ...]:
        return self._days

    async def run(self) -> None:
        while True:
            self.look()
            await asyncio.sleep(LOOK_SECONDS)

    def named(self, name: str) -> None:
        """The room's name comes from the server; the welcome shows it."""
        if name != self._attendant.relay:
            self._attendant.relay = name
            self._show()

    def heard(self, message: wire.DaysAhead) -> None:
        if message.days != self._days:
            self._days = message.days
            self._write(message)
            self.look()

    def look(self) -> None:
        """The screen follows the clock, and what was heard."""
        today = ahead.today(self._days, self._clock())
        if today != self._attendant.lobby.today:
            self._attendant.lobby.today = today
            self._show()

    def _show(self) -> None:
        """Nothing comes over a visit, nor over what is being told of a number."""
        lobby, free = self._attendant.lobby, self._attendant.free
        waits = self._attendant.state is AttendantState.WELCOME and free is None
        if waits and lobby.deadline is None and not self._attendant.dark:
            self._display.show(lobby.rest(self._attendant.relay).scene, None)

    def _read(self) -> tuple[wire.DayAhead, ...]:
        """None is better than a kiosk that does not start."""
        try:
            message = wire.decode(wire.to_kiosk, self.file.read_text())
        except (OSError, ValueError, BadMessage):
            return ()
        return message.days if isinstance(message, wire.DaysAhead) else ()

    def _write(self, message: wire.DaysAhead) -> None:
        """Whole or not at all: a van is switched off without a word."""
        half = self.file.with_suffix(".new")
        try:
            with open(half, "w", encoding="utf-8") as file:
                file.write(wire.encode(message))
                file.flush()
                os.fsync(file.fileno())
            half.replace(self.file)
        except OSError as error:
            log.warning("the days ahead are not kept: %s", type(error).__name__)
