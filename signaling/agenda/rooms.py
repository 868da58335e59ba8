"""The pages of a relay's rooms: a day or a week, for its host, for an administrator."""

from datetime import date, timedelta
from typing import Any

from aiohttp import web

from ..admin.frame import HERE as ADMINISTRATION
from ..admin.frame import administrator
from ..auth.web import require
from ..core.agenda.wall import day_of, moment
from ..core.person import Role
from ..keys import OFFICE
from ..pages.dates import day as written
from ..pages.rooms import acting_as, room_page
from ..secretariat.entries import read_day
from .occupancy import OCCUPANCY, Plan

HERE = "/relais/salles"
THERE = ADMINISTRATION + "/relais/{id}/salles"
WEEK = 7


async def of_host(request: web.Request) -> web.Response:
    person = acting_as(require(request, Role.HOST), Role.HOST)
    first, days = _asked(request)
    plan = await request.app[OCCUPANCY].of_host(person, first, days)
    return _page(request, plan, first, days, HERE, named=True)


async def of_relay(request: web.Request) -> web.Response:
    person, id = administrator(request), request.match_info["id"]
    first, days = _asked(request)
    plan = await request.app[OCCUPANCY].of_relay(person, id, first, days)
    return _page(request, plan, first, days, THERE.replace("{id}", id), named=False)


ROUTES = (web.get(HERE, of_host), web.get(THERE, of_relay))


def _asked(request: web.Request) -> tuple[date, int]:
    """The first day, and how many; a week begins on its Monday. What is unreadable is today."""
    day = read_day(request.query.get("jour", "")) or day_of(request.app[OFFICE].clock())
    if request.query.get("vue") == "semaine":
        return day - timedelta(days=day.weekday()), WEEK
    return day, 1


def _page(
    request: web.Request, plan: Plan, first: date, days: int, path: str, named: bool
) -> web.Response:
    week = days == WEEK
    view = "&vue=semaine" if week else ""
    values: dict[str, Any] = {
        "plan": plan,
        "days": [(each, written(moment(each.day, 720))) for each in plan.days],
        "named": named,
        "week": week,
        "before": f"{path}?jour={first - timedelta(days=days)}{view}",
        "after": f"{path}?jour={first + timedelta(days=days)}{view}",
        "other": f"{path}?jour={first}" + ("" if week else "&vue=semaine"),
        "today": path + ("?vue=semaine" if week else ""),
        "back": "/relais" if named else f"{ADMINISTRATION}/lieux",
        "place": plan.relay.name,
        "here": "/relais" if named else ADMINISTRATION,
    }
    return room_page(request, "agenda/rooms.html", require(request), **values)
