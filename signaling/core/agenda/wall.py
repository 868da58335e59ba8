"""Hours as the clock on the wall shows them, in Europe/Paris, and the moments that they are.

A day there lasts 23 hours once a year, 25 once a year. An hour that the spring skips is taken as
the moment of the jump, an hour that the autumn shows twice as its first showing: the moments of a
day then stay in the order of its hours.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, order=True)
class Hours:
    """From one hour of a day to another, in minutes since its midnight."""

    starts: int
    ends: int

    def __post_init__(self) -> None:
        if not 0 <= self.starts < self.ends <= DAY_MINUTES:
            raise ValueError(f"hours {self.starts}-{self.ends}")


@dataclass(frozen=True, order=True)
class Span:
    """From one moment to another, seconds since 1970; the end is outside."""

    starts: float
    ends: float

    def __bool__(self) -> bool:
        return self.starts < self.ends

    def meets(self, other: "Span") -> bool:
        return self.starts < other.ends and other.starts < self.ends


def moment(day: date, minute: int) -> float:
    """When the clock shows that minute of that day; 1440 is the next midnight."""
    day, minute = day + timedelta(days=minute // DAY_MINUTES), minute % DAY_MINUTES
    wanted = datetime.combine(day, time(minute // 60, minute % 60), PARIS)
    # PEP 495: an hour that does not exist does not survive the trip through UTC. fold=1 then
    # reads it with the offset of after the jump, which the jump itself has.
    if wanted.astimezone(UTC).astimezone(PARIS).replace(tzinfo=None) != wanted.replace(tzinfo=None):
        return _jump(wanted)
    return wanted.timestamp()


def _jump(skipped: datetime) -> float:
    """The first moment after the hours that are skipped around `skipped`."""
    late, early = skipped.replace(fold=0).timestamp(), skipped.replace(fold=1).timestamp()
    # Each reads the hour with one of the two offsets: the jump lies between them.
    before = datetime.fromtimestamp(early, PARIS).utcoffset()
    while late - early > 1:
        middle = (early + late) // 2
        if datetime.fromtimestamp(middle, PARIS).utcoffset() == before:
            early = middle
        else:
            late = middle
    return late


def span(day: date, hours: Hours) -> Span:
    return Span(moment(day, hours.starts), moment(day, hours.ends))


def day_of(at: float) -> date:
    return datetime.fromtimestamp(at, PARIS).date()


def same_on_the_wall(one: float | None, other: float | None) -> bool:
    """Does a clock show the same for both? The hour that autumn shows twice is written once."""
    if one is None or other is None:
        return one is other
    shown = (datetime.fromtimestamp(each, PARIS) for each in (one, other))
    return len({each.replace(tzinfo=None, fold=0) for each in shown}) == 1


def whole(first: date, last: date) -> Span:
    """From the midnight before `first` to the one after `last`."""
    return Span(moment(first, 0), moment(last, DAY_MINUTES))


def minus(free: Span, taken: list[Span]) -> list[Span]:
    """What `taken`, in any order, leaves of `free`."""
    left, begins = [], free.starts
    for each in sorted(taken):
        if not each or each.ends <= begins:
            continue
        if each.starts >= free.ends:
            break
        left.append(Span(begins, each.starts))
        begins = each.ends
    left.append(Span(begins, free.ends))
    return [each for each in left if each]
