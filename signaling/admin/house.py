"""The collectivité's name, sentence of welcome, logo and colour, on the page where one signs in and
on the kiosks."""

import re
from dataclasses import replace
from typing import Annotated, Any

from aiohttp import web
from pydantic import AfterValidator, BaseModel, ConfigDict

from ..core.png import LARGEST, NotALogo, clean
from ..errors import BadMessage, NotFound
from ..keys import SETTLEMENT
from ..pages.forms import Reading, read, sentence
from ..pages.rooms import see_other
from ..secretariat.entries import short
from ..store.house import House
from .frame import HERE, administrator, tab

PRODUCT_COLOUR = "#0f5257"
"What the kiosks wear when none was chosen."
PATH = f"{HERE}/accueil"
LOGO = "/logo.png"


def _colour(text: str) -> str:
    """As browsers send it (HTML, 4.10.5.1.14): ``#rrggbb``."""
    if text and re.fullmatch(r"#[0-9a-f]{6}", text.lower()) is None:
        raise sentence("Choisissez une couleur.")
    return "" if text.lower() == PRODUCT_COLOUR else text.lower()


class HouseForm(BaseModel):
    model_config = ConfigDict(frozen=True)

    name: Annotated[str, AfterValidator(lambda text: short(text, 120))]
    welcome: Annotated[str, AfterValidator(lambda text: short(text, 300))]
    colour: Annotated[str, AfterValidator(_colour)]
    without: str
    "The logo goes."


async def show(request: web.Request) -> web.Response:
    administrator(request)
    house = await request.app[SETTLEMENT].house()
    colour = house.colour or PRODUCT_COLOUR
    values = {"name": house.name, "welcome": house.welcome, "colour": colour}
    return _page(request, house, Reading(values))


async def change(request: web.Request) -> web.Response:
    person, settlement = administrator(request), request.app[SETTLEMENT]
    house, (fields, file) = await settlement.house(), await _posted(request)
    reading = read(HouseForm, fields)
    if (form := reading.form) is None:
        return _page(request, house, reading, status=422)
    changed = replace(house, name=form.name, welcome=form.welcome, colour=form.colour)
    try:
        if form.without:
            changed = replace(changed, logo=None)
        elif file:
            changed = replace(changed, logo=clean(file))
    except NotALogo as wrong:
        refused = Reading[HouseForm](reading.values, {"logo": str(wrong)})
        return _page(request, house, refused, status=422)
    await settlement.set_house(person, changed)
    return see_other(f"{PATH}?dit=accueil")


async def logo(request: web.Request) -> web.Response:
    """For anybody: it is on the first page."""
    house = await request.app[SETTLEMENT].house()
    if house.logo is None:
        raise NotFound("logo")
    headers = {"Cache-Control": "no-cache", "Content-Disposition": "inline"}
    return web.Response(body=house.logo, content_type="image/png", headers=headers)


ROUTES = (web.get(PATH, show), web.post(PATH, change), web.get(LOGO, logo))


async def _posted(request: web.Request) -> tuple[dict[str, str], bytes]:
    """The fields, and the file if there is one. Raises :exc:`BadMessage`."""
    try:
        posted = await request.post()
    except (ValueError, LookupError, RuntimeError):
        raise BadMessage("form") from None
    fields = {name: text for name, text in posted.items() if isinstance(text, str)}
    sent = posted.get("logo")
    file = sent.file.read(LARGEST + 1) if isinstance(sent, web.FileField) else b""
    return fields, file


def _page(
    request: web.Request, house: House, reading: Reading[HouseForm], status: int = 200
) -> web.Response:
    values: dict[str, Any] = {"house": house, "reading": reading}
    return tab(request, "admin/house.html", PATH, status, **values)
