"""The secretary's page: register, follow, cancel."""

import asyncio
from datetime import date, timedelta
from typing import Any

from aiohttp import web

from ..auth.web import require
from ..core.person import Person, Role
from ..errors import Conflict
from ..keys import DESK
from ..pages import live
from ..pages.dates import hour, local
from ..pages.forms import Reading, read
from ..pages.posted import posted
from ..pages.rendering import page
from ..pages.rooms import Notice, acting_as, bad, good, room_page, see_other
from ..store.records import Mairie
from ..views import AppointmentLine
from .registration import FARTHEST, Choices, Registration
from .rows import grouped, row_of, same_as

HERE = "/secretariat"
SAID = {
    "annule": good("La demande est annulée."),
    "trop-tard": bad("Cette demande ne peut plus être annulée : elle a déjà changé d’état."),
}
BACK = timedelta(days=30)
"What nobody answered is shown until it is cancelled or erased."
_registering = asyncio.Lock()
"Two presses of the same key are looked at one after the other, so the second finds the first."


async def show(request: web.Request) -> web.Response:
    person = _secretary(request)
    notice = SAID.get(request.query.get("dit", ""))
    if sent := request.query.get("envoye"):
        row = row_of(await request.app[DESK].appointment_for(person, sent))
        who = f"{row.first_name} {row.name}"
        notice = good(f"La demande de {who} est enregistrée et envoyée : {row.organisation}.")
    return await _show(request, person, Reading(), notice=notice)


async def register(request: web.Request) -> web.Response:
    person, desk = _secretary(request), request.app[DESK]
    fields = await posted(request)
    reading = read(Registration, fields, await _choices(request))
    if (form := reading.form) is None:
        return await _show(request, person, reading, status=422)
    async with _registering:
        same = "" if fields.get("again") else await _same(request, person, form)
        if same:
            reading = Reading(reading.values, {"again": same})
            return await _show(request, person, reading, status=409)
        record = await desk.register_appointment(person, form)
    return see_other(f"{HERE}?envoye={record.id}")


async def part(request: web.Request) -> web.Response:
    person = _secretary(request)
    groups = grouped(await _lines(request, person), request.app[DESK].office.clock())
    return page(request, "secretariat/list.html", groups=groups)


async def follow(request: web.Request) -> web.Response:
    """The list alone, which reloads itself where there is no JavaScript."""
    person = _secretary(request)
    groups = grouped(await _lines(request, person), request.app[DESK].office.clock())
    return room_page(
        request,
        "secretariat/follow.html",
        require(request),
        groups=groups,
        place=await _place(request, person),
        here=HERE,
    )


async def stream(request: web.Request) -> web.StreamResponse:
    person = _secretary(request)
    return await live.stream(request, request.app[DESK].subscribe(person))


async def ask_cancel(request: web.Request) -> web.Response:
    person = _secretary(request)
    line = await request.app[DESK].appointment_for(person, request.match_info["id"])
    row = row_of(line)
    if not row.cancellable:
        return see_other(f"{HERE}?dit=trop-tard")
    return room_page(
        request,
        "secretariat/cancel.html",
        require(request),
        row=row,
        place=await _place(request, person),
        here=HERE,
    )


async def cancel(request: web.Request) -> web.Response:
    person = _secretary(request)
    try:
        await request.app[DESK].cancel(person, request.match_info["id"])
    except Conflict:
        return see_other(f"{HERE}?dit=trop-tard")
    return see_other(f"{HERE}?dit=annule")


ROUTES = (
    web.get(HERE, show),
    web.post(HERE, register),
    web.get(f"{HERE}/liste", part),
    web.get(f"{HERE}/suivi", follow),
    web.get(f"{HERE}/flux", stream),
    web.get(HERE + "/{id}/annuler", ask_cancel),
    web.post(HERE + "/{id}/annuler", cancel),
)


def _secretary(request: web.Request) -> Person:
    return acting_as(require(request, Role.SECRETARY), Role.SECRETARY)


async def _choices(request: web.Request) -> Choices:
    desk = request.app[DESK]
    organisations = frozenset(each.id for each in await desk.organisations())
    relays = frozenset(each.id for each in await desk.relays())
    return Choices(organisations, relays, desk.office.clock())


async def _lines(request: web.Request, person: Person) -> list[AppointmentLine]:
    today = _today(request)
    return await request.app[DESK].appointments_for(person, today - BACK, today + FARTHEST)


async def _same(request: web.Request, person: Person, form: Registration) -> str:
    lines = await _lines(request, person)
    row = same_as(lines, form.name, form.first_name, form.organisation, form.at)
    if row is None:
        return ""
    who = f"{row.first_name} {row.name}"
    since = f"inscrite à {hour(row.created_at)}"
    return f"{who} a déjà une demande en cours pour {row.organisation}, {since}."


def _today(request: web.Request) -> date:
    return local(request.app[DESK].office.clock()).date()


async def _show(
    request: web.Request,
    person: Person,
    reading: Reading[Registration],
    status: int = 200,
    notice: Notice | None = None,
) -> web.Response:
    desk = request.app[DESK]
    values: dict[str, Any] = {
        "reading": reading,
        "notice": notice,
        "organisations": await desk.organisations(),
        "relays": await desk.relays(),
        "groups": grouped(await _lines(request, person), desk.office.clock()),
        "first_day": _today(request).isoformat(),
        "last_day": (_today(request) + timedelta(days=FARTHEST.days)).isoformat(),
    }
    return room_page(
        request,
        "secretariat/page.html",
        require(request),
        status,
        place=await _place(request, person),
        here=HERE,
        **values,
    )


async def _place(request: web.Request, person: Person) -> str:
    mairies: list[Mairie] = await request.app[DESK].mairies()
    return next((each.name for each in mairies if each.id == person.mairie), "")
