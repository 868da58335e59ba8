"""How the files of an organisation are named."""

from typing import Annotated

from aiohttp import web
from pydantic import AfterValidator, BaseModel, ConfigDict

from ..core import naming
from ..errors import NotFound
from ..keys import REGISTRY
from ..pages.forms import Reading, read, sentence, tidy
from ..pages.posted import posted
from ..pages.rooms import see_other
from ..store.records import Organisation
from .frame import HERE, PEOPLE, allowed, organisations, tab


def _rule(text: str) -> str:
    kept = tidy(text) or naming.DEFAULT
    if (wrong := naming.whats_wrong(kept)) is not None:
        raise sentence(wrong)
    return kept


class NewNaming(BaseModel):
    """Nothing typed: the rule of the house."""

    model_config = ConfigDict(frozen=True)

    naming: Annotated[str, AfterValidator(_rule)]


async def show(request: web.Request) -> web.Response:
    organisation = await _organisation(request)
    return await _page(request, organisation, Reading({"naming": organisation.naming}))


async def change(request: web.Request) -> web.Response:
    person, organisation = allowed(request, *PEOPLE), await _organisation(request)
    reading = read(NewNaming, await posted(request))
    if (form := reading.form) is None:
        return await _page(request, organisation, reading, status=422)
    await request.app[REGISTRY].set_naming(person, organisation.id, form.naming)
    return see_other(f"{HERE}/lieux?dit=nommage")


async def _page(
    request: web.Request,
    organisation: Organisation,
    reading: Reading[NewNaming],
    status: int = 200,
) -> web.Response:
    values = {"organisation": organisation, "reading": reading, "words": naming.WORDS}
    return tab(request, "admin/naming.html", f"{HERE}/lieux", status, **values)


async def _organisation(request: web.Request) -> Organisation:
    person, id = allowed(request, *PEOPLE), request.match_info["id"]
    for organisation in await organisations(request, person):
        if organisation.id == id:
            return organisation
    raise NotFound("organisation")
