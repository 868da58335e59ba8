"""How fast documents may leave, so that the call's sound never waits behind them. Pure.

A token bucket (RFC 2697's, with one rate): each byte costs a token, tokens come back at the rate,
and never more of them than a small burst. On a line of 450 kbit/s an unpaced megabyte makes a
queue of half a second before the sound; at 200 kbit/s the queue stays at 25 ms.
"""

from dataclasses import dataclass

BLOCK = 2048
"Bytes handed to the socket at once: 36 ms of a line of 450 kbit/s."
BURST = 2 * BLOCK


@dataclass
class Pace:
    bytes_per_second: float
    tokens: float = BURST
    at: float = 0.0

    @classmethod
    def of(cls, kbit_per_second: int) -> "Pace":
        return cls(kbit_per_second * 1000 / 8)

    def spend(self, size: int, now: float) -> float:
        """Take the tokens of `size` bytes; return how long to wait before sending them."""
        self.tokens = min(BURST, self.tokens + (now - self.at) * self.bytes_per_second) - size
        self.at = now
        return max(0.0, -self.tokens / self.bytes_per_second)

    def takes(self, size: int) -> float:
        """Seconds that `size` bytes take, when nothing else is sent."""
        return size / self.bytes_per_second
