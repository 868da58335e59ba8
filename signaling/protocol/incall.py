"""What the counsellor sets at the kiosk in the call, on its data channel: how the resident is heard
and seen, and how they hear. Each message says what is wanted, never a step: said twice, it does the
same.
"""

from typing import Annotated, Literal

from pydantic import Field

from .base import Message

LEAST_PERCENT, MOST_PERCENT = 10, 150
"Never nothing: the kiosk's own sentences must be heard. Past 100 for who hears badly."

Percent = Annotated[int, Field(ge=LEAST_PERCENT, le=MOST_PERCENT)]


# -- the kiosk says ---------------------------------------------------------------------------


class KioskState(Message):
    """On each new channel, and whenever it changed: how things are, whoever set them."""

    type: Literal["kiosk_state"] = "kiosk_state"
    volume: Annotated[int, Field(ge=0)] | None = None
    "Of the loudspeaker, in percent; none where there is no loudspeaker."
    microphone: bool = True
    "False while silence goes out."
    level: Annotated[int, Field(ge=0)] | None = None
    "Of the microphone, in percent; none where there is no microphone."
    held: bool = False
    "Sound and picture are cut, both ways."


# -- the console says -------------------------------------------------------------------------


class SetVolume(Message):
    """Of the kiosk's loudspeaker, until the visit ends."""

    type: Literal["volume"] = "volume"
    volume: Percent


class SetMicrophone(Message):
    """The kiosk's, on or off until the call ends; its level until the visit does."""

    type: Literal["microphone"] = "microphone"
    on: bool = True
    level: Percent | None = None
    "As it is without one."


class Hold(Message):
    """The counsellor leaves the resident for a moment: nobody sees or hears the other."""

    type: Literal["hold"] = "hold"
    held: bool
