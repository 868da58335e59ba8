"""How many failures are forgiven, by account and by address. Pure: time is an argument."""

from collections import OrderedDict
from dataclasses import dataclass, field

MOST_KEYS = 10_000
"Past it the oldest are forgotten: a flood of names costs no more memory than this."


@dataclass
class Throttle:
    """A leaky bucket for each key: `burst` failures, one forgiven every `seconds`."""

    burst: int
    seconds: float
    _levels: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def admits(self, key: str, now: float) -> bool:
        return self._level(key, now) < self.burst

    def failed(self, key: str, now: float) -> None:
        self._levels[key] = (self._level(key, now) + 1, now)
        self._levels.move_to_end(key)
        if len(self._levels) > MOST_KEYS:
            self._levels.popitem(last=False)

    def succeeded(self, key: str) -> None:
        self._levels.pop(key, None)

    def forgive(self, key: str) -> None:
        """Take one failure back; the others stay, so that one good account frees no address."""
        level, at = self._levels.get(key, (0.0, 0.0))
        if key in self._levels:
            self._levels[key] = (max(0.0, level - 1), at)

    def _level(self, key: str, now: float) -> float:
        level, at = self._levels.get(key, (0.0, now))
        return max(0.0, level - max(0.0, now - at) / self.seconds)
