"""Every message of the wire, as `PROTOCOL.md` tells it.

Three unions, one per direction of a socket, and one for the call's data channel:

- :data:`FromConsole`, :data:`FromKiosk`: what the server hears;
- :data:`ToConsole`, :data:`ToKiosk`: what it says;
- :data:`OnChannel`: what console and kiosk tell each other without the server.

Who speaks is the authenticated socket, never a field. Unknown keys are ignored; an unknown
``type`` is answered by an :class:`Error`, and nothing else happens.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from .errors import BadMessage, TooLarge

VERSION = 1
MAX_MESSAGE_BYTES = 64 * 1024
"A longer message is refused before it is read."
MAX_SDP_CHARS = 48 * 1024
CHUNK_BYTES = 256 * 1024
"Plain bytes of a sealed chunk; its ciphertext is 16 bytes longer (RFC 5116, 5.2: the tag)."
MAX_CHUNKS = 80
"20 MB: the largest document of a visit."

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"Opaque: it tells nothing about a person."
Sdp = Annotated[str, Field(max_length=MAX_SDP_CHARS)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Base64 = Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]*={0,2}$", max_length=4096)]
Text = Annotated[str, Field(max_length=500)]


class Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


# -- what both directions share ---------------------------------------------------------------


class AppointmentState(StrEnum):
    SENT = "sent"
    "Committed at the mairie; no console of the organisation has it yet."
    RECEIVED = "received"
    "A console of the organisation has it."
    ACCEPTED = "accepted"
    "A counsellor took it."
    INSTALLED = "installed"
    "The resident sits in front of a kiosk: a visit is open."
    HONOURED = "honoured"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


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


class EndReason(StrEnum):
    BYE = "bye"
    "Somebody ended it."
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    LOST = "lost"
    "An end left without a word."
    FAILED = "failed"


class Light(StrEnum):
    GREEN = "green"
    RED = "red"
    OFF = "off"
    "This kiosk has no such device."


class Lights(Message):
    """What is at hand at a kiosk, device by device."""

    camera: Light = Light.OFF
    microphone: Light = Light.OFF
    speaker: Light = Light.OFF
    printer: Light = Light.OFF
    scanner: Light = Light.OFF
    card: Light = Light.OFF
    face_screen: Light = Light.OFF
    document_screen: Light = Light.OFF


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
    at: str | None
    "Europe/Paris wall time, ISO 8601 with offset; none means now."
    counsellor: Text | None = None
    "Who accepted, by display name."


class VisitView(Message):
    id: Id
    appointment: Id
    state: VisitState
    kiosk: Id
    kiosk_name: Text
    lights: Lights
    connected: bool
    "The kiosk's socket is open."


class CallView(Message):
    id: Id
    visit: Id
    state: CallState
    reason: EndReason | None = None


class DocumentKind(StrEnum):
    SCAN = "scan"
    "From the kiosk's glass to the console."
    PRINT = "print"
    "From the console to the kiosk's printer."


class Chunk(Message):
    """One sealed piece, named by the digest of its ciphertext."""

    sha256: Sha256
    size: Annotated[int, Field(ge=17, le=CHUNK_BYTES + 16)]
    "Bytes of ciphertext."


class Manifest(Message):
    """How a document travels: its sealed pieces in order. The server never has the key."""

    document: Id
    kind: DocumentKind
    media_type: Literal["application/pdf", "image/jpeg", "image/png"]
    nonce: Base64
    "8 random bytes; chunk n is sealed with AES-256-GCM under nonce || n as 32-bit big endian."
    chunks: Annotated[tuple[Chunk, ...], Field(min_length=1, max_length=MAX_CHUNKS)]


class ScanState(StrEnum):
    GUIDING = "guiding"
    "The kiosk says and shows where to put the sheet."
    SCANNING = "scanning"
    SENDING = "sending"
    DONE = "done"
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
    CANCELLED = "cancelled"
    FAILED = "failed"


class Fault(StrEnum):
    NO_PAPER = "no_paper"
    JAM = "jam"
    COVER_OPEN = "cover_open"
    TONER_EMPTY = "toner_empty"
    TRAY_MISSING = "tray_missing"
    PAUSED = "paused"
    OFF = "off"
    UNREACHABLE = "unreachable"


# -- both ways --------------------------------------------------------------------------------


class Error(Message):
    """An answer to a message that was refused. Never a traceback, never personal data."""

    type: Literal["error"] = "error"
    code: str
    "Stable; `signaling/errors.py` lists them, `devices/errors.py` those of devices."
    sentence: str
    "In French, for the person."
    about: str | None = None
    "The `type` of the refused message, if it could be read."


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
    document: Id | None = None
    "Once :attr:`state` is sending."
    code: str | None = None
    "Stable code of what failed."
    sentence: Text | None = None


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


# -- console to server ------------------------------------------------------------------------


class ConsoleHello(Message):
    """First message of a console. The session cookie says who speaks."""

    type: Literal["console_hello"] = "console_hello"
    version: int = VERSION


class AppointmentReceived(Message):
    type: Literal["appointment_received"] = "appointment_received"
    appointment: Id


class AppointmentAccept(Message):
    type: Literal["appointment_accept"] = "appointment_accept"
    appointment: Id


class CallStart(Message):
    """The console calls the kiosk of a visit; it always makes the WebRTC offer."""

    type: Literal["call_start"] = "call_start"
    visit: Id
    sdp: Sdp
    "Complete: all candidates gathered, one data channel labelled ``visit``."


class Scan(Message):
    """Asks for a page; forwarded to the kiosk of the visit."""

    type: Literal["scan"] = "scan"
    visit: Id
    scan: Id
    "Chosen by the console, to follow it."


class Print(Message):
    """Asks that an announced document be printed; forwarded to the kiosk of the visit."""

    type: Literal["print"] = "print"
    visit: Id
    document: Id
    copies: Annotated[int, Field(ge=1, le=10)] = 1


class PrintCancel(Message):
    type: Literal["print_cancel"] = "print_cancel"
    visit: Id
    document: Id


class VisitEnd(Message):
    """The counsellor ends the visit."""

    type: Literal["visit_end"] = "visit_end"
    visit: Id


# -- server to console ------------------------------------------------------------------------


class ConsoleWelcome(Message):
    type: Literal["console_welcome"] = "console_welcome"
    version: int = VERSION
    counsellor: Text
    organisation: Text
    organisation_id: Id
    ice_servers: tuple[str, ...] = ()
    appointments: tuple[AppointmentView, ...]
    visits: tuple[VisitView, ...]
    "Those open for the organisation."
    call: CallView | None = None
    "The call that this counsellor is in, if the page was reloaded or the server restarted."


class AppointmentChanged(Message):
    type: Literal["appointment_changed"] = "appointment_changed"
    appointment: AppointmentView


class VisitChanged(Message):
    type: Literal["visit_changed"] = "visit_changed"
    visit: VisitView


class CallChanged(Message):
    """The call's state, to the console that called."""

    type: Literal["call_changed"] = "call_changed"
    call: CallView


# -- server to kiosk --------------------------------------------------------------------------


class Challenge(Message):
    """First message to a kiosk: sign `nonce` to prove the key it enrolled with."""

    type: Literal["challenge"] = "challenge"
    nonce: Base64
    "32 random bytes."
    server: Text
    "The name under which the kiosk knows this server; part of what is signed."


class KioskWelcome(Message):
    type: Literal["kiosk_welcome"] = "kiosk_welcome"
    version: int = VERSION
    name: Text
    token: str
    "Bearer for `/documents`, valid while this socket is open."
    ice_servers: tuple[str, ...] = ()
    visit: "Install | None" = None
    "The visit installed here, if the link was cut in the middle of it."


class Install(Message):
    """The host put the resident in front of this kiosk."""

    type: Literal["install"] = "install"
    visit: Id
    organisation: Text
    organisation_id: Id
    counsellor: Text | None
    "Who accepted: the kiosk shows and says who will answer."


class Ring(Message):
    """A console of `organisation_id` calls for `visit`. The kiosk checks both again."""

    type: Literal["ring"] = "ring"
    call: Id
    visit: Id
    organisation_id: Id
    counsellor: Text
    sdp: Sdp


class VisitClose(Message):
    """The visit is over: goodbye, cancel what is not printed, wipe, say :class:`Wiped`."""

    type: Literal["visit_close"] = "visit_close"
    visit: Id


# -- kiosk to server --------------------------------------------------------------------------


class KioskHello(Message):
    """Answer to :class:`Challenge`."""

    type: Literal["kiosk_hello"] = "kiosk_hello"
    version: int = VERSION
    key: Base64
    "The kiosk's Ed25519 public key, 32 bytes (RFC 8032)."
    signature: Base64
    "Over :func:`challenge_bytes`."
    lights: Lights = Lights()


class LightsChanged(Message):
    type: Literal["lights_changed"] = "lights_changed"
    lights: Lights


class RingRefused(Message):
    """The kiosk will not answer: not its visit, not the organisation, or already in a call."""

    type: Literal["ring_refused"] = "ring_refused"
    call: Id
    code: str


class Wiped(Message):
    """Nothing of the visit is left at the kiosk."""

    type: Literal["wiped"] = "wiped"
    visit: Id


# -- console and kiosk, on the call's data channel --------------------------------------------


class VisitKey(Message):
    """First message of the kiosk on every channel: the key that seals the visit's documents."""

    type: Literal["visit_key"] = "visit_key"
    key: Base64
    "32 bytes, AES-256."


class PageShown(Message):
    """The kiosk shows the scanned page on its document screen."""

    type: Literal["page_shown"] = "page_shown"
    document: Id


# -- decoding ---------------------------------------------------------------------------------

FromConsole = (
    ConsoleHello
    | AppointmentReceived
    | AppointmentAccept
    | CallStart
    | Hangup
    | Scan
    | Print
    | PrintCancel
    | VisitEnd
    | DocumentAnnounce
    | DocumentDone
    | Error
)
ToConsole = (
    ConsoleWelcome
    | AppointmentChanged
    | VisitChanged
    | CallChanged
    | Answer
    | Hangup
    | ScanStatus
    | PrintStatus
    | DocumentWanted
    | DocumentReady
    | DocumentDone
    | Error
)
FromKiosk = (
    KioskHello
    | LightsChanged
    | Answer
    | RingRefused
    | Hangup
    | ScanStatus
    | PrintStatus
    | DocumentAnnounce
    | DocumentDone
    | Wiped
    | Error
)
ToKiosk = (
    Challenge
    | KioskWelcome
    | Install
    | Ring
    | Hangup
    | Scan
    | Print
    | PrintCancel
    | VisitClose
    | DocumentWanted
    | DocumentReady
    | DocumentDone
    | Error
)
OnChannel = VisitKey | PageShown


def _adapter(union: object) -> "TypeAdapter[Message]":
    return TypeAdapter(Annotated[union, Field(discriminator="type")])


from_console = _adapter(FromConsole)
to_console = _adapter(ToConsole)
from_kiosk = _adapter(FromKiosk)
to_kiosk = _adapter(ToKiosk)
on_channel = _adapter(OnChannel)


def decode(adapter: "TypeAdapter[Message]", data: str | bytes) -> Message:
    """Read one message of a direction.

    Raises :exc:`TooLarge` past :data:`MAX_MESSAGE_BYTES` and :exc:`BadMessage` for anything
    that is not a message of that direction. The detail names fields, never their values.
    """
    if len(data) > MAX_MESSAGE_BYTES:
        raise TooLarge(f"{len(data)} bytes")
    try:
        return adapter.validate_json(data)
    except ValidationError as error:
        fields = {".".join(map(str, line["loc"])) or line["type"] for line in error.errors()}
        raise BadMessage(", ".join(sorted(fields))[:200]) from None
    except RecursionError:
        raise BadMessage("nested too deep") from None


def encode(message: Message) -> str:
    return message.model_dump_json(exclude_none=True)


def challenge_bytes(nonce: str, server: str) -> bytes:
    """What a kiosk signs: a fixed prefix keeps the signature from meaning anything else."""
    return b"visavis kiosk v1\0" + server.encode() + b"\0" + nonce.encode()
