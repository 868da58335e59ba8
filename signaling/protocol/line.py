"""How the line does: each end of a call tells the other what reaches it, and the kiosk tells the
server at the end. Figures and words of the line alone, nothing of who speaks or of what."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from .base import Id, Message

__all__ = ["CallTold", "Grade", "LineTold"]

Milliseconds = Annotated[int, Field(ge=0, le=60_000)]
Share = Annotated[float, Field(ge=0, le=1)]
Kbps = Annotated[int, Field(ge=0, le=1_000_000)]


class Grade(StrEnum):
    GOOD = "good"
    FAIR = "fair"
    "One notices, and goes on."
    POOR = "poor"
    "One does not understand, or looks at a picture that stands still."


class LineTold(Message):
    """On the call's channel, by either end, every few seconds: what reached it meanwhile."""

    type: Literal["line_told"] = "line_told"
    voice: Grade
    picture: Grade | None = None
    "None where no picture comes."
    delay_ms: Milliseconds = 0
    "From mouth to ear, as this end can tell: half the round trip, and what is held back here."


class CallTold(Message):
    """By the kiosk when a call is over: how the line was, both ways. What it never knew, or is too
    old to count, is left out."""

    type: Literal["call_told"] = "call_told"
    call: Id
    mood: Grade
    seconds: Annotated[int, Field(ge=0, le=86_400)]
    voice_poor: Share = 0.0
    "Of the time, at either end."
    picture_poor: Share = 0.0
    delay_ms: Milliseconds = 0
    "The median of what was told."
    round_trip_ms: Milliseconds | None = None
    "On average, as are the rates."
    freezes_s: Annotated[float, Field(ge=0, le=86_400)] | None = None
    "The counsellor's picture stood still at the kiosk, while the call was not cut."
    concealed: Share | None = None
    "Of the counsellor's voice: made up by the kiosk."
    lost_sent: Share | None = None
    "Of the packets that the kiosk sent, as the console counts them."
    lost_received: Share | None = None
    kbps_sent: Kbps | None = None
    "By the kiosk, everything together."
    kbps_received: Kbps | None = None
