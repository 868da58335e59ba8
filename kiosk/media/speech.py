"""Whether the counsellor is speaking now, by the sound of their call: the kiosk waits its turn.

Loudness over the room's own noise, which is followed: down at once, up slowly, so that a fan is
noise after some seconds while speech, which pauses, never is. The clock is the caller's.
"""

import numpy as np
from numpy.typing import NDArray

LEAST_DB = 38.0
"Of a sample's square, int16: under it a room is quiet whatever it was before."
OVER_DB = 9.0
RISE_DB_PER_S = 3.0
HANG_S = 0.7
"A pause between two words is no end of speech."


class Speech:
    """One a kiosk; fed with the sound of whichever call there is."""

    def __init__(self) -> None:
        self._noise = LEAST_DB
        self._until = self._fed = float("-inf")
        self._began = 0.0

    def hear(self, samples: NDArray[np.int16], now: float) -> None:
        if not len(samples):
            return
        level = 10 * float(np.log10(np.mean(samples.astype(np.float32) ** 2) + 1))
        gone = min(max(0.0, now - self._fed), 1.0)
        self._fed = now
        self._noise = max(LEAST_DB, min(level, self._noise + RISE_DB_PER_S * gone))
        if level > self._noise + OVER_DB:
            if now >= self._until:
                self._began = now
            self._until = now + HANG_S

    def pause(self, now: float) -> float:
        """Seconds until the counsellor is silent, if they say nothing more; 0: they are."""
        return max(0.0, self._until - now)

    def talking(self, now: float) -> float:
        """Seconds since they began, if they still speak; 0 in a pause."""
        return now - self._began if now < self._until else 0.0
