"""How long visits last, learnt from past ones: log-normal, by motive.

Only sums are kept (how many, of logarithms, of their squares): no visit, no name.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

ENOUGH = 20
"With fewer past visits than this, a place is said and no time."
SHORTEST = 30.0
"Seconds; what ends sooner was a mistake, and its logarithm would weigh."
PRIOR = 4.0
"How many visits of the usual length count as seen before the first one of a motive."
NORMAL = NormalDist()


@dataclass(frozen=True)
class Law:
    """Log-normal: the logarithm of seconds has this mean and this deviation."""

    mu: float
    sigma: float

    @classmethod
    def with_mean(cls, mean: float, cv: float) -> "Law":
        """`cv` is the standard deviation divided by the mean."""
        variance = math.log(1 + cv * cv)
        return cls(math.log(mean) - variance / 2, math.sqrt(variance))

    @property
    def mean(self) -> float:
        return math.exp(self.mu + self.sigma**2 / 2)

    def quantile(self, p: float) -> float:
        return math.exp(self.mu + self.sigma * NORMAL.inv_cdf(p))

    def left(self, elapsed: float, p: float) -> float:
        """Quantile of what is left of a visit that has lasted `elapsed`."""
        if elapsed <= 0:
            return self.quantile(p)
        done = NORMAL.cdf((math.log(elapsed) - self.mu) / self.sigma)
        # A visit that outlasts everything known is about to end: the tail has no shape there.
        return max(0.0, self.quantile(min(done + (1 - done) * p, 1 - 1e-9)) - elapsed)


@dataclass(frozen=True)
class Sums:
    """Of the logarithms of the seconds of past visits."""

    visits: int = 0
    logs: float = 0.0
    squares: float = 0.0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.visits + other.visits, self.logs + other.logs, self.squares + other.squares
        )

    @property
    def mean(self) -> float:
        return self.logs / self.visits

    @property
    def inside(self) -> float:
        """Sum of squares around the mean."""
        return max(0.0, self.squares - self.logs * self.mean)


def one(seconds: float) -> Sums:
    log = math.log(max(SHORTEST, seconds))
    return Sums(1, log, log * log)


@dataclass(frozen=True)
class Past:
    """What one organisation's visits lasted, by motive ("" is none)."""

    by_motive: Mapping[str, Sums]

    def and_one(self, motive: str | None, seconds: float) -> "Past":
        key = motive or ""
        more = self.by_motive.get(key, Sums()) + one(seconds)
        return Past({**self.by_motive, key: more})

    @property
    def whole(self) -> Sums:
        return sum(self.by_motive.values(), Sums())

    @property
    def enough(self) -> bool:
        return self.whole.visits >= ENOUGH

    def law(self, motive: str | None) -> Law | None:
        """None with fewer than :data:`ENOUGH` past visits of the organisation.

        A motive of which little is known leans on the others: its mean is theirs until it has
        visits of its own, and all motives spread alike around their means.
        """
        if not self.enough:
            return None
        whole = self.whole
        known = [sums for sums in self.by_motive.values() if sums.visits > 1]
        degrees = sum(sums.visits - 1 for sums in known)
        inside = sum(sums.inside for sums in known)
        if degrees < ENOUGH // 2:
            inside, degrees = whole.inside, whole.visits - 1
        own = self.by_motive.get(motive or "", Sums())
        mu = (own.logs + PRIOR * whole.mean) / (own.visits + PRIOR)
        unsure = inside / degrees / (own.visits + PRIOR)
        return Law(mu, math.sqrt(max(inside / degrees + unsure, 1e-4)))


@dataclass(frozen=True)
class Pasts:
    """Of every organisation."""

    by_organisation: Mapping[str, Past]

    def of(self, organisation: str) -> Past:
        return self.by_organisation.get(organisation, Past({}))

    def and_one(self, organisation: str, motive: str | None, seconds: float) -> "Pasts":
        more = self.of(organisation).and_one(motive, seconds)
        return Pasts({**self.by_organisation, organisation: more})

    def enough(self, organisation: str) -> bool:
        """May a time be said to those who wait for it?"""
        return self.of(organisation).enough

    def law(self, organisation: str, motive: str | None) -> Law | None:
        """Of those who sit at the kiosks of other organisations, what all of them teach."""
        if (own := self.of(organisation).law(motive)) is not None:
            return own
        whole = sum((past.whole for past in self.by_organisation.values()), Sums())
        return Past({"": whole}).law(None)
