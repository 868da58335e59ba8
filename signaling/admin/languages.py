"""The languages of the kiosks: read beside the French, then marked, and offered to residents."""

from typing import Any

from aiohttp import web

from ..dropin.crier import CRIER
from ..errors import Conflict, NotFound
from ..languages import Language, known
from ..languages.reviewing import REVIEWING, Standing
from ..pages.posted import posted
from ..pages.rooms import see_other
from .frame import HERE, administrator, tab

PATH = f"{HERE}/langues"
ONE = PATH + "/{language}"


async def show(request: web.Request) -> web.Response:
    return tab(request, "admin/languages.html", PATH, standing=await _standing(request))


async def show_one(request: web.Request) -> web.Response:
    standing, asked = await _standing(request), _language(request)
    one = next(each for each in standing if each.language is asked)
    values: dict[str, Any] = {"one": one, "language": asked, "changed": one.changed}
    return tab(request, "admin/language.html", PATH, **values)


async def mark(request: web.Request) -> web.Response:
    """What was read comes back with the form: nobody marks a sentence that they did not see."""
    person, language = administrator(request), _language(request)
    try:
        await request.app[REVIEWING].mark(
            person, language, (await posted(request)).get("edition", "")
        )
    except Conflict:
        return see_other(f"{PATH}/{language.code}?dit=langue-changee")
    await request.app[CRIER].offer_again()
    return see_other(f"{PATH}?dit=langue")


async def unmark(request: web.Request) -> web.Response:
    await request.app[REVIEWING].unmark(administrator(request), _language(request))
    await request.app[CRIER].offer_again()
    return see_other(f"{PATH}?dit=langue-retiree")


ROUTES = (
    web.get(PATH, show),
    web.get(ONE, show_one),
    web.post(f"{ONE}/relue", mark),
    web.post(f"{ONE}/retirer", unmark),
)


def _language(request: web.Request) -> Language:
    """Raises :exc:`NotFound`."""
    code = request.match_info["language"]
    if code not in known():
        raise NotFound("language")
    return known()[code]


async def _standing(request: web.Request) -> list[Standing]:
    return await request.app[REVIEWING].standing(administrator(request))
