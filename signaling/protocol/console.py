"""What a console and the server tell each other."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from .base import VERSION, Id, Message, Sdp, Text
from .duty import Availability
from .vocabulary import (
    AppointmentView,
    CallView,
    IceServer,
    KeptPage,
    Opinion,
    ScanSource,
    VisitOutcome,
    VisitView,
)

MAX_KEPT = 60
"Pages of a document: their order fits in one message."


class ConsoleHello(Message):
    """First message of a console. The session cookie says who speaks."""

    type: Literal["console_hello"] = "console_hello"
    version: int = VERSION
    availability: Availability | None = None
    "What the page knows; none for one that was just opened: the server remembers for a while."


class AppointmentReceived(Message):
    type: Literal["appointment_received"] = "appointment_received"
    appointment: Id


class AppointmentAccept(Message):
    type: Literal["appointment_accept"] = "appointment_accept"
    appointment: Id


class AppointmentPropose(Message):
    """The counsellor can, at another time; the mairie answers."""

    type: Literal["appointment_propose"] = "appointment_propose"
    appointment: Id
    at: AwareDatetime
    "Europe/Paris wall time, ISO 8601 with offset; to come, within 366 days."


class RelayWanted(Message):
    """Before an offer: the console will call this visit, or repair its call with it."""

    type: Literal["relay_wanted"] = "relay_wanted"
    visit: Id


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
    "Chosen by the console, to follow it. Said again, it means that the sheet lies."
    source: ScanSource | None = None
    "None: the glass, or where the kiosk guides to already."
    sign: bool = False
    "Of a sheet that was just printed: the kiosk asks to sign it first."


class ScanKeep(Message):
    """Asks for one PDF of scanned pages, corrected, in this order, at 300 dpi."""

    type: Literal["scan_keep"] = "scan_keep"
    visit: Id
    document: Id
    "Chosen by the console; the PDF arrives under it."
    pages: Annotated[tuple[KeptPage, ...], Field(min_length=1, max_length=MAX_KEPT)]


class Print(Message):
    """Asks that an announced document be printed; forwarded to the kiosk of the visit."""

    type: Literal["print"] = "print"
    visit: Id
    document: Id
    made_there: bool | None = None
    "The kiosk made it itself, of a form (:class:`FormMake`): the server never saw it."
    copies: Annotated[int, Field(ge=1, le=10)] = 1
    two_sided: bool = False
    "Bound along the long edge."
    colour: bool = True


class PrintCancel(Message):
    type: Literal["print_cancel"] = "print_cancel"
    visit: Id
    document: Id
    made_there: bool | None = None
    "As in :class:`Print`."


class PrintSeen(Message):
    """The counsellor saw the sheet in the resident's hands; forwarded to the kiosk."""

    type: Literal["print_seen"] = "print_seen"
    visit: Id
    document: Id


class PrintKeep(Message):
    """Asks for the PDF of the sheets that the kiosk made of a document sent to print."""

    type: Literal["print_keep"] = "print_keep"
    visit: Id
    printed: Id
    "The document that was sent."
    document: Id
    "Chosen by the console; the PDF arrives under it, as a scan does."


class VisitEnd(Message):
    """The counsellor ends the visit."""

    type: Literal["visit_end"] = "visit_end"
    visit: Id
    opinion: Opinion | None = None
    "Of the resident who was asked; counted without anything that says whose it is."
    outcome: VisitOutcome | None = None
    "Counted likewise."


class ConsoleWelcome(Message):
    type: Literal["console_welcome"] = "console_welcome"
    version: int = VERSION
    counsellor: Text
    organisation: Text
    organisation_id: Id
    naming: Text = "{date}_{nom}_{prenom}_{piece}"
    "How this organisation names the files that are taken, without their ending."
    appointments: tuple[AppointmentView, ...]
    visits: tuple[VisitView, ...]
    "Those open for the organisation."
    call: CallView | None = None
    "The call that this counsellor is in, if the page was reloaded or the server restarted."
    availability: Availability = Availability.AVAILABLE
    ends_in_s: Annotated[int, Field(ge=0)] | None = None
    "Then one must have signed in again, but for a visit in hand."


class AppointmentChanged(Message):
    type: Literal["appointment_changed"] = "appointment_changed"
    appointment: AppointmentView


class VisitChanged(Message):
    type: Literal["visit_changed"] = "visit_changed"
    visit: VisitView


class IceServers(Message):
    """Answer to :class:`RelayWanted`. Good for one offer, within 300 s."""

    type: Literal["ice_servers"] = "ice_servers"
    visit: Id
    servers: tuple[IceServer, ...]
    "Empty: this server has no relay, host candidates must do."


class CallChanged(Message):
    """The call's state, to the console that called."""

    type: Literal["call_changed"] = "call_changed"
    call: CallView
