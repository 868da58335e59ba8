"""The host's page: install a resident at a kiosk of the room, end a visit."""

from typing import Any

from aiohttp import web

from ..attendance import Staffing
from ..auth.web import require
from ..core.person import Person, Role
from ..core.visit import Visit
from ..errors import Conflict, KioskAbsent, KioskBusy, KioskInService, KioskUnwiped, NotFound
from ..keys import DESK, RECEPTION
from ..pages import live
from ..pages.alerted import Told, told_by_mail
from ..pages.dates import day, local
from ..pages.posted import posted
from ..pages.rendering import page
from ..pages.rooms import acting_as, bad, good, room_page, see_other, waiting
from ..seating import RoomBusy
from ..store.records import Relay
from ..views import AppointmentLine, KioskLine
from ..waking import WAKING
from . import cards, daybook, dropin, free
from .rings import LATE, Ring, rings_of
from .room import Room, RoomKiosk, RoomVisit, room_of

HERE = "/relais"
ALONE = "L’usager est installé. Aucun conseiller n’est connecté"
WAIT = (
    "Dites-lui que l’attente peut être longue. Si personne n’appelle, terminez la visite : "
    "sa mairie le rappellera."
)
SAID = {
    "installe": good("L’usager est installé. Le conseiller est prévenu et va appeler."),
    "seul": waiting(f"{ALONE}. {WAIT}"),
    "seul-courriel": waiting(f"{ALONE} : son organisme est prévenu par courriel. {WAIT}"),
    "seul-bientot": waiting(f"{ALONE} : son organisme sera prévenu par courriel. {WAIT}"),
    "termine": good("La visite est terminée. Le guichet efface tout, puis sera libre."),
    "occupe": bad("Ce guichet vient d’être occupé. Choisissez-en un autre."),
    "salle": bad(RoomBusy.sentence),
    "absent": bad("Ce guichet n’est plus connecté. Vérifiez qu’il est allumé."),
    "efface": bad("Ce guichet n’a pas fini d’effacer la visite d’avant. Choisissez-en un autre."),
    "technique": bad("Un technicien travaille sur ce guichet. Choisissez-en un autre."),
    "examen": good("Le guichet s’examine : il joue une note. C’est fini en une minute."),
    "pris": bad("Quelqu’un est à ce guichet, ou dans sa salle. Recommencez plus tard."),
    "change": bad("Ce rendez-vous a changé entre-temps : l’usager n’a pas été installé."),
    "arrive": good("C’est noté. Le conseiller et l’usager savent que vous arrivez."),
    "regle": good("C’est noté : vous n’êtes plus attendu à ce guichet."),
    "personne": good("Personne ne vous appelle plus à ce guichet."),
    "vu": good("C’est noté : vous savez que ce guichet est en panne."),
    "repare": good("Ce guichet n’est plus en panne."),
    "finie": good("Cette visite était déjà terminée."),
}


async def show(request: web.Request) -> web.Response:
    person, now = _host(request), request.app[DESK].office.clock()
    return room_page(
        request,
        "host/page.html",
        require(request),
        notice=SAID.get(request.query.get("dit", "")) or dropin.said(request),
        today=day(now),
        seen=int(now),  # another address each time: to a place of the same page nothing is loaded
        here=HERE,
        **await _values(request, person),
    )


async def part(request: web.Request) -> web.Response:
    return page(request, "host/room.html", **await _values(request, _host(request)))


async def stream(request: web.Request) -> web.StreamResponse:
    changes = request.app[DESK].subscribe(_host(request))
    return await live.stream(request, changes, rings=True)


async def install(request: web.Request) -> web.Response:
    person, fields = _host(request), await posted(request)
    appointment, kiosk = fields.get("appointment", ""), fields.get("kiosk", "")
    try:
        visit = await request.app[DESK].install(person, appointment, kiosk)
    except RoomBusy:
        return see_other(f"{HERE}?dit=salle")
    except KioskBusy:
        return see_other(f"{HERE}?dit=occupe")
    except KioskAbsent:
        return see_other(f"{HERE}?dit=absent")
    except KioskInService:
        return see_other(f"{HERE}?dit=technique")
    except KioskUnwiped:
        return see_other(f"{HERE}?dit=efface")
    except Conflict:
        return see_other(f"{HERE}?dit=change")
    return see_other(f"{HERE}?dit={await _called(request, visit)}")


async def examine(request: web.Request) -> web.Response:
    try:
        await request.app[WAKING].ask(_host(request), request.match_info["id"])
    except KioskAbsent:
        return see_other(f"{HERE}?dit=absent")
    except Conflict:
        return see_other(f"{HERE}?dit=pris")
    return see_other(f"{HERE}?dit=examen")


async def ask_end(request: web.Request) -> web.Response:
    person = _host(request)
    kiosk, visit = _found(await _room(request, person), request.match_info["id"])
    if not visit.may_end:
        return see_other(f"{HERE}?dit=finie")
    relay = await _relay(request, person)
    return room_page(
        request,
        "host/end.html",
        require(request),
        visit=visit,
        kiosk=kiosk,
        place=relay.name,
        here=HERE,
    )


async def end(request: web.Request) -> web.Response:
    try:
        await request.app[DESK].end_visit(_host(request), request.match_info["id"])
    except Conflict:
        return see_other(f"{HERE}?dit=finie")
    return see_other(f"{HERE}?dit=termine")


async def rings(request: web.Request) -> web.Response:
    kiosks, installed = await _kiosks(request, _host(request))
    return page(request, "host/rings.html", rings=_rings(request, kiosks, installed), late=LATE)


async def come(request: web.Request) -> web.Response:
    person, visit = _host(request), request.match_info["id"]
    try:
        called = await request.app[RECEPTION].answer(person, visit)
    except Conflict:
        called = False
    return see_other(f"{HERE}?dit={'arrive' if called else 'personne'}")


async def see(request: web.Request) -> web.Response:
    """A kiosk out of order, at which nobody sits."""
    seen = await request.app[RECEPTION].outages.see(_host(request), request.match_info["id"])
    return see_other(f"{HERE}?dit={'vu' if seen else 'repare'}")


async def settle(request: web.Request) -> web.Response:
    await request.app[RECEPTION].dismiss(_host(request), request.match_info["id"])
    return see_other(f"{HERE}?dit=regle")


ROUTES = (
    web.get(HERE, show),
    web.get(f"{HERE}/vue", part),
    web.get(f"{HERE}/flux", stream),
    web.get(f"{HERE}/appels", rings),
    web.post(HERE + "/appels/{id}/arrive", come),
    web.post(HERE + "/appels/{id}/regle", settle),
    web.post(HERE + "/guichets/{id}/vu", see),
    web.post(f"{HERE}/installer", install),
    web.post(HERE + "/guichets/{id}/examen", examine),
    web.get(HERE + "/visites/{id}/terminer", ask_end),
    web.post(HERE + "/visites/{id}/terminer", end),
    *free.ROUTES,
    *dropin.ROUTES,
    *daybook.ROUTES,
    *cards.ROUTES,
)


def _host(request: web.Request) -> Person:
    return acting_as(require(request, Role.HOST), Role.HOST)


def _rings(
    request: web.Request, kiosks: list[KioskLine], installed: dict[str, AppointmentLine]
) -> list[Ring]:
    return rings_of(kiosks, installed, request.app[RECEPTION].outages.shown)


def _found(room: Room, visit: str) -> tuple[RoomKiosk, RoomVisit]:
    for kiosk in room.kiosks:
        if kiosk.visit is not None and kiosk.visit.id == visit:
            return kiosk, kiosk.visit
    raise NotFound("visit of another relay")


async def _kiosks(
    request: web.Request, person: Person
) -> tuple[list[KioskLine], dict[str, AppointmentLine]]:
    """The kiosks of the room, and the appointments of those who sit there, by identifier."""
    desk = request.app[DESK]
    kiosks = await desk.kiosks_for(person)
    open_visits = [line.visit for line in kiosks if line.visit is not None]
    installed = {
        visit.appointment: await desk.appointment_for(person, visit.appointment)
        for visit in open_visits
    }
    return kiosks, installed


async def _room(request: web.Request, person: Person) -> Room:
    kiosks, installed = await _kiosks(request, person)
    return await _room_of(request, person, kiosks, installed)


async def _room_of(
    request: web.Request,
    person: Person,
    kiosks: list[KioskLine],
    installed: dict[str, AppointmentLine],
) -> Room:
    desk = request.app[DESK]
    today = local(desk.office.clock()).date()
    return room_of(await desk.appointments_for(person, today), kiosks, installed)


async def _values(request: web.Request, person: Person) -> dict[str, Any]:
    kiosks, installed = await _kiosks(request, person)
    room = await _room_of(request, person, kiosks, installed)
    relay = await _relay(request, person)
    return {
        "expected": room.expected,
        "present": room.here,
        "done": room.done,
        "kiosks": room.kiosks,
        "free": room.free,
        "reads_cards": room.reads_cards,
        "queue": await dropin.queue_of(request, person),
        "relay": relay,
        "place": relay.name,
        "rings": _rings(request, kiosks, installed),
        "late": LATE,
    }


async def _called(request: web.Request, visit: Visit) -> str:
    """Said at once: is somebody there to call?"""
    office = request.app[DESK].office
    if office.attendance.staffing(visit.organisation) is not Staffing.NOBODY:
        return "installe"
    match await told_by_mail(request, visit.organisation, visit.opened_at):
        case Told.NEVER:
            return "seul"
        case Told.DONE:
            return "seul-courriel"
        case Told.SOON:
            return "seul-bientot"


async def _relay(request: web.Request, person: Person) -> Relay:
    for relay in await request.app[DESK].relays():
        if relay.id == person.relay:
            return relay
    raise NotFound("relay")
