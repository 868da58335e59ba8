"""What becomes of the room between two visits, as an event of the attendant."""

from dataclasses import dataclass

from .opening import Room


@dataclass(frozen=True)
class RoomTold:
    "Something of it is another than before."

    room: Room


RoomEvent = RoomTold
