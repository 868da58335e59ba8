"""What a kiosk must do about what happened to it: imperatives, with all that the deed needs."""

from dataclasses import dataclass, field

from signaling import protocol as wire

from .free_events import FreeCommand
from .scenes import Scene


@dataclass(frozen=True)
class Show:
    "Paint the scene and say its voice line."

    scene: Scene
    page: str | None = None
    "The document to show on the document screen."
    spoken: bool = True
    "False when the resident has heard that line already."


@dataclass(frozen=True)
class Darken:
    "The screens go dark; the next scene lights them."


@dataclass(frozen=True)
class Repeat:
    "Say the line of what is shown again; nothing is painted anew."

    scene: Scene
    asked: bool = False
    "By the counsellor, who wants it heard now."


@dataclass(frozen=True)
class Send:
    "To the server; queued while the link is down, except what only makes sense now."

    message: wire.Message


@dataclass(frozen=True)
class Tell:
    "To the console, on the call's channel; nothing without a call."

    message: wire.Message


@dataclass(frozen=True)
class OpenSession:
    "Make a visit key; everything of the visit lives under this session until it is wiped."

    visit: str


@dataclass(frozen=True)
class PrepareCall:
    "Find the addresses of this end while the call is announced; nothing of the room is open yet."

    call: str
    sdp: str
    ice_servers: tuple[wire.IceServer, ...] = field(default=(), repr=False)
    "Where to look for a path."


@dataclass(frozen=True)
class AnswerCall:
    "Open camera and microphone, answer the offer that was prepared."

    call: str


@dataclass(frozen=True)
class RepairCall:
    "Answer the offer of another connection; it takes over once it is there."

    call: str
    repair: int
    sdp: str
    ice_servers: tuple[wire.IceServer, ...] = field(default=(), repr=False)

    def answered(self, sdp: str) -> wire.RepairAnswer:
        return wire.RepairAnswer(call=self.call, repair=self.repair, sdp=sdp)


@dataclass(frozen=True)
class TakeOver:
    "Answer the offer of another console, which takes the call over once it is there."

    call: str
    sdp: str
    ice_servers: tuple[wire.IceServer, ...] = field(default=(), repr=False)

    def answered(self, sdp: str) -> wire.TakeAnswer:
        return wire.TakeAnswer(call=self.call, sdp=sdp)


@dataclass(frozen=True)
class RenewSession:
    "Another key; nothing of before stays but what was released, sealed again for who took over."

    visit: str
    released: tuple[wire.Release, ...]


@dataclass(frozen=True)
class CloseCall:
    "Close the peer connection, camera and microphone."

    call: str


@dataclass(frozen=True)
class HoldCall:
    "Cut sound and picture both ways, or let them through again."

    held: bool


@dataclass(frozen=True)
class StartScan:
    scan: str
    source: wire.ScanSource


@dataclass(frozen=True)
class TakeSnapshot:
    "At the camera's full size; then say PageScanned or ScanFailed."

    scan: str


@dataclass(frozen=True)
class CancelScan:
    scan: str


@dataclass(frozen=True)
class MakeDocument:
    "One PDF of scanned pages, then to the console."

    document: str
    pages: tuple[wire.KeptPage, ...]


@dataclass(frozen=True)
class HowToPrint:
    "What the counsellor chose."

    copies: int = 1
    two_sided: bool = False
    colour: bool = True


@dataclass(frozen=True)
class MakeForm:
    "The PDF of a form, as it is filled now."

    form: str
    document: str
    keep: bool


@dataclass(frozen=True)
class PrintDocument:
    document: str
    how: HowToPrint


@dataclass(frozen=True)
class SendSheets:
    "The PDF of a document that came to be printed, to the console."

    printed: str
    document: str


@dataclass(frozen=True)
class CancelPrint:
    document: str


@dataclass(frozen=True)
class WipeSession:
    "Cancel what is not printed, forget key, documents, pages and sound; then say SessionWiped."

    visit: str


@dataclass(frozen=True)
class LookForPaper:
    "On the glass and where printed sheets come out; then say PaperLooked, whatever happens."

    visit: str


Command = (
    Show
    | Darken
    | Repeat
    | Send
    | Tell
    | OpenSession
    | PrepareCall
    | AnswerCall
    | RepairCall
    | TakeOver
    | RenewSession
    | CloseCall
    | HoldCall
    | StartScan
    | TakeSnapshot
    | CancelScan
    | MakeDocument
    | MakeForm
    | PrintDocument
    | SendSheets
    | CancelPrint
    | WipeSession
    | LookForPaper
    | FreeCommand
)
