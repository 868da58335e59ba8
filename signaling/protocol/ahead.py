"""The days ahead of a room, for its kiosk: hours and places, of nobody in particular.

A kiosk keeps them, to show them when its link is away; so nothing of a resident is in them.
"""

from typing import Annotated, Literal

from pydantic import Field

from .base import Message, Text

Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
WallHour = Annotated[str, Field(pattern=r"^\d\d:\d\d$")]


__all__ = ["DayAhead", "DaysAhead"]


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
