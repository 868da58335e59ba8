"""How long the counsellor's picture stood still, as W3C webrtc-stats counts it. Pure.

`freezeCount`: a picture that stays three times as long as usual, and 150 ms longer at the least.
"""

from dataclasses import dataclass

LONGER_S, TIMES = 0.15, 3.0
PICTURES = 30
"The usual is the mean of so many."


@dataclass
class Freezes:
    """Tell it of each picture that is shown."""

    count: int = 0
    seconds: float = 0.0
    longest_s: float = 0.0
    _usual: float = 0.0
    _shown: int = 0
    _last: float | None = None

    def shown(self, now: float) -> None:
        last, self._last = self._last, now
        if last is None:
            return
        took = now - last
        if self._shown and took > max(TIMES * self._usual, self._usual + LONGER_S):
            self.count += 1
            self.seconds += took
            self.longest_s = max(self.longest_s, took)
        self._shown = min(self._shown + 1, PICTURES)
        self._usual += (took - self._usual) / self._shown

    @property
    def moves(self) -> bool:
        """A picture is to be seen."""
        return self._last is not None

    def stood(self, now: float) -> float:
        """Seconds of all freezes until `now`, one that lasts still included."""
        if self._last is None:
            return self.seconds
        took = now - self._last
        long = took > max(TIMES * self._usual, self._usual + LONGER_S)
        return self.seconds + (took if long else 0.0)

    def paused(self) -> None:
        """What follows is no freeze: the picture is not wanted, or the sender stopped it."""
        self._last = None
