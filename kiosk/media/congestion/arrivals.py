"""Which packets came and when, until the other end is told. Pure."""

from .feedback import MOST, Arrival

JUMP = 1000
"Numbers: past such a gap it is another connection's count."


class Arrivals:
    def __init__(self) -> None:
        self._at: dict[int, float] = {}
        self._next: int | None = None
        "The first that was not told yet, unwrapped."
        self._highest = 0

    def note(self, number: int, now: float) -> None:
        """A packet with this number of 16 bits came."""
        if self._next is None:
            self._next = self._highest = number + (1 << 16)
        full = self._highest + ((number - self._highest + 0x8000) & 0xFFFF) - 0x8000
        if abs(full - self._highest) > JUMP:
            self._at.clear()
            self._next = self._highest = full = number + (1 << 16)
        if full >= self._next:
            self._at[full] = now
            self._highest = max(self._highest, full)

    def told(self) -> list[Arrival]:
        """What to report now: every number since the last report, missing ones too; once."""
        if self._next is None or not self._at:
            return []
        first = max(self._next, self._highest - MOST + 1)
        numbers = range(first, self._highest + 1)
        found = [Arrival(number & 0xFFFF, self._at.get(number)) for number in numbers]
        self._next = self._highest + 1
        self._at.clear()
        return found
