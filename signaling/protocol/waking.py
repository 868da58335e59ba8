"""A kiosk that tests itself, each morning and when it is asked; a technician's turn at it."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from .base import Message, Text

__all__ = [
    "MOST_FOUND",
    "MOST_SERVICE_MINUTES",
    "Examine",
    "Examined",
    "Found",
    "FoundLevel",
    "ServiceChanged",
    "ServiceClose",
    "ServiceOpen",
    "Why",
]

MOST_FOUND = 40
MOST_SERVICE_MINUTES = 240


class Why(StrEnum):
    MORNING = "morning"
    ASKED = "asked"


class FoundLevel(StrEnum):
    OK = "ok"
    WARNING = "warning"
    "It works, but somebody should look at it."
    FAULT = "fault"
    ABSENT = "absent"
    "The settings say that this kiosk has none."


class Found(Message):
    """One device or service, as `visavis doctor` tells it; nothing in it is of a person."""

    id: Annotated[str, Field(pattern=r"^[a-z_.]{1,40}$")]
    title: Text
    level: FoundLevel
    sentence: Text
    remedy: Text | None = None


class Examine(Message):
    """To the kiosk: test yourself, as soon as nobody is there."""

    type: Literal["examine"] = "examine"


class Examined(Message):
    """The kiosk tested itself."""

    type: Literal["examined"] = "examined"
    why: Why
    findings: Annotated[tuple[Found, ...], Field(max_length=MOST_FOUND)]
    mended: Annotated[tuple[Text, ...], Field(max_length=MOST_FOUND)] = ()
    "What it mended by itself, in words."


class ServiceOpen(Message):
    """To the kiosk: a technician works at it for so long; no visit begins meanwhile."""

    type: Literal["service_open"] = "service_open"
    minutes: Annotated[int, Field(ge=1, le=MOST_SERVICE_MINUTES)]


class ServiceClose(Message):
    type: Literal["service_close"] = "service_close"


class ServiceChanged(Message):
    """The kiosk: a technician's turn began there or ended; its lights say it too."""

    type: Literal["service_changed"] = "service_changed"
    open: bool
    minutes: Annotated[int, Field(ge=1, le=MOST_SERVICE_MINUTES)] | None = None
    "That it lasts at most, where it began."
