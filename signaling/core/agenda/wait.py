"""How long one will wait, said honestly: a range, or only one's place.

The queue is played forward a hundred times from what is seen now, by the rule that really serves it
(:func:`.queue.dispatch`'s), with durations spread evenly over what past visits teach. Nothing is
drawn at random: the same moment always gives the same answer.
"""

import heapq
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from .durations import Law
from .queue import Entry, in_order, place

SCENES = 96
LOW, HIGH = 0.08, 0.92
"Of the waits that were played; what is said contains most of them."
ROUND = 300.0
"A time is said in multiples of five minutes: more would be a lie."
LONGEST_SAID = 3 * 3600.0


@dataclass(frozen=True)
class Running:
    """A visit that goes on."""

    organisation: str
    relay: str
    since: float
    motive: str | None = None


@dataclass(frozen=True)
class Scene:
    """All that is seen when somebody joins."""

    waiting: tuple[Entry, ...]
    running: tuple[Running, ...]
    counsellors: Mapping[str, int]
    "By organisation: those who receive, busy ones included."
    kiosks: Mapping[str, int]
    "By relay: those that work, busy ones included."


@dataclass(frozen=True)
class Said:
    place: int
    low: float | None = None
    "Seconds, multiples of five minutes; none when only the place is said."
    high: float | None = None
    likely: float | None = None
    "The middle of what was played; shown nowhere, it measures the estimator."


class Laws(Protocol):
    """What :class:`.durations.Pasts` gives."""

    def enough(self, organisation: str) -> bool: ...
    def law(self, organisation: str, motive: str | None) -> Law | None: ...


def estimate(scene: Scene, entry: Entry, laws: Laws, now: float) -> Said:
    """`entry` is one of `scene.waiting`."""
    mine = place(scene.waiting, entry)
    ahead = [each for each in in_order(scene.waiting) if each.rank <= entry.rank]
    served = scene.counsellors.get(entry.organisation) and scene.kiosks.get(entry.relay)
    if not served or not laws.enough(entry.organisation):
        return Said(mine)
    known: dict[tuple[str, str | None], Law] = {}
    seen = [(e.organisation, e.motive) for e in ahead]
    for pair in {*seen, *((r.organisation, r.motive) for r in scene.running)}:
        if (law := laws.law(*pair)) is None:
            return Said(mine)
        known[pair] = law
    waits = sorted(_play(scene, ahead, known, now, n) for n in range(SCENES))
    low, likely, high = (_quantile(waits, p) for p in (LOW, 0.5, HIGH))
    if low > LONGEST_SAID:
        return Said(mine)
    return Said(mine, *_rounded(low, high), likely)


def _play(
    scene: Scene,
    ahead: Sequence[Entry],
    laws: Mapping[tuple[str, str | None], Law],
    now: float,
    number: int,
) -> float:
    """How long the last of `ahead` waits in one scene."""
    chances = _chances(number)
    people, kiosks = dict(scene.counsellors), dict(scene.kiosks)
    ends: list[tuple[float, str, str]] = []
    for each in scene.running:
        law = laws[each.organisation, each.motive]
        left = law.left(now - each.since, next(chances))
        people[each.organisation] = people.get(each.organisation, 0) - 1
        kiosks[each.relay] = kiosks.get(each.relay, 0) - 1
        heapq.heappush(ends, (left, each.organisation, each.relay))
    lasts = [laws[e.organisation, e.motive].quantile(next(chances)) for e in ahead]
    queue = list(zip(ahead, lasts, strict=True))
    last, at = ahead[-1], 0.0
    while True:
        still = []
        for entry, length in queue:
            if people.get(entry.organisation, 0) > 0 and kiosks.get(entry.relay, 0) > 0:
                if entry is last:
                    return at
                people[entry.organisation] -= 1
                kiosks[entry.relay] -= 1
                heapq.heappush(ends, (at + length, entry.organisation, entry.relay))
            else:
                still.append((entry, length))
        queue = still
        if not ends:
            return math.inf  # everybody free has gone home, as far as is known
        at, organisation, relay = heapq.heappop(ends)
        people[organisation] += 1
        kiosks[relay] += 1


def _chances(number: int) -> Iterator[float]:
    """Numbers between 0 and 1 that cover it evenly over the scenes, in each of many dimensions.

    A Kronecker sequence: multiples of square roots of primes, modulo 1 (Niederreiter, 1992).
    """
    for root in _ROOTS:
        yield (0.5 + (number + 1) * root) % 1 * (1 - 2e-6) + 1e-6
    # Beyond so many visits, one more changes nothing that five minutes would show.
    while True:
        for root in _ROOTS:
            yield (0.25 + (number + 1) * root * root / 2) % 1 * (1 - 2e-6) + 1e-6


def _primes(count: int) -> list[int]:
    found: list[int] = []
    n = 2
    while len(found) < count:
        if all(n % each for each in found):
            found.append(n)
        n += 1
    return found


_ROOTS = tuple(math.sqrt(prime) % 1 for prime in _primes(64))


def _quantile(ordered: Sequence[float], p: float) -> float:
    return ordered[min(len(ordered) - 1, int(p * len(ordered)))]


def _rounded(low: float, high: float) -> tuple[float, float]:
    if math.isinf(high):
        high = low
    low = math.floor(low / ROUND) * ROUND
    return low, max(low + ROUND, math.ceil(high / ROUND) * ROUND)
