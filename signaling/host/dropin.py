"""The queue of those who come without appointment, as the host of the room sees and fills it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from aiohttp import web
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo, field_validator

from ..auth.web import require
from ..core.agenda.wait import Said
from ..core.person import Person, Role
from ..dropin.crier import CRIER, DROP_IN, minutes
from ..dropin.errors import Closed, Full, NoMairie
from ..dropin.queue import Arrival
from ..dropin.sight import look
from ..errors import Conflict, NotFound
from ..keys import DESK
from ..languages import Language, in_french, offered
from ..pages.dates import day, hour
from ..pages.forms import Reading, read, sentence
from ..pages.posted import posted
from ..pages.rooms import Notice, acting_as, bad, good, room_page, see_other
from ..requests import Body, Requests
from ..secretariat.entries import language_of, line
from ..store import kiosks, places
from ..store.dropins import Waiting

HERE = "/relais"
SAID = {
    "retire": good("C’est noté : cette personne n’attend plus."),
    "deja": bad("Cette personne n’attendait déjà plus : un conseiller vient de la recevoir."),
}


@dataclass(frozen=True)
class Queued:
    """A line of the host's page. The host added them, or sees them in the room."""

    id: str
    ticket: int
    name: str
    first_name: str
    organisation: str
    since: float
    cannot_wait: bool
    place: int
    wait: str
    "“environ 10 à 25 minutes”; empty where only the place can be said."
    kiosk: str
    "Where the button was pressed."
    language: str = ""
    "Of the kiosk, in French; empty for French."

    @property
    def called(self) -> str:
        """As the page's voice names them."""
        return f"{self.first_name} {self.name}".strip() or f"numéro {self.ticket}"

    @property
    def rank(self) -> str:
        return "1er" if self.place == 1 else f"{self.place}e"


@dataclass(frozen=True)
class Choices:
    """What may be chosen at this moment."""

    bodies: Sequence[Body]
    languages: Sequence[Language]

    @property
    def what(self) -> frozenset[str]:
        of_motives = {
            f"{each.organisation.id}/{m.id}" for each in self.bodies for m in each.motives
        }
        return frozenset({each.organisation.id for each in self.bodies} | of_motives)

    @property
    def spoken(self) -> frozenset[str]:
        return frozenset(each.code for each in self.languages)


class Newcomer(BaseModel):
    """Who is added; validated with :class:`Choices`."""

    model_config = ConfigDict(frozen=True)

    name: Annotated[str, AfterValidator(line("Écrivez le nom.", 100))]
    first_name: Annotated[str, AfterValidator(line("Écrivez le prénom.", 100))]
    what: str
    "An organisation, or one of its motives: ``msa`` or ``msa/motive-msa-1``."
    kiosk_language: str
    cannot_wait: str

    @field_validator("what", mode="after")
    @classmethod
    def _offered(cls, value: str, info: ValidationInfo) -> str:
        if value not in _choices(info).what:
            raise sentence("Choisissez pour quoi cette personne vient.")
        return value

    @field_validator("kiosk_language", mode="after")
    @classmethod
    def _spoken(cls, value: str, info: ValidationInfo) -> str:
        return language_of(value, _choices(info).spoken)

    @property
    def arrival(self) -> Arrival:
        organisation, _, motive = self.what.partition("/")
        names = organisation, self.name, self.first_name
        return Arrival(*names, motive, bool(self.cannot_wait), self.kiosk_language)


def _choices(info: ValidationInfo) -> Choices:
    assert isinstance(info.context, Choices)
    return info.context


async def show(request: web.Request) -> web.Response:
    return await _show(request, Reading())


async def add(request: web.Request) -> web.Response:
    person = _host(request)
    reading = read(Newcomer, await posted(request), await _offer(request))
    if reading.form is None:
        return await _show(request, reading, status=422)
    try:
        one = await request.app[DROP_IN].add(person, reading.form.arrival)
    except Closed as closed:
        return await _refused(request, reading, _when(closed))
    except (Full, NoMairie) as refusal:
        return await _refused(request, reading, refusal.sentence)
    await request.app[CRIER].look()
    return see_other(f"{HERE}?numero={one.ticket}")


async def withdraw(request: web.Request) -> web.Response:
    return await _remove(request, gone=False)


async def left(request: web.Request) -> web.Response:
    return await _remove(request, gone=True)


ROUTES = (
    web.get(f"{HERE}/file", show),
    web.post(f"{HERE}/file", add),
    web.post(HERE + "/file/{id}/retirer", withdraw),
    web.post(HERE + "/file/{id}/parti", left),
)


async def queue_of(request: web.Request, person: Person) -> list[Queued]:
    """Who waits in this room, in the order of the numbers of each organisation's queue."""
    office = request.app[DESK].office
    async with office.store.reading() as tx:
        seen = await look(office, tx)
        bodies = {body.id: body.name for body in await places.organisations(tx)}
        names = {kiosk.id: kiosk.name for kiosk in await kiosks.of_relay(tx, person.relay or "")}
    mine = [one for one in seen.waiting if one.relay == person.relay]
    now = office.clock()
    found = [_line(one, seen.said(one, now), bodies, names) for one in mine]
    return sorted(found, key=lambda one: (one.place, one.since))


def said(request: web.Request) -> Notice | None:
    """What was just done, told on top of the host's page."""
    number = request.query.get("numero", "")
    if number.isascii() and number.isdigit() and len(number) <= 4:
        return good(f"C’est noté. Donnez-lui le numéro {number} : le guichet l’appellera ainsi.")
    return SAID.get(request.query.get("dit", ""))


def wait_words(low: int | None, high: int | None) -> str:
    """Minutes, multiples of five; empty where no time can be said honestly."""
    if low is None or high is None:
        return ""
    return f"environ {low} à {high} minutes" if low else f"moins de {high} minutes"


def _line(one: Waiting, said: Said, bodies: Mapping[str, str], names: Mapping[str, str]) -> Queued:
    return Queued(
        one.id,
        one.ticket,
        one.name,
        one.first_name,
        bodies.get(one.organisation, ""),
        one.joined_at,
        one.cannot_wait,
        said.place,
        wait_words(minutes(said.low), minutes(said.high)),
        names.get(one.kiosk or "", ""),
        in_french(one.kiosk_language),
    )


def _host(request: web.Request) -> Person:
    return acting_as(require(request, Role.HOST), Role.HOST)


async def _offer(request: web.Request) -> Choices:
    office = request.app[DESK].office
    async with office.store.reading() as tx:
        languages = await offered(tx)
    return Choices(await Requests(office).bodies(), languages)


async def _show(
    request: web.Request, reading: Reading[Newcomer], status: int = 200
) -> web.Response:
    person, desk = _host(request), request.app[DESK]
    relay = next((relay for relay in await desk.relays() if relay.id == person.relay), None)
    if relay is None:
        raise NotFound("relay")
    return room_page(
        request,
        "host/newcomer.html",
        require(request),
        status,
        reading=reading,
        offer=await _offer(request),
        place=relay.name,
        here=HERE,
    )


async def _refused(request: web.Request, reading: Reading[Newcomer], why: str) -> web.Response:
    return await _show(request, Reading(reading.values, {"what": why}), status=409)


def _when(closed: Closed) -> str:
    said = closed.sentence
    if closed.opens is not None:
        said += f" Prochaine ouverture : {day(closed.opens)} à {hour(closed.opens)}."
    if closed.slot is not None:
        said += (
            f" Premier rendez-vous libre : {day(closed.slot)} à {hour(closed.slot)} ;"
            " la mairie peut le prendre."
        )
    return said


async def _remove(request: web.Request, gone: bool) -> web.Response:
    try:
        await request.app[DROP_IN].remove(_host(request), request.match_info["id"], gone)
    except Conflict:
        return see_other(f"{HERE}?dit=deja")
    await request.app[CRIER].look()
    return see_other(f"{HERE}?dit=retire")
