"""What happens to a kiosk when somebody comes in, and the scene that answers each. Pure.

Who sees, reads or is told (camera, slip, card, host) says one of these in the past tense; none of
them holds a name. :func:`answer` is all that the screens have to do about it.
"""

from dataclasses import dataclass
from typing import assert_never

from . import arrival_scenes
from .commands import Show


@dataclass(frozen=True)
class SomeoneCame:
    "A person is in front of an empty kiosk."


@dataclass(frozen=True)
class AppointmentFound:
    "By the slip, a relay card, the hour or the host."

    hour: str
    "Of the appointment, as on the wire: ``10:15``."
    early: bool = False


@dataclass(frozen=True)
class AppointmentUnknown:
    "A slip or a card that says nothing of this room today."


@dataclass(frozen=True)
class CardUseless:
    "A card that is not a relay's was recognised, and not read."


ArrivalEvent = SomeoneCame | AppointmentFound | AppointmentUnknown | CardUseless


def answer(event: ArrivalEvent, relay: str) -> Show:
    match event:
        case SomeoneCame():
            return Show(arrival_scenes.someone_there(relay))
        case AppointmentFound(hour, early):
            return Show(arrival_scenes.appointment_found(hour, early))
        case AppointmentUnknown():
            return Show(arrival_scenes.appointment_unknown(relay))
        case CardUseless():
            return Show(arrival_scenes.card_useless())
        case _:
            assert_never(event)
