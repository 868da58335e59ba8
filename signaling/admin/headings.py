"""The headings under which the counsellors of an organisation write their notes."""

from typing import Annotated

from aiohttp import web
from pydantic import AfterValidator, BaseModel, ConfigDict

from ..core import notes
from ..errors import NotFound
from ..keys import CASEWORK
from ..pages.forms import Reading, read, sentence
from ..pages.posted import posted
from ..pages.rooms import see_other
from ..store.records import Organisation
from .frame import HERE, PEOPLE, allowed, organisations, tab


def _headings(text: str) -> str:
    if (wrong := notes.whats_wrong(text)) is not None:
        raise sentence(wrong)
    return "\n".join(notes.headings(text))


class NewHeadings(BaseModel):
    model_config = ConfigDict(frozen=True)

    headings: Annotated[str, AfterValidator(_headings)]


async def show(request: web.Request) -> web.Response:
    organisation = await _organisation(request)
    return _page(request, organisation, Reading({"headings": organisation.headings}))


async def change(request: web.Request) -> web.Response:
    person, organisation = allowed(request, *PEOPLE), await _organisation(request)
    reading = read(NewHeadings, await posted(request))
    if (form := reading.form) is None:
        return _page(request, organisation, reading, status=422)
    await request.app[CASEWORK].set_headings(person, organisation.id, form.headings)
    return see_other(f"{HERE}/lieux?dit=rubriques")


def _page(
    request: web.Request,
    organisation: Organisation,
    reading: Reading[NewHeadings],
    status: int = 200,
) -> web.Response:
    days = request.app[CASEWORK].note_days
    values = {"organisation": organisation, "reading": reading, "days": days}
    return tab(request, "admin/headings.html", f"{HERE}/lieux", status, **values)


async def _organisation(request: web.Request) -> Organisation:
    person, id = allowed(request, *PEOPLE), request.match_info["id"]
    for organisation in await organisations(request, person):
        if organisation.id == id:
            return organisation
    raise NotFound("organisation")
