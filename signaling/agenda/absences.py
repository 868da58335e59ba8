"""The page of one's own absences: whole days, or some hours of one day."""

from datetime import date
from typing import Annotated, Any

from aiohttp import web
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo, field_validator

from ..auth.web import require
from ..core.agenda.permanences import Absence, away, away_hours
from ..core.agenda.wall import Hours, day_of
from ..core.person import Person, Role
from ..keys import OFFICE
from ..pages.dates import day, hour
from ..pages.forms import Reading, read, sentence
from ..pages.posted import posted
from ..pages.rooms import acting_as, good, room_page, see_other
from ..secretariat.entries import read_day, read_hour
from .own import OWN_ABSENCES

HERE = "/compte/absences"
SAID = {
    "notee": good("C’est noté : aucun créneau ne sera offert avec vous pendant ce temps."),
    "retiree": good("C’est retiré : vos créneaux sont de nouveau offerts."),
}


def _day(text: str) -> date:
    found = read_day(text)
    if found is None:
        raise sentence("Écrivez la date, comme 24/11/2026.")
    return found


def _minute(text: str) -> int | None:
    if not text.strip():
        return None
    found = read_hour(text)
    if found is None:
        raise sentence("Écrivez l’heure, comme 14 h 30.")
    return found.hour * 60 + found.minute


class NewAbsence(BaseModel):
    """Each field is text when it arrives. Without hours, the days are whole."""

    model_config = ConfigDict(frozen=True)

    first: Annotated[str, AfterValidator(_day)]
    last: str
    starts: Annotated[str, AfterValidator(_minute)]
    ends: Annotated[str, AfterValidator(_minute)]

    @field_validator("last", mode="after")
    @classmethod
    def _not_before(cls, value: Any, info: ValidationInfo) -> Any:
        first: Any = info.data.get("first")
        last = _day(value) if value.strip() else first
        if isinstance(first, date) and last < first:
            raise sentence("Le dernier jour vient après le premier.")
        return last

    @field_validator("ends", mode="after")
    @classmethod
    def _later(cls, value: Any, info: ValidationInfo) -> Any:
        starts: Any = info.data.get("starts")
        if "starts" not in info.data:
            return value
        if (starts is None) != (value is None):
            raise sentence("Écrivez les deux heures, ou aucune pour des jours entiers.")
        if starts is not None and value <= starts:
            raise sentence("La fin vient après le début.")
        if starts is not None and info.data.get("first") != info.data.get("last"):
            raise sentence("Des heures se notent pour un seul jour.")
        return value

    def absence(self, person: Person) -> Absence:
        values: Any = self
        body = person.organisation or ""
        if values.starts is None:
            return away(body, person.account, values.first, values.last)
        hours = Hours(values.starts, values.ends)
        return away_hours(body, person.account, values.first, hours)


async def show(request: web.Request) -> web.Response:
    return await _page(request, notice=SAID.get(request.query.get("dit", "")))


async def be_absent(request: web.Request) -> web.Response:
    person = _counsellor(request)
    reading = read(NewAbsence, await posted(request))
    if (form := reading.form) is None:
        return await _page(request, 422, reading=reading)
    await request.app[OWN_ABSENCES].be_absent(person, form.absence(person))
    return see_other(f"{HERE}?dit=notee")


async def be_back(request: web.Request) -> web.Response:
    await request.app[OWN_ABSENCES].be_back(_counsellor(request), request.match_info["id"])
    return see_other(f"{HERE}?dit=retiree")


ROUTES = (
    web.get(HERE, show),
    web.post(HERE, be_absent),
    web.post(HERE + "/{id}/retirer", be_back),
)


def _counsellor(request: web.Request) -> Person:
    return acting_as(require(request, Role.COUNSELLOR), Role.COUNSELLOR)


async def _page(request: web.Request, status: int = 200, **values: Any) -> web.Response:
    person = _counsellor(request)
    known = await request.app[OWN_ABSENCES].of(person)
    shared: dict[str, Any] = {
        "notice": None,
        "reading": Reading(),
        "absences": [(each, when(each.absence)) for each in known],
        "today": day_of(request.app[OFFICE].clock()).isoformat(),
        "here": HERE,
    }
    return room_page(request, "agenda/absences.html", require(request), status, **shared | values)


def when(known: Absence) -> str:
    """One day, several, or hours of one day, as the pages say them."""
    span = known.span
    first, last = day(span.starts), day(span.ends - 1)
    if first != last:
        return f"du {first} au {last}"
    whole = away(known.organisation, None, day_of(span.starts), day_of(span.starts)).span
    if (whole.starts, whole.ends) == (span.starts, span.ends):
        return first
    return f"{first}, {hour(span.starts)} – {hour(span.ends)}"
