"""The least of what was seen lately. Pure."""

import math
from collections import deque


class Shortest:
    """The least of what was noted within a time."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._noted: deque[tuple[float, float]] = deque()
        "Growing, so that the first is the least."

    def note(self, value: float, now: float) -> None:
        while self._noted and self._noted[-1][1] >= value:
            self._noted.pop()
        self._noted.append((now, value))
        while self._noted[0][0] < now - self._seconds:
            self._noted.popleft()

    @property
    def value(self) -> float:
        """Infinite before anything was noted."""
        return self._noted[0][1] if self._noted else math.inf
