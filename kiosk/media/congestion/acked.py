"""What arrived of what was sent, and how quickly, on the other end's clock. Pure."""

from collections import deque

from .feedback import Feedback

ACKED_S, MOST_ACKED = 0.5, 1000
AT_FIRST = 0.6
"Of the rate, at the least, before what arrived has been counted for long enough."
IDLE, ALL, IDLE_S = 0.7, 1.25, 1.0
"Far less was sent than might have been, and no more quickly than it arrived, over so long: an"
"encoder that had no time."


class Acked:
    """What arrived lately, on the other end's clock; what a lost report said is not missed."""

    def __init__(self) -> None:
        self._noted: deque[tuple[float, int]] = deque(maxlen=MOST_ACKED)
        self._whole: deque[tuple[float, float, int]] = deque(maxlen=MOST_ACKED)
        "When it left, when it came, and its size."
        self._hole = 0.0
        self._first: float | None = None
        self._count: int | None = None

    def begin(self, report: Feedback) -> bool:
        """Before its arrivals are noted; False if the one before it was lost."""
        first = next((each.at for each in report.arrivals if each.at is not None), None)
        lost = self._count is not None and (report.count - self._count) & 0xFF != 1
        if lost and first is not None and self._noted:
            self._hole += max(0.0, first - self._hole - self._noted[-1][0])
        self._count = report.count
        return not lost

    def known_for(self, seconds: float) -> bool:
        """A call's first packets stand behind those of its beginning."""
        return self._first is not None and self._noted[-1][0] > self._first + seconds

    def note(self, at: float, size: int, sent: float) -> None:
        self._first = at - self._hole if self._first is None else self._first
        self._noted.append((at - self._hole, size))
        self._whole.append((sent, at, size))

    def clear(self) -> None:
        self._noted.clear()
        self._whole.clear()
        self._first = None

    def spans(self, seconds: float) -> tuple[float, float]:
        """Bits per second of what left in the last so many seconds: as it came, and as it left."""
        while len(self._whole) > 2 and self._whole[0][0] < self._whole[-1][0] - seconds:
            self._whole.popleft()
        if len(self._whole) < 3:
            return 0.0, 0.0
        bits = 8 * (sum(size for *_, size in self._whole) - self._whole[0][2])
        first, last = self._whole[0], self._whole[-1]
        return bits / max(last[1] - first[1], 0.1), bits / max(last[0] - first[0], 0.1)

    def carried(self, rate: float) -> float:
        """What the line carries, as far as this can tell: what arrived, unless little was sent of
        the `rate` that might have been. Only where something arrived."""
        acked = self.rate or 0.0
        if not self.known_for(ACKED_S):
            return max(acked, AT_FIRST * rate)
        came, left = self.spans(IDLE_S)
        if acked > IDLE * rate or left > ALL * came:
            return acked
        return rate if came < IDLE * rate else max(acked, came)

    @property
    def rate(self) -> float | None:
        """Bits per second; None while too little came to tell."""
        if len(self._noted) < 2 or not self.known_for(ACKED_S / 2):
            return None
        last = self._noted[-1][0]
        while self._noted[0][0] < last - ACKED_S:
            self._noted.popleft()
        seconds = max(last - self._noted[0][0], ACKED_S / 2)
        # The first one's own time on the line was before it.
        return 8 * (sum(size for _, size in self._noted) - self._noted[0][1]) / seconds
