"""The calendar of a van: its stops, by commune and date."""

from typing import Annotated, Any

from aiohttp import web
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo, field_validator

from ..agenda.touring import TOURING, AlreadyElsewhere
from ..core.agenda.tour import Stop
from ..core.agenda.wall import Hours
from ..pages.forms import Reading, read, sentence
from ..pages.posted import posted
from ..pages.rooms import see_other
from ..secretariat.entries import line
from .agenda_forms import day_typed, minute_typed
from .agenda_rows import hours_of
from .frame import HERE, administrator, tab

PATH = HERE + "/bus/{id}"


class NewStop(BaseModel):
    model_config = ConfigDict(frozen=True)

    commune: Annotated[str, AfterValidator(line("Écrivez la commune.", 200))]
    place: Annotated[str, AfterValidator(line("Écrivez où le bus se met.", 300))]
    day: Annotated[str, AfterValidator(day_typed)]
    starts: Annotated[str, AfterValidator(minute_typed)]
    ends: Annotated[str, AfterValidator(minute_typed)]

    @field_validator("ends", mode="after")
    @classmethod
    def _later(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(starts := info.data.get("starts"), int) and value <= starts:
            raise sentence("La fin vient après le début.")
        return value

    def stop(self, relay: str) -> Stop:
        values: Any = self
        hours = Hours(values.starts, values.ends)
        return Stop("", relay, values.day, hours, self.commune, self.place)


async def show(request: web.Request) -> web.Response:
    return await _page(request, Reading())


async def stand(request: web.Request) -> web.Response:
    person, id = administrator(request), request.match_info["id"]
    reading = read(NewStop, await posted(request))
    if (form := reading.form) is None:
        return await _page(request, reading, status=422)
    try:
        await request.app[TOURING].stand(person, form.stop(id))
    except AlreadyElsewhere as elsewhere:
        told = Reading[NewStop](reading.values, {"day": elsewhere.sentence})
        return await _page(request, told, status=409)
    return see_other(f"{HERE}/bus/{id}?dit=halte")


async def leave(request: web.Request) -> web.Response:
    person, id = administrator(request), request.match_info["id"]
    await request.app[TOURING].leave(person, id, request.match_info["stop"])
    return see_other(f"{HERE}/bus/{id}?dit=halte-retiree")


ROUTES = (
    web.get(PATH, show),
    web.post(PATH, stand),
    web.post(PATH + "/{stop}/retirer", leave),
)


async def _page(request: web.Request, reading: Reading[NewStop], status: int = 200) -> web.Response:
    person = administrator(request)
    known = await request.app[TOURING].round(person, request.match_info["id"])
    rows = [(stop, hours_of(stop.hours)) for stop in known.stops]
    values = {"round": known, "stops": rows, "reading": reading}
    return tab(request, "admin/tour.html", f"{HERE}/lieux", status, **values)
