"""Today in this room, for whoever waits: where a van stands, and the hours of its appointments.

A kiosk knows the names of nobody; an hour is enough for who has an appointment to see that they
are expected, and tells nothing to the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from signaling.protocol import DayAhead

from . import grammar, text
from .scene import Scene, VoiceLine
from .sentences import FRENCH, Language
from .text import Name

MOST_SAID = 3
"Aloud; nobody remembers more."
MOST_HOURS = 8
"On the board; more are not read from a chair."
STAYS = timedelta(minutes=30)
"Who is a little late still sees their hour."


@dataclass(frozen=True)
class Today:
    place: str = ""
    "Of a van; empty for a room that stays where it is."
    hours: tuple[str, ...] = ()
    "As on the wire: ``09:05``."

    def __bool__(self) -> bool:
        return bool(self.place or self.hours)


def today(days: Iterable[DayAhead], now: datetime) -> Today:
    """`now` as the clock on the wall shows it."""
    known = next((each for each in days if each.day == now.date().isoformat()), None)
    if known is None:
        return Today()
    since = (now - STAYS).strftime("%H:%M") if (now - STAYS).date() == now.date() else ""
    coming = tuple(hour for hour in known.hours if hour >= since)
    return Today(", puis ".join(known.places), coming)


def written(hour: str) -> Name:
    """``09:05`` is "9 h 05" in French; each language writes it in its way."""
    return lambda language: grammar.hour(language.grammar, hour)


def with_board(scene: Scene, today: Today | None, language: Language) -> Scene:
    """The same, with the day beside its sentence; :func:`aloud` says it."""
    if not today:
        return scene
    key = "today.van" if today.place else "today"
    words = text.written(language, key, "shown", {"place": today.place})
    hours = [text.named(language, written(hour)) for hour in today.hours[:MOST_HOURS]]
    if len(today.hours) > MOST_HOURS:
        count = str(len(today.hours) - MOST_HOURS + 1)
        hours[-1] = text.written(language, "today.more", "shown", {"count": count})
    board = replace(scene.document, board=words, hours=tuple(hours))
    return replace(scene, document=board)


def aloud(scene: Scene, today: Today, language: Language = FRENCH) -> Scene:
    """The same welcome, to who stayed and may not read: the next hours are said."""

    def hours(tongue: Language) -> str:
        said = (grammar.hour(tongue.grammar, hour) for hour in today.hours[:MOST_SAID])
        return tongue.grammar["comma"].join(said)

    key = "today.van.said" if today.place else "today.said"
    words = text.written(language, key, "spoken", {"place": today.place, "hours": hours})
    return replace(scene, voice=VoiceLine(key, words, True, language.code))
