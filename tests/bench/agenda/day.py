"""Days of drop-in, simulated: residents arrive, wait, are told how long, and are received.

The estimator sees what the server sees: who waits, who is received since when, what past visits
lasted. The law of durations and the chance of the day are hidden from it. Another estimator is told
the law, to know what could be known.
"""

import heapq
import itertools
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from signaling.core.agenda.durations import Law, Pasts
from signaling.core.agenda.queue import Entry, Match, Priority, dispatch
from signaling.core.agenda.wait import Running, Said, Scene, estimate

MINUTE = 60.0
MEAN, CV, LOAD = 25 * MINUTE, 0.5, 0.85
DAY = 8 * 3600.0
DAYS = 5
MOTIVES = {"short": 0.6, "usual": 1.0, "long": 1.4}
"Of each organisation, equally often: how their means compare with that of all."
NEEDS = 0.05
"Share of residents whom the host sends before the others."


@dataclass(frozen=True)
class Place:
    """Who receives where."""

    organisations: dict[str, int]
    "Counsellors of each."
    relays: dict[str, int]
    "Kiosks of each."

    @property
    def kiosks(self) -> int:
        return sum(self.relays.values())


ONE_ROOM = Place({f"o{n}": 2 for n in range(6)}, {"r": 5})
"The issue's: six organisations, five kiosks."
THREE_ROOMS = Place({f"o{n}": 2 for n in range(6)}, {"r1": 2, "r2": 2, "r3": 1})


@dataclass(frozen=True)
class Told:
    """What one resident was told on joining, and what came of it."""

    said: Said
    knowing: Said
    "By the estimator that knows the law."
    waited: float


@dataclass
class Week:
    """Some days of one seed: the estimator begins without any past visit, and learns."""

    seed: int
    place: Place = ONE_ROOM
    told: list[Told] = field(default_factory=list)
    violations: int = 0
    place_only: int = 0
    past: Pasts = field(default_factory=lambda: Pasts({}))

    def play(self, days: int = DAYS) -> "Week":
        chance = random.Random(self.seed)
        for _ in range(days):
            _Day(self, chance).play()
        return self


class TheLaw:
    """What the estimator never sees."""

    def enough(self, organisation: str) -> bool:
        return True

    def law(self, organisation: str, motive: str | None) -> Law:
        return Law.with_mean(MEAN * MOTIVES[motive or ""], CV)


THE_LAW = TheLaw()


@dataclass
class _Day:
    week: Week
    chance: random.Random

    def __post_init__(self) -> None:
        place = self.week.place
        self.waiting: list[Entry] = []
        self.running: dict[str, tuple[Match, float, float]] = {}
        self.people = {o: [f"{o}-{n}" for n in range(c)] for o, c in place.organisations.items()}
        self.kiosks = {r: [f"{r}-{n}" for n in range(c)] for r, c in place.relays.items()}
        self.promised: dict[str, tuple[Said, Said]] = {}
        self.events: list[tuple[float, int, Entry | str]] = []
        self.order = itertools.count()

    def play(self) -> None:
        for entry in self._arrivals():
            heapq.heappush(self.events, (entry.joined_at, next(self.order), entry))
        while self.events:
            now, _, what = heapq.heappop(self.events)
            if isinstance(what, Entry):
                self.waiting.append(what)
                self._receive(now)
                if what in self.waiting:
                    self._tell(what, now)
            else:
                self._end(what, now)
                self._receive(now)

    def _arrivals(self) -> Iterator[Entry]:
        place, now = self.week.place, 0.0
        relays = [relay for relay, kiosks in place.relays.items() for _ in range(kiosks)]
        rate = LOAD * place.kiosks / MEAN
        for n in itertools.count():
            now += self.chance.expovariate(rate)
            if now > DAY:
                return
            priority = Priority.NEEDS if self.chance.random() < NEEDS else Priority.USUAL
            yield Entry(
                f"{n}",
                self.chance.choice(list(place.organisations)),
                self.chance.choice(relays),
                now,
                priority,
                self.chance.choice(list(MOTIVES)),
            )

    def _receive(self, now: float) -> None:
        for match in dispatch(self.waiting, self.people, self.kiosks):
            entry = match.entry
            self.waiting.remove(entry)
            self.week.violations += sum(_before(each, entry) for each in self.waiting)
            self.people[entry.organisation].remove(match.counsellor)
            self.kiosks[entry.relay].remove(match.kiosk)
            law = THE_LAW.law(entry.organisation, entry.motive)
            length = self.chance.lognormvariate(law.mu, law.sigma)
            self.running[entry.id] = match, now, length
            heapq.heappush(self.events, (now + length, next(self.order), entry.id))
            if (promised := self.promised.get(entry.id)) is not None:
                self.week.told.append(Told(*promised, now - entry.joined_at))

    def _end(self, id: str, now: float) -> None:
        match, _, length = self.running.pop(id)
        entry = match.entry
        self.people[entry.organisation].append(match.counsellor)
        self.kiosks[entry.relay].append(match.kiosk)
        week = self.week
        week.past = week.past.and_one(entry.organisation, entry.motive, length)

    def _tell(self, entry: Entry, now: float) -> None:
        running = tuple(
            Running(match.entry.organisation, match.entry.relay, since, match.entry.motive)
            for match, since, _ in self.running.values()
        )
        place = self.week.place
        scene = Scene(tuple(self.waiting), running, place.organisations, place.relays)
        said = estimate(scene, entry, self.week.past, now)
        if said.low is None:
            self.week.place_only += 1
            return
        self.promised[entry.id] = said, estimate(scene, entry, THE_LAW, now)


def _before(other: Entry, taken: Entry) -> bool:
    """Should `other`, who still waits, have been received instead? Told without the core's help."""
    same = other.organisation == taken.organisation and other.relay == taken.relay
    sooner = (other.priority, other.joined_at) < (taken.priority, taken.joined_at)
    return same and sooner


def figures(weeks: Iterable[Week]) -> dict[str, float | int]:
    weeks = list(weeks)
    told = [each for week in weeks for each in week.told]
    right = sum(1 for each in told if _contains(each.said, each.waited))
    ours = _middle([abs((t.said.likely or 0) - t.waited) for t in told])
    best = _middle([abs((t.knowing.likely or 0) - t.waited) for t in told])
    return {
        "told": len(told),
        "place_only": sum(week.place_only for week in weeks),
        "wait_coverage_pct": round(100 * right / len(told), 1),
        "wait_error_ratio": round(ours / best, 3),
        "median_error_s": round(ours),
        "median_error_knowing_s": round(best),
        "median_wait_s": round(_middle([t.waited for t in told])),
        "median_range_s": round(_middle([(t.said.high or 0) - (t.said.low or 0) for t in told])),
        "fifo_violations": sum(week.violations for week in weeks),
    }


def _contains(said: Said, waited: float) -> bool:
    return said.low is not None and said.high is not None and said.low <= waited <= said.high


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
