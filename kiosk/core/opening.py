"""What the clock, the server and its silence make of this room between two visits. Pure.

::

    outside the hours that the server told, without an appointment around -> closed
    who checked in for an hour -> kept waiting, with what is left until then
    a server that is silent for long -> away

A day of which nothing was told is open: no resident stands before a kiosk that sleeps by mistake.
Hours are those of the wall.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from signaling import protocol as wire

BEFORE, AFTER = timedelta(minutes=30), timedelta(minutes=90)
"Around an appointment the room is open, whatever its hours."
ABOUT = timedelta(minutes=10)
"Around its hour, an appointment is about to begin."
STEP = 5
"Minutes: nobody is told a wait to the minute."
LATE_MINUTES = 5
FORGOTTEN = timedelta(hours=2)
"Past it nobody is received any more: as the server's own rule."


@dataclass(frozen=True)
class Closed:
    """Nobody is received now."""

    opens: str = ""
    "The next opening, as `2026-11-27T09:00`; empty where none is known."
    near: str = ""
    "``today`` or ``tomorrow``, where it is so near."


@dataclass(frozen=True)
class Kept:
    """Somebody who checked in and waits for their hour."""

    hour: str
    "As on the wire: ``10:15``."
    minutes: int
    "Until then, a multiple of five; 0 is soon, and below it the others are late."


@dataclass(frozen=True)
class Room:
    closed: Closed | None = None
    kept: tuple[Kept, ...] = ()
    "In the order of their hours."
    away: bool = False
    "The server is silent for long: no visit can be held."
    in_use: bool = False
    "A visit goes on at another kiosk of the same room."
    expects: bool = False
    "An appointment is about to begin."
    telephone: str = ""
    "Of the relay; empty where none is known."


def closed(
    days: Iterable[wire.OpenDay], ahead: Iterable[wire.DayAhead], now: datetime
) -> Closed | None:
    """None while the room is open; `ahead`, the appointments that were agreed."""
    known = {each.day: each.hours for each in days}
    today = known.get(now.date().isoformat())
    if today is None or _receives(today, now) or _around(ahead, now, BEFORE, AFTER):
        return None
    for n in range(len(known)):
        day = now.date() + timedelta(days=n)
        if (hours := known.get(day.isoformat())) is None:
            break  # it may be open before whatever comes after
        left = [each.opens for each in hours if n or each.opens > f"{now:%H:%M}"]
        if left:
            return Closed(f"{day.isoformat()}T{min(left)}", ("today", "tomorrow", *[""] * n)[n])
    return Closed()


def expects(ahead: Iterable[wire.DayAhead], now: datetime) -> bool:
    """A visit is about to begin."""
    return _around(ahead, now, ABOUT, ABOUT)


def kept(arrived: wire.ArrivedHere | None, now: datetime) -> tuple[Kept, ...]:
    if arrived is None or arrived.day != now.date().isoformat():
        return ()
    hours = sorted(arrived.hours)
    since = [(hour, _at(now, hour) - now) for hour in hours]
    return tuple(Kept(hour, _minutes(left)) for hour, left in since if left > -FORGOTTEN)


def _minutes(left: timedelta) -> int:
    minutes = left.total_seconds() / 60
    if minutes < -LATE_MINUTES:
        return -1
    return max(0, round(minutes / STEP) * STEP)


def _receives(hours: Iterable[wire.OpenHours], now: datetime) -> bool:
    return any(each.opens <= f"{now:%H:%M}" < each.closes for each in hours)


def _around(
    ahead: Iterable[wire.DayAhead], now: datetime, before: timedelta, after: timedelta
) -> bool:
    today = [each for each in ahead if each.day == now.date().isoformat()]
    hours = [_at(now, hour) for each in today for hour in each.hours]
    return any(hour - before <= now <= hour + after for hour in hours)


def _at(now: datetime, hour: str) -> datetime:
    """On the wall: on the day of a clock change, an hour is said as it is written."""
    hours, _, minutes = hour.partition(":")
    return now.replace(hour=int(hours), minute=int(minutes), second=0, microsecond=0)
