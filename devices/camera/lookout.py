"""What the camera's process makes of its pictures beside showing them: a word, never a picture."""

import time
from collections.abc import Callable
from itertools import count

from ..frames import Pixels
from .presence import RATE, Presence, Seen, thumbnail
from .slip import SlipReader

SAY_SECONDS = 2.0
"Said again so often though nothing changed: silence means that it is out of order."
READ_EVERY = 2
"Looks between two searches for the code of a slip, while somebody is there."

Say = Callable[[dict[str, str]], None]


class Lookout:
    """Shown every picture, it looks at :data:`RATE` of them a second."""

    def __init__(self, say: Say, clock: Callable[[], float] = time.monotonic) -> None:
        self._say, self._clock = say, clock
        self._presence, self._slips = Presence(), SlipReader()
        self._last = self._said_at = float("-inf")
        self._said: Seen | None = None
        self._turn = count()

    def due(self) -> bool:
        return self._clock() >= self._last + 1 / RATE

    def see(self, luma: Pixels, slips: bool = False) -> None:
        """`slips`: codes are looked for too."""
        now = self._clock()
        seconds, self._last = min(1.0, now - self._last), now
        seen = self._presence.look(thumbnail(luma), seconds)
        if seen is not self._said or now >= self._said_at + SAY_SECONDS:
            self._said, self._said_at = seen, now
            self._say({"event": "seen", "seen": seen.value, "at": f"{now:.3f}"})
        if slips and seen is not Seen.NOBODY and next(self._turn) % READ_EVERY == 0:
            self._read(luma, seconds * READ_EVERY)

    def _read(self, luma: Pixels, seconds: float) -> None:
        code = self._slips.read(luma, seconds)
        if code is not None:
            self._say({"event": "slip", "code": code})
