"""What a kiosk in free access asks over HTTPS, by the bearer token of its welcome.

``GET /libre/{free}/{document}/{sha256}``: one sealed piece of the file that the host gave.
``PUT /libre/{free}/courrier``: the PDF of scanned pages, to be sent by e-mail (202: it is tried).
"""

import asyncio

from aiohttp import web

from .document_routes import party_of
from .errors import BadMessage, NotAllowed, TooLarge
from .free import FREE
from .free_letters import MAX_BYTES
from .parties import AtKiosk

BODY_SECONDS = 600.0
"Ten megabytes at the pace of a kiosk's documents, 200 kbit/s, and some more."
PDF = b"%PDF-"
"What a kiosk makes, and nothing else leaves by our letters."
NAMED = "/libre/{free:[A-Za-z0-9_-]{1,64}}"
PIECE = NAMED + "/{document:[A-Za-z0-9_-]{1,64}}/{sha256:[0-9a-f]{64}}"


def add_routes(app: web.Application) -> None:
    app.router.add_get(PIECE, piece, allow_head=False)
    app.router.add_put(f"{NAMED}/courrier", letter)


async def piece(request: web.Request) -> web.Response:
    found = request.match_info
    names = found["free"], found["document"], found["sha256"]
    data = await request.app[FREE].piece(_kiosk(request), *names)
    return web.Response(body=data, content_type="application/octet-stream")


async def letter(request: web.Request) -> web.Response:
    kiosk = _kiosk(request)
    if (request.content_length or 0) > MAX_BYTES:
        raise TooLarge("letter")
    try:
        async with asyncio.timeout(BODY_SECONDS):
            pdf = await _body(request)
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    if not pdf.startswith(PDF):
        raise BadMessage("pdf")
    await request.app[FREE].send_letter(kiosk, request.match_info["free"], pdf)
    return web.Response(status=202)


def _kiosk(request: web.Request) -> AtKiosk:
    party = party_of(request)
    if not isinstance(party, AtKiosk):
        raise NotAllowed("kiosk")  # a counsellor has nothing to ask here
    return party


async def _body(request: web.Request) -> bytes:
    data = bytearray()
    async for piece in request.content.iter_any():
        data += piece
        if len(data) > MAX_BYTES:
            raise TooLarge("letter")
    return bytes(data)
