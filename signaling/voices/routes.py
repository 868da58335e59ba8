"""``GET /kiosk/voix/{sha256}``: one recorded line, for a kiosk by the bearer token of its
welcome; it checks the hash."""

from aiohttp import web

from ..document_routes import party_of
from ..errors import NotAllowed
from ..parties import AtKiosk
from . import VOICES

SOUND = "/kiosk/voix/{sha256:[0-9a-f]{64}}"


def add_routes(app: web.Application) -> None:
    app.router.add_get(SOUND, sound, allow_head=False)


async def sound(request: web.Request) -> web.Response:
    if not isinstance(party_of(request), AtKiosk):
        raise NotAllowed("kiosk")
    data = await request.app[VOICES].sound(request.match_info["sha256"])
    return web.Response(body=data, content_type="audio/wav")
