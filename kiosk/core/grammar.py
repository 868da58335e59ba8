"""How a language counts people and minutes, and says hours and days: its own words. Pure."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

NBSP = "\N{NO-BREAK SPACE}"
FULL_HOUR, OVER_AN_HOUR = 55, 75
"Minutes, from which a wait is told as about an hour, and as more than one."

FRENCH_GRAMMAR: Mapping[str, str] = MappingProxyType(
    {
        "before.none": "personne n’est",
        "before.one": "une personne est",
        "before.many": "{count} personnes sont",
        "wait.between": "environ {low} à {high} minutes",
        "wait.under": "moins de {high} minutes",
        "left.some": "environ {count} minutes",
        "left.hour": "environ une heure",
        "left.long": "plus d’une heure",
        "days": "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "months": "janvier février mars avril mai juin juillet août septembre octobre novembre "
        "décembre",
        "comma": ", ",
        "first": "1er",
        "moment": "{day} {date} {month} à {clock}",
        "moment.today": "aujourd’hui à {clock}",
        "moment.tomorrow": "demain à {clock}",
        "clock": "{hour} heures {minute}",
        "clock.full": "{hour} heures",
        "hour": f"{{hour}}{NBSP}h{NBSP}{{minute}}",
        "hour.full": f"{{hour}}{NBSP}h",
    }
)

Words = Mapping[str, str]


def before(words: Words, place: int) -> str:
    """Who goes first, as the beginning of a sentence that "avant vous" ends."""
    if place <= 1:
        return words["before.none"]
    return words["before.one" if place == 2 else "before.many"].format(count=place - 1)


def wait(words: Words, low: int, high: int) -> str:
    """Minutes, multiples of five."""
    return words["wait.between" if low else "wait.under"].format(low=low, high=high)


def left(words: Words, minutes: int) -> str:
    """What is left to wait: minutes, a multiple of five."""
    if minutes < FULL_HOUR:
        return words["left.some"].format(count=max(5, minutes))
    return words["left.hour" if minutes < OVER_AN_HOUR else "left.long"]


def moment(words: Words, at: str, near: str = "", clock: str = "clock") -> str:
    """ "mardi 24 novembre à 9 heures", of a wall time of the wire; an hour has its minutes.

    `near`: ``today`` or ``tomorrow``, which is all that is said of the day; `clock`: ``hour`` where
    the hour is read and not heard."""
    when = datetime.fromisoformat(at)
    return words[f"moment.{near}" if near else "moment"].format(
        day=words["days"].split()[when.weekday()],
        date=words["first"] if when.day == 1 else when.day,
        month=words["months"].split()[when.month - 1],
        clock=_clock(words, clock, when.hour, when.minute, padded=clock == "hour"),
    )


def hour(words: Words, at: str) -> str:
    """``09:05`` is "9 h 05", ``09:00`` is "9 h"."""
    hours, _, minutes = at.partition(":")
    return _clock(words, "hour", int(hours), int(minutes or 0), padded=True)


def _clock(words: Words, key: str, hours: int, minutes: int, padded: bool = False) -> str:
    minute = f"{minutes:02}" if padded else str(minutes)
    return words[key if minutes else f"{key}.full"].format(hour=hours, minute=minute)


def capital(words: str) -> str:
    """As the beginning of a sentence."""
    return words[:1].upper() + words[1:]
