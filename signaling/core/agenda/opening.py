"""When somebody may be received in a room: of the permanences, or as offices usually open. Pure.

An organisation that publishes nothing is reached when its counsellors are there: its rooms are open
as offices are. Who comes a little early finds the door open.
"""

from collections.abc import Iterable
from datetime import date, datetime

from .days import Calendar
from .permanences import Agenda, Kind
from .tour import Stop, on
from .wall import DAY_MINUTES, PARIS, Hours, Span, moment

USUAL = Hours(8 * 60, 19 * 60)
SUNDAY = 6
AROUND_MINUTES = 30
"Each permanence: residents come early, visits last."


def hours_on(
    day: date, relay: str, agendas: Iterable[Agenda], calendar: Calendar, stops: Iterable[Stop] = ()
) -> list[Hours]:
    """In order and apart from each other; none where nobody receives at this relay that day.

    `stops` are those of a van, which is open wherever it stands.
    """
    known = list(agendas)
    open_hours = [stop.hours for stop in on(stops, day)]
    if any(not agenda.permanences for agenda in known) or not known:
        open_hours += _usual(day, calendar)
    for agenda in known:
        for kind in Kind:
            for opening in agenda.openings(day, kind, relay):
                parts = [part for parts in opening.there.values() for part in parts]
                open_hours += [_on_the_wall(day, part) for part in parts]
    return joined(_wider(each) for each in open_hours)


def joined(hours: Iterable[Hours]) -> list[Hours]:
    found: list[Hours] = []
    for each in sorted(hours):
        if found and each.starts <= found[-1].ends:
            found[-1] = Hours(found[-1].starts, max(found[-1].ends, each.ends))
        else:
            found.append(each)
    return found


def _usual(day: date, calendar: Calendar) -> list[Hours]:
    works = day.weekday() != SUNDAY and calendar.holiday(day) is None
    return [USUAL] if works else []


def _wider(hours: Hours) -> Hours:
    starts, ends = hours.starts - AROUND_MINUTES, hours.ends + AROUND_MINUTES
    return Hours(max(0, starts), min(DAY_MINUTES, ends))


def _on_the_wall(day: date, span: Span) -> Hours:
    """The part of it that falls on that day."""
    starts = max(span.starts, moment(day, 0))
    ends = min(span.ends, moment(day, DAY_MINUTES))
    first = min(_minute(day, starts), DAY_MINUTES - 1)
    return Hours(first, max(first + 1, _minute(day, ends)))


def _minute(day: date, at: float) -> int:
    wall = datetime.fromtimestamp(at, PARIS)
    return DAY_MINUTES if wall.date() > day else wall.hour * 60 + wall.minute
