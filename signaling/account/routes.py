"""The pages of one's own account, by their addresses."""

from aiohttp import web

from ..auth.web import require
from ..keys import REGISTRY
from ..pages.permissions import told
from ..pages.rooms import room_page

HERE = "/compte"


async def show(request: web.Request) -> web.Response:
    person = require(request)
    return room_page(
        request,
        "account/page.html",
        person,
        duties=told(person.roles),
        contacts=await request.app[REGISTRY].contacts(person, person.roles),
        here=HERE,
    )


ROUTES = (web.get(HERE, show),)
