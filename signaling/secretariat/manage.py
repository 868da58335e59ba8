"""One request of the mairie: correct, move, cancel, no-show, answer another time, called back."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiohttp import web

from ..agenda.holding import HourTaken
from ..agenda.standing import VanElsewhere
from ..auth.web import require
from ..core.person import Person
from ..errors import BadMoment, Conflict
from ..keys import DESK
from ..languages import in_french
from ..pages.dates import local
from ..pages.forms import Reading, read
from ..pages.posted import posted
from ..pages.rooms import room_page, see_other
from ..store.records import Appointment
from ..views import AppointmentLine
from . import room, slip, slots
from .history import steps_of
from .registration import Correction, flattened
from .room import HERE
from .rows import row_of

ONE = HERE + "/{id}"
ONLY_SLOTS = (
    "Cet organisme ne reçoit que sur ses créneaux : annulez ce rendez-vous, puis choisissez-en un."
)


async def show(request: web.Request) -> web.Response:
    """Where it stands, what happened to it, and what can be done."""
    person, line = await _asked(request)
    around = await room.around(request, person)
    row = row_of(line, around)
    steps = steps_of(await request.app[DESK].steps(person, line.appointment.id))
    return await _page(
        request,
        person,
        "secretariat/one.html",
        row=row,
        held=await slots.held(request, person, line.appointment.id) if row.open else None,
        steps=steps,
        past=line.appointment.at is None or line.appointment.at <= around.now,
    )


async def ask_correct(request: web.Request) -> web.Response:
    person, line = await _asked(request)
    if not row_of(line, await room.around(request, person)).open:
        return _too_late()
    return await _correction(request, person, line, Reading(_values(line.appointment)))


async def correct(request: web.Request) -> web.Response:
    person, line = await _asked(request)
    before = line.appointment
    bodies = await room.requests(request).bodies()
    fields = {**await posted(request), "organisation": before.organisation}
    choices = await room.choices(request, bodies)
    spoken = choices.languages | {before.kiosk_language}
    choices = replace(choices, kept=before.at, languages=spoken)
    reading = read(Correction, flattened(fields), choices)
    if (form := reading.form) is None:
        return await _correction(request, person, line, reading, status=422)
    moved = (form.at, form.relay) != (before.at, before.relay)
    if moved and await slots.refused(request, form, fields):
        told: Reading[Correction] = Reading(reading.values, {"day": ONLY_SLOTS})
        return await _correction(request, person, line, told, status=422)
    try:
        await room.requests(request).correct(person, before.id, form)
    except (VanElsewhere, HourTaken) as elsewhere:
        wrong: Reading[Correction] = Reading(reading.values, {"day": elsewhere.sentence})
        return await _correction(request, person, line, wrong, status=409)
    except Conflict:
        return _too_late()
    return see_other(f"{HERE}?dit={'deplace' if moved else 'corrige'}")


async def ask_cancel(request: web.Request) -> web.Response:
    return await _ask(request, "secretariat/cancel.html")


async def ask_absent(request: web.Request) -> web.Response:
    return await _ask(request, "secretariat/absent.html")


async def cancel(request: web.Request) -> web.Response:
    return await _do(request, request.app[DESK].cancel, "annule")


async def absent(request: web.Request) -> web.Response:
    return await _do(request, request.app[DESK].resident_absent, "absent")


async def take(request: web.Request) -> web.Response:
    return await _answer(request, True)


async def decline(request: web.Request) -> web.Response:
    return await _answer(request, False)


async def called_back(request: web.Request) -> web.Response:
    return await _do(request, room.requests(request).told, "rappele")


ROUTES = (
    web.get(ONE, show),
    web.get(f"{ONE}/modifier", ask_correct),
    web.post(f"{ONE}/modifier", correct),
    web.get(f"{ONE}/annuler", ask_cancel),
    web.post(f"{ONE}/annuler", cancel),
    web.get(f"{ONE}/absent", ask_absent),
    web.post(f"{ONE}/absent", absent),
    web.post(f"{ONE}/accepter", take),
    web.post(f"{ONE}/refuser", decline),
    web.post(f"{ONE}/rappele", called_back),
    *slip.ROUTES,
)


async def _asked(request: web.Request) -> tuple[Person, AppointmentLine]:
    person = room.secretary(request)
    return person, await request.app[DESK].appointment_for(person, request.match_info["id"])


async def _ask(request: web.Request, template: str) -> web.Response:
    person, line = await _asked(request)
    row = row_of(line, await room.around(request, person))
    return await _page(request, person, template, row=row) if row.open else _too_late()


async def _do(
    request: web.Request, act: Callable[[Person, str], Awaitable[object]], said: str
) -> web.Response:
    person = room.secretary(request)
    try:
        await act(person, request.match_info["id"])
    except HourTaken:
        return see_other(f"{HERE}?dit=heure-prise")
    except BadMoment:
        return see_other(f"{HERE}?dit=heure-passee")
    except Conflict:
        return _too_late()
    return see_other(f"{HERE}?dit={said}")


async def _answer(request: web.Request, taken: bool) -> web.Response:
    async def act(person: Person, id: str) -> None:
        await room.requests(request).answer_proposal(person, id, taken)

    return await _do(request, act, "pris" if taken else "decline")


async def _correction(
    request: web.Request,
    person: Person,
    line: AppointmentLine,
    reading: Reading[Correction],
    status: int = 200,
) -> web.Response:
    mine = [
        body
        for body in await room.requests(request).bodies()
        if body.organisation.id == line.appointment.organisation
    ]
    return await _page(
        request,
        person,
        "secretariat/correct.html",
        status,
        row=row_of(line, await room.around(request, person)),
        reading=reading,
        body=mine[0],
        spoken=line.appointment.kiosk_language,
        in_french=in_french,
        **await room.offer(request, mine),
    )


def _values(record: Appointment) -> dict[str, str]:
    """As the form shows them. The motive is not shown again."""
    when = None if record.at is None else local(record.at)
    return {
        "name": record.name,
        "first_name": record.first_name,
        "telephone": record.telephone,
        "email": record.email,
        "organisation": record.organisation,
        "birth_date": record.birth_date,
        "wanted": record.wanted or "",
        "relay": record.relay,
        "when": "now" if when is None else "later",
        "day": "" if when is None else f"{when:%Y-%m-%d}",
        "hour": "" if when is None else f"{when:%H:%M}",
        "mode": str(record.mode),
        "needs": ",".join(record.needs),
        "language": record.language,
        "kiosk_language": record.kiosk_language,
    }


async def _page(
    request: web.Request, person: Person, template: str, status: int = 200, **values: object
) -> web.Response:
    place = await room.place(request, person)
    return room_page(request, template, require(request), status, place=place, here=HERE, **values)


def _too_late() -> web.Response:
    return see_other(f"{HERE}?dit=trop-tard")
