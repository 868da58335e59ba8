"""A line that carries far less from one moment to the next: seen in the next few packets. Pure.

What smooths delays, and takes the quickest packet of a moment for the queue, needs a third of a
second to see it, in which half a second's queue is made. Here each of a few packets in a row waited
longer than the one before, and they came one by one, as from a line that is full: a machine that
did nothing for a moment gives what waited all at once.
"""

import math
from collections import deque
from dataclasses import dataclass

from .shortest import Shortest

WITHIN_S, SPAN_S, PACKETS, BYTES, MOST = 0.2, 0.06, 4, 2000, 100
"In a row, that came within so long, and over so long at the least, with so many bytes: a voice"
"alone says little."
GROWN_S, PER_S = 0.06, 0.4
"So much longer the last waited than the first; and in each second of arrivals."
DIP_S = 0.025
"One that leaves close behind another, or is small, waits a little less than it."
EVEN = 0.6
"The longest gap between two is no more of all that time, and no single one waited so much of it."
LEAST_S, UNUSUAL, USUAL_S, RECENT_S = 0.08, 1.3, 10.0, 0.4
"The last waited so long, and so much longer than any did in so long, until so long ago."
FELL, FELL_S = 0.7, 1.0
"Of what arrived in that last moment: a line that carries less now fell. Once in so long."


@dataclass(frozen=True, slots=True)
class Fall:
    carried: float
    "Bits per second, now."
    queue_s: float
    "That the newest packet waited."


@dataclass(frozen=True, slots=True)
class _Came:
    at: float
    way: float
    size: int


class Sudden:
    """Tell it of each packet, then of each report."""

    def __init__(self) -> None:
        self._row: deque[_Came] = deque(maxlen=MOST)
        self._top = -math.inf
        "The longest way in it."
        self._found: tuple[float, float] | None = None
        "What the line carries, and the way of the packet that said so."
        self._longest = -math.inf
        self._recent: deque[tuple[float, float, float]] = deque()
        "When it was reported, the longest way in it, and what arrived."
        self._usual = Shortest(USUAL_S)
        "The longest way before that, negative."
        self._fell, self._carried = -math.inf, math.inf

    def broken(self) -> None:
        """What comes now does not follow what came before: a report was lost."""
        self._row.clear()
        self._found, self._top = None, -math.inf

    def arrived(self, sent: float, at: float, size: int) -> None:
        """A packet of `size` bytes, in the order of sending; each time on its own end's clock."""
        row, came = self._row, _Came(at, at - sent, size)
        self._longest = max(self._longest, came.way)
        if row and (came.way < self._top - DIP_S or at < row[-1].at - DIP_S):
            self.broken()
        row.append(came)
        self._top = max(self._top, came.way)
        while len(row) > PACKETS and row[0].at < at - WITHIN_S:
            row.popleft()
        if came.way - row[0].way >= GROWN_S and (carried := self._carries()) is not None:
            self._found = carried, came.way

    def reported(self, shortest: float, acked: float, may: bool, now: float) -> Fall | None:
        """The line carries far less, since just now, if it `may` have. `shortest` is the way of an
        empty queue; `acked` bits per second arrived lately."""
        fall = self._fall(shortest, acked, now) if may else None
        if fall is not None:
            self._fell, self._carried = now, fall.carried
        self._recent.append((now, self._longest, acked))
        while self._recent[0][0] < now - RECENT_S:
            self._usual.note(-self._recent.popleft()[1], now)
        self._found, self._longest = None, -math.inf
        return fall

    def most(self, now: float) -> float:
        """Bits per second that arrive, as long as what arrived before a fall is counted too."""
        return self._carried if now - self._fell < FELL_S else math.inf

    def _fall(self, shortest: float, acked: float, now: float) -> Fall | None:
        if self._found is None or now - self._fell < FELL_S:
            return None
        carried, way = self._found
        before = max((each[2] for each in self._recent), default=acked)
        usual = -self._usual.value - shortest
        if way - shortest < max(LEAST_S, UNUSUAL * usual) or carried > FELL * before:
            return None
        return Fall(carried, way - shortest)

    def _carries(self) -> float | None:
        """By the packets at the end of the row that say the least, if they say that it fell."""
        row, last, least = self._row, self._row[-1], math.inf
        size, gap, step = 0, 0.0, 0.0
        for n in range(len(row) - 1, 0, -1):
            before, one = row[n - 1], row[n]
            size += one.size
            gap, step = max(gap, one.at - before.at), max(step, one.way - before.way)
            span, grown = last.at - before.at, last.way - before.way
            few = len(row) - n + 1 < PACKETS or size < BYTES or span < SPAN_S
            even = gap <= EVEN * span and step <= EVEN * grown
            if not few and even and grown >= max(GROWN_S, PER_S * span):
                least = min(least, 8 * size / span)
        return least if least < math.inf else None
