"""What is shown of appointments and visits: to consoles as wire messages, to pages as lines."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from . import protocol as wire
from .core.call import Call
from .core.free import Free
from .core.guest import THERE, Guest
from .core.summons import Summons
from .core.visit import Visit
from .languages import spoken_to
from .presence import Presence
from .store import (
    Tx,
    accounts,
    appointments,
    arrivals,
    dropins,
    free_accesses,
    kiosks,
    places,
    rooms,
    summonses,
    visits,
)
from .store.guests import of_call as guests_of_call
from .store.records import Appointment, Kiosk

PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True)
class AppointmentLine:
    """An appointment with the names that a page shows beside it."""

    appointment: Appointment
    organisation: str
    mairie: str
    relay: str
    counsellor: str | None
    "Display name of who accepted."
    visit: Visit | None = None
    "The open one."
    wanted: str | None = None
    "Display name of the counsellor in charge."
    arrived_at: float | None = None
    "They checked in, or were installed."


@dataclass(frozen=True)
class KioskLine:
    kiosk: Kiosk
    connected: bool
    lights: wire.Lights
    visit: Visit | None
    "The one installed here, not ended."
    summons: Summons | None = None
    "While the host is called to it."
    free: Free | None = None
    "Open between visits, or being wiped."
    somebody: bool = False
    "Its camera sees somebody."
    visit_beside: bool = False
    "At another kiosk of its room."


async def lines(tx: Tx, found: list[Appointment]) -> list[AppointmentLine]:
    people = await accounts.display_names(tx)
    bodies = {place.id: place.name for place in await places.organisations(tx)}
    mairies = {place.id: place.name for place in await places.mairies(tx)}
    relays = {place.id: place.name for place in await places.relays(tx)}
    arrived = await arrivals.of(tx, [record.id for record in found])
    return [
        AppointmentLine(
            record,
            bodies[record.organisation],
            mairies[record.mairie],
            relays[record.relay],
            people.get(record.counsellor) if record.counsellor else None,
            await visits.open_of_appointment(tx, record.id),
            people.get(record.wanted) if record.wanted else None,
            arrived[record.id].at if record.id in arrived else None,
        )
        for record in found
    ]


def appointment_view(line: AppointmentLine) -> wire.AppointmentView:
    record = line.appointment
    return wire.AppointmentView(
        id=record.id,
        state=record.state,
        name=record.name,
        first_name=record.first_name,
        telephone=record.telephone,
        organisation=record.organisation,
        motive=record.motive,
        mairie=line.mairie,
        relay=line.relay,
        at=wall_time(record.at),
        counsellor=line.counsellor,
        mode=record.mode,
        needs=record.needs,
        language=record.language or None,
        kiosk_language=record.kiosk_language or None,
        birth_date=record.birth_date or None,
        papers=record.papers,
        wanted=line.wanted,
        proposed=wall_time(record.proposed),
        withdrawn=record.withdrawn_why,
        came=wall_time(record.came_at),
        arrived=wall_time(line.arrived_at),
    )


async def appointment_views(tx: Tx, found: list[Appointment]) -> list[wire.AppointmentView]:
    return [appointment_view(line) for line in await lines(tx, found)]


async def visit_view(tx: Tx, visit: Visit, presence: Presence) -> wire.VisitView:
    kiosk = await kiosks.by_id(tx, visit.kiosk)
    relay = None if kiosk is None else await places.relay(tx, kiosk.relay)
    summons = await summonses.open_of_visit(tx, visit.id)
    return wire.VisitView(
        id=visit.id,
        appointment=visit.appointment,
        state=visit.state,
        kiosk=visit.kiosk,
        kiosk_name="" if kiosk is None else kiosk.name,
        lights=presence.lights(visit.kiosk),
        connected=presence.is_there(visit.kiosk),
        by_phone=visit.by_phone,
        relay_telephone=(relay.telephone or None) if relay is not None else None,
        host=None if summons is None else summons.view,
        gone=presence.is_gone(visit.id) or None,
    )


async def kiosk_line(tx: Tx, kiosk: Kiosk, presence: Presence) -> KioskLine:
    here = presence.is_there(kiosk.id)
    installed = await visits.open_at(tx, kiosk.id)
    called = await summonses.open_of_visit(tx, installed.id) if installed is not None else None
    free = await free_accesses.open_at(tx, kiosk.id)
    lights, somebody = presence.lights(kiosk.id), presence.somebody_at(kiosk.id)
    beside = await rooms.visit_beside(tx, kiosk.id)
    return KioskLine(kiosk, here, lights, installed, called, free, somebody, beside)


async def greeting(tx: Tx, visit: Visit) -> wire.Install:
    """What the kiosk of `visit` is told: who will answer."""
    body = await places.organisation(tx, visit.organisation)
    record = await appointments.by_id(tx, visit.appointment)
    accepted = record.counsellor if record is not None else None
    account = await accounts.by_id(tx, accepted) if accepted else None
    waited = await dropins.of_appointment(tx, visit.appointment)
    return wire.Install(
        visit=visit.id,
        organisation="" if body is None else body.name,
        organisation_id=visit.organisation,
        counsellor=None if account is None else account.display_name,
        needs=(record.needs if record is not None else ()) or None,
        ticket=None if waited is None else waited.ticket,
        language=None if record is None else await spoken_to(tx, record.kiosk_language),
    )


def without_what_was_told_to_another(view: wire.AppointmentView) -> wire.AppointmentView:
    """For an organisation that takes a call over: who it is, where, and how to speak with them.

    Not why they came, nor what would tell it (the papers to bring), nor a number, nor a birth date
    that this organisation did not ask.
    """
    told: dict[str, object] = {"telephone": "", "motive": "", "papers": ()}
    told |= dict.fromkeys(("counsellor", "wanted", "birth_date", "proposed"))
    return view.model_copy(update=told)


async def of_handed_visits(
    tx: Tx, installed: list[Visit], mine: list[Appointment]
) -> list[wire.AppointmentView]:
    """Of visits that another organisation passed on to the one whose appointments are `mine`."""
    known = {record.id for record in mine}
    found = [
        await appointments.by_id(tx, visit.appointment)
        for visit in installed
        if visit.appointment not in known
    ]
    there = await appointment_views(tx, [record for record in found if record is not None])
    return [without_what_was_told_to_another(view) for view in there]


async def guests(tx: Tx, call: Call, presence: Presence) -> tuple[wire.Guests, wire.Company]:
    """Who is invited to a call, for its console, and who is there, for its kiosk."""
    found = await guests_of_call(tx, call.id)
    bodies = {body.id: body.name for body in await places.organisations(tx)}
    all_of_them = wire.Guests(
        call=call.id, guests=tuple(g.view(is_connected(g, presence)) for g in found)
    )
    there = [
        wire.Companion(
            guest=g.id,
            name=g.name,
            quality=g.quality,
            organisation=bodies.get(g.organisation) if g.organisation else None,
        )
        for g in found
        if g.state in THERE and g.name is not None and g.quality is not None
    ]
    return all_of_them, wire.Company(call=call.id, guests=tuple(there))


def is_connected(guest: Guest, presence: Presence) -> bool:
    """A guest's page is open, or a console of the colleague."""
    if guest.organisation is None:
        return presence.guest_is_there(guest.id)
    return guest.account is not None and presence.consoles(guest.account) > 0


def wall_time(at: float | None) -> str | None:
    return None if at is None else datetime.fromtimestamp(at, PARIS).isoformat(timespec="minutes")


def month_of(at: float) -> str:
    return f"{datetime.fromtimestamp(at, PARIS):%Y-%m}"
