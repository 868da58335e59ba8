"""What an organisation publishes: when its counsellors receive, for how long, and how to ask.

A permanence comes back every week, or every second, third... one; exceptions close it on a day,
move its hours, or open it on a day of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from .days import Calendar
from .wall import Hours, Span, minus, span, whole


class Kind(StrEnum):
    BOOKED = "booked"
    "The mairie chooses a slot, which is then taken."
    DROP_IN = "drop_in"
    "No appointment: residents queue."


class School(StrEnum):
    ALWAYS = "always"
    OUTSIDE = "outside"
    "Not during school holidays."
    ONLY = "only"
    "During school holidays and at no other time."


@dataclass(frozen=True)
class Permanence:
    id: str
    organisation: str
    weekdays: frozenset[int]
    "Monday is 0."
    hours: Hours
    first: date
    last: date | None = None
    "Included; none goes on."
    every: int = 1
    "Weeks from one to the next; weeks begin on Monday, the first is that of :attr:`first`."
    kind: Kind = Kind.BOOKED
    school: School = School.ALWAYS
    on_holidays: bool = False
    "Held on public holidays too."
    relay: str | None = None
    "For residents of this relay alone; none is for all of them."
    counsellors: frozenset[str] = frozenset()
    "Accounts of those who hold it."
    exceptions: Mapping[date, Hours | None] = field(default_factory=dict)
    "None is closed on that day."

    def hours_on(self, day: date, calendar: Calendar) -> Hours | None:
        if day in self.exceptions:
            return self.exceptions[day]
        return self.hours if self._recurs(day) and self._allowed(day, calendar) else None

    def _recurs(self, day: date) -> bool:
        if day < self.first or (self.last is not None and day > self.last):
            return False
        # RFC 5545 3.3.10, WEEKLY with INTERVAL and WKST=MO: weeks are counted, not days.
        weeks = (_monday(day) - _monday(self.first)).days // 7
        return day.weekday() in self.weekdays and weeks % self.every == 0

    def _allowed(self, day: date, calendar: Calendar) -> bool:
        if not self.on_holidays and calendar.holiday(day) is not None:
            return False
        if self.school is School.ALWAYS:
            return True
        return (calendar.school_holiday(day) is not None) == (self.school is School.ONLY)


@dataclass(frozen=True)
class Absence:
    """From a moment to another, and no word of why."""

    organisation: str
    span: Span
    account: str | None = None
    "None closes the organisation."


@dataclass(frozen=True)
class Lengths:
    """How long a visit is given, in minutes, by motive."""

    usual: int = 30
    by_motive: Mapping[str, int] = field(default_factory=dict)
    rest: int = 0
    "Minutes that a counsellor keeps between two."

    def of(self, motive: str | None) -> int:
        return self.by_motive.get(motive or "", self.usual)


@dataclass(frozen=True)
class Opening:
    """One permanence on one day, with who is really there."""

    permanence: Permanence
    span: Span
    there: Mapping[str, tuple[Span, ...]]
    "By counsellor: the parts of it that their absences leave."


@dataclass(frozen=True)
class Agenda:
    """All that one organisation publishes."""

    organisation: str
    permanences: tuple[Permanence, ...] = ()
    absences: tuple[Absence, ...] = ()
    lengths: Lengths = field(default_factory=Lengths)
    calendar: Calendar = field(default_factory=Calendar)
    notice_minutes: int = 0
    "A slot is offered this long before it begins, at the latest."
    horizon_days: int = 90
    on_request: bool = True
    "A mairie may ask for another time; the organisation then answers."
    gone: frozenset[str] = frozenset()
    "Accounts named by a permanence that receive nobody any more: closed, or of another body."

    @property
    def publishes(self) -> bool:
        """Does it offer slots to choose among?"""
        return any(each.kind is Kind.BOOKED for each in self.permanences)

    def openings(self, day: date, kind: Kind, relay: str | None = None) -> list[Opening]:
        """The permanences of that day for that relay, in order; closed ones are left out."""
        found = []
        for each in self.permanences:
            if each.kind is kind and (relay is None or each.relay in (None, relay)):
                hours = each.hours_on(day, self.calendar)
                if hours is not None and (opening := self._opening(each, span(day, hours))):
                    found.append(opening)
        return sorted(found, key=lambda opening: (opening.span, opening.permanence.id))

    def open_at(self, now: float, day: date, kind: Kind, relay: str | None = None) -> bool:
        """Does somebody receive at this moment of `day`?"""
        return any(
            part.starts <= now < part.ends
            for opening in self.openings(day, kind, relay)
            for parts in opening.there.values()
            for part in parts
        )

    def next_opening(
        self, now: float, day: date, kind: Kind, relay: str | None = None
    ) -> Span | None:
        """The permanence that goes on, or the next one to begin; `day` is today."""
        for ahead in range(self.horizon_days + 1):
            for opening in self.openings(day + timedelta(days=ahead), kind, relay):
                spans = [part for parts in opening.there.values() for part in parts]
                if left := sorted(each for each in spans if each.ends > now):
                    return left[0]
        return None

    def _opening(self, permanence: Permanence, hours: Span) -> Opening | None:
        there = {}
        for account in sorted(permanence.counsellors - self.gone):
            if left := minus(hours, self._away(account)):
                there[account] = tuple(left)
        return Opening(permanence, hours, there) if there else None

    def _away(self, account: str) -> list[Span]:
        return [each.span for each in self.absences if each.account in (None, account)]


def away(organisation: str, account: str | None, first: date, last: date) -> Absence:
    """Whole days, both included."""
    return Absence(organisation, whole(first, last), account)


def away_hours(organisation: str, account: str | None, day: date, hours: Hours) -> Absence:
    return Absence(organisation, span(day, hours), account)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
