"""The words that several messages share: states, views, lights, manifests."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from .base import CHUNK_BYTES, MAX_CHUNKS, Base64, Id, Language, Message, Sha256, Text
from .meeting import Withdrawal
from .reception import Mode, Need


class AppointmentState(StrEnum):
    SENT = "sent"
    "Committed at the mairie; no console of the organisation has it yet."
    RECEIVED = "received"
    "A console of the organisation has it."
    PROPOSED = "proposed"
    "The counsellor proposes another time; the mairie has not answered."
    ACCEPTED = "accepted"
    "A counsellor took it."
    INSTALLED = "installed"
    "The resident sits in front of a kiosk: a visit is open."
    HONOURED = "honoured"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    WITHDRAWN = "withdrawn"
    "By the organisation, before the resident came."


class VisitState(StrEnum):
    INSTALLED = "installed"
    "The resident is in front of the kiosk; nobody speaks yet."
    IN_CALL = "in_call"
    CLOSING = "closing"
    "The kiosk says goodbye and wipes."
    ENDED = "ended"


class CallState(StrEnum):
    RINGING = "ringing"
    "The kiosk announces the call by voice and picture."
    TALKING = "talking"
    ENDED = "ended"


class SummonsState(StrEnum):
    """The host of the room is called to a kiosk."""

    CALLING = "calling"
    "The host's page rings."
    UNANSWERED = "unanswered"
    "For a minute; it still rings, and the telephone may do better."
    COMING = "coming"
    "The host said so."
    ENDED = "ended"


class SummonsReason(StrEnum):
    """Why the host is called."""

    COUNSELLOR = "counsellor"
    PAPER = "paper"
    "The printer has a fault that stays."
    NOT_CALLED = "not_called"
    "The resident sits there, five minutes past the hour, and nobody called."
    OUT_OF_ORDER = "out_of_order"
    "The kiosk is away, or lacks a screen, its camera, its microphone or its speaker."


class Opinion(StrEnum):
    """What a resident says of the visit, one of three faces."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


class VisitOutcome(StrEnum):
    """How a visit ended, as its counsellor says; counted by relay and organisation, no name."""

    DONE = "done"
    FOLLOWED = "followed"
    "Something is left to do, at another appointment or after."
    PAPERS = "papers"
    "Some were missing."
    ELSEWHERE = "elsewhere"
    "Another body is the right one."
    UNDONE = "undone"
    "It came to nothing."


class EndReason(StrEnum):
    BYE = "bye"
    "Somebody ended it."
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    LOST = "lost"
    "An end left without a word."
    FAILED = "failed"
    HANDED = "handed"
    "It goes on, with another console."


class Light(StrEnum):
    GREEN = "green"
    RED = "red"
    OFF = "off"
    "This kiosk has no such device."


class Fault(StrEnum):
    NO_PAPER = "no_paper"
    JAM = "jam"
    COVER_OPEN = "cover_open"
    TONER_EMPTY = "toner_empty"
    TRAY_MISSING = "tray_missing"
    PAUSED = "paused"
    OFF = "off"
    UNREACHABLE = "unreachable"


class Place(StrEnum):
    """Where a sheet may be left behind."""

    GLASS = "glass"
    TRAY = "tray"
    "Where printed sheets come out."


class Unwiped(StrEnum):
    """Why a visit that is over is not wiped at its kiosk."""

    FAILED = "wipe_failed"
    "Something of it would not go; it is tried again and again."
    LATE = "wipe_late"
    "A device takes too long to forget it."


class Lights(Message):
    """What is at hand at a kiosk, device by device."""

    camera: Light = Light.OFF
    microphone: Light = Light.OFF
    speaker: Light = Light.OFF
    printer: Light = Light.OFF
    printer_fault: Fault | None = None
    "Why the printer is red, where it says so; told even while nothing prints."
    scanner: Light = Light.OFF
    card: Light = Light.OFF
    face_screen: Light = Light.OFF
    document_screen: Light = Light.OFF
    paper_left: tuple[Place, ...] | None = None
    "Sheets that nobody took back after the last visit."
    examined: Light | None = None
    "What the kiosk found when it last tested itself."
    relay: Light | None = None
    "Whether the relay of the calls was reached then, and gave a path; none where there is none."
    service: bool | None = None
    "A technician works at it: no visit begins here."
    unwiped: Unwiped | None = None
    "Something of the visit before is left, or may be: no visit begins here until it is gone."


class AppointmentView(Message):
    """An appointment as a console of its organisation may read it."""

    id: Id
    state: AppointmentState
    name: Text
    first_name: Text
    telephone: Text
    organisation: Id
    motive: Text
    mairie: Text
    "Name of the mairie that registered it."
    relay: Text
    "Name of the room."
    at: str | None = None
    "Europe/Paris wall time, ISO 8601 with offset; none means now."
    counsellor: Text | None = None
    "Who accepted, or who proposed another time, by display name."
    mode: Mode = Mode.VIDEO
    needs: tuple[Need, ...] = ()
    language: Text | None = None
    "Of the interpreter."
    kiosk_language: Language | None = None
    "What the kiosk is to speak to this resident; French when absent."
    birth_date: Text | None = None
    "ISO 8601, where the organisation asks it."
    papers: tuple[Text, ...] = ()
    "To bring, as they were told to the resident."
    wanted: Text | None = None
    "The counsellor in charge, by display name, if the mairie knows."
    proposed: Text | None = None
    "The other time that was proposed, as :attr:`at`."
    withdrawn: Withdrawal | None = None
    "Why the organisation does not receive."
    came: Text | None = None
    "When the resident was at the relay, which had no network: to be called back. As :attr:`at`."
    arrived: Text | None = None
    "When they checked in at the relay, or were installed. As :attr:`at`."


class SummonsView(Message):
    state: SummonsState
    reasons: tuple[SummonsReason, ...]


class VisitView(Message):
    id: Id
    appointment: Id
    state: VisitState
    kiosk: Id
    kiosk_name: Text
    lights: Lights
    connected: bool
    "The kiosk's socket is open."
    by_phone: bool = False
    "The counsellor and the resident go on by telephone, without a call."
    relay_telephone: Text | None = None
    "Of the room, where the host answers."
    host: SummonsView | None = None
    "While the host of the room is called to this kiosk."
    gone: bool | None = None
    "Nobody has been in front of the kiosk for a minute."


class CallView(Message):
    id: Id
    visit: Id
    state: CallState
    reason: EndReason | None = None


class IceServer(Message):
    """Where a path for a call may be looked for; as `RTCIceServer` of the browsers."""

    urls: tuple[Text, ...]
    username: Text | None = None
    credential: Annotated[str | None, Field(max_length=500, repr=False)] = None


class DocumentKind(StrEnum):
    SCAN = "scan"
    "From the kiosk's glass to the console."
    PRINT = "print"
    "From the console to the kiosk's printer."
    PREVIEW = "preview"
    "A scanned page, small, in one piece: to look at before the scan is made."
    SHOW = "show"
    "From the console to the kiosk's document screen."


class Chunk(Message):
    """One sealed piece, named by the digest of its ciphertext."""

    sha256: Sha256
    size: Annotated[int, Field(ge=17, le=CHUNK_BYTES + 16)]
    "Bytes of ciphertext."


class Manifest(Message):
    """How a document travels: its sealed pieces in order. The server never has the key."""

    document: Id
    kind: DocumentKind
    media_type: Literal["application/pdf", "image/jpeg", "image/png", "application/json"]
    "The last one is the words of a sheet, to be laid out at the kiosk and printed."
    nonce: Base64
    "8 random bytes; chunk n is sealed with AES-256-GCM under nonce || n as 32-bit big endian."
    chunks: Annotated[tuple[Chunk, ...], Field(min_length=1, max_length=MAX_CHUNKS)]


class ScanSource(StrEnum):
    FLATBED = "flatbed"
    FEEDER = "feeder"


class ScanState(StrEnum):
    GUIDING = "guiding"
    "The kiosk says and shows where to put the sheet."
    SCANNING = "scanning"
    SENDING = "sending"
    "Its preview travels."
    DONE = "done"
    "The console has its preview; of a feeder, every sheet went through."
    FAILED = "failed"


class PageFault(StrEnum):
    """What is found wrong with a page."""

    BLANK = "blank"
    SKEWED = "skewed"
    BORDERS = "borders"
    UPSIDE_DOWN = "upside_down"
    SIDEWAYS = "sideways"
    CUT_OFF = "cut_off"
    "Print runs over the edge of the glass: no correction but to lay the sheet again."


class Ink(StrEnum):
    """How a page is kept."""

    COLOUR = "colour"
    GREY = "grey"
    BLACK = "black"
    "Black and white: the smallest file."


Part = Annotated[float, Field(ge=0, le=1)]


class Correction(Message):
    """What is done to a page before it is kept, in this order."""

    skew: Annotated[float, Field(ge=-45, le=45)] = 0.0
    "Degrees that the sheet lies turned clockwise; it is turned back about the picture's centre."
    crop: tuple[Part, Part, Part, Part] = (0.0, 0.0, 1.0, 1.0)
    "Left, top, right and bottom of what is kept, as parts of the straightened picture."
    turn: Literal[0, 90, 180, 270] = 0
    "Degrees, clockwise."
    ink: Ink = Ink.GREY


class KeptPage(Message):
    scan: Id
    correction: Correction = Correction()


class KeepState(StrEnum):
    MAKING = "making"
    SENDING = "sending"
    DONE = "done"
    "The console has the PDF."
    FAILED = "failed"


class PrintState(StrEnum):
    PREPARED = "prepared"
    "The kiosk has the document and checked it."
    SENT = "sent"
    "The queue has it."
    PRINTING = "printing"
    FAULT = "fault"
    OUT = "out"
    "The printer's own job completed with impressions equal to pages x copies."
    PROBABLY_OUT = "probably_out"
    "The printer's job completed; this printer does not count impressions."
    SEEN = "seen"
    "The counsellor saw the sheet."
    CANCELLED = "cancelled"
    FAILED = "failed"
