"""``GET`` and ``POST /kiosk/line``: pieces of nothing, by which a kiosk measures its line;
``GET /kiosk/relay``: by which relays its calls may pass, for it to try them.

A kiosk is known by the bearer token of its welcome; anybody else finds nothing here. It measures
when it examines itself, not all day: past a few pieces it is told to wait.
"""

import asyncio
from collections import defaultdict

from aiohttp import web

from .auth.tokens import hash_of
from .bucket import Bucket
from .errors import NotSignedIn, TooFast, TooLarge
from .keys import OFFICE, SWITCHBOARD

PIECE = 128 * 1024
SECONDS = 30.0
AT_ONCE, A_SECOND = 12, 1 / 20
"Pieces of one kiosk: three examinations that look twice, then 52 kbit/s."
PIECES: web.AppKey[defaultdict[str, Bucket]] = web.AppKey("line_pieces", defaultdict)
RELAYS: web.AppKey[defaultdict[str, Bucket]] = web.AppKey("line_relays", defaultdict)


def add_routes(app: web.Application) -> None:
    app[PIECES] = defaultdict(lambda: Bucket(rate=A_SECOND, burst=AT_ONCE))
    app[RELAYS] = defaultdict(lambda: Bucket(rate=A_SECOND, burst=AT_ONCE))
    app.router.add_get("/kiosk/relay", relay, allow_head=False)
    app.router.add_get("/kiosk/line", get, allow_head=False)
    app.router.add_post("/kiosk/line", post)


async def get(request: web.Request) -> web.Response:
    _kiosk(request)
    return web.Response(body=bytes(PIECE), content_type="application/octet-stream")


async def relay(request: web.Request) -> web.Response:
    kiosk = _kiosk(request, RELAYS)
    servers = request.app[SWITCHBOARD].ice_servers_of(kiosk)
    return web.json_response([each.model_dump(exclude_none=True) for each in servers])


async def post(request: web.Request) -> web.Response:
    """Read and forgotten."""
    _kiosk(request)
    seen = 0
    try:
        async with asyncio.timeout(SECONDS):
            async for piece in request.content.iter_any():
                seen += len(piece)
                if seen > PIECE:
                    raise TooLarge("line")
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    return web.Response(status=204)


def _kiosk(request: web.Request, kept: web.AppKey[defaultdict[str, Bucket]] = PIECES) -> str:
    """Which kiosk asks. Raises :exc:`NotSignedIn`, :exc:`TooFast`."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    office = request.app[OFFICE]
    kiosk = office.presence.kiosk_of(hash_of(token)) if scheme.lower() == "bearer" else None
    if kiosk is None:
        raise NotSignedIn("kiosk token")
    if not request.app[kept][kiosk].take(office.clock()):
        raise TooFast("line")
    return kiosk
