"""How late the packets of a voice come, and so how long the voice must wait to be whole.

Pure. A packet's delay counts from that of the quickest one of the last seconds: neither the line's
length nor the difference of two clocks is in it, and a line that became longer for good is as good
as before once the window has passed.
"""

from collections import deque

WINDOW_S = 4.0
"Of the quickest packet; a drift of 100 ppm is 0.4 ms in it."
BIN_S, BINS = 0.01, 40
FORGETTING = 0.995
"Of each packet: a burst is forgotten after some four seconds."
PUNCTUAL = 0.97
"The part of the packets that must be in time; the others are recovered."
NEXT_S = 0.02
"What was lost is repeated by the next packet (RFC 6716, 2.1.7): that one must be there too."
LEAST_S, MOST_S = 0.04, 0.24


class Jitter:
    """Tell it of each packet; `target_s` is how long after the quickest one it should be played."""

    def __init__(self) -> None:
        self._quickest: deque[tuple[float, float]] = deque()
        "When, and the transit: growing, so that the first is the least of the window."
        self._bins = [0.0] * BINS
        self._weight = 0.0

    def arrived(self, stamp_s: float, now: float) -> None:
        """`stamp_s` is the packet's time on the sender's clock."""
        transit, before = now - stamp_s, self.base_s
        fresh = not self._quickest
        while self._quickest and self._quickest[-1][1] >= transit:
            self._quickest.pop()
        self._quickest.append((now, transit))
        while self._quickest[0][0] < now - WINDOW_S:
            self._quickest.popleft()
        if not fresh:
            self._longer_by(self.base_s - before)
        late = transit - self.base_s
        self._bins = [FORGETTING * each for each in self._bins]
        self._bins[min(int(late / BIN_S), BINS - 1)] += 1.0
        self._weight = FORGETTING * self._weight + 1.0

    def _longer_by(self, seconds: float) -> None:
        """What was late on the line as it was is punctual on the line as it is."""
        by = min(int(seconds / BIN_S), BINS - 1)
        if by > 0:
            self._bins = [sum(self._bins[: by + 1]), *self._bins[by + 1 :], *([0.0] * by)]

    @property
    def base_s(self) -> float:
        """The transit of the quickest packet, on two clocks of different origins."""
        return self._quickest[0][1] if self._quickest else 0.0

    @property
    def late_s(self) -> float:
        """How late a packet may come and still be among the punctual ones."""
        seen = 0.0
        for n, each in enumerate(self._bins):
            seen += each
            if seen >= PUNCTUAL * self._weight:
                return n * BIN_S
        return BINS * BIN_S

    @property
    def target_s(self) -> float:
        return min(max(LEAST_S, self.late_s + BIN_S + NEXT_S), MOST_S)
