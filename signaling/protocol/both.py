"""Messages that travel in more than one direction."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Id, Message, Sdp, Sha256, Text
from .vocabulary import (
    Correction,
    EndReason,
    Fault,
    IceServer,
    KeepState,
    Manifest,
    PageFault,
    Place,
    PrintState,
    ScanSource,
    ScanState,
)


class Error(Message):
    """An answer to a message that was refused. Never a traceback, never personal data."""

    type: Literal["error"] = "error"
    code: str
    "Stable; `signaling/errors.py` lists them, `devices/errors.py` those of devices."
    sentence: str
    "In French, for the person."
    about: str | None = None
    "The `type` of the refused message, if it could be read."
    document: Id | None = None
    "The one whose announcement was refused: it will not travel."


class Hangup(Message):
    """Ends a call. From either end, or from the server to both."""

    type: Literal["hangup"] = "hangup"
    call: Id
    reason: EndReason = EndReason.BYE


class Answer(Message):
    """The kiosk answers; forwarded to the console that called."""

    type: Literal["answer"] = "answer"
    call: Id
    sdp: Sdp


class EarlyAnswer(Message):
    """The kiosk's answer while it still announces the call; forwarded to the console that called.

    Both ends connect meanwhile; nothing of the room and nothing of the counsellor passes before
    :class:`Answer`, which says the same SDP again.
    """

    type: Literal["early_answer"] = "early_answer"
    call: Id
    sdp: Sdp


class CallRepair(Message):
    """The console offers a second connection for a call that was cut; forwarded to its kiosk."""

    type: Literal["call_repair"] = "call_repair"
    call: Id
    repair: Annotated[int, Field(ge=1)]
    "Counts the console's attempts for this call."
    sdp: Sdp
    ice_servers: tuple[IceServer, ...] | None = None
    "To the kiosk, as in :class:`Ring`; the server writes them, whatever the console said."


class RepairAnswer(Message):
    """The kiosk answers a :class:`CallRepair`; forwarded to the console of the call."""

    type: Literal["repair_answer"] = "repair_answer"
    call: Id
    repair: Annotated[int, Field(ge=1)]
    sdp: Sdp


class RepairWanted(Message):
    """Nothing comes to the kiosk any more: it asks the console, which makes every offer."""

    type: Literal["repair_wanted"] = "repair_wanted"
    call: Id


class DocumentAnnounce(Message):
    """Its sender announces a document; the server says which chunks it still wants."""

    type: Literal["document_announce"] = "document_announce"
    visit: Id
    manifest: Manifest


class DocumentWanted(Message):
    """To the sender: PUT these chunks; an empty list means that all are stored."""

    type: Literal["document_wanted"] = "document_wanted"
    document: Id
    missing: tuple[Sha256, ...]


class DocumentReady(Message):
    """To the receiver: every chunk is on the server's disk; GET them."""

    type: Literal["document_ready"] = "document_ready"
    visit: Id
    manifest: Manifest


class DocumentDone(Message):
    """The receiver has it whole; passed on to the sender."""

    type: Literal["document_done"] = "document_done"
    document: Id


class ScanStatus(Message):
    type: Literal["scan_status"] = "scan_status"
    visit: Id
    scan: Id
    "Given by the console in :class:`Scan`."
    state: ScanState
    source: ScanSource | None = None
    "Where the kiosk guides to."
    feeder: bool | None = None
    "While guiding: whether this scanner has a feeder as well."
    progress: Annotated[float, Field(ge=0, le=1)] | None = None
    "Of the sheet that is scanned."
    pages: int | None = None
    "Of a feeder: sheets so far. Each is a scan of its own, ``{scan}-1``, ``{scan}-2``..."
    document: Id | None = None
    "The page's preview, once :attr:`state` is sending."
    faults: tuple[PageFault, ...] | None = None
    "With the preview: what is found wrong with the page."
    proposed: Correction | None = None
    "With the preview: what would set it right."
    code: str | None = None
    "Stable code of what failed."
    sentence: Text | None = None


class KeepStatus(Message):
    """How the PDF of a :class:`ScanKeep` comes along."""

    type: Literal["keep_status"] = "keep_status"
    visit: Id
    document: Id
    state: KeepState
    page: int | None = None
    "Pages made so far."
    pages: int | None = None
    code: str | None = None
    sentence: Text | None = None


class PaperLeft(Message):
    """After the goodbye, the kiosk saw sheets that were left behind; none: they were taken back."""

    type: Literal["paper_left"] = "paper_left"
    visit: Id
    places: tuple[Place, ...]


class PrintStatus(Message):
    type: Literal["print_status"] = "print_status"
    visit: Id
    document: Id
    state: PrintState
    page: int | None = None
    "Impressions out so far, as the printer counts them."
    pages: int | None = None
    "Pages x copies."
    fault: Fault | None = None
    code: str | None = None
    sentence: Text | None = None
