"""What every page of a secretary needs: who asks, what may be chosen, what goes on."""

from datetime import date, timedelta
from typing import Any

from aiohttp import web

from ..agenda.planner import PLANNER
from ..attendance import Staffing
from ..auth.web import require
from ..core.person import Person, Role
from ..keys import DESK, OFFICE
from ..languages import Language, offered
from ..pages.dates import local
from ..pages.rooms import acting_as
from ..pages.words import MODE, NEED
from ..requests import Body, Requests
from ..store.records import Mairie
from ..views import AppointmentLine
from .registration import FARTHEST, Choices
from .rows import Around, Group, grouped

HERE = "/secretariat"
BACK = timedelta(days=30)
"What nobody answered is shown until it is cancelled or erased."


def secretary(request: web.Request) -> Person:
    return acting_as(require(request, Role.SECRETARY), Role.SECRETARY)


def requests(request: web.Request) -> Requests:
    return Requests(request.app[OFFICE])


def now(request: web.Request) -> float:
    return request.app[OFFICE].clock()


def today(request: web.Request) -> date:
    return local(now(request)).date()


async def around(request: web.Request, person: Person) -> Around:
    attendance = request.app[OFFICE].attendance
    known = await request.app[DESK].organisations()
    alone = frozenset(body.id for body in known if attendance.staffing(body.id) is Staffing.NOBODY)
    asked = requests(request)
    offers = await request.app[PLANNER].offers(person)
    told = await asked.alerted(), await asked.to_call(person)
    return Around(now(request), alone, *told, offers)


async def lines(request: web.Request, person: Person) -> list[AppointmentLine]:
    day = today(request)
    return await request.app[DESK].appointments_for(person, day - BACK, day + FARTHEST)


async def groups(request: web.Request, person: Person) -> list[Group]:
    return grouped(await lines(request, person), await around(request, person))


async def choices(request: web.Request, bodies: list[Body]) -> Choices:
    relays = frozenset(each.id for each in await request.app[DESK].relays())
    return Choices(
        frozenset(body.organisation.id for body in bodies),
        relays,
        now(request),
        {body.organisation.id: frozenset(one.id for one in body.motives) for body in bodies},
        {body.organisation.id: frozenset(one.id for one in body.counsellors) for body in bodies},
        frozenset(body.organisation.id for body in bodies if body.organisation.asks_birth),
        frozenset(each.code for each in await languages(request)),
    )


async def offer(request: web.Request, bodies: list[Body]) -> dict[str, Any]:
    """What the form's template shows to choose from."""
    return {
        "bodies": bodies,
        "relays": await request.app[DESK].relays(),
        "modes": MODE,
        "all_needs": NEED,
        "languages": await languages(request),
        "first_day": today(request).isoformat(),
        "last_day": (today(request) + FARTHEST).isoformat(),
    }


async def languages(request: web.Request) -> list[Language]:
    """Which a kiosk may speak, besides French."""
    async with request.app[OFFICE].store.reading() as tx:
        return await offered(tx)


async def place(request: web.Request, person: Person) -> str:
    mairies: list[Mairie] = await request.app[DESK].mairies()
    return next((each.name for each in mairies if each.id == person.mairie), "")
