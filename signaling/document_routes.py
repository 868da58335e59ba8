"""``PUT`` and ``GET /documents/{visit}/{document}/{sha256}``: one sealed chunk.

A console is known by its cookie, a kiosk by the bearer token of its welcome, valid while its
socket is open. 201: stored, on the disk for certain; 204: it was there already.
"""

import asyncio

from aiohttp import web

from .auth.tokens import hash_of
from .auth.web import require
from .core.person import Role
from .errors import NotSignedIn, TooLarge
from .keys import MAILROOM, OFFICE
from .parties import AtKiosk, Party
from .protocol import CHUNK_BYTES

MAX_BODY = CHUNK_BYTES + 16
"RFC 5116, 5.2: the ciphertext of AES-256-GCM is 16 bytes longer."
BODY_SECONDS = 55.0
"A chunk at 40 kbit/s; a kiosk gives up a request after 60 s."
ADDRESS = (
    "/documents/{visit:[A-Za-z0-9_-]{1,64}}/{document:[A-Za-z0-9_-]{1,64}}/{sha256:[0-9a-f]{64}}"
)


def add_routes(app: web.Application) -> None:
    app.router.add_put(ADDRESS, put)
    app.router.add_get(ADDRESS, get, allow_head=False)


async def put(request: web.Request) -> web.Response:
    party = party_of(request)
    if (request.content_length or 0) > MAX_BODY:
        raise TooLarge("chunk")
    try:
        async with asyncio.timeout(BODY_SECONDS):
            data = await _body(request)
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    new = await request.app[MAILROOM].store(party, *_names(request), data)
    return web.Response(status=201 if new else 204)


async def get(request: web.Request) -> web.Response:
    data = await request.app[MAILROOM].fetch(party_of(request), *_names(request))
    return web.Response(body=data, content_type="application/octet-stream")


def party_of(request: web.Request) -> Party:
    """Raises :exc:`NotSignedIn` or :exc:`NotAllowed`."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return require(request, Role.COUNSELLOR)
    kiosk = request.app[OFFICE].presence.kiosk_of(hash_of(token))
    if kiosk is None:
        raise NotSignedIn("kiosk token")
    return AtKiosk(kiosk)


async def _body(request: web.Request) -> bytes:
    """Read at most one chunk, whatever was announced."""
    data = bytearray()
    async for piece in request.content.iter_any():
        data += piece
        if len(data) > MAX_BODY:
            raise TooLarge("chunk")
    return bytes(data)


def _names(request: web.Request) -> tuple[str, str, str]:
    found = request.match_info
    return found["visit"], found["document"], found["sha256"]
