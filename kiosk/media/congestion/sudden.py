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

WITHIN_S, SPAN_S, PACKETS = 0.2, 0.06, 4
"In a row, that came within so long, and over so long at the least."
GROWN_S, PER_S = 0.06, 0.4
"So much longer the last waited than the first; and in each second of arrivals."
DIP_S = 0.025
"One that leaves close behind another, or is small, waits a little less than it."
EVEN = 0.6
"The longest gap between two is no more of all that time."
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
        self._row: deque[_Came] = deque()
        self._found: tuple[float, float] | None = None
        "What the line carries, and the way of the packet that said so."
        self._longest = -math.inf
        self._recent: deque[tuple[float, float, float]] = deque()
        "When it was reported, the longest way in it, and what arrived."
        self._usual = Shortest(USUAL_S)
        "The longest way before that, negative."
        self._fell = -math.inf

    def arrived(self, sent: float, at: float, size: int) -> None:
        """A packet of `size` bytes, in the order of arrival; each time on its own end's clock."""
        row, came = self._row, _Came(at, at - sent, size)
        self._longest = max(self._longest, came.way)
        if row and came.way < row[-1].way - DIP_S:
            row.clear()
            self._found = None
        row.append(came)
        while len(row) > PACKETS and row[0].at < at - WITHIN_S:
            row.popleft()
        if came.way - row[0].way >= GROWN_S and (carried := self._carried()) is not None:
            self._found = carried, came.way

    def reported(self, shortest: float, acked: float, now: float) -> Fall | None:
        """The line carries far less, since just now. `shortest` is the way of an empty queue;
        `acked` bits per second arrived lately."""
        fall = self._fall(shortest, acked, now)
        self._recent.append((now, self._longest, acked))
        while self._recent[0][0] < now - RECENT_S:
            self._usual.note(-self._recent.popleft()[1], now)
        self._found, self._longest = None, -math.inf
        return fall

    def _fall(self, shortest: float, acked: float, now: float) -> Fall | None:
        if self._found is None or now - self._fell < FELL_S:
            return None
        carried, way = self._found
        before = max((each[2] for each in self._recent), default=acked)
        usual = -self._usual.value - shortest
        if way - shortest < max(LEAST_S, UNUSUAL * usual) or carried > FELL * before:
            return None
        self._fell = now
        return Fall(carried, way - shortest)

    def _carried(self) -> float | None:
        """By the packets at the end of the row that say the least, if they say that it fell."""
        row, last, bits, longest, least = self._row, self._row[-1], 0.0, 0.0, math.inf
        for n in range(len(row) - 1, 0, -1):
            before, span = row[n - 1], last.at - row[n - 1].at
            bits, longest = bits + 8 * row[n].size, max(longest, row[n].at - before.at)
            if len(row) - n + 1 < PACKETS or span < SPAN_S or longest > EVEN * span:
                continue
            if last.way - before.way >= max(GROWN_S, PER_S * span):
                least = min(least, bits / span)
        return least if least < math.inf else None
