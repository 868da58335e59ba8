"""The figures of a month, by relay and organisation, from counts without any name. Pure.

A number of people from 1 to 4 is never shown, nor what would tell it: an average or a distance
of so few, a total from which it could be taken away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Final, TypeAlias

from ..protocol import Grade, Opinion

LEAST: Final = 5
"Fewer people than this are somebody: they are not shown."
FAULT = "fault"
"An outcome of counts besides those of appointments: a kiosk called its host for a fault."
HONOURED, NO_SHOW, CANCELLED = "honoured", "no_show", "cancelled"
WITHDRAWN = "withdrawn"
"By the organisation; for who wanted to come it is a cancelled appointment too."
OPINIONS: Final = {each: f"opinion_{each}" for each in Opinion}
"Outcomes too: what residents said of their visit."
_WORTH: Final = {OPINIONS[Opinion.GOOD]: 100, OPINIONS[Opinion.FAIR]: 50, OPINIONS[Opinion.POOR]: 0}
LINES: Final = {each: f"line_{each}" for each in Grade}
"Outcomes too: how the lines of calls were."
_CLEAR: Final = {LINES[Grade.GOOD]: 100, LINES[Grade.FAIR]: 50, LINES[Grade.POOR]: 0}
HELD = "held"
"A visit by telephone or on site: neither its wait nor its length is known."


class Hidden(Enum):
    HIDDEN = "hidden"


HIDDEN: Final = Hidden.HIDDEN
Cell: TypeAlias = int | Hidden | None
"A figure; none where there is nothing to say; or too few to be shown."


@dataclass(frozen=True)
class Count:
    """How many visits of a month ended so."""

    month: str
    "``2026-11``, Europe/Paris."
    organisation: str
    relay: str
    outcome: str
    visits: int
    seconds: int
    "They talked, all together."
    mairie: str = ""
    "Where they were registered; none for what was counted before it was."
    waited: int = 0
    "Seconds from the hour, or from when they sat down if that is later, all together."


@dataclass(frozen=True)
class Journey:
    """One way, by the road that people take."""

    km: int
    minutes: int


Journeys: TypeAlias = Mapping[tuple[str, str], Journey]
"By mairie, and by the relay or the organisation where one goes."


@dataclass
class Sum:
    visits: int = 0
    timed: int = 0
    "Of them, at a kiosk: their wait and their length are known."
    no_shows: int = 0
    cancelled: int = 0
    faults: int = 0
    seconds: int = 0
    waited: int = 0
    km: int = 0
    minutes: int = 0
    measured: int = 0
    "Visits of a commune whose distances are written: the kilometres and hours are theirs alone."
    unmeasured: int = 0
    "Of the other communes."
    opinions: int = 0
    worth: int = 0
    "Of the opinions, all together: 100 for who is content, 50 for so-so."
    lines: int = 0
    clear: int = 0
    "Of the lines of calls, all together, likewise."

    def add(self, count: Count, journeys: Journeys) -> None:
        match count.outcome:
            case outcome if outcome == HELD:
                self.visits += count.visits
                self._spare(count, journeys)
            case outcome if outcome == HONOURED:
                self.visits += count.visits
                self.timed += count.visits
                self.seconds += count.seconds
                self.waited += count.waited
                self._spare(count, journeys)
            case outcome if outcome == NO_SHOW:
                self.no_shows += count.visits
            case outcome if outcome in (CANCELLED, WITHDRAWN):
                self.cancelled += count.visits
            case outcome if outcome == FAULT:
                self.faults += count.visits
            case outcome if outcome in _WORTH:
                self.opinions += count.visits
                self.worth += _WORTH[outcome] * count.visits
            case outcome if outcome in _CLEAR:
                self.lines += count.visits
                self.clear += _CLEAR[outcome] * count.visits

    def _spare(self, count: Count, journeys: Journeys) -> None:
        there = journeys.get((count.mairie, count.organisation))
        here = journeys.get((count.mairie, count.relay))
        if there is None or here is None:
            self.unmeasured += count.visits
            return
        self.measured += count.visits
        self.km += 2 * max(0, there.km - here.km) * count.visits
        self.minutes += 2 * max(0, there.minutes - here.minutes) * count.visits


@dataclass(frozen=True)
class Figures:
    """What is shown of a place and month."""

    visits: Cell
    wait_minutes: Cell
    "On average, from the hour to the first word."
    talk_minutes: Cell
    "On average."
    no_shows: Cell
    cancelled: Cell
    faults: Cell
    km: Cell
    "Spared to the residents, there and back; none where no distance is written."
    hours: Cell
    unmeasured: Cell
    opinions: Cell
    "Residents who said whether they were content."
    content: Cell
    "On average, from 0 to 100."
    line: Cell
    "How clear the calls were, on average, from 0 to 100."


@dataclass(frozen=True)
class Row:
    relay: str
    organisation: str
    figures: Figures


@dataclass(frozen=True)
class Month:
    rows: list[Row] = field(default_factory=list)
    total: Figures | None = None


def month_of(counts: Iterable[Count], month: str, journeys: Journeys) -> Month:
    sums: dict[tuple[str, str], Sum] = {}
    for count in counts:
        if count.month == month:
            sums.setdefault((count.relay, count.organisation), Sum()).add(count, journeys)
    rows = [Row(*place, figures_of(found)) for place, found in sorted(sums.items())]
    return Month(rows, _total(list(sums.values())) if rows else None)


def figures_of(found: Sum) -> Figures:
    visits = shown(found.visits)
    few = visits is HIDDEN
    few_timed = few or shown(found.timed) is HIDDEN
    return Figures(
        visits,
        HIDDEN if few_timed else _average(found.waited, found.timed),
        HIDDEN if few_timed else _average(found.seconds, found.timed),
        shown(found.no_shows),
        shown(found.cancelled),
        shown(found.faults),
        HIDDEN if few else _of_the_measured(found.km, found.measured),
        HIDDEN if few else _of_the_measured(round(found.minutes / 60), found.measured),
        # What is left of the visits that are shown would be the few whose distances are written.
        HIDDEN if shown(found.measured) is HIDDEN else shown(found.unmeasured),
        shown(found.opinions),
        _worth(found.worth, found.opinions),
        _worth(found.clear, found.lines),
    )


def shown(number: int) -> Cell:
    return HIDDEN if 0 < number < LEAST else number


def _of_the_measured(spared: int, measured: int) -> Cell:
    if shown(measured) is HIDDEN:
        return HIDDEN
    return spared if measured else None


def _worth(worth: int, number: int) -> Cell:
    if shown(number) is HIDDEN:
        return HIDDEN
    return int(worth / number + 0.5) if number else None


def _average(seconds: int, number: int) -> Cell:
    """Minutes; whole ones, half a minute up."""
    return int(seconds / number / 60 + 0.5) if number else None


def _total(sums: list[Sum]) -> Figures:
    """Without what the rows that are shown would let one take away."""
    whole = Sum(*(sum(getattr(each, f.name) for each in sums) for f in fields(Sum)))
    total = figures_of(whole)
    told = {
        "visits": _tells([each.visits for each in sums]),
        "no_shows": _tells([each.no_shows for each in sums]),
        "cancelled": _tells([each.cancelled for each in sums]),
        "faults": _tells([each.faults for each in sums]),
        "opinions": _tells([each.opinions for each in sums]),
        "line": _tells([each.lines for each in sums]),
    }
    told["content"] = told["opinions"]
    measured = _tells([each.measured for each in sums])
    told |= dict.fromkeys(("km", "hours"), told["visits"] or measured)
    told["unmeasured"] = measured or _tells([each.unmeasured for each in sums])
    timed = told["visits"] or _tells([each.timed for each in sums])
    told |= dict.fromkeys(("wait_minutes", "talk_minutes"), timed)
    kept = {f.name: getattr(total, f.name) for f in fields(Figures)}
    return Figures(**kept | {name: HIDDEN for name, tells in told.items() if tells})


def _tells(numbers: list[int]) -> bool:
    """Whether the total gives away what is hidden: a single number, or fewer than five people."""
    hidden = [number for number in numbers if shown(number) is HIDDEN]
    return len(hidden) == 1 or 0 < sum(hidden) < LEAST
