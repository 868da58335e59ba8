"""What happens to a kiosk, in the past tense; what it must do about it is :mod:`.commands`."""

from dataclasses import dataclass, field

from signaling import protocol as wire

from .aloud_events import TextWritten
from .commands import *  # noqa: F403 - who hears events gives commands: one import for both
from .commands import HowToPrint
from .door_events import DoorEvent
from .free_events import FreeEvent
from .room_events import RoomEvent
from .scan_events import *  # noqa: F403 - as above
from .scan_events import (
    KeepAsked,
    KeepFailed,
    KeepProgressed,
    PageScanned,
    ScanAsked,
    ScanEnded,
    ScanFailed,
    ScanProgressed,
    SnapshotAsked,
)
from .service_events import ServiceEvent
from .wipe_events import SessionWiped as SessionWiped
from .wipe_events import WipeEvent
from .wipe_events import WipeFailed as WipeFailed

# -- events -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Welcomed:
    "The server knows this kiosk (again); `visit` is the one it believes installed here."

    visit: wire.Install | None
    free: wire.FreeOpen | None = None
    "The free access that this kiosk is open for."


@dataclass(frozen=True)
class Installed:
    visit: wire.Install


@dataclass(frozen=True)
class QueueTold:
    "Of those who wait without appointment, by the server."

    message: wire.Message


@dataclass(frozen=True)
class ButtonPressed:
    "On a screen that is touched; `connected`: the server can be asked."

    organisation: str
    connected: bool


@dataclass(frozen=True)
class Rang:
    ring: wire.Ring


@dataclass(frozen=True)
class HungUp:
    "By the console or the server."

    call: str
    meant: bool = True
    "Not by a page that was reloaded, nor by a line that broke."


@dataclass(frozen=True)
class CallFailed:
    "The call's media ended or never started."

    call: str


@dataclass(frozen=True)
class LinkFellSilent:
    "Nothing of the call comes from the console any more; it may come back."

    call: str


@dataclass(frozen=True)
class LinkReturned:
    "It comes again."

    call: str


@dataclass(frozen=True)
class RepairOffered:
    "The console offers another connection for the call; `repair` counts its attempts."

    call: str
    repair: int
    sdp: str
    ice_servers: tuple[wire.IceServer, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class HoldAsked:
    "The counsellor leaves the resident for a moment, or is back."

    held: bool


@dataclass(frozen=True)
class OpinionAsked:
    "The resident is asked whether they are content, or has answered the counsellor."

    asked: bool


@dataclass(frozen=True)
class ChannelOpened:
    "To a console: one that called, that was reloaded, or that takes over."


@dataclass(frozen=True)
class SayAgainAsked:
    "The counsellor wants the last line to be said again."


@dataclass(frozen=True)
class CompanyChanged:
    "Who is there beside the counsellor, as the server says."

    call: str
    guests: tuple[wire.Companion, ...]


@dataclass(frozen=True)
class TakeOverOffered:
    "The call is passed on: another console offers a connection."

    call: str
    organisation: str
    organisation_id: str
    counsellor: str
    released: tuple[wire.Release, ...]
    sdp: str
    ice_servers: tuple[wire.IceServer, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class CallTaken:
    "That connection is there, and the one before is closed."

    call: str


@dataclass(frozen=True)
class DocumentDelivered:
    "The console has it whole."

    document: str


@dataclass(frozen=True)
class PrintAsked:
    visit: str
    document: str
    how: HowToPrint


@dataclass(frozen=True)
class PrintCancelAsked:
    visit: str
    document: str


@dataclass(frozen=True)
class PrintSeen:
    "The counsellor saw the sheet."

    visit: str
    document: str


@dataclass(frozen=True)
class PrintKeepAsked:
    "The console wants the sheets of `printed`, under the name of `document`."

    visit: str
    printed: str
    document: str


@dataclass(frozen=True)
class DocumentArrived:
    "A document to print is here, opened and checked."

    document: str
    pages: int


@dataclass(frozen=True)
class DocumentRefused:
    document: str
    code: str
    sentence: str


@dataclass(frozen=True)
class PrintChanged:
    "The printer's truth about a document."

    document: str
    state: wire.PrintState
    page: int | None = None
    pages: int | None = None
    fault: wire.Fault | None = None
    code: str | None = None
    sentence: str | None = None


@dataclass(frozen=True)
class SharingBegan:
    "The counsellor shows a page on the document screen: it is opened, and goes over what is there."


@dataclass(frozen=True)
class SharingEnded:
    "Nothing is shown any more."


@dataclass(frozen=True)
class WindowOpened:
    "The counsellor shows a window of their computer on the document screen."


@dataclass(frozen=True)
class WindowClosed:
    "It is shown no more."


@dataclass(frozen=True)
class FormMakeAsked:
    "The counsellor wants the PDF of a form that is filled together."

    form: str
    document: str
    "What it is called from then on."
    keep: bool
    "For the console; else it is to be printed."


@dataclass(frozen=True)
class HostCalled:
    "The host of the room is called to this kiosk, or comes, or needs not come any more."

    visit: str
    state: wire.SummonsState


@dataclass(frozen=True)
class PhoneChosen:
    "The counsellor goes on by telephone."

    visit: str


@dataclass(frozen=True)
class CloseAsked:
    visit: str


@dataclass(frozen=True)
class PaperLooked:
    "What was seen of papers left behind, after the end of a visit; nothing, where no device tells."

    visit: str
    places: tuple[wire.Place, ...]


@dataclass(frozen=True)
class LightsRead:
    "Some device came or went."

    lights: wire.Lights


@dataclass(frozen=True)
class DeadlinePassed:
    "The deadline announced by the attendant passed."


Event = (
    Welcomed
    | Installed
    | QueueTold
    | ButtonPressed
    | Rang
    | HungUp
    | CallFailed
    | LinkFellSilent
    | LinkReturned
    | RepairOffered
    | HoldAsked
    | OpinionAsked
    | ChannelOpened
    | SayAgainAsked
    | TextWritten
    | CompanyChanged
    | TakeOverOffered
    | CallTaken
    | ScanAsked
    | SnapshotAsked
    | ScanProgressed
    | PageScanned
    | ScanEnded
    | ScanFailed
    | KeepAsked
    | KeepProgressed
    | KeepFailed
    | DocumentDelivered
    | PrintAsked
    | PrintCancelAsked
    | PrintSeen
    | PrintKeepAsked
    | DocumentArrived
    | DocumentRefused
    | PrintChanged
    | SharingBegan
    | SharingEnded
    | WindowOpened
    | WindowClosed
    | FormMakeAsked
    | HostCalled
    | PhoneChosen
    | CloseAsked
    | WipeEvent
    | PaperLooked
    | LightsRead
    | FreeEvent
    | DoorEvent
    | ServiceEvent
    | RoomEvent
    | DeadlinePassed
)
