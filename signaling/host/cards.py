"""The host lends a relay card: the next one laid on the kiosk's reader is this resident's.

The card opens nothing and says nothing of anybody: it lets a kiosk of this room know who comes in,
for this appointment and the next ones of the same case.
"""

from aiohttp import web

from ..arrivals import ARRIVALS, LINK_SECONDS
from ..auth.web import require
from ..core.appointment import END_STATES
from ..core.person import Person, Role
from ..errors import NotFound
from ..keys import DESK
from ..pages.posted import posted
from ..pages.rooms import acting_as, bad, good, room_page, see_other, waiting
from ..protocol import Light
from ..store import arrivals
from ..views import AppointmentLine, KioskLine

HERE = "/relais"
SAID = {
    "attend": waiting(
        f"Posez la carte sur le lecteur du guichet, dans les {LINK_SECONDS:.0f} secondes. "
        "Cette page le dira."
    ),
    "confiee": good(
        "La carte est confiée. À sa prochaine visite, l’usager la pose sur le lecteur."
    ),
    "reprise": good("C’est noté : cette carte ne dit plus rien de personne. Effacez-y tout nom."),
    "absent": bad("Ce guichet n’est plus connecté. Vérifiez qu’il est allumé."),
}


async def show(request: web.Request) -> web.Response:
    person, id = _host(request), request.match_info["id"]
    line = await _line(request, person)
    kiosks = await _readers(request, person)
    asked = request.query.get("guichet", "")
    mine = {kiosk.kiosk.id for kiosk in kiosks}
    said = request.query.get("dit", "")
    if asked in mine and request.app[ARRIVALS].is_linked(asked, id):
        said = "confiee"
    async with request.app[DESK].office.store.reading() as tx:
        record = line.appointment
        lent = await arrivals.cards_of(tx, record.relay, record.case_id)
    return room_page(
        request,
        "host/card.html",
        require(request),
        notice=SAID.get(said),
        awaits=said == "attend",
        resident=line.appointment,
        kiosks=kiosks,
        lent=lent,
        place=line.relay,
        here=HERE,
    )


async def lend(request: web.Request) -> web.Response:
    person, id = _host(request), request.match_info["id"]
    kiosk = (await posted(request)).get("kiosk", "")
    await _line(request, person)
    mine = {line.kiosk.id for line in await _readers(request, person) if line.connected}
    if kiosk not in mine:
        return see_other(f"{HERE}/usagers/{id}/carte?dit=absent")
    await request.app[ARRIVALS].await_card(person, id, kiosk)
    return see_other(f"{HERE}/usagers/{id}/carte?dit=attend&guichet={kiosk}")


async def take_back(request: web.Request) -> web.Response:
    person, id = _host(request), request.match_info["id"]
    await request.app[ARRIVALS].take_back(person, id)
    return see_other(f"{HERE}/usagers/{id}/carte?dit=reprise")


ROUTES = (
    web.get(HERE + "/usagers/{id}/carte", show),
    web.post(HERE + "/usagers/{id}/carte", lend),
    web.post(HERE + "/usagers/{id}/carte/reprendre", take_back),
)


def _host(request: web.Request) -> Person:
    return acting_as(require(request, Role.HOST), Role.HOST)


async def _line(request: web.Request, person: Person) -> AppointmentLine:
    """Raises :exc:`NotFound`, of what is over too: a card is for who comes again."""
    line = await request.app[DESK].appointment_for(person, request.match_info["id"])
    if line.appointment.state in END_STATES:
        raise NotFound("appointment is over")
    return line


async def _readers(request: web.Request, person: Person) -> list[KioskLine]:
    """The kiosks of the room that have a reader."""
    lines = await request.app[DESK].kiosks_for(person)
    return [line for line in lines if line.lights.card is not Light.OFF or not line.connected]
