"""One organisation: its name, what it asks and how soon it answers, its motives, its forms."""

import asyncio
from dataclasses import replace
from typing import Any

from aiohttp import web

from ..auth.web import SETTINGS
from ..core.person import Person
from ..errors import NotFound
from ..forms.library import Library
from ..keys import SETTLEMENT, SHELF
from ..pages.forms import Reading, read
from ..pages.posted import posted
from ..pages.rooms import see_other
from ..settlement import NameTaken
from ..store.records import Motive, Organisation
from .frame import HERE, PEOPLE, allowed, confirm, organisations, tab
from .settle_forms import MotiveSettings, OrganisationSettings

PATH = HERE + "/organismes/{id}"
TAKEN = "Un autre motif porte déjà ce nom."


async def show(request: web.Request) -> web.Response:
    _, body = await _asked(request)
    values = {
        "name": body.name,
        "asks_birth": "yes" if body.asks_birth else "",
        "answer_minutes": str(body.answer_minutes),
        "alert_email": body.alert_email,
    }
    return await _page(request, body, Reading(values))


async def change(request: web.Request) -> web.Response:
    person, body = await _asked(request)
    reading = read(OrganisationSettings, await posted(request))
    if (form := reading.form) is None:
        return await _page(request, body, reading, status=422)
    changed = replace(
        body,
        name=form.name,
        asks_birth=bool(form.asks_birth),
        answer_minutes=int(form.answer_minutes),
        alert_email=form.alert_email,
    )
    await request.app[SETTLEMENT].change(person, changed)
    return see_other(f"{_here(body)}?dit=organisme")


# -- motives ----------------------------------------------------------------------------------


async def add_motive(request: web.Request) -> web.Response:
    person, body = await _asked(request)
    return await _keep(request, person, body, None)


async def show_motive(request: web.Request) -> web.Response:
    person, body = await _asked(request)
    motive = await _motive(request, person, body)
    values = {"name": motive.name, "papers": "\n".join(motive.papers)}
    return _motive_page(request, body, motive, Reading(values))


async def change_motive(request: web.Request) -> web.Response:
    person, body = await _asked(request)
    return await _keep(request, person, body, await _motive(request, person, body))


async def raise_motive(request: web.Request) -> web.Response:
    person, body = await _asked(request)
    motive = await _motive(request, person, body)
    await request.app[SETTLEMENT].raise_motive(person, body.id, motive.id)
    return see_other(f"{_here(body)}#motifs")


async def ask_remove_motive(request: web.Request) -> web.Response:
    person, body = await _asked(request)
    motive = await _motive(request, person, body)
    return confirm(
        request,
        question="Retirer ce motif ?",
        about=motive.name,
        consequence="Les mairies ne le proposeront plus. Les demandes déjà faites ne changent pas.",
        yes="Oui, retirer le motif",
        back=_here(body),
    )


async def remove_motive(request: web.Request) -> web.Response:
    person, body = await _asked(request)
    motive = await _motive(request, person, body)
    await request.app[SETTLEMENT].remove_motive(person, body.id, motive.id)
    return see_other(f"{_here(body)}?dit=motifs")


ROUTES = (
    web.get(PATH, show),
    web.post(PATH, change),
    web.post(f"{PATH}/motifs", add_motive),
    web.get(f"{PATH}/motifs/{{motive}}", show_motive),
    web.post(f"{PATH}/motifs/{{motive}}", change_motive),
    web.post(f"{PATH}/motifs/{{motive}}/monter", raise_motive),
    web.get(f"{PATH}/motifs/{{motive}}/retirer", ask_remove_motive),
    web.post(f"{PATH}/motifs/{{motive}}/retirer", remove_motive),
)


async def _asked(request: web.Request) -> tuple[Person, Organisation]:
    """Who asks, and the organisation of the address if it is theirs."""
    person, id = allowed(request, *PEOPLE), request.match_info["id"]
    for body in await organisations(request, person):
        if body.id == id:
            return person, body
    raise NotFound("organisation")


async def _motive(request: web.Request, person: Person, body: Organisation) -> Motive:
    for motive in await request.app[SETTLEMENT].motives(person, body.id):
        if motive.id == request.match_info["motive"]:
            return motive
    raise NotFound("motive")


async def _keep(
    request: web.Request, person: Person, body: Organisation, motive: Motive | None
) -> web.Response:
    reading, id = read(MotiveSettings, await posted(request)), motive.id if motive else ""
    status = 422
    if (form := reading.form) is not None:
        papers = tuple(form.papers.splitlines())
        try:
            await request.app[SETTLEMENT].keep_motive(person, body.id, id, form.name, papers)
            return see_other(f"{_here(body)}?dit=motifs")
        except NameTaken:
            reading, status = Reading(reading.values, {"name": TAKEN}), 409
    return _motive_page(request, body, motive, reading, status)


async def _page(
    request: web.Request,
    body: Organisation,
    reading: Reading[OrganisationSettings],
    status: int = 200,
) -> web.Response:
    person, library = allowed(request, *PEOPLE), Library(request.app[SETTINGS].forms_dir)
    values: dict[str, Any] = {
        "organisation": body,
        "reading": reading,
        "blank": Reading(),
        "motives": await request.app[SETTLEMENT].motives(person, body.id),
        "forms": (
            *await asyncio.to_thread(library.of, body.id),
            *await request.app[SHELF].brought(person, body.id),
        ),
    }
    return tab(request, "admin/organisation.html", f"{HERE}/lieux", status, **values)


def _motive_page(
    request: web.Request,
    body: Organisation,
    motive: Motive | None,
    reading: Reading[MotiveSettings],
    status: int = 200,
) -> web.Response:
    values = {"organisation": body, "motive": motive, "reading": reading, "action": request.path}
    return tab(request, "admin/motive.html", f"{HERE}/lieux", status, **values)


def _here(body: Organisation) -> str:
    return f"{HERE}/organismes/{body.id}"
