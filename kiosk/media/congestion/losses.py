"""Which losses say that a line is full, and which are its own. Pure.

draft-ietf-rmcat-gcc-02, 6, goes down above 10 % of losses and up under 2 %: a radio or an old pair
that always loses 5 % would never be used. What a line loses while its queue is empty is its own;
only what comes on top counts.
"""

from collections import deque

WINDOW = 150
"Packets."
BEARABLE, SEVERE, LASTING_S = 0.04, 0.1, 3.0
"On top: no growth; down within a second; down too if it lasts."
LEARNT = 0.001
"A second: the line's own losses may have become more."


class Losses:
    def __init__(self, now: float) -> None:
        self._fates: deque[bool] = deque(maxlen=WINDOW)
        "True: lost."
        self._own: float | None = None
        self._since = now
        self.excess = 0.0
        "Over the line's own: a part of what was sent."

    def note(self, lost: bool) -> None:
        self._fates.append(lost)

    @property
    def now(self) -> float:
        """The part that was lost lately, whoever lost it."""
        return sum(self._fates) / len(self._fates) if self._fates else 0.0

    def forget(self, now: float) -> None:
        """What was lost before the queue was empty is done with; a few packets do not judge."""
        self._fates.clear()
        self._fates.extend([False] * (WINDOW // 2))
        self.excess, self._since = 0.0, now

    def update(self, empty: bool, seconds: float, now: float) -> None:
        """After each report; `empty`: no queue stands, `seconds`: since the one before."""
        loss = self.now
        if empty and len(self._fates) == WINDOW:
            known = loss if self._own is None else self._own + LEARNT * seconds
            self._own = min(loss, known)
        self.excess = loss - (self._own or 0.0)
        if self.bearable:
            self._since = now

    @property
    def bearable(self) -> bool:
        return self.excess < BEARABLE

    def lasts(self, lowered: float, now: float) -> bool:
        """More than is bearable for too long; `lowered`: when something was done against it."""
        patience = 1.0 if self.excess > SEVERE else LASTING_S
        return now - max(lowered, self._since) > patience
