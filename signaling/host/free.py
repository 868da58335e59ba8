"""The host's pages of free access: open a free kiosk for one deed, follow it, close it."""

from typing import Any

from aiohttp import web
from pydantic import BaseModel, ConfigDict, field_validator

from ..auth.web import require
from ..core.free import Free, FreeState
from ..core.person import Person, Role
from ..errors import Conflict, KioskAbsent, KioskBusy, NotFound
from ..free import FREE, Opening
from ..keys import DESK
from ..pages.dates import day_bounds
from ..pages.forms import Reading, read, sentence
from ..pages.rendering import page
from ..pages.rooms import acting_as, bad, room_page, see_other
from ..protocol import MOST_COPIES, FreeDeed, FreePress
from ..secretariat.entries import email
from ..store.records import Relay
from ..views import KioskLine
from .free_words import view_of
from .uploads import TooBig, Upload, uploaded

HERE = "/relais"
NO_FILE = "Choisissez un fichier."
OTHER_KIND = "Ce fichier n’est ni un PDF, ni une photo JPEG, ni une image PNG."
TOO_BIG = "Ce fichier est trop lourd : 20 Mo au plus."
ABSENT = "Ce guichet n’est plus connecté. Vérifiez qu’il est allumé."


class OpeningForm(BaseModel):
    model_config = ConfigDict(frozen=True)

    deed: FreeDeed
    copies: str
    colour: str
    several: str
    email: str

    @field_validator("copies", mode="after")
    @classmethod
    def _few(cls, value: str) -> str:
        if value and not (value.isdecimal() and 1 <= int(value) <= MOST_COPIES):
            raise sentence(f"De 1 à {MOST_COPIES} exemplaires.")
        return value

    @field_validator("email", mode="after")
    @classmethod
    def _address(cls, value: str, info: Any) -> str:
        if info.data.get("deed") is not FreeDeed.EMAIL:
            return ""
        kept = email(value)
        if not kept:
            raise sentence("Écrivez l’adresse où envoyer les pages.")
        return kept

    @property
    def opening(self) -> Opening:
        copies = int(self.copies or 1)
        return Opening(self.deed, copies, bool(self.colour), bool(self.several), self.email)


async def show(request: web.Request) -> web.Response:
    return await _choose(request, Reading(), "")


async def open_it(request: web.Request) -> web.Response:
    person, kiosk, posted = _host(request), request.match_info["id"], Upload()
    try:
        posted = await uploaded(request)
    except TooBig:
        return await _choose(request, Reading(errors={"file": TOO_BIG}), "", 422)
    reading = read(OpeningForm, posted.fields)
    if reading.form is None:
        return await _choose(request, reading, "", 422)
    if reading.form.deed is FreeDeed.PRINT and (wrong := _wrong(posted)):
        refused = Reading[OpeningForm](reading.values, {"file": wrong})
        return await _choose(request, refused, "", 422)
    try:
        free = await request.app[FREE].open(person, kiosk, reading.form.opening)
        if free.deed is FreeDeed.PRINT:
            await _give(request, person, free.id, posted)
    except (KioskBusy, KioskAbsent) as refusal:
        words = ABSENT if isinstance(refusal, KioskAbsent) else refusal.sentence
        return await _choose(request, Reading(reading.values), words, 409)
    except Conflict as refusal:
        return await _choose(request, Reading(reading.values), refusal.sentence, 409)
    return see_other(f"{HERE}/libre/{free.id}")


async def follow(request: web.Request) -> web.Response:
    values = await _one(request)
    return room_page(request, "host/free.html", require(request), here=HERE, **values)


async def part(request: web.Request) -> web.Response:
    return page(request, "host/free_part.html", **await _one(request))


async def press(request: web.Request) -> web.Response:
    person, id = _host(request), request.match_info["id"]
    fields = (await uploaded(request)).fields
    try:
        wanted = FreePress(fields.get("press", ""))
        await request.app[FREE].press(person, id, wanted)
    except (ValueError, Conflict):
        await request.app[FREE].of(person, id)  # of another relay it does not exist
    return see_other(f"{HERE}/libre/{id}")


async def ask_file(request: web.Request) -> web.Response:
    return await _file_page(request, "")


async def give_file(request: web.Request) -> web.Response:
    person, id = _host(request), request.match_info["id"]
    await request.app[FREE].of(person, id)
    try:
        posted = await uploaded(request)
    except TooBig:
        return await _file_page(request, TOO_BIG, 422)
    if wrong := _wrong(posted):
        return await _file_page(request, wrong, 422)
    try:
        await _give(request, person, id, posted)
    except KioskAbsent:
        return await _file_page(request, ABSENT, 409)
    except Conflict:
        pass  # it is not awaited any more: the page tells why
    return see_other(f"{HERE}/libre/{id}")


async def close(request: web.Request) -> web.Response:
    person, id = _host(request), request.match_info["id"]
    await request.app[FREE].close(person, id)
    return see_other(f"{HERE}/libre/{id}")


ROUTES = (
    web.get(HERE + "/guichets/{id}/libre", show),
    web.post(HERE + "/guichets/{id}/libre", open_it),
    web.get(HERE + "/libre/{id}", follow),
    web.get(HERE + "/libre/{id}/vue", part),
    web.post(HERE + "/libre/{id}", press),
    web.get(HERE + "/libre/{id}/fichier", ask_file),
    web.post(HERE + "/libre/{id}/fichier", give_file),
    web.post(HERE + "/libre/{id}/fermer", close),
)


def _host(request: web.Request) -> Person:
    return acting_as(require(request, Role.HOST), Role.HOST)


def _wrong(posted: Upload) -> str:
    if not posted.file:
        return NO_FILE
    return "" if posted.media_type else OTHER_KIND


async def _give(request: web.Request, person: Person, free: str, posted: Upload) -> None:
    assert posted.media_type is not None, "checked before"
    await request.app[FREE].give_file(person, free, posted.media_type, posted.file)


async def _choose(
    request: web.Request, reading: Reading[OpeningForm], refusal: str, status: int = 200
) -> web.Response:
    """The three deeds, or where the one that goes on is followed."""
    person = _host(request)
    line, relay = await _kiosk(request, person, request.match_info["id"])
    free = line.free
    if status == 200 and free is not None and free.state is FreeState.OPEN:
        return see_other(f"{HERE}/libre/{free.id}")
    access, desk = request.app[FREE], request.app[DESK]
    until = day_bounds(desk.office.clock())[1]
    values: dict[str, Any] = {
        "kiosk": line.kiosk,
        "busy": line.visit is not None,
        "visit_beside": line.visit_beside,
        "connected": line.connected,
        "place": relay.name,
        "reading": reading,
        "chosen": reading.values.get("deed", ""),
        "refusal": bad(refusal) if refusal else None,
        "mail": access.letters.can,
        "next_at": await access.next_at(person, line.kiosk.id, until),
        "most": MOST_COPIES,
        "here": HERE,
    }
    return room_page(request, "host/free_open.html", require(request), status, **values)


async def _one(request: web.Request) -> dict[str, Any]:
    person = _host(request)
    free = await request.app[FREE].of(person, request.match_info["id"])
    line, relay = await _kiosk(request, person, free.kiosk)
    return _values(free, line, relay)


def _values(free: Free, line: KioskLine, relay: Relay) -> dict[str, Any]:
    return {
        "free": free,
        "view": view_of(free),
        "kiosk": line.kiosk,
        "connected": line.connected,
        "place": relay.name,
    }


async def _file_page(request: web.Request, wrong: str, status: int = 200) -> web.Response:
    values = await _one(request) | {"here": HERE}
    values["reading"] = Reading[OpeningForm](errors={"file": wrong} if wrong else {})
    return room_page(request, "host/free_file.html", require(request), status, **values)


async def _kiosk(request: web.Request, person: Person, kiosk: str) -> tuple[KioskLine, Relay]:
    desk = request.app[DESK]
    lines = {line.kiosk.id: line for line in await desk.kiosks_for(person)}
    relays = {relay.id: relay for relay in await desk.relays()}
    if kiosk not in lines or person.relay not in relays:
        raise NotFound("kiosk of another relay")
    return lines[kiosk], relays[person.relay]
