"""A processor that others keep busy, for tests in virtual time: now and then nothing is done."""

import random
from bisect import bisect_right


class Processor:
    """`free` says when what is due is done. Away for `away` seconds (exponential, their mean),
    after having been there for `there`."""

    def __init__(self, away: float = 0.06, there: float = 0.15, seed: int = 1) -> None:
        self._away, self._there, self._chance = away, there, random.Random(seed)
        self._begins, self._ends = [0.0], [0.0]

    def free(self, when: float) -> float:
        while self._begins[-1] <= when:
            begins = self._ends[-1] + self._chance.expovariate(1 / self._there)
            self._begins.append(begins)
            self._ends.append(begins + self._chance.expovariate(1 / self._away))
        return max(when, self._ends[bisect_right(self._begins, when) - 1])
