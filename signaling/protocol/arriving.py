"""Who comes in, who checks in, and who has left: a kiosk's word, never a picture."""

from typing import Annotated, Literal

from pydantic import Field

from .ahead import WallHour
from .base import Base64, Id, Message

__all__ = [
    "CardAwaited",
    "CheckIn",
    "CheckInTold",
    "ResidentGone",
    "ResidentLeft",
    "ResidentStays",
    "RoomSeen",
]


class RoomSeen(Message):
    """Whether somebody is in front of the kiosk; it cannot tell when `there` is absent."""

    type: Literal["room_seen"] = "room_seen"
    there: bool | None = None


class CheckIn(Message):
    """A slip was shown, or a relay card laid on the reader; the code is worth nothing elsewhere."""

    type: Literal["check_in"] = "check_in"
    way: Literal["slip", "card"]
    code: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,80}$")]
    "A slip's own; of a card its number, hashed with the salt of :class:`CardAwaited`."


class CheckInTold(Message):
    """What became of it; an `install` says the rest when the visit begins."""

    type: Literal["check_in_told"] = "check_in_told"
    outcome: Literal["found", "early", "unknown", "linked"]
    hour: WallHour | None = None
    "Of the appointment, unless it is for now."


class CardAwaited(Message):
    """After the welcome, and when the host links a card: `on` waits for one to be laid."""

    type: Literal["card_awaited"] = "card_awaited"
    salt: Base64
    "Of this collectivité: with another one the same card gives another code."
    on: bool = False


class ResidentGone(Message):
    """Nobody is in front of the kiosk for a minute; or somebody is again, or it cannot be told."""

    type: Literal["resident_gone"] = "resident_gone"
    visit: Id
    gone: bool


class ResidentLeft(Message):
    """For five minutes, and nobody said that they stay: the visit is over."""

    type: Literal["resident_left"] = "resident_left"
    visit: Id


class ResidentStays(Message):
    """By the counsellor, passed on to the kiosk: the camera does not see them, they are there."""

    type: Literal["resident_stays"] = "resident_stays"
    visit: Id
