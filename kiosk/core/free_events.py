"""What happens to a kiosk in free access, and what it must do about it besides a visit's work."""

from dataclasses import dataclass, field

from signaling import protocol as wire


@dataclass(frozen=True)
class FreeOpened:
    "The host opens this kiosk for a deed."

    asked: wire.FreeOpen


@dataclass(frozen=True)
class FreePressed:
    free: str
    press: wire.FreePress


@dataclass(frozen=True)
class FreeFileGiven:
    "The host gave the file to print."

    free: str
    manifest: wire.Manifest
    key: bytes = field(repr=False)


@dataclass(frozen=True)
class FreeSent:
    free: str


@dataclass(frozen=True)
class FreeNotSent:
    free: str
    code: str
    sentence: str


@dataclass(frozen=True)
class FreeCloseAsked:
    free: str
    why: wire.FreeEnd


FreeEvent = FreeOpened | FreePressed | FreeFileGiven | FreeSent | FreeNotSent | FreeCloseAsked


# -- commands ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class OpenFree:
    "As a visit's session, but nothing of it travels to a console."

    free: str


@dataclass(frozen=True)
class PrintMade:
    "The document that was made of scanned pages is to be printed; then say DocumentArrived."

    document: str
    pages: int


@dataclass(frozen=True)
class FetchFile:
    "Get it, open it in the sandbox; then say DocumentArrived or DocumentRefused."

    manifest: wire.Manifest
    key: bytes = field(repr=False)


@dataclass(frozen=True)
class SendLetter:
    "The document goes to the server, which sends it by e-mail."

    document: str


FreeCommand = OpenFree | PrintMade | FetchFile | SendLetter
