"""Free access, between visits: the host opens a kiosk to copy, print a file, or scan to an e-mail.

One opening of a kiosk is a *free access*; it has no resident's name, no organisation, no call.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from .base import Base64, Id, Message, Text
from .vocabulary import Fault, Manifest

MOST_COPIES = 10
"Of one free access; the kiosk's own bound of printed pages comes besides."


class FreeDeed(StrEnum):
    """What a kiosk is opened for."""

    COPY = "copy"
    PRINT = "print"
    EMAIL = "email"


class FreeStage(StrEnum):
    """How far it is, as the kiosk says."""

    FILE = "file"
    "It waits for the file that the host gives."
    GUIDING = "guiding"
    "Voice and picture say where to lay the sheet."
    SCANNING = "scanning"
    PAGE = "page"
    "Pages lie at the kiosk; the host says whether another one comes."
    MAKING = "making"
    "They become one document, or a file is opened and checked."
    PRINTING = "printing"
    FAULT = "fault"
    "Of the printer, which goes on by itself once it is put right."
    SENDING = "sending"
    DONE = "done"
    FAILED = "failed"
    "Nothing goes on by itself: it is tried again, or closed."


class FreePress(StrEnum):
    """What the host presses."""

    START = "start"
    "The sheet lies: scan now."
    FEEDER = "feeder"
    FLATBED = "flatbed"
    MORE = "more"
    "Another sheet of the same document."
    FINISH = "finish"
    "That was the last one: print, or send."
    AGAIN = "again"
    "From the beginning; of a letter that could not be sent, once more as it is."


class FreeEnd(StrEnum):
    """Why it ends."""

    CLOSED = "closed"
    IDLE = "idle"
    VISIT = "visit"
    "A resident is installed."
    BOOKING = "booking"
    "The hour of the next one who is expected."
    REVOKED = "revoked"


class FreeOpen(Message):
    """The host opens this kiosk for one deed."""

    type: Literal["free_open"] = "free_open"
    free: Id
    deed: FreeDeed
    copies: Annotated[int, Field(ge=1, le=MOST_COPIES)] = 1
    colour: bool = False
    several: bool = False
    "Of several sheets, laid one after the other: after each one the host says whether it goes on."


class FreePressed(Message):
    """Said by the host's page."""

    type: Literal["free_pressed"] = "free_pressed"
    free: Id
    press: FreePress


class FreeFile(Message):
    """The file to print: sealed on the server under `key`, which it did not keep."""

    type: Literal["free_file"] = "free_file"
    free: Id
    manifest: Manifest
    key: Annotated[Base64, Field(repr=False)]


class FreeSent(Message):
    """The e-mail server took the letter."""

    type: Literal["free_sent"] = "free_sent"
    free: Id


class FreeNotSent(Message):
    """It did not, however often it was asked."""

    type: Literal["free_not_sent"] = "free_not_sent"
    free: Id
    code: Text
    sentence: Text


class FreeClose(Message):
    """It is over: say so, cancel what is not printed, wipe, say :class:`FreeWiped`."""

    type: Literal["free_close"] = "free_close"
    free: Id
    why: FreeEnd


class FreeStatus(Message):
    """How it goes; each one replaces the one before."""

    type: Literal["free_status"] = "free_status"
    free: Id
    stage: FreeStage
    page: Annotated[int, Field(ge=0, le=999)] = 0
    "Scanned, or out of the printer, so far."
    pages: Annotated[int, Field(ge=0, le=999)] = 0
    "Of how many, where that is known."
    feeder: bool | None = None
    "While guiding: the scanner has one."
    fault: Fault | None = None
    code: Text | None = None
    sentence: Text | None = None
    "Of a failure, for the host."


class FreeWiped(Message):
    """Nothing of it is left at the kiosk."""

    type: Literal["free_wiped"] = "free_wiped"
    free: Id


__all__ = [
    "MOST_COPIES",
    "FreeClose",
    "FreeDeed",
    "FreeEnd",
    "FreeFile",
    "FreeNotSent",
    "FreeOpen",
    "FreePress",
    "FreePressed",
    "FreeSent",
    "FreeStage",
    "FreeStatus",
    "FreeWiped",
]
