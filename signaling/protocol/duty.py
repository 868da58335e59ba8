"""Who is at their console, and who is rung for a resident that sits in front of a kiosk."""

from enum import StrEnum
from typing import Literal

from .base import Id, Message

__all__ = [
    "Availability",
    "AvailabilityChosen",
    "ResidentTake",
    "ResidentTaken",
    "ResidentWaits",
]


class Availability(StrEnum):
    """What a counsellor says of themselves; a call makes busy whoever is in it."""

    AVAILABLE = "available"
    PERMANENCE = "permanence"
    "Answers whoever comes without an appointment, before the others."
    BUSY = "busy"
    "There, not to be rung."
    AWAY = "away"


class AvailabilityChosen(Message):
    """By the counsellor; said to every other console of the account."""

    type: Literal["availability_chosen"] = "availability_chosen"
    availability: Availability


class ResidentTake(Message):
    """The counsellor comes: the visit is theirs, nobody is rung for it any more."""

    type: Literal["resident_take"] = "resident_take"
    visit: Id


class ResidentWaits(Message):
    """Ring: a resident sits in front of a kiosk and nobody has called."""

    type: Literal["resident_waits"] = "resident_waits"
    visit: Id
    everybody: bool = False
    "The counsellor in charge is absent or silent: whoever is rung may take the visit."


class ResidentTaken(Message):
    """Stop ringing: somebody comes, or it was long enough."""

    type: Literal["resident_taken"] = "resident_taken"
    visit: Id
