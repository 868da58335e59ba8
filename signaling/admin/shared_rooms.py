"""The rooms of a relay that several kiosks share: a single visit goes on in each at a time."""

from collections.abc import Mapping
from typing import Annotated

from aiohttp import web
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, field_validator

from ..agenda.furnishing import FURNISHING, BookedTogether, Furniture, InAnotherRoom
from ..core.agenda.rooms import Room
from ..pages.dates import day, hour
from ..pages.forms import Reading, read, sentence
from ..pages.posted import posted
from ..pages.rooms import see_other
from ..secretariat.entries import line
from .frame import HERE, administrator, tab

PATH = HERE + "/salles/{id}"
ONE = PATH + "/{room}"
BOX = "kiosk_"


def _several(text: object) -> object:
    return frozenset(filter(None, text.split(","))) if isinstance(text, str) else text


class NewRoom(BaseModel):
    model_config = ConfigDict(frozen=True)

    label: Annotated[str, AfterValidator(line("Donnez un nom à la salle.", 80))]
    kiosks: Annotated[frozenset[str], BeforeValidator(_several)]

    @field_validator("kiosks", mode="after")
    @classmethod
    def _one_at_least(cls, value: frozenset[str]) -> frozenset[str]:
        if not value:
            raise sentence("Cochez les guichets de la salle.")
        return value


async def show(request: web.Request) -> web.Response:
    return await _page(request, Reading())


async def edit(request: web.Request) -> web.Response:
    return await _page(request, None)


async def add(request: web.Request) -> web.Response:
    return await _save(request, None)


async def change(request: web.Request) -> web.Response:
    return await _save(request, request.match_info["room"])


async def remove(request: web.Request) -> web.Response:
    person, relay = administrator(request), request.match_info["id"]
    await request.app[FURNISHING].remove(person, relay, request.match_info["room"])
    return see_other(f"{HERE}/salles/{relay}?dit=salle-retiree")


ROUTES = (
    web.get(PATH, show),
    web.post(PATH, add),
    web.get(ONE, edit),
    web.post(ONE, change),
    web.post(ONE + "/retirer", remove),
)


async def _save(request: web.Request, room: str | None) -> web.Response:
    person, relay = administrator(request), request.match_info["id"]
    furnishing = request.app[FURNISHING]
    reading = read(NewRoom, _ticked(await posted(request)))
    if (form := reading.form) is None:
        return await _page(request, reading, status=422)
    try:
        if room is None:
            await furnishing.add(person, relay, form.label, form.kiosks)
        else:
            await furnishing.change(person, relay, room, form.label, form.kiosks)
    except (InAnotherRoom, BookedTogether) as refused:
        told = Reading[NewRoom](reading.values, {"kiosks": _said(refused)})
        return await _page(request, told, status=409)
    return see_other(f"{HERE}/salles/{relay}?dit=salle")


def _said(refused: InAnotherRoom | BookedTogether) -> str:
    if isinstance(refused, InAnotherRoom):
        return refused.sentence
    at = refused.span.starts
    return (
        f"Deux de ces guichets sont réservés au même moment, {day(at)} à {hour(at)}. "
        "Faites d’abord déplacer l’un des deux rendez-vous."
    )


def _ticked(fields: Mapping[str, str]) -> dict[str, str]:
    """The page has a box for each kiosk."""
    chosen = ",".join(n[len(BOX) :] for n in fields if n.startswith(BOX) and fields[n])
    return {**fields, "kiosks": chosen}


def _written(room: Room) -> Reading[NewRoom]:
    return Reading({"label": room.label, "kiosks": ",".join(room.kiosks)})


async def _page(
    request: web.Request, reading: Reading[NewRoom] | None, status: int = 200
) -> web.Response:
    """Without a reading, the room of the address as it is saved."""
    known = await request.app[FURNISHING].of(administrator(request), request.match_info["id"])
    id = request.match_info.get("room")
    edited = None if id is None else known.room(id)
    if reading is None:
        assert edited is not None, "only a room that exists is edited"
        reading = _written(edited)
    values = {
        "relay": known.relay,
        "shared": _listed(known),
        "edited": edited,
        "kiosks": [(each, _elsewhere(known, each.id, id)) for each in known.kiosks],
        "reading": reading,
    }
    return tab(request, "admin/shared_rooms.html", f"{HERE}/lieux", status, **values)


def _listed(known: Furniture) -> list[tuple[Room, str]]:
    names = {each.id: each.name for each in known.kiosks}
    return [(room, ", ".join(names[id] for id in room.kiosks)) for room in known.rooms]


def _elsewhere(known: Furniture, kiosk: str, room: str | None) -> str:
    """The name of the other room where this kiosk stands."""
    for each in known.rooms:
        if each.id != room and kiosk in each.kiosks:
            return each.label
    return ""
