"""What the server says, as an event of the attendant. Pure."""

import base64

from signaling import protocol as wire
from signaling.protocol import EndReason

from .core import door_events as door
from .core import events as e
from .core import free_events as free
from .core.service_events import ServiceClosed, ServiceOpened


def translate(message: wire.Message) -> e.Event | None:
    """None for what the shell does without the attendant (documents) or only logs (errors)."""
    match message:
        case wire.KioskWelcome(visit=visit, free=free):
            return e.Welcomed(visit, free)
        case wire.Error(code="not_allowed", about="kiosk_hello"):
            return e.Welcomed(None)  # revoked while the link was away: nothing may stay here
        case wire.Install():
            return e.Installed(message)
        case (
            wire.QueueOffered()
            | wire.QueueJoined()
            | wire.QueueShut()
            | wire.QueueHere()
            | wire.QueueCalled()
        ):
            return e.QueueTold(message)
        case wire.Ring():
            return e.Rang(message)
        case wire.CallRepair(call=call, repair=repair, sdp=sdp, ice_servers=servers):
            return e.RepairOffered(call, repair, sdp, servers or ())
        case wire.Company(call=call, guests=guests):
            return e.CompanyChanged(call, guests)
        case wire.TakeOver():
            return e.TakeOverOffered(
                message.call,
                message.organisation,
                message.organisation_id,
                message.counsellor,
                message.released,
                message.sdp,
                message.ice_servers,
            )
        case wire.Hangup(call=call, reason=reason):
            return e.HungUp(call, reason not in (EndReason.LOST, EndReason.FAILED))
        case wire.Scan(visit=visit, scan=scan, source=source, sign=sign):
            return e.ScanAsked(visit, scan, source, sign)
        case wire.ScanKeep(visit=visit, document=document, pages=pages):
            return e.KeepAsked(visit, document, pages)
        case wire.Print(visit=visit, document=document, copies=copies):
            how = e.HowToPrint(copies, message.two_sided, message.colour)
            return e.PrintAsked(visit, document, how)
        case wire.PrintCancel(visit=visit, document=document):
            return e.PrintCancelAsked(visit, document)
        case wire.PrintSeen(visit=visit, document=document):
            return e.PrintSeen(visit, document)
        case wire.PrintKeep(visit=visit, printed=printed, document=document):
            return e.PrintKeepAsked(visit, printed, document)
        case wire.HostCalled(visit=visit, state=state):
            return e.HostCalled(visit, state)
        case wire.ByPhone(visit=visit):
            return e.PhoneChosen(visit)
        case wire.ResidentStays(visit=visit):
            return door.StaySaid(visit)
        case wire.CheckInTold():
            return door.CheckInAnswered(message)
        case wire.VisitClose(visit=visit):
            return e.CloseAsked(visit)
        case wire.DocumentDone(document=document):
            return e.DocumentDelivered(document)
        case wire.ServiceOpen(minutes=minutes):
            return ServiceOpened(minutes)
        case wire.ServiceClose():
            return ServiceClosed()
        case _:
            return _of_free_access(message)


def _of_free_access(message: wire.Message) -> e.Event | None:
    match message:
        case wire.FreeOpen():
            return free.FreeOpened(message)
        case wire.FreePressed(free=id, press=press):
            return free.FreePressed(id, press)
        case wire.FreeFile(free=id, manifest=manifest, key=key):
            return free.FreeFileGiven(id, manifest, base64.b64decode(key))
        case wire.FreeSent(free=id):
            return free.FreeSent(id)
        case wire.FreeNotSent(free=id, code=code, sentence=sentence):
            return free.FreeNotSent(id, code, sentence)
        case wire.FreeClose(free=id, why=why):
            return free.FreeCloseAsked(id, why)
        case _:
            return None
