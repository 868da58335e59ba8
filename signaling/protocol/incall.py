"""What the counsellor sets at the kiosk in the call, on its data channel: how the resident is heard
and seen, and how they hear. Each message says what is wanted, never a step: said twice, it does the
same.
"""

from typing import Annotated, Literal

from pydantic import Field

from .base import Id, Language, Message
from .vocabulary import Part

LEAST_PERCENT, MOST_PERCENT = 10, 150
"Never nothing: the kiosk's own sentences must be heard. Past 100 for who hears badly."

LEAST_FRAMING, MOST_FRAMING = 1.0, 4.0
Percent = Annotated[int, Field(ge=LEAST_PERCENT, le=MOST_PERCENT)]


class Framing(Message):
    """What of its picture the kiosk's camera sends."""

    zoom: Annotated[float, Field(ge=LEAST_FRAMING, le=MOST_FRAMING)] = 1.0
    x: Part = 0.5
    "With `y`: what is in the middle, as far as the picture has an edge."
    y: Part = 0.5


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
    framing: Framing = Framing()
    handset: bool | None = None
    "The resident hears by the handset: `volume` is its, and the loudspeaker is silent."
    language: Language | None = None
    "What the kiosk speaks to this resident, asked for with the visit or chosen at it; else French."


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


class AskOpinion(Message):
    """The kiosk asks whether the resident is content, by voice and with three faces; they answer
    the counsellor, by voice or by a gesture, or the kiosk, where a face can be touched or a card
    laid."""

    type: Literal["ask_opinion"] = "ask_opinion"
    asked: bool


class OpinionTold(Message):
    """The kiosk: it asks no more. What it was told is said to the server alone, once the visit is
    over (:class:`Wiped`)."""

    type: Literal["opinion_told"] = "opinion_told"
    given: bool
    "The resident answered the kiosk; else nobody did for a minute."


class SayAgain(Message):
    """The kiosk says its last line once more, at once: the resident did not understand it."""

    type: Literal["say_again"] = "say_again"


class Frame(Message):
    """Pan and zoom of the kiosk's camera, done there before its picture is encoded."""

    type: Literal["frame"] = "frame"
    framing: Framing


class Snapshot(Message):
    """One sharp picture of the kiosk's camera, at its full size: a page of the visit, told as one
    by :class:`ScanStatus`."""

    type: Literal["snapshot"] = "snapshot"
    scan: Id


# -- text in real time ------------------------------------------------------------------------

MAX_LIVE_TEXT = 4_000
"Characters (code points) in all."


class LiveText(Message):
    """What the counsellor writes, letter by letter: `put` is all that comes from `at` on.

    As in RFC 4103 a receiver that heard a part twice, or the whole again, has the same text.
    """

    type: Literal["live_text"] = "live_text"
    n: Annotated[int, Field(ge=0, le=2**53)]
    "Counts; comes back in :class:`LiveTextShown`."
    at: Annotated[int, Field(ge=0, le=MAX_LIVE_TEXT)]
    "In code points. What was there from it on is gone."
    put: Annotated[str, Field(max_length=MAX_LIVE_TEXT)]


class LiveTextShown(Message):
    """The kiosk: the resident can read it, as far as this `n`."""

    type: Literal["live_text_shown"] = "live_text_shown"
    n: int


class LiveTextWanted(Message):
    """The kiosk lacks what comes before `at`: say all of it again."""

    type: Literal["live_text_wanted"] = "live_text_wanted"


# -- a window of the counsellor's, shown ------------------------------------------------------

MAX_TILE = 128
"Pixels on a side."
MAX_TILE_CHARS = 48_000

Even = Annotated[int, Field(ge=2, multiple_of=2)]
Corner = Annotated[int, Field(ge=0, multiple_of=2)]


class WindowOpen(Message):
    """A window of the counsellor's computer is to be seen on the document screen; black at first.

    Another one takes the place of the one before.
    """

    type: Literal["window_open"] = "window_open"
    window: Id
    width: Annotated[Even, Field(le=1280)]
    height: Annotated[Even, Field(le=720)]


class WindowTile(Message):
    """What a part of it looks like now."""

    type: Literal["window_tile"] = "window_tile"
    window: Id
    x: Corner
    y: Corner
    width: Annotated[Even, Field(le=MAX_TILE)]
    height: Annotated[Even, Field(le=MAX_TILE)]
    data: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]*={0,2}$", max_length=MAX_TILE_CHARS)]
    """Base64 of raw DEFLATE (RFC 1951) of the planes Y, U and V (I420, BT.601, limited range): no
    format that a decoder of pictures reads."""


class WindowClose(Message):
    type: Literal["window_close"] = "window_close"
    window: Id


class WindowShown(Message):
    """The kiosk: the resident sees it; or something else took the screen, or it was refused."""

    type: Literal["window_shown"] = "window_shown"
    window: Id
    on: bool
