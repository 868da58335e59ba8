"""How far each commune is from the relays and from the offices: what journeys are spared."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from ..core.figures import Journey, Journeys
from ..errors import NotFound
from ..keys import DESK, LEDGER
from ..pages.forms import tidy
from ..pages.posted import posted
from ..pages.rooms import see_other
from ..pages.typography import typeset
from ..store.records import Mairie
from .frame import HERE, administrator, tab

PATH = f"{HERE}/distances"
LONGEST_KM, LONGEST_MINUTES = 500, 600
WRONG = typeset(f"Écrivez un nombre entier : {LONGEST_KM} km et {LONGEST_MINUTES} minutes au plus.")
HALF = typeset("Écrivez les kilomètres et les minutes, ou laissez les deux vides.")


@dataclass(frozen=True)
class Goal:
    """Where people of a commune go."""

    id: str
    name: str
    km: str = ""
    minutes: str = ""
    error: str = ""


async def show(request: web.Request) -> web.Response:
    person = administrator(request)
    known = await request.app[LEDGER].journeys(person)
    mairies = await request.app[DESK].mairies()
    goals = len(await _goals(request))
    told = {each.id: sum(mairie == each.id for mairie, _ in known) for each in mairies}
    values: dict[str, Any] = {"mairies": mairies, "told": told, "goals": goals}
    return tab(request, "admin/distances.html", PATH, **values)


async def edit(request: web.Request) -> web.Response:
    person, mairie = administrator(request), await _mairie(request)
    known = await request.app[LEDGER].journeys(person)
    goals = [
        Goal(id, name, str(way.km), str(way.minutes))
        if (way := known.get((mairie.id, id)))
        else Goal(id, name)
        for id, name in (await _goals(request)).items()
    ]
    return _page(request, mairie, goals)


async def change(request: web.Request) -> web.Response:
    person, mairie = administrator(request), await _mairie(request)
    fields, names = await posted(request), await _goals(request)
    goals = [goal_of(id, name, fields) for id, name in names.items()]
    if any(goal.error for goal in goals):
        return _page(request, mairie, goals, status=422)
    await request.app[LEDGER].set_journeys(person, mairie.id, journeys_of(mairie.id, goals))
    return see_other(f"{PATH}?dit=distances")


def goal_of(id: str, name: str, fields: Mapping[str, str]) -> Goal:
    km, minutes = (tidy(fields.get(f"{what}-{id}", "")) for what in ("km", "min"))
    if bool(km) is not bool(minutes):
        return Goal(id, name, km, minutes, HALF)
    right = not km or (_within(km, LONGEST_KM) and _within(minutes, LONGEST_MINUTES))
    return Goal(id, name, km, minutes, "" if right else WRONG)


def journeys_of(mairie: str, goals: list[Goal]) -> Journeys:
    return {
        (mairie, goal.id): Journey(int(goal.km), int(goal.minutes)) for goal in goals if goal.km
    }


def _within(typed: str, most: int) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) <= 4 and int(typed) <= most


def _page(
    request: web.Request, mairie: Mairie, goals: list[Goal], status: int = 200
) -> web.Response:
    wrong = any(goal.error for goal in goals)
    values: dict[str, Any] = {"mairie": mairie, "entries": goals, "wrong": wrong}
    return tab(request, "admin/distance.html", PATH, status, **values)


async def _goals(request: web.Request) -> dict[str, str]:
    """Relays first, then organisations, by what a page calls them."""
    desk = request.app[DESK]
    relays = {each.id: each.name for each in await desk.relays()}
    offices = {each.id: f"Bureau : {each.name}" for each in await desk.organisations()}
    return relays | offices


async def _mairie(request: web.Request) -> Mairie:
    administrator(request)
    for mairie in await request.app[DESK].mairies():
        if mairie.id == request.match_info["id"]:
            return mairie
    raise NotFound("mairie")
