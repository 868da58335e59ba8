"""``GET`` and ``POST /kiosk/line``: pieces of nothing, by which a kiosk measures its line.

A kiosk is known by the bearer token of its welcome; anybody else finds nothing here.
"""

import asyncio

from aiohttp import web

from .auth.tokens import hash_of
from .errors import NotSignedIn, TooLarge
from .keys import OFFICE

PIECE = 128 * 1024
SECONDS = 30.0


def add_routes(app: web.Application) -> None:
    app.router.add_get("/kiosk/line", get, allow_head=False)
    app.router.add_post("/kiosk/line", post)


async def get(request: web.Request) -> web.Response:
    _kiosk(request)
    return web.Response(body=bytes(PIECE), content_type="application/octet-stream")


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


def _kiosk(request: web.Request) -> None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    presence = request.app[OFFICE].presence
    if scheme.lower() != "bearer" or presence.kiosk_of(hash_of(token)) is None:
        raise NotSignedIn("kiosk token")
