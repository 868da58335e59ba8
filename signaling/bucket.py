"""A token bucket. Pure: time is an argument, in seconds of any steady clock."""

from dataclasses import dataclass


@dataclass
class Bucket:
    """Lets `burst` through at once, then `rate` a second."""

    rate: float
    burst: float
    _spent: float = 0.0
    _at: float | None = None

    def take(self, now: float) -> bool:
        if self._at is not None:
            self._spent = max(0.0, self._spent - max(0.0, now - self._at) * self.rate)
        self._at = now
        if self._spent + 1 > self.burst:
            return False
        self._spent += 1
        return True
