"""A line for tests in virtual time: a rate, a queue in bytes, a delay, losses, all from a seed."""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Bursts:
    """Gilbert and Elliott: good and bad times follow each other, packet by packet."""

    to_bad: float = 0.01
    to_good: float = 0.3
    lost_when_bad: float = 0.9
    bad: bool = False

    def loses(self, chance: random.Random) -> bool:
        turn = self.to_good if self.bad else self.to_bad
        self.bad ^= chance.random() < turn
        return self.bad and chance.random() < self.lost_when_bad


@dataclass
class Line:
    """One way. `rate` is in bits per second; what finds no room in `queue` bytes is lost."""

    rate: float
    delay: float = 0.025
    queue: int = 45_000
    loss: float = 0.0
    bursts: Bursts | None = None
    jitter: float = 0.0
    "Most seconds that a packet takes longer; order is kept."
    seed: int = 1
    free_at: float = 0.0
    last: float = 0.0
    waits: list[float] = field(default_factory=list)
    "Of each packet that was carried, from its coming to its last bit."
    carried: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def send(self, size: int, now: float) -> float | None:
        """When it arrives; None if it never does."""
        waiting = max(0.0, self.free_at - now) * self.rate / 8
        if waiting + size > self.queue:
            return None
        self.free_at = max(now, self.free_at) + 8 * size / self.rate
        self.waits.append(self.free_at - now)
        self.carried += size
        lost = self.chance.random() < self.loss
        if self.bursts is not None:
            lost |= self.bursts.loses(self.chance)
        late = self.chance.random() * self.jitter
        self.last = max(self.last, self.free_at + self.delay + late)
        return None if lost else self.last


@dataclass
class Greedy:
    """Another flow on the line, somewhat as TCP: a window that answers open and losses halve."""

    line: Line
    back: float = 0.025
    window: float = 4.0
    flying: int = 0
    packet: int = 1500
    halved_at: float = -1.0
    until: float = math.inf
    "Nothing is sent from then on."

    def begin(self, now: float, at: Callable[[float, Callable[[float], None]], None]) -> None:
        """`at` calls something at a time."""
        self._at = at
        self._fill(now)

    def _fill(self, now: float) -> None:
        while self.flying < int(self.window) and now < self.until:
            self.flying += 1
            arrives = self.line.send(self.packet, now)
            if arrives is None:
                self._at(now + 0.2, self._missed)
            else:
                self._at(arrives + self.back, self._answered)

    def _answered(self, now: float) -> None:
        self.flying -= 1
        self.window += 1 / self.window
        self._fill(now)

    def _missed(self, now: float) -> None:
        self.flying -= 1
        if now - self.halved_at > 0.2:
            self.halved_at, self.window = now, max(2.0, self.window / 2)
        self._fill(now)


@dataclass
class Short(Greedy):
    """One that has always a little on its way before the line: as a real CUBIC after it has lost
    much at once, and as those that go by delay."""

    kept: float = 0.055
    "Seconds of the line."
    first: float = 0.055
    "As much of it in the first two seconds."

    def begin(self, now: float, at: Callable[[float, Callable[[float], None]], None]) -> None:
        later, self.kept = self.kept, self.first
        at(now + 2, lambda _: setattr(self, "kept", later))
        super().begin(now, at)

    def _fill(self, now: float) -> None:
        while now < self.until and self.line.free_at - now < self.kept:
            self.line.send(self.packet, now)
        if now < self.until:
            self._at(now + 0.005, self._fill)


@dataclass
class Cubic(Greedy):
    """RFC 9438, 4.2 and 4.6: as what sends files does today."""

    most: float = 0.0
    "Packets, of the window before the last loss."

    def _answered(self, now: float) -> None:
        self.flying -= 1
        if not self.most:
            self.window += 1  # slow start
        else:
            turn = (self.most * (1 - 0.7) / 0.4) ** (1 / 3)
            target = 0.4 * (now - self.halved_at - turn) ** 3 + self.most
            self.window += max(0.01, target - self.window) / self.window
        self._fill(now)

    def _missed(self, now: float) -> None:
        self.flying -= 1
        if now - self.halved_at > 0.45:
            self.halved_at, self.most = now, self.window
            self.window = max(2.0, 0.7 * self.window)
        self._fill(now)
