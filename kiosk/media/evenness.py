"""Whether the other end shows pictures evenly, or each as soon as it is whole. Pure.

A browser keeps each picture for as long as the largest and the latest would have needed: 60 to 120
ms on a village's line. Where nearly nothing is lost, that only makes both speak over each other.
Where much is, it is well spent, a picture of which a part is asked for again is in time all the
same; but it need not be longer than asking takes.
"""

from collections import deque

LOSSY, CLEAN = 0.02, 0.01
"The part of packets that is lost, from which pictures are kept, and under which they are not."
ENOUGH, WINDOW = 200, 900
"Packets: before, nothing is known; those that count, some ten seconds of pictures."
TIMES, MORE, MOST_TIMES = 0.5, 20.0, 2.0
"""Round trips that a picture may be kept: so many, and more where more is lost, for a part of it is
then asked for twice. 0.9 at 2 %, 1.5 at 5 %."""
FAR_S = 0.15
"A round trip from which the other end knows better."


class Evenness:
    """Tell it of each receiver report; `at_once` and `most_s` are what to ask for."""

    def __init__(self) -> None:
        self._noted: deque[tuple[int, int]] = deque()
        self.at_once = False
        self._loss: float | None = None
        self.round_trip_s: float | None = None

    @property
    def most_s(self) -> float | None:
        """How long a picture may be kept where much is lost; None: as the other end likes."""
        trip, loss = self.round_trip_s, self._loss
        # A clock that was set makes it less than nothing.
        if trip is None or loss is None or not 0 < trip <= FAR_S:
            return None
        return trip * min(MOST_TIMES, TIMES + MORE * loss)

    def heard_lost(self, highest: int, lost: int) -> None:
        """The other end's counts: the extended highest number it has got, and all it has not
        (RFC 3550, 6.4.1)."""
        if self._noted and highest < self._noted[-1][0]:
            self._noted.clear()
        elif self._noted and highest == self._noted[-1][0]:
            self._noted.pop()  # however often it is said
        self._noted.append((highest, lost))
        while len(self._noted) > 2 and highest - self._noted[1][0] >= WINDOW:
            self._noted.popleft()
        packets = highest - self._noted[0][0]
        if packets < ENOUGH:
            return
        self._loss = (lost - self._noted[0][1]) / packets
        if self._loss > LOSSY:
            self.at_once = False
        elif self._loss < CLEAN:
            self.at_once = True
