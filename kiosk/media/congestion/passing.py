"""Packets that leave more quickly than the line was seen to carry say when it carries more. Pure.

The packets of one picture leave a little quicker than the line: while it carries no more they come
at its own rate, and once it does, as quickly as they left. It costs nothing, and says when a burst
(:mod:`.probing`) is worth its queue.
"""

from collections import deque

QUICKER, MORE = 1.1, 1.06
"Of what the line was seen to carry: at which they leave, and come once it carries more."
HEAPED = 2.0
"Times as quickly as they left: they were read in a heap, which says nothing of the line."
COUNT, MOST = 12, 0.75
"Pairs of packets that are looked at, and the part of them that must agree."
LASTS_S = 3.0
AGAIN_S = 4.0
"After it was said."


class Passing:
    """Tell it of each packet that arrived."""

    def __init__(self) -> None:
        self._number = -1
        self._left = self._came = 0.0
        self._pairs: deque[tuple[float, bool]] = deque(maxlen=COUNT)
        self._said = -AGAIN_S

    def arrived(self, number: int, size: int, left: float, came: float, known: float) -> None:
        """The packet `number`, of so many bytes, when it left, and when it came on the other end's
        clock; `known` is what the line was seen to carry, in bits per second."""
        follows = number == (self._number + 1) & 0xFFFF
        took, lasted = left - self._left, came - self._came
        self._number, self._left, self._came = number, left, came
        if follows and 8 * size > QUICKER * known * took and HEAPED * lasted >= took:
            self._pairs.append((left, 8 * size > MORE * known * lasted))

    def more(self, now: float) -> bool:
        """The line carries more than was known; once."""
        while self._pairs and self._pairs[0][0] < now - LASTS_S:
            self._pairs.popleft()
        if len(self._pairs) < COUNT or now < self._said + AGAIN_S:
            return False
        if sum(quick for _, quick in self._pairs) < MOST * COUNT:
            return False
        self._said = now
        self._pairs.clear()
        return True
