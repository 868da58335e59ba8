"""Whether an organisation without a console is written to: what mairie and host are told of it."""

from enum import Enum, auto

from aiohttp import web

from ..auth.web import SETTINGS
from ..keys import DESK, OFFICE
from ..requests import Requests


class Told(Enum):
    NEVER = auto()
    "It gave no address, or the server sends no letter."
    SOON = auto()
    "Letters to one organisation are a quarter of an hour apart."
    DONE = auto()


async def told_by_mail(request: web.Request, organisation: str, since: float) -> Told:
    """Of what waits there `since` then."""
    known = await request.app[DESK].organisations()
    address = next((body.alert_email for body in known if body.id == organisation), "")
    if not address or request.app[SETTINGS].mail is None:
        return Told.NEVER
    sent = (await Requests(request.app[OFFICE]).alerted()).get(organisation)
    return Told.SOON if sent is None or sent < since else Told.DONE
