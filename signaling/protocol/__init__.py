"""Every message of the wire, as `PROTOCOL.md` tells it.

The unions of :mod:`.unions`: one per direction of a socket, and two for the call's data channel:

- :data:`FromConsole`, :data:`FromKiosk`: what the server hears;
- :data:`ToConsole`, :data:`ToKiosk`: what it says;
- :data:`OnChannel`, :data:`ToKioskOnChannel`: what a console hears and says without the server;
- :data:`FromGuest`, :data:`ToGuest`: what the server hears from a guest's page, and says to it;
- :data:`Sheet`: what a document of type ``application/json`` holds, once it is opened.

Who speaks is the authenticated socket, never a field. Unknown keys are ignored; an unknown
``type`` is answered by an :class:`Error`, and nothing else happens. What is imported here is the
package's: it is listed nowhere else.
"""

from .ahead import *  # noqa: F403 - what it names itself
from .arriving import *  # noqa: F403
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
from .casework import (
    MAX_HEADING,
    MAX_HEADINGS,
    MAX_NOTE,
    CaseNotes,
    NotesChanged,
    NotesWanted,
    NoteView,
    NoteWrite,
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
from .dropin import *  # noqa: F403 - what it names itself
from .duty import (
    Availability,
    AvailabilityChosen,
    ResidentTake,
    ResidentTaken,
    ResidentWaits,
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
from .free import *  # noqa: F403 - what it names itself
from .guests import *  # noqa: F403 - what it names itself
from .host import ByPhone, CallByPhone, HostCall, HostCalled, HostDismiss
from .incall import (
    LEAST_FRAMING,
    LEAST_PERCENT,
    MAX_LIVE_TEXT,
    MAX_TILE,
    MAX_TILE_CHARS,
    MOST_FRAMING,
    MOST_PERCENT,
    AskOpinion,
    Frame,
    Framing,
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
from .line import *  # noqa: F403 - what it names itself
from .livery import *  # noqa: F403 - what it names itself
from .meeting import *  # noqa: F403 - what it names itself
from .memory import MAX_MEMORY, Remember, Remembered
from .next_appointment import (
    AppointmentNext,
    NextMotive,
    NextOffer,
    NextSlot,
    NextWanted,
)
from .reception import Mode, Need
from .reply import *  # noqa: F403 - what it names itself
from .sheets import Cv, CvEntry, Draft, Letter, NextVisit, OutcomeSheet, Sheet, Step
from .transfer import *  # noqa: F403 - what it names itself
from .unions import (
    FromConsole,
    FromKiosk,
    OnChannel,
    ToConsole,
    ToKiosk,
    ToKioskOnChannel,
    from_console,
    from_kiosk,
    on_channel,
    sheet,
    to_console,
    to_kiosk,
    to_kiosk_on_channel,
)
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
    Opinion,
    PageFault,
    Place,
    PrintState,
    ScanSource,
    ScanState,
    SummonsReason,
    SummonsState,
    SummonsView,
    Unwiped,
    VisitOutcome,
    VisitState,
    VisitView,
)
from .voices import *  # noqa: F403 - what it names itself
from .waking import *  # noqa: F403 - what it names itself
