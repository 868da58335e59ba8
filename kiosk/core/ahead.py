"""Today in this room, for whoever waits: where a van stands, and the hours of its appointments.

A kiosk knows the names of nobody; an hour is enough for who has an appointment to see that they
are expected, and tells nothing to the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from signaling.protocol import DayAhead

from .scene import Scene
from .sentences import NBSP, Language

MOST_HOURS = 8
"On the board; more are not read from a chair."
STAYS = timedelta(minutes=30)
"Who is a little late still sees their hour."


@dataclass(frozen=True)
class Today:
    place: str = ""
    "Of a van; empty for a room that stays where it is."
    hours: tuple[str, ...] = ()
    "As people write them."

    def __bool__(self) -> bool:
        return bool(self.place or self.hours)


def today(days: Iterable[DayAhead], now: datetime) -> Today:
    """`now` as the clock on the wall shows it."""
    known = next((each for each in days if each.day == now.date().isoformat()), None)
    if known is None:
        return Today()
    since = (now - STAYS).strftime("%H:%M") if (now - STAYS).date() == now.date() else ""
    coming = tuple(written(hour) for hour in known.hours if hour >= since)
    return Today(", puis ".join(known.places), coming)


def written(hour: str) -> str:
    """``09:05`` is "9 h 05", ``09:00`` is "9 h"."""
    hours, _, minutes = hour.partition(":")
    return f"{int(hours)}{NBSP}h" + (f"{NBSP}{minutes}" if minutes != "00" else "")


def with_board(scene: Scene, today: Today | None, language: Language) -> Scene:
    """The same, with the day beside its sentence; nothing of it is said aloud."""
    if not today:
        return scene
    words = language.sentences["today.van" if today.place else "today"].shown
    hours = today.hours[:MOST_HOURS]
    if len(today.hours) > MOST_HOURS:
        more = language.sentences["today.more"].shown
        hours = (*hours[:-1], more.format(count=len(today.hours) - MOST_HOURS + 1))
    board = replace(scene.document, board=words.format(place=today.place), hours=hours)
    return replace(scene, document=board)
