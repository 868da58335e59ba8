"""Whether the other end shows pictures evenly, or each as soon as it is whole. Pure.

A browser keeps each picture for as long as the largest and the latest would have needed: 60 to 120
ms on a village's line. Where much is lost that is well spent, a picture of which a part is asked
for again is in time all the same. Where nearly nothing is, it only makes both speak over each
other.
"""

LOSSY, CLEAN = 0.02, 0.01
"The part of packets that is lost, from which pictures are kept, and under which they are not."
FORGETTING = 0.9
"Of each receiver report, about once a second."
ENOUGH = 5
"Reports: before, nothing is known."


class Evenness:
    """Tell it of each report; `at_once` is what to ask for."""

    def __init__(self) -> None:
        self._loss = 0.0
        self._reports = 0
        self.at_once = False

    def heard_loss(self, fraction: float) -> None:
        """What the other end reports of the last second, 0 to 1."""
        self._reports += 1
        weight = max(1 / self._reports, 1 - FORGETTING)
        self._loss += weight * (fraction - self._loss)
        if self._loss > LOSSY:
            self.at_once = False
        elif self._loss < CLEAN and self._reports >= ENOUGH:
            self.at_once = True
