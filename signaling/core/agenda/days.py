"""Days unlike the others: public holidays, school holidays, days closed by custom."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

ZONES = ("A", "B", "C")

# Code du travail, L3133-1.
_FIXED = {
    (1, 1): "Jour de l’an",
    (5, 1): "Fête du travail",
    (5, 8): "8 mai",
    (7, 14): "14 juillet",
    (8, 15): "Assomption",
    (11, 1): "Toussaint",
    (11, 11): "11 novembre",
    (12, 25): "Noël",
}
_AFTER_EASTER = {1: "Lundi de Pâques", 39: "Ascension", 50: "Lundi de Pentecôte"}


class BadCalendar(ValueError):
    """The administrator's file cannot be read; says in French where and why."""


@dataclass(frozen=True)
class SchoolHoliday:
    name: str
    first: date
    last: date
    "Included."
    zone: str | None = None
    "None for the three of them."


@dataclass(frozen=True)
class Calendar:
    """What the file of the administrator says, for the zone of this place."""

    school: tuple[SchoolHoliday, ...] = ()
    closed: tuple[tuple[date, str], ...] = ()
    "Closed besides the public holidays: Good Friday in Moselle, the feast of the village."
    open: frozenset[date] = frozenset()
    "Public holidays on which people work here: Whit Monday, in many houses."

    def school_holiday(self, day: date) -> str | None:
        return next((each.name for each in self.school if each.first <= day <= each.last), None)

    def holiday(self, day: date) -> str | None:
        """Its name, for a day on which nobody works."""
        known = None if day in self.open else public_holiday(day)
        return known or dict(self.closed).get(day)


def public_holiday(day: date) -> str | None:
    if (name := _FIXED.get((day.month, day.day))) is not None:
        return name
    since: int = (day - easter(day.year)).days
    return _AFTER_EASTER.get(since)


def public_holidays(year: int) -> dict[date, str]:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    return {day: name for day in days if day.year == year and (name := public_holiday(day))}


def read_calendar(text: str, zone: str) -> Calendar:
    """`text` is TOML: tables ``[[school]]`` (name, zone, first, last) and ``[[closed]]`` (name,
    day), ``[[open]]`` (day, a public holiday on which people work). Raises :exc:`BadCalendar`."""
    try:
        known = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadCalendar(f"Ce n’est pas du TOML : {error}.") from None
    school = [_school(n, table) for n, table in enumerate(_tables(known, "school"), 1)]
    closed = [_closed(n, table) for n, table in enumerate(_tables(known, "closed"), 1)]
    worked = [_worked(n, table) for n, table in enumerate(_tables(known, "open"), 1)]
    theirs = tuple(each for each in school if each.zone in (None, zone))
    return Calendar(theirs, tuple(closed), frozenset(worked))


def _tables(known: dict[str, object], name: str) -> Iterable[dict[str, object]]:
    tables = known.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise BadCalendar(f"« {name} » s’écrit [[{name}]], une fois par période.")
    return tables


def _school(number: int, table: dict[str, object]) -> SchoolHoliday:
    where = f"[[school]] n° {number}"
    first, last = _day(where, table, "first"), _day(where, table, "last")
    if last < first:
        raise BadCalendar(f"{where} : « last » vient avant « first ».")
    zone = table.get("zone")
    if zone is not None and zone not in ZONES:
        raise BadCalendar(f"{where} : la zone est A, B ou C, ou n’est pas écrite.")
    return SchoolHoliday(_name(where, table), first, last, None if zone is None else str(zone))


def _closed(number: int, table: dict[str, object]) -> tuple[date, str]:
    where = f"[[closed]] n° {number}"
    return _day(where, table, "day"), _name(where, table)


def _worked(number: int, table: dict[str, object]) -> date:
    where = f"[[open]] n° {number}"
    day = _day(where, table, "day")
    if public_holiday(day) is None:
        raise BadCalendar(f"{where} : le {day:%d/%m/%Y} n’est pas un jour férié.")
    return day


def _day(where: str, table: dict[str, object], key: str) -> date:
    value = table.get(key)
    # A TOML date-time is a datetime, which is a date too.
    if type(value) is not date:
        raise BadCalendar(f"{where} : « {key} » est une date, comme 2026-12-19.")
    return value


def _name(where: str, table: dict[str, object]) -> str:
    name = table.get("name")
    if not isinstance(name, str) or not name.strip():
        raise BadCalendar(f"{where} : il manque le nom (« name »).")
    return name.strip()
