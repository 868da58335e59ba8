"""The secretary's page: register somebody, and follow what becomes of it."""

import asyncio
from collections.abc import Sequence

from aiohttp import web

from ..agenda.planner import SlotTaken
from ..agenda.standing import VanElsewhere
from ..auth.web import require
from ..core.person import Person
from ..keys import DESK
from ..pages import live
from ..pages.alerted import Told, told_by_mail
from ..pages.forms import Reading, read
from ..pages.posted import posted
from ..pages.rendering import page
from ..pages.rooms import Notice, bad, good, room_page, see_other, waiting
from ..requests import Body
from . import manage, room, slots
from .registration import Registration, flattened
from .room import HERE
from .rows import row_of, same_sentence, twins_of

SAID = {
    "annule": good("La demande est annulée."),
    "absent": good("L’absence est notée."),
    "corrige": good("La demande est corrigée. L’organisme la voit."),
    "deplace": good("La demande est déplacée. L’organisme doit de nouveau répondre."),
    "pris": good("Le nouveau moment est accepté. Prévenez la personne."),
    "decline": good("Le moment proposé est refusé. L’organisme va répondre de nouveau."),
    "avance": good("Le rendez-vous est avancé. Prévenez la personne."),
    "creneau-passe": bad("Ce créneau n’est plus gardé pour cette personne."),
    "heure-prise": bad(
        "Cette heure vient d’être prise. Refusez-la : l’organisme en proposera une autre."
    ),
    "heure-passee": bad("Cette heure est passée. Refusez-la : l’organisme en proposera une autre."),
    "rappele": good("C’est noté : la personne est prévenue."),
    "trop-tard": bad("Cette demande ne peut plus être changée : elle a déjà changé d’état."),
}
BY_MAIL = {
    Told.NEVER: "",
    Told.SOON: "Il sera prévenu par courriel. ",
    Told.DONE: "Il est prévenu par courriel. ",
}
_registering = asyncio.Lock()
"Two presses of the same key are looked at one after the other, so the second finds the first."


async def show(request: web.Request) -> web.Response:
    person = room.secretary(request)
    notice = SAID.get(request.query.get("dit", ""))
    if sent := request.query.get("envoye"):
        notice = await _sent(request, person, sent)
    return await _show(request, person, Reading(), notice=notice)


async def _sent(request: web.Request, person: Person, id: str) -> Notice:
    """Said at once: is somebody there to read it?"""
    line = await request.app[DESK].appointment_for(person, id)
    around = await room.around(request, person)
    row = row_of(line, around)
    done = f"La demande de {row.first_name} {row.name} est enregistrée et envoyée"
    if line.appointment.organisation not in around.alone:
        return good(f"{done} : {row.organisation}.")
    told = BY_MAIL[
        await told_by_mail(request, line.appointment.organisation, line.appointment.created_at)
    ]
    return waiting(
        f"{done}, mais aucun conseiller n’est connecté : {row.organisation}. {told}"
        "La demande attend ; sans réponse, elle reviendra ici, à rappeler."
    )


async def register(request: web.Request) -> web.Response:
    person, bodies = room.secretary(request), await room.requests(request).bodies()
    fields = flattened(await posted(request))
    reading = read(Registration, slots.typed(fields), await room.choices(request, bodies))
    if (form := reading.form) is None:
        return await _show(request, person, slots.as_typed(reading, fields), status=422)
    if said := await slots.refused(request, form, fields):
        return await _show(request, person, Reading(reading.values, {"when": said}), status=422)
    if (offered := await slots.at_closed_hours(request, form, reading, fields)) is not None:
        kept, said = offered
        return await _show(request, person, kept, status=409, notice=waiting(said))
    async with _registering:
        twins = [] if fields.get("again") else await _twins(request, person, form)
        if twins:
            twice = slots.as_typed(Reading(reading.values, {"again": twins[0][1]}), fields)
            return await _show(request, person, twice, status=409, twins=twins)
        try:
            record = await slots.register(request, person, form, fields)
        except (SlotTaken, VanElsewhere) as gone:
            late = slots.as_typed(Reading(reading.values, {"when": gone.sentence}), fields)
            return await _show(request, person, late, status=409)
    return see_other(f"{HERE}?envoye={record.id}")


async def look(request: web.Request) -> web.Response:
    """Where there is no JavaScript: the same page, with the slots that may be chosen."""
    person, fields = room.secretary(request), flattened(await posted(request))
    kept = {name: fields.get(name, "") for name in Registration.model_fields}
    return await _show(request, person, Reading(kept | {"when": "slot"}))


async def twin(request: web.Request) -> web.Response:
    """While the name is typed: who of this mairie waits under it already. Posted, for an address
    would keep the name in the journals of proxies."""
    person, fields = room.secretary(request), await posted(request)
    going_on = await room.requests(request).open_of(person)
    typed = (fields.get(part, "") for part in ("name", "first_name", "birth_date"))
    found = twins_of(going_on, *typed)
    return page(
        request,
        "secretariat/twin.html",
        twins=[(line.appointment.id, same_sentence(line, room.now(request))) for line in found],
    )


async def part(request: web.Request) -> web.Response:
    person = room.secretary(request)
    return page(request, "secretariat/list.html", groups=await room.groups(request, person))


async def follow(request: web.Request) -> web.Response:
    """The list alone, which reloads itself where there is no JavaScript."""
    person = room.secretary(request)
    return room_page(
        request,
        "secretariat/follow.html",
        require(request),
        groups=await room.groups(request, person),
        place=await room.place(request, person),
        here=HERE,
    )


async def stream(request: web.Request) -> web.StreamResponse:
    person = room.secretary(request)
    return await live.stream(request, request.app[DESK].subscribe(person))


ROUTES = (
    web.get(HERE, show),
    web.post(HERE, register),
    web.post(f"{HERE}/creneaux", look),
    web.post(f"{HERE}/doublon", twin),
    web.get(f"{HERE}/liste", part),
    web.get(f"{HERE}/suivi", follow),
    web.get(f"{HERE}/flux", stream),
    *slots.ROUTES,
    *manage.ROUTES,
)


async def _twins(request: web.Request, person: Person, form: Registration) -> list[tuple[str, str]]:
    """As :func:`twin`, whatever the organisation; that of the form first."""
    going_on = await room.requests(request).open_of(person)
    found = twins_of(going_on, form.name, form.first_name, form.birth_date)
    found.sort(key=lambda line: line.appointment.organisation != form.organisation)
    return [(line.appointment.id, same_sentence(line, room.now(request))) for line in found]


async def _show(
    request: web.Request,
    person: Person,
    reading: Reading[Registration],
    status: int = 200,
    notice: Notice | None = None,
    twins: Sequence[tuple[str, str]] = (),
) -> web.Response:
    bodies: list[Body] = await room.requests(request).bodies()
    return room_page(
        request,
        "secretariat/page.html",
        require(request),
        status,
        place=await room.place(request, person),
        here=HERE,
        reading=reading,
        notice=notice,
        twins=twins,
        sent=request.query.get("envoye") if notice else None,
        groups=await room.groups(request, person),
        slots=await slots.shown(request, reading.values),
        **await room.offer(request, bodies),
    )
