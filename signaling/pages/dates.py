"""Days and hours as the French write them, in the wall time of Europe/Paris."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def local(at: float) -> datetime:
    return datetime.fromtimestamp(at, PARIS)


def hour(at: float) -> str:
    """``14 h 05``, ``9 h``; the spaces do not break."""
    when = local(at)
    return f"{when.hour}\N{NBSP}h" + (f"\N{NBSP}{when.minute:02}" if when.minute else "")


def day(at: float) -> str:
    """``lundi 23 novembre``, ``mardi 1er décembre``."""
    when = local(at)
    number = "1er" if when.day == 1 else str(when.day)
    return f"{DAYS[when.weekday()]} {number} {MONTHS[when.month - 1]}"


def date(at: float) -> str:
    """``23 novembre 2026``, ``1er décembre 2026``."""
    when = local(at)
    number = "1er" if when.day == 1 else str(when.day)
    return f"{number} {MONTHS[when.month - 1]} {when.year}"


def stamp(at: float) -> str:
    """``23/11/2026 14:05:09``, for the journal."""
    return f"{local(at):%d/%m/%Y %H:%M:%S}"


def iso(at: float) -> str:
    """For the ``datetime`` attribute of ``<time>``."""
    return local(at).isoformat(timespec="minutes")


def day_bounds(now: float) -> tuple[float, float]:
    """First second of today and of tomorrow; a day may last 23 or 25 hours."""
    start = local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return start.timestamp(), (start + timedelta(days=1)).timestamp()
