"""The days ahead of a room, for its kiosk: hours and places, of nobody in particular.

A kiosk keeps them, to show them when its link is away; so nothing of a resident is in them.
"""

from typing import Annotated, Literal

from pydantic import Field

from .base import Message, Text

Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
WallHour = Annotated[str, Field(pattern=r"^\d\d:\d\d$")]
MOST_ARRIVED = 20


__all__ = [
    "MOST_ARRIVED",
    "ArrivedHere",
    "DayAhead",
    "DaysAhead",
    "OpenDay",
    "OpenHours",
    "RoomHours",
    "RoomInUse",
    "RoomNews",
]


class DayAhead(Message):
    """One day that has something to show."""

    day: Day
    places: tuple[Text, ...] = ()
    "Of a van: where it stands that day, in order."
    hours: Annotated[tuple[WallHour, ...], Field(max_length=100)] = ()
    "Of the appointments that were accepted, on the wall of Europe/Paris."


class DaysAhead(Message):
    """From today on; said after the welcome, and again when something changes."""

    type: Literal["days_ahead"] = "days_ahead"
    days: Annotated[tuple[DayAhead, ...], Field(max_length=14)] = ()


class OpenHours(Message):
    """On the wall of Europe/Paris."""

    opens: WallHour
    closes: WallHour
    "``24:00`` is the midnight that ends the day."


class OpenDay(Message):
    day: Day
    hours: Annotated[tuple[OpenHours, ...], Field(max_length=20)] = ()
    "In order, and apart from each other; none where nobody receives that day."


class RoomNews(Message):
    """What a kiosk hears of its room between two visits."""


class RoomHours(RoomNews):
    """When somebody may be received in this room, from today on; a day that is not told is open.

    Said after the welcome, each day, and again when something changes. The kiosk keeps it.
    """

    type: Literal["room_hours"] = "room_hours"
    days: Annotated[tuple[OpenDay, ...], Field(max_length=15)] = ()
    telephone: Text | None = None
    "Of the relay: whom to call where no kiosk can help."


class ArrivedHere(RoomNews):
    """The appointments whose residents checked in here today and wait, by their hours alone."""

    type: Literal["arrived_here"] = "arrived_here"
    day: Day
    hours: Annotated[tuple[WallHour, ...], Field(max_length=MOST_ARRIVED)] = ()
    "In order; two at the same hour are two."


class RoomInUse(RoomNews):
    """A visit goes on at another kiosk of the same room: this one makes no noise."""

    type: Literal["room_in_use"] = "room_in_use"
    in_use: bool
