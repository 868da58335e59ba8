"""The pages of one's calendars, and the calendars themselves."""

from typing import Any

from aiohttp import web

from ..auth.web import require
from ..core.agenda.feeds import FeedKind
from ..errors import BadMessage
from ..ical import MEDIA_TYPE
from ..pages.posted import posted
from ..pages.rooms import good, room_page, see_other
from . import absences, rooms
from .feeds import FEEDS

HERE = "/compte/calendriers"
SAID = {"revoque": good("Cette adresse ne mène plus à rien.")}


async def show(request: web.Request) -> web.Response:
    return await _page(request, notice=SAID.get(request.query.get("dit", "")))


async def open_feed(request: web.Request) -> web.Response:
    person, fields = require(request), await posted(request)
    try:
        kind = FeedKind(fields.get("kind", ""))
    except ValueError:
        raise BadMessage("kind") from None
    secret = await request.app[FEEDS].open(person, kind, fields.get("target", ""))
    # Calendars are fetched by programs: the address is whole, and always HTTPS.
    return await _page(request, address=f"https://{request.host}/agenda/{secret}.ics")


async def revoke(request: web.Request) -> web.Response:
    await request.app[FEEDS].revoke(require(request), request.match_info["id"])
    return see_other(f"{HERE}?dit=revoque")


async def read(request: web.Request) -> web.Response:
    """For whoever has the secret; it says nothing of residents."""
    calendar = await request.app[FEEDS].read(request.match_info["secret"])
    headers = {"Content-Disposition": 'inline; filename="agenda.ics"', "X-Robots-Tag": "none"}
    return web.Response(body=calendar, content_type=MEDIA_TYPE, charset="utf-8", headers=headers)


async def _page(request: web.Request, **values: Any) -> web.Response:
    person = require(request)
    calendars = await request.app[FEEDS].offered(person)
    shared = {"notice": None, "address": None, "calendars": calendars, "here": HERE}
    return room_page(request, "agenda/feeds.html", person, **shared | values)


ROUTES = (
    web.get(HERE, show),
    web.post(HERE, open_feed),
    web.post(HERE + "/{id}/revoquer", revoke),
    web.get("/agenda/{secret}.ics", read),
    *absences.ROUTES,
    *rooms.ROUTES,
)
