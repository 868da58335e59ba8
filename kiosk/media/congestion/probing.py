"""Bursts that ask a line whether it carries more than is sent. Pure.

A growth of 8 % a second takes 14 s from 300 to 900 kbit/s; a burst of a few packets, twice as quick
as what is sent, arrives as quickly as the line lets it and says it at once. On a line that carries
no more it costs the voice some tens of ms, so that each refusal doubles the wait for the next one.
"""

from dataclasses import dataclass, field

PACKETS = 6
"Of a burst: fewer are a chance."
LASTS_S = 0.015
TIMES = 2.0
"As quick as what is sent."
FIRST_WAIT_S, MOST_WAIT_S = 2.0, 32.0
ANSWER_S = 3.0
"A burst without an answer by then was lost."
KEPT, KEPT_IF_FULL = 0.95, 0.88
"Of what a burst found; and where the line was seen to carry no more."
LEAST = 180_000.0
"Under it the packets of a burst alone would fill the line for too long."
CARRIED = 0.9
"Arrived as quickly as it left, nearly: the line may carry more still."


@dataclass
class Burst:
    number: int
    rate: float
    "Bits per second."
    begun: float
    sent: list[tuple[float, int]] = field(default_factory=list)
    arrived: list[tuple[float, int]] = field(default_factory=list)
    own: int = 0
    "Packets that were sent for it alone."

    @property
    def bytes(self) -> int:
        """What is to be sent at the least."""
        return int(self.rate * LASTS_S / 8)


class Prober:
    def __init__(self, now: float, most: float) -> None:
        self.most = most
        self._wait, self._due = FIRST_WAIT_S, now
        self._count = 0
        self.burst: Burst | None = None

    def wanted(self, rate: float, calm: bool, now: float) -> Burst | None:
        """A burst to send now, once; `calm` when nothing says that the line is full."""
        if self.burst is not None:
            if now - self.burst.begun > ANSWER_S:
                self._refused(now)
            return None
        if not calm or now < self._due or not LEAST <= rate <= 0.9 * self.most:
            return None
        self._count += 1
        self.burst = Burst(self._count, min(TIMES * rate, self.most), now)
        return self.burst

    @property
    def going(self) -> int:
        """The number of a burst in the middle of which other packets leave too; or 0."""
        burst = self.burst
        return burst.number if burst and 0 < burst.own < PACKETS else 0

    def sent(self, number: int, size: int, now: float, own: bool = True) -> None:
        """A packet of the burst, or another one that left in its middle."""
        if self.burst is not None and self.burst.number == number:
            self.burst.sent.append((now, size))
            self.burst.own += own

    def arrived(self, number: int, size: int, at: float, now: float) -> float | None:
        """The rate that the line has shown to carry, once the burst is there."""
        burst = self.burst
        if burst is None or burst.number != number:
            return None
        burst.arrived.append((at, size))
        if len(burst.arrived) < max(4, 0.8 * len(burst.sent)):
            return None
        out, came = _rate(burst.sent), _rate(sorted(burst.arrived))
        self.burst = None
        if out is None or came is None:
            self._refused(now)
            return None
        if came < CARRIED * out:
            self._refused(now)
            return KEPT_IF_FULL * came
        self._wait, self._due = FIRST_WAIT_S, now
        return KEPT * min(out, came)

    def quiet(self, now: float) -> None:
        """The line is full: the next burst waits."""
        self._due = max(self._due, now + FIRST_WAIT_S)

    def hurry(self, now: float) -> None:
        """The line seems to carry more than it did."""
        self._due = min(self._due, now)

    def _refused(self, now: float) -> None:
        self.burst = None
        self._due = now + self._wait
        self._wait = min(2 * self._wait, MOST_WAIT_S)


def _rate(packets: list[tuple[float, int]]) -> float | None:
    """From the first to the last, which itself takes no part of that time."""
    if len(packets) < 2:
        return None
    seconds = packets[-1][0] - packets[0][0]
    return 8 * sum(size for _, size in packets[:-1]) / max(seconds, 0.001)
