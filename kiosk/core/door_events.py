"""What happens at the door of a kiosk: who is seen, what is shown to it, what the server says."""

from dataclasses import dataclass, field

from signaling import protocol as wire

from .absence import Seen


@dataclass(frozen=True)
class RoomLooked:
    "The camera's word, every two seconds at least."

    seen: Seen


@dataclass(frozen=True)
class SlipShown:
    code: str = field(repr=False)
    connected: bool = True
    "The server can be asked."


@dataclass(frozen=True)
class RelayCardLaid:
    code: str = field(repr=False)
    connected: bool = True


@dataclass(frozen=True)
class OtherCardLaid:
    "A Vitale, a CPS, an identity or a bank card: recognised by its first word, and not read."


@dataclass(frozen=True)
class CheckInAnswered:
    told: wire.CheckInTold


@dataclass(frozen=True)
class StaySaid:
    "The counsellor says that the resident is there."

    visit: str


DoorEvent = RoomLooked | SlipShown | RelayCardLaid | OtherCardLaid | CheckInAnswered | StaySaid
