"""Organisations, relays and mairies: listed, added, changed. Kiosks get another name here too."""

from typing import Any, TypeVar

from aiohttp import web
from pydantic import BaseModel

from ..core.person import Role
from ..errors import NotFound
from ..keys import DESK, REGISTRY, SETTLEMENT
from ..pages.forms import Reading, read
from ..pages.posted import posted
from ..pages.rooms import see_other
from ..settlement import Place
from ..store.records import Mairie, Organisation, Relay
from .frame import HERE, KIOSKS, PEOPLE, administrator, allowed, organisations, tab
from .settle_forms import KioskName, MairieSettings, NewOrganisation, RelaySettings

Form = TypeVar("Form", bound=BaseModel)
PATH = f"{HERE}/lieux"
FORMS: dict[str, type[BaseModel]] = {
    "organismes": NewOrganisation,
    "relais": RelaySettings,
    "mairies": MairieSettings,
}
TITLES = {
    "organismes": ("Ajouter un organisme", ""),
    "relais": ("Ajouter un relais", "Modifier ce relais"),
    "mairies": ("Ajouter une mairie", "Modifier cette mairie"),
}
FIELDS = {
    "name": ("Nom", "organization"),
    "commune": ("Commune", "off"),
    "address": ("Adresse", "off"),
    "telephone": ("Téléphone", "off"),
}
OPTIONAL = ("address", "telephone")


async def show(request: web.Request) -> web.Response:
    person, desk = allowed(request, *PEOPLE), request.app[DESK]
    values: dict[str, Any] = {
        "organisations": await organisations(request, person),
        "relays": await desk.relays(),
        "mairies": await desk.mairies(),
        "administrates": person.is_a(Role.ADMINISTRATOR),
    }
    return tab(request, "admin/places.html", PATH, **values)


async def ask_new(request: web.Request) -> web.Response:
    administrator(request)
    return _page(request, _kind(request), Reading(), new=True)


async def add(request: web.Request) -> web.Response:
    person, kind = administrator(request), _kind(request)
    reading = read(FORMS[kind], await posted(request))
    if reading.form is None:
        return _page(request, kind, reading, new=True, status=422)
    id = await request.app[SETTLEMENT].open(person, _place(reading.form))
    next = f"{HERE}/organismes/{id}?dit=ajoute" if kind == "organismes" else f"{PATH}?dit=ajoute"
    return see_other(next)


async def edit(request: web.Request) -> web.Response:
    kind, place = await _asked(request)
    values = {name: getattr(place, name) for name in FORMS[kind].model_fields}
    return _page(request, kind, Reading(values), new=False)


async def change(request: web.Request) -> web.Response:
    person, (kind, place) = administrator(request), await _asked(request)
    reading = read(FORMS[kind], await posted(request))
    if reading.form is None:
        return _page(request, kind, reading, new=False, status=422)
    changed = _place(reading.form, place)
    await request.app[SETTLEMENT].change(person, changed)
    return see_other(f"{PATH}?dit=lieu")


# -- a kiosk's name ---------------------------------------------------------------------------


async def ask_name(request: web.Request) -> web.Response:
    return _name_page(request, Reading({"name": await _kiosk_name(request)}))


async def rename(request: web.Request) -> web.Response:
    person = allowed(request, *KIOSKS)
    await _kiosk_name(request)
    reading = read(KioskName, await posted(request))
    if (form := reading.form) is None:
        return _name_page(request, reading, status=422)
    await request.app[SETTLEMENT].rename_kiosk(person, request.match_info["id"], form.name)
    return see_other(f"{HERE}?dit=renomme")


KIND = "{kind:organismes|relais|mairies}"
ONE = "{kind:relais|mairies}"
ROUTES = (
    web.get(PATH, show),
    web.get(f"{PATH}/{KIND}/nouveau", ask_new),
    web.post(f"{PATH}/{KIND}/nouveau", add),
    web.get(f"{PATH}/{ONE}/{{id}}", edit),
    web.post(f"{PATH}/{ONE}/{{id}}", change),
    web.get(HERE + "/guichets/{id}/nom", ask_name),
    web.post(HERE + "/guichets/{id}/nom", rename),
)


def _kind(request: web.Request) -> str:
    return request.match_info["kind"]


async def _asked(request: web.Request) -> tuple[str, Relay | Mairie]:
    administrator(request)
    kind, desk = _kind(request), request.app[DESK]
    known: list[Relay] | list[Mairie]
    known = await desk.relays() if kind == "relais" else await desk.mairies()
    for place in known:
        if place.id == request.match_info["id"]:
            return kind, place
    raise NotFound("place")


def _place(form: BaseModel, known: Relay | Mairie | None = None) -> Place:
    id = known.id if known is not None else ""
    match form:
        case RelaySettings():
            mairie = known.mairie if isinstance(known, Relay) else None
            return Relay(id, form.name, form.commune, form.address, form.telephone, mairie)
        case MairieSettings():
            return Mairie(id, form.name, form.commune)
        case NewOrganisation():
            return Organisation(id, form.name)
    raise NotFound("place")


def _page(
    request: web.Request, kind: str, reading: Reading[Any], new: bool, status: int = 200
) -> web.Response:
    fields = {name: FIELDS[name] for name in FORMS[kind].model_fields}
    values: dict[str, Any] = {
        "title": TITLES[kind][0 if new else 1],
        "fields": fields,
        "optional": OPTIONAL,
        "reading": reading,
        "action": request.path,
        "back": PATH,
    }
    return tab(request, "admin/place.html", PATH, status, **values)


def _name_page(
    request: web.Request, reading: Reading[KioskName], status: int = 200
) -> web.Response:
    values: dict[str, Any] = {
        "title": "Nommer ce guichet",
        "fields": {"name": ("Nom du guichet", "off")},
        "optional": (),
        "reading": reading,
        "action": request.path,
        "back": HERE,
    }
    return tab(request, "admin/place.html", HERE, status, **values)


async def _kiosk_name(request: web.Request) -> str:
    """Of the one of the address, in service."""
    for kiosk in await request.app[REGISTRY].kiosks(allowed(request, *KIOSKS)):
        if kiosk.id == request.match_info["id"] and kiosk.revoked_at is None:
            return kiosk.name
    raise NotFound("kiosk")
