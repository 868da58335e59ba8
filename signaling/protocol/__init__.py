"""Every message of the wire, as `PROTOCOL.md` tells it.

Four unions, one per direction of a socket, and two for the call's data channel:

- :data:`FromConsole`, :data:`FromKiosk`: what the server hears;
- :data:`ToConsole`, :data:`ToKiosk`: what it says;
- :data:`OnChannel`, :data:`ToKioskOnChannel`: what a console hears and says without the server;
- :data:`Sheet`: what a document of type ``application/json`` holds, once it is opened.

Who speaks is the authenticated socket, never a field. Unknown keys are ignored; an unknown
``type`` is answered by an :class:`Error`, and nothing else happens.
"""

from typing import Annotated

from pydantic import Field, TypeAdapter

from .base import (
    CHUNK_BYTES,
    MAX_CHUNKS,
    MAX_MESSAGE_BYTES,
    MAX_SDP_CHARS,
    REPAIR_SECONDS,
    VERSION,
    Base64,
    Id,
    Message,
    Sdp,
    Sha256,
    Text,
)
from .both import (
    Answer,
    CallRepair,
    DocumentAnnounce,
    DocumentDone,
    DocumentReady,
    DocumentWanted,
    Error,
    Hangup,
    KeepStatus,
    PaperLeft,
    PrintStatus,
    RepairAnswer,
    RepairWanted,
    ScanStatus,
)
from .channel import (
    MAX_POINTS,
    MAX_SHOWN_PAGES,
    MAX_ZOOM,
    ClearMarks,
    Fit,
    Mark,
    MarkKind,
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
from .codec import challenge_bytes, decode, encode, enrolment_bytes, is_too_large
from .console import (
    MAX_KEPT,
    AppointmentAccept,
    AppointmentChanged,
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
from .filling import (
    MAX_FORM_VALUE,
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
from .forms import (
    FormLibrary,
    FormMapping,
    FormOffered,
    MappedField,
    PapersNeeded,
    Profile,
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
from .sheets import Cv, CvEntry, Draft, Letter, NextVisit, OutcomeSheet, Sheet, Step
from .vocabulary import (
    AppointmentState,
    AppointmentView,
    CallState,
    CallView,
    Chunk,
    Correction,
    DocumentKind,
    EndReason,
    Fault,
    IceServer,
    Ink,
    KeepState,
    KeptPage,
    Light,
    Lights,
    Manifest,
    PageFault,
    Place,
    PrintState,
    ScanSource,
    ScanState,
    VisitState,
    VisitView,
)

FromConsole = (
    ConsoleHello
    | AppointmentReceived
    | AppointmentAccept
    | RelayWanted
    | CallStart
    | CallRepair
    | Hangup
    | Scan
    | ScanKeep
    | Print
    | PrintCancel
    | PrintSeen
    | PrintKeep
    | VisitEnd
    | DocumentAnnounce
    | DocumentDone
    | Error
)
ToConsole = (
    ConsoleWelcome
    | AppointmentChanged
    | VisitChanged
    | IceServers
    | CallChanged
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
    | Answer
    | RepairAnswer
    | RepairWanted
    | RingRefused
    | Hangup
    | ScanStatus
    | KeepStatus
    | PrintStatus
    | PaperLeft
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
    | CallRepair
    | Hangup
    | Scan
    | ScanKeep
    | Print
    | PrintCancel
    | PrintSeen
    | PrintKeep
    | VisitClose
    | DocumentWanted
    | DocumentReady
    | DocumentDone
    | Error
)
OnChannel = VisitKey | PageShown | PageHidden | ShowRefused | FormState | FormValue | FormRefused
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


__all__ = [
    "CHUNK_BYTES",
    "MAX_CHUNKS",
    "MAX_FORM_VALUE",
    "MAX_KEPT",
    "MAX_MESSAGE_BYTES",
    "MAX_POINTS",
    "MAX_SDP_CHARS",
    "MAX_SHOWN_PAGES",
    "MAX_ZOOM",
    "REPAIR_SECONDS",
    "VERSION",
    "Answer",
    "AppointmentAccept",
    "AppointmentChanged",
    "AppointmentReceived",
    "AppointmentState",
    "AppointmentView",
    "Base64",
    "CallChanged",
    "CallRepair",
    "CallStart",
    "CallState",
    "CallView",
    "Challenge",
    "Chunk",
    "ClearMarks",
    "ConsoleHello",
    "ConsoleWelcome",
    "Correction",
    "Cv",
    "CvEntry",
    "DocumentAnnounce",
    "DocumentDone",
    "DocumentKind",
    "DocumentReady",
    "DocumentWanted",
    "Draft",
    "EndReason",
    "Error",
    "Fault",
    "Fit",
    "FormClose",
    "FormEdit",
    "FormFocus",
    "FormLibrary",
    "FormMake",
    "FormMapping",
    "FormOffered",
    "FormOpen",
    "FormRefused",
    "FormSpeak",
    "FormState",
    "FormValue",
    "FromConsole",
    "FromKiosk",
    "Hangup",
    "IceServer",
    "IceServers",
    "Id",
    "Ink",
    "Install",
    "KeepState",
    "KeepStatus",
    "KeptPage",
    "KioskHello",
    "KioskWelcome",
    "Letter",
    "Light",
    "Lights",
    "LightsChanged",
    "Manifest",
    "MappedField",
    "Mark",
    "MarkKind",
    "MarkMore",
    "Message",
    "NextVisit",
    "OnChannel",
    "OutcomeSheet",
    "PageFault",
    "PageHidden",
    "PageShown",
    "PaperLeft",
    "PapersNeeded",
    "Place",
    "Point",
    "PointOff",
    "Print",
    "PrintCancel",
    "PrintKeep",
    "PrintSeen",
    "PrintState",
    "PrintStatus",
    "Profile",
    "RelayWanted",
    "RepairAnswer",
    "RepairWanted",
    "Ring",
    "RingRefused",
    "Scan",
    "ScanKeep",
    "ScanSource",
    "ScanState",
    "ScanStatus",
    "Sdp",
    "Sha256",
    "Sheet",
    "Show",
    "ShowNothing",
    "ShowRefused",
    "Step",
    "Text",
    "ToConsole",
    "ToKiosk",
    "ToKioskOnChannel",
    "Unmark",
    "View",
    "VisitChanged",
    "VisitClose",
    "VisitEnd",
    "VisitKey",
    "VisitState",
    "VisitView",
    "Wiped",
    "challenge_bytes",
    "decode",
    "encode",
    "enrolment_bytes",
    "from_console",
    "from_kiosk",
    "is_too_large",
    "on_channel",
    "sheet",
    "to_console",
    "to_kiosk",
    "to_kiosk_on_channel",
]
