"""Whether the other end shows pictures evenly, or each as soon as it is whole. Pure.

A browser keeps each picture for as long as the largest and the latest would have needed: 60 to 120
ms on a village's line. Where much is lost that is well spent, a picture of which a part is asked
for again is in time all the same. Where nearly nothing is, it only makes both speak over each
other.
"""

from collections import deque

LOSSY, CLEAN = 0.02, 0.01
"The part of packets that is lost, from which pictures are kept, and under which they are not."
ENOUGH, WINDOW = 200, 900
"Packets: before, nothing is known; those that count, some ten seconds of pictures."


class Evenness:
    """Tell it of each receiver report; `at_once` is what to ask for."""

    def __init__(self) -> None:
        self._noted: deque[tuple[int, int]] = deque()
        self.at_once = False

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
        loss = (lost - self._noted[0][1]) / packets
        if loss > LOSSY:
            self.at_once = False
        elif loss < CLEAN:
            self.at_once = True
