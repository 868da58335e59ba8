"""When pictures may leave, so that the voice never waits behind them. Pure: time is given.

draft-ietf-rmcat-gcc-02 has a pacer send a group of packets every 5 ms, as much as the rate gives to
that time. Here the voice takes no part in it: it leaves at once, and its rate is not that of
pictures. What is asked for again leaves before new pictures. What left is a debt, paid at `rate`:
the next packet of a picture leaves once it is paid but for 5 ms. There is no queue of pictures:
whoever makes them rests meanwhile, and takes a newer one from the camera.

A burst (:mod:`.probing`) makes a debt more quickly, and pictures wait all the longer afterwards:
the line has emptied what the burst put before it, and no bit more was sent than otherwise.
"""

from collections import deque
from dataclasses import dataclass
from math import inf

from .sharing import THIN

GROUP_S = 0.005
MOST_DEBT_S = 0.3
"Longer, pictures do not stand still, whatever the rate."
MOST_AGAIN = 40
"Packets that wait to leave again: the oldest are late anyway, and a receiver asks once more."
LEAST_FILLER = 350
"Bytes: one that takes a line no time says nothing of it."
OTHER_S = 5.0
"So long after, the same number is another packet's."
AGAIN_TIMES = 1.5
"As quickly as pictures: a hole is late already, but a queue of copies is no help."


@dataclass
class Running:
    """A burst that is leaving."""

    number: int
    rate: float
    "Bits per second."
    left: int
    "Bytes that are still to be sent."
    packets: int
    "And packets."
    begun: bool = False

    @property
    def over(self) -> bool:
        return self.left <= 0 and self.packets <= 0


class Pacer:
    """Of the pictures of one connection; `rate` may be set at any time, in bits per second."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self.burst: Running | None = None
        self._paid_at = self._again_at = self._burst_at = 0.0
        self._again: deque[tuple[int, int]] = deque(maxlen=MOST_AGAIN)
        self._spent: deque[tuple[float, int]] = deque()
        self.twice_after_s = inf
        """What is asked for again, so long after a copy of it has left, leaves twice: at 5 % of
        losses a third time is needed once a minute, and its picture would stand still for 0.2 s. On
        a thin line never: there a copy may only be waiting."""
        self._given: dict[int, float] = {}
        "When each of the last ones left."

    # -- pictures ---

    def start(self) -> None:
        """A packet of pictures is about to leave: if there is a burst, it begins with it."""
        if self.burst is not None:
            self.burst.begun = True

    def leaves(self, size: int, now: float) -> None:
        """A packet of pictures, or one that fills a burst, of `size` bytes on the wire."""
        burst = self.burst
        if burst is not None:
            burst.left -= size
            burst.packets -= 1
            self._burst_at = max(self._burst_at, now) + 8 * size / burst.rate
            if burst.over:
                self.burst = None
        self._owe(size, now)

    def rest(self, now: float) -> float:
        """Seconds until the next packet of pictures may leave; 0: now."""
        if self.burst is not None:
            return self._until(self._burst_at - now)
        return self._until(self._paid_at - now)

    @property
    def going(self) -> int:
        """The number of a burst in the middle of which this is; or 0."""
        return self.burst.number if self.burst is not None and self.burst.begun else 0

    @property
    def hungry(self) -> bool:
        """A burst has begun and is to be filled, if there is no more of its picture."""
        return self.going > 0

    @property
    def filler(self) -> int:
        """Bytes of a packet that fills the burst: no more than it takes, a line has to carry it."""
        burst = self.burst
        left = 0 if burst is None else burst.left // max(1, burst.packets)
        return max(LEAST_FILLER, left)

    def begin(self, number: int, rate: float, least: int, packets: int) -> None:
        """The next packets of pictures leave as a burst: so many, and so many bytes, at `rate`."""
        self.burst = Running(number, rate, least, packets)

    # -- what is asked for again ---

    def ask(self, number: int, size: int) -> None:
        """A packet that the other end has not got; it is kept until :meth:`again` gives it."""
        if all(number != each for each, _ in self._again):
            self._again.append((number, size))

    def again(self, now: float) -> tuple[list[int], float | None]:
        """Which leave now, some of them twice, and in how many seconds to ask next; None when
        nothing waits."""
        found = []
        while self._again and self._again_at - now <= GROUP_S:
            number, size = self._again.popleft()
            times = self._times(number, now)
            self._again_at = max(self._again_at, now) + 8 * times * size / (AGAIN_TIMES * self.rate)
            self._spent.append((now, times * size))
            self._owe(times * size, now)
            found += [number] * times
        return found, max(0.001, self._again_at - GROUP_S - now) if self._again else None

    def _times(self, number: int, now: float) -> int:
        before = self._given.pop(number, None)
        self._given[number] = now
        if len(self._given) > 2 * MOST_AGAIN:
            del self._given[next(iter(self._given))]
        late = before is not None and self.twice_after_s < now - before < OTHER_S
        return 2 if late and self.rate > THIN else 1

    def repeated(self, now: float) -> float:
        """Bits per second that went into what was asked for again, in the last two seconds."""
        while self._spent and self._spent[0][0] < now - 2:
            self._spent.popleft()
        return 4 * sum(size for _, size in self._spent)

    # -- debts ---

    def _owe(self, size: int, now: float) -> None:
        debt = max(self._paid_at, now) + 8 * size / self.rate
        self._paid_at = min(debt, now + MOST_DEBT_S)

    @staticmethod
    def _until(seconds: float) -> float:
        return seconds if seconds > GROUP_S else 0.0
