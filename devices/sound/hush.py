"""How much of a room's noise to turn down: in a quiet one nothing, so that no voice is touched."""

from collections import deque

import numpy as np

from . import BLOCK
from .drift import Floats

QUIET_DBFS, NOISY_DBFS = -62.0, -58.0
"Of the quietest moment: under the first nothing is turned down, over the second all that may be."
WITHIN_S = 5.0
"A noise that lasts so long has begun; nobody talks so long without a gap."
WINDOW_BLOCKS = 5
"A gap between two words."
STEP_BLOCKS = 10
"From one decibel to the next."
ECHO_BLOCKS = 100
"After the loudspeaker's last word, turning noise down helps what is left of its echo to go."

_FULL = 32768.0**2
_MEAN = np.full(BLOCK, 1 / BLOCK, np.float32)
_WINDOWS = round(WITHIN_S * 100) // WINDOW_BLOCKS


class Hush:
    """Of one call; ask it block after block."""

    def __init__(self, most_db: int) -> None:
        """At most so much is turned down, in decibels (negative); that is what it begins with."""
        self._most_db = self._db = most_db
        self._noisy, self._echo = True, 0
        self._windows: deque[float] = deque(maxlen=_WINDOWS)
        self._sum, self._blocks = 0.0, 0

    def turned_down_db(self, heard: Floats, echo: bool) -> int:
        """By how much to turn noise down in this block; `echo`: the loudspeaker is heard in it."""
        self._echo = ECHO_BLOCKS if echo else self._echo - 1
        # Without what the card adds that is no sound.
        self._sum += float(heard @ heard) / BLOCK - float(heard @ _MEAN) ** 2
        self._blocks += 1
        if self._blocks % WINDOW_BLOCKS == 0:
            self._windows.append(self._sum / WINDOW_BLOCKS)
            self._sum = 0.0
            self._judge()
        if self._blocks % STEP_BLOCKS == 0:
            goal = self._most_db if self._noisy or self._echo > 0 else 0
            self._db += (goal > self._db) - (goal < self._db)
        return self._db

    def _judge(self) -> None:
        # A card that skips, or opens, gives nothing at all for a moment.
        least = min((each for each in self._windows if each > 0), default=0.0)
        if least < _FULL * 10 ** (QUIET_DBFS / 10):
            self._noisy = False
        elif least > _FULL * 10 ** (NOISY_DBFS / 10) and len(self._windows) == _WINDOWS:
            self._noisy = True
