"""Who may say what: a union of messages for each direction, and how each is decoded."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from .ahead import ArrivedHere, DaysAhead, RoomHours, RoomInUse
from .arriving import (
    CardAwaited,
    CheckIn,
    CheckInTold,
    ResidentGone,
    ResidentLeft,
    ResidentStays,
    RoomSeen,
)
from .base import Message
from .both import (
    Answer,
    CallRepair,
    DocumentAnnounce,
    DocumentDone,
    DocumentReady,
    DocumentWanted,
    EarlyAnswer,
    Error,
    Hangup,
    KeepStatus,
    PaperLeft,
    PrintStatus,
    RepairAnswer,
    RepairWanted,
    ScanStatus,
)
from .casework import CaseNotes, NotesChanged, NotesWanted, NoteWrite
from .channel import (
    ClearMarks,
    Mark,
    MarkMore,
    PageHidden,
    PageShown,
    Point,
    PointOff,
    Show,
    ShowNothing,
    ShowRefused,
    Unmark,
    View,
    VisitKey,
)
from .console import (
    AppointmentAccept,
    AppointmentChanged,
    AppointmentPropose,
    AppointmentReceived,
    CallChanged,
    CallStart,
    ConsoleHello,
    ConsoleWelcome,
    IceServers,
    Print,
    PrintCancel,
    PrintKeep,
    PrintSeen,
    RelayWanted,
    Scan,
    ScanKeep,
    VisitChanged,
    VisitEnd,
)
from .dropin import (
    QueueCalled,
    QueueChanged,
    QueueHere,
    QueueJoin,
    QueueJoined,
    QueueOffered,
    QueueShut,
    QueueTake,
    QueueTaken,
)
from .duty import AvailabilityChosen, ResidentTake, ResidentTaken, ResidentWaits
from .filling import (
    FormClose,
    FormEdit,
    FormFocus,
    FormMake,
    FormOpen,
    FormRefused,
    FormSpeak,
    FormState,
    FormValue,
)
from .free import (
    FreeClose,
    FreeFile,
    FreeNotSent,
    FreeOpen,
    FreePressed,
    FreeSent,
    FreeStatus,
    FreeWiped,
)
from .guests import Company, CompanyTold, GuestsFromConsole, GuestsToConsole
from .host import ByPhone, CallByPhone, HostCall, HostCalled, HostDismiss
from .incall import (
    AskOpinion,
    Frame,
    Hold,
    KioskState,
    LiveText,
    LiveTextShown,
    LiveTextWanted,
    OpinionTold,
    SayAgain,
    SetMicrophone,
    SetVolume,
    Snapshot,
    WindowClose,
    WindowOpen,
    WindowShown,
    WindowTile,
)
from .kiosk import (
    Challenge,
    Install,
    KioskHello,
    KioskWelcome,
    LightsChanged,
    Ring,
    RingRefused,
    VisitClose,
    Wiped,
)
from .line import CallTold, LineTold
from .livery import Livery
from .meeting import AppointmentHeld, AppointmentMissed, AppointmentWithdraw
from .memory import Remember, Remembered
from .next_appointment import AppointmentNext, NextOffer, NextWanted
from .reply import ReplyPad, ReplyPadState, ReplyText
from .sheets import Draft, Sheet
from .transfer import CallTaken, TakeAnswer, TakeOver, TransferFromConsole, TransferToConsole
from .voices import VoicesChanged
from .waking import Examine, Examined, ServiceChanged, ServiceClose, ServiceOpen

FromConsole = (
    ConsoleHello
    | AppointmentReceived
    | AppointmentAccept
    | AppointmentPropose
    | AppointmentHeld
    | AppointmentMissed
    | AppointmentWithdraw
    | RelayWanted
    | CallStart
    | CallRepair
    | GuestsFromConsole
    | TransferFromConsole
    | Hangup
    | Scan
    | ScanKeep
    | Print
    | PrintCancel
    | PrintSeen
    | PrintKeep
    | VisitEnd
    | AvailabilityChosen
    | ResidentTake
    | QueueTake
    | NotesWanted
    | NoteWrite
    | NextWanted
    | AppointmentNext
    | HostCall
    | HostDismiss
    | CallByPhone
    | ResidentStays
    | DocumentAnnounce
    | DocumentDone
    | Error
)
ToConsole = (
    ConsoleWelcome
    | AppointmentChanged
    | VisitChanged
    | AvailabilityChosen
    | ResidentWaits
    | ResidentTaken
    | QueueChanged
    | QueueTaken
    | CaseNotes
    | NotesChanged
    | NextOffer
    | IceServers
    | CallChanged
    | GuestsToConsole
    | TransferToConsole
    | EarlyAnswer
    | Answer
    | RepairAnswer
    | RepairWanted
    | Hangup
    | ScanStatus
    | KeepStatus
    | PrintStatus
    | PaperLeft
    | DocumentWanted
    | DocumentReady
    | DocumentDone
    | Error
)
FromKiosk = (
    KioskHello
    | LightsChanged
    | EarlyAnswer
    | Answer
    | RepairAnswer
    | RepairWanted
    | RingRefused
    | CompanyTold
    | TakeAnswer
    | CallTaken
    | Hangup
    | ScanStatus
    | KeepStatus
    | PrintStatus
    | PaperLeft
    | DocumentAnnounce
    | DocumentDone
    | CallTold
    | Wiped
    | FreeStatus
    | FreeWiped
    | QueueJoin
    | RoomSeen
    | CheckIn
    | ResidentGone
    | ResidentLeft
    | Examined
    | ServiceChanged
    | Error
)
ToKiosk = (
    Challenge
    | KioskWelcome
    | Install
    | Ring
    | Company
    | TakeOver
    | CallRepair
    | Hangup
    | Scan
    | ScanKeep
    | Print
    | PrintCancel
    | PrintSeen
    | PrintKeep
    | VisitClose
    | HostCalled
    | ByPhone
    | FreeOpen
    | FreePressed
    | FreeFile
    | FreeSent
    | FreeNotSent
    | FreeClose
    | QueueOffered
    | QueueJoined
    | QueueShut
    | QueueHere
    | QueueCalled
    | DaysAhead
    | RoomHours
    | ArrivedHere
    | RoomInUse
    | CardAwaited
    | CheckInTold
    | ResidentStays
    | VoicesChanged
    | Livery
    | Examine
    | ServiceOpen
    | ServiceClose
    | DocumentWanted
    | DocumentReady
    | DocumentDone
    | Error
)
OnChannel = (
    VisitKey
    | PageShown
    | PageHidden
    | ShowRefused
    | FormState
    | FormValue
    | FormRefused
    | KioskState
    | LiveTextShown
    | LiveTextWanted
    | ReplyPadState
    | ReplyText
    | WindowShown
    | Remembered
    | LineTold
    | OpinionTold
)
ToKioskOnChannel = (
    Show
    | ShowNothing
    | View
    | Point
    | PointOff
    | Mark
    | MarkMore
    | Unmark
    | ClearMarks
    | FormOpen
    | FormValue
    | FormEdit
    | FormFocus
    | FormSpeak
    | FormMake
    | FormClose
    | Draft
    | SetVolume
    | SetMicrophone
    | Hold
    | AskOpinion
    | SayAgain
    | LiveText
    | ReplyPad
    | Frame
    | Snapshot
    | WindowOpen
    | WindowTile
    | WindowClose
    | Remember
    | LineTold
)


def _adapter(union: object) -> "TypeAdapter[Message]":
    return TypeAdapter(Annotated[union, Field(discriminator="type")])  # type: ignore[arg-type]


from_console = _adapter(FromConsole)
to_console = _adapter(ToConsole)
from_kiosk = _adapter(FromKiosk)
to_kiosk = _adapter(ToKiosk)
on_channel = _adapter(OnChannel)
to_kiosk_on_channel = _adapter(ToKioskOnChannel)
sheet = _adapter(Sheet)
