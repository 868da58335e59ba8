"""The agenda of an organisation: its permanences, its absences, its lengths."""

from typing import Any

from aiohttp import web

from ..agenda.publishing import PUBLISHING, Settings
from ..core.agenda.permanences import Agenda, Kind, School
from ..core.person import Person
from ..errors import NotFound
from ..keys import DESK
from ..pages.dates import DAYS
from ..pages.forms import Reading, read
from ..pages.posted import posted
from ..pages.rooms import see_other
from ..store.records import Organisation
from .agenda_forms import (
    NewAbsence,
    NewException,
    NewLengths,
    NewPermanence,
    flattened,
    minutes_of,
)
from .agenda_rows import RHYTHMS, absence_row, amiss_row, permanence_row
from .frame import HERE, PEOPLE, allowed, organisations, tab

PATH = HERE + "/organismes/{id}/agenda"
KINDS = {Kind.BOOKED: "Sur rendez-vous, par créneaux", Kind.DROP_IN: "Sans rendez-vous"}
SCHOOL = {
    School.ALWAYS: "Toute l’année",
    School.OUTSIDE: "Hors vacances scolaires",
    School.ONLY: "Pendant les vacances scolaires",
}


async def show(request: web.Request) -> web.Response:
    return await _page(request)


async def publish(request: web.Request) -> web.Response:
    person, organisation = await _asked(request)
    fields = flattened(await posted(request))
    reading = read(NewPermanence, fields)
    if (form := reading.form) is None:
        return await _page(request, new=reading, status=422)
    known = form.permanence(organisation.id)
    await request.app[PUBLISHING].publish(person, known)
    return _done(organisation, "permanence")


async def withdraw(request: web.Request) -> web.Response:
    person, organisation = await _asked(request)
    id = request.match_info["permanence"]
    await request.app[PUBLISHING].withdraw(person, organisation.id, id)
    return _done(organisation, "permanence-retiree")


async def except_for(request: web.Request) -> web.Response:
    """One permanence has a day unlike the others; its form is beside it."""
    person, organisation = await _asked(request)
    id, fields = request.match_info["permanence"], await posted(request)
    reading = read(NewException, fields)
    if (form := reading.form) is None:
        return await _page(request, unlike=(id, reading), status=422)
    day: Any = form.day
    publishing = request.app[PUBLISHING]
    if fields.get("rule"):
        await publishing.follow_the_rule(person, organisation.id, id, day)
    else:
        await publishing.except_for(person, organisation.id, id, day, form.hours)
    return _done(organisation, "jour")


async def be_absent(request: web.Request) -> web.Response:
    person, organisation = await _asked(request)
    reading = read(NewAbsence, await posted(request))
    if (form := reading.form) is None:
        return await _page(request, absent=reading, status=422)
    await request.app[PUBLISHING].be_absent(person, form.absence(organisation.id))
    return _done(organisation, "absence-notee")


async def be_back(request: web.Request) -> web.Response:
    person, organisation = await _asked(request)
    id = request.match_info["absence"]
    await request.app[PUBLISHING].be_back(person, organisation.id, id)
    return _done(organisation, "absence-retiree")


async def settle(request: web.Request) -> web.Response:
    person, organisation = await _asked(request)
    fields = await posted(request)
    reading = read(NewLengths, fields)
    if (form := reading.form) is None:
        return await _page(request, lengths=reading, status=422)
    usual, rest, notice, horizon = map(int, (form.usual, form.rest, form.notice, form.horizon))
    chosen = Settings(usual, rest, notice * 60, horizon, bool(form.on_request), minutes_of(fields))
    await request.app[PUBLISHING].settle(person, organisation.id, chosen)
    return _done(organisation, "durees")


ROUTES = (
    web.get(PATH, show),
    web.post(f"{PATH}/permanences", publish),
    web.post(PATH + "/permanences/{permanence}/retirer", withdraw),
    web.post(PATH + "/permanences/{permanence}/jour", except_for),
    web.post(f"{PATH}/absences", be_absent),
    web.post(PATH + "/absences/{absence}/retirer", be_back),
    web.post(f"{PATH}/durees", settle),
)


async def _page(
    request: web.Request,
    status: int = 200,
    new: Reading[NewPermanence] | None = None,
    absent: Reading[NewAbsence] | None = None,
    lengths: Reading[NewLengths] | None = None,
    unlike: tuple[str, Reading[NewException]] | None = None,
) -> web.Response:
    person, organisation = await _asked(request)
    known = await request.app[PUBLISHING].of(person, organisation.id)
    names = {each.id: each.display_name for each in known.counsellors}
    relays = await request.app[DESK].relays()
    places = {each.id: each.name for each in relays}
    agenda = known.agenda
    values: dict[str, Any] = {
        "organisation": organisation,
        "permanences": [permanence_row(each, names, places) for each in agenda.permanences],
        "absences": [absence_row(id, each, names) for id, each in known.absences],
        "amiss": [amiss_row(each, why, names) for each, why in known.amiss],
        "counsellors": known.counsellors,
        "relays": relays,
        "motives": known.motives,
        "agenda": agenda,
        "new": new or Reading({"every": "1", "kind": "booked", "school": "always"}),
        "absent": absent or Reading(),
        "lengths": lengths or Reading(_lengths(agenda)),
        "unlike": unlike or ("", Reading()),
        "weekdays": DAYS,
        "rhythms": RHYTHMS,
        "kinds": KINDS,
        "school": SCHOOL,
    }
    return tab(request, "admin/agenda.html", f"{HERE}/lieux", status, **values)


def _lengths(agenda: Agenda) -> dict[str, str]:
    return {
        "usual": str(agenda.lengths.usual),
        "rest": str(agenda.lengths.rest),
        "notice": str(agenda.notice_minutes // 60),
        "horizon": str(agenda.horizon_days),
        "on_request": "yes" if agenda.on_request else "",
    }


def _done(organisation: Organisation, said: str) -> web.Response:
    return see_other(f"{HERE}/organismes/{organisation.id}/agenda?dit={said}")


async def _asked(request: web.Request) -> tuple[Person, Organisation]:
    person, id = allowed(request, *PEOPLE), request.match_info["id"]
    for organisation in await organisations(request, person):
        if organisation.id == id:
            return person, organisation
    raise NotFound("organisation")
