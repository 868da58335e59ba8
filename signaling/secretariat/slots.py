"""Choosing a slot in the mairie's form, and coming earlier when one is freed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from ..agenda.planner import PLANNER, Free, Held, days_of
from ..attendance import Staffing
from ..core.agenda.slots import Slot
from ..core.agenda.wall import moment
from ..core.person import Person
from ..errors import Conflict
from ..keys import DESK
from ..pages.dates import day, hour, local
from ..pages.forms import Reading
from ..pages.posted import posted
from ..pages.rendering import page
from ..pages.rooms import see_other
from ..protocol import Mode
from ..store.records import Appointment
from . import room
from .registration import Correction, Registration, flattened
from .room import HERE

ONE = HERE + "/{id}"
NONE_CHOSEN = "Choisissez un créneau."
CLOSED = (
    "Personne ne reçoit en ce moment. Premier créneau libre : {day} à {hour}. Il est choisi : "
    "envoyez, ou remettez « Maintenant » pour que la demande attende."
)
ONLY_SLOTS = "Cet organisme ne reçoit que sur ses créneaux : choisissez-en un."


@dataclass(frozen=True)
class Day:
    at: float
    "Its midnight."
    slots: list[Slot]


@dataclass(frozen=True)
class Shown:
    """What the form shows of slots."""

    asked: bool = False
    "An organisation and a relay are known."
    free: Free = field(default_factory=lambda: Free(False, True))
    days: tuple[Day, ...] = ()


def typed(fields: Mapping[str, str]) -> dict[str, str]:
    """A chosen slot is a day and an hour, like another time that is typed."""
    if fields.get("when") != "slot" or (starts := starts_of(fields)) is None:
        return dict(fields)
    when = local(starts)
    return {**fields, "when": "later", "day": f"{when:%Y-%m-%d}", "hour": f"{when:%H:%M}"}


def starts_of(fields: Mapping[str, str]) -> float | None:
    """The moment of the slot that was chosen, if one was."""
    text = fields.get("slot", "")
    if fields.get("when") != "slot" or not (text.isascii() and text.isdigit()):
        return None
    return float(text) if len(text) < 12 else None


def as_typed(reading: Reading[Registration], fields: Mapping[str, str]) -> Reading[Registration]:
    """To be shown again: the slot stays chosen, and its absence is said."""
    if fields.get("when") != "slot":
        return reading
    values = {**reading.values, "when": "slot", "slot": fields.get("slot", ""), "day": ""}
    errors = {name: said for name, said in reading.errors.items() if name not in ("day", "hour")}
    if starts_of(fields) is None:
        errors["when"] = NONE_CHOSEN
    return Reading(values | {"hour": ""}, errors, reading.form)


async def shown(request: web.Request, fields: Mapping[str, str]) -> Shown | None:
    """`fields` are flattened ones. None while no organisation publishes slots."""
    planner = request.app[PLANNER]
    if not await planner.publishing():
        return None
    organisation, relay = fields.get("organisation", ""), fields.get("relay", "")
    if not organisation or not relay:
        return Shown()
    listed, wanted = fields.get("listed", ""), fields.get("wanted", "")
    free = await planner.free(organisation, relay, listed, wanted, _mode(fields))
    days = [Day(moment(each, 0), slots) for each, slots in days_of(free.slots)]
    return Shown(True, free, tuple(days))


def _mode(fields: Mapping[str, str]) -> Mode:
    """On the telephone and on site the counsellor alone is free, or not."""
    text = fields.get("mode", "")
    return Mode(text) if text in set(Mode) else Mode.VIDEO


async def register(
    request: web.Request, person: Person, form: Registration, fields: Mapping[str, str]
) -> Appointment:
    """With its slot, if one was chosen. Raises :exc:`~signaling.agenda.planner.SlotTaken`."""
    starts = starts_of(fields)
    if starts is None:
        return await request.app[DESK].register_appointment(person, form)
    return await request.app[PLANNER].register(person, form, starts)


async def refused(request: web.Request, form: Correction, fields: Mapping[str, str]) -> str:
    """A French sentence where the organisation takes nobody at a time of their own."""
    if fields.get("when") != "later":
        return ""
    free = await request.app[PLANNER].free(form.organisation, form.relay)
    return ONLY_SLOTS if free.publishes and not free.on_request else ""


async def at_closed_hours(
    request: web.Request,
    form: Correction,
    reading: Reading[Registration],
    fields: Mapping[str, str],
) -> tuple[Reading[Registration], str] | None:
    """Nobody receives now: the first free slot is chosen in its place, and that is said. Whoever
    wants to wait all the same chooses “now” again, and is not asked twice."""
    attendance = request.app[DESK].office.attendance
    if fields.get("when") != "now" or fields.get("waits"):
        return None
    if attendance.staffing(form.organisation) is not Staffing.NOBODY:
        return None
    found = await request.app[PLANNER].free(
        form.organisation, form.relay, form.listed, form.wanted, form.mode
    )
    if not found.slots:
        return None
    starts = found.slots[0].span.starts
    said = CLOSED.format(day=day(starts), hour=hour(starts))
    values = {"when": "slot", "slot": str(round(starts)), "waits": "yes"}
    return Reading(reading.values | values), said


async def part(request: web.Request) -> web.Response:
    """The slots alone, as the form changes."""
    room.secretary(request)
    fields = await posted(request)
    known = await shown(request, flattened(fields)) or Shown()
    chosen = Reading[Registration]({"slot": fields.get("slot", "")})
    return page(request, "secretariat/slots.html", slots=known, reading=chosen)


# -- coming earlier ---------------------------------------------------------------------------


async def held(request: web.Request, person: Person, appointment: str) -> Held:
    return await request.app[PLANNER].held(person, appointment)


async def wish(request: web.Request) -> web.Response:
    return await _wish(request, True)


async def unwish(request: web.Request) -> web.Response:
    return await _wish(request, False)


async def take(request: web.Request) -> web.Response:
    return await _answer(request, True)


async def leave(request: web.Request) -> web.Response:
    return await _answer(request, False)


ROUTES = (
    web.post(f"{HERE}/creneaux/liste", part),
    web.post(f"{ONE}/plus-tot", wish),
    web.post(f"{ONE}/plus-tot/non", unwish),
    web.post(f"{ONE}/creneau/prendre", take),
    web.post(f"{ONE}/creneau/laisser", leave),
)


async def _wish(request: web.Request, earlier: bool) -> web.Response:
    person, id = room.secretary(request), request.match_info["id"]
    try:
        await request.app[PLANNER].wish(person, id, earlier)
    except Conflict:
        return see_other(f"{HERE}?dit=trop-tard")
    return see_other(f"{HERE}/{id}")


async def _answer(request: web.Request, taken: bool) -> web.Response:
    person, id = room.secretary(request), request.match_info["id"]
    try:
        await request.app[PLANNER].answer(person, id, taken)
    except Conflict:
        return see_other(f"{HERE}?dit=creneau-passe")
    return see_other(f"{HERE}?dit=avance" if taken else f"{HERE}/{id}")
