"""``GET /forms``, ``/forms/{form}.pdf`` and ``/forms/mappings/{fingerprint}``.

For consoles and for kiosks, known as in :mod:`signaling.document_routes`.
"""

import asyncio

from aiohttp import web

from ..auth.web import SETTINGS, require
from ..core.person import Role
from ..document_routes import party_of
from ..keys import OFFICE, SHELF
from ..protocol import FormLibrary, Message, PapersNeeded
from ..store import motives
from .library import Library


def add_routes(app: web.Application) -> None:
    app.router.add_get("/forms", forms, allow_head=False)
    app.router.add_get("/forms/{form:[A-Za-z0-9_-]{1,64}}.pdf", blank, allow_head=False)
    mapping_address = "/forms/mappings/{fingerprint:[0-9a-f]{64}}"
    app.router.add_get(mapping_address, mapping, allow_head=False)


async def forms(request: web.Request) -> web.Response:
    person = require(request, Role.COUNSELLOR)
    organisation = person.organisation or ""
    offered = await asyncio.to_thread(_library(request).of, organisation)
    offered += await request.app[SHELF].offered(organisation)
    async with request.app[OFFICE].store.reading() as tx:
        known = await motives.of_organisation(tx, organisation)
    needed = [PapersNeeded(motives=(one.name,), papers=one.papers) for one in known if one.papers]
    return _said(FormLibrary(forms=offered, needed=tuple(needed)))


async def blank(request: web.Request) -> web.StreamResponse:
    party, form = party_of(request), request.match_info["form"]
    path = await asyncio.to_thread(_library(request).pdf, form)
    if path is None:
        pdf = await request.app[SHELF].pdf(party, form)
        if pdf is None:
            raise web.HTTPNotFound
        return web.Response(body=pdf, content_type="application/pdf")
    return web.FileResponse(path, headers={"Content-Type": "application/pdf"})


async def mapping(request: web.Request) -> web.Response:
    party, fingerprint = party_of(request), request.match_info["fingerprint"]
    found = await asyncio.to_thread(_library(request).mapping, fingerprint)
    if found is None:
        found = await request.app[SHELF].mapping(party, fingerprint)
    if found is None:
        raise web.HTTPNotFound
    return _said(found)


def _library(request: web.Request) -> Library:
    return Library(request.app[SETTINGS].forms_dir)


def _said(message: Message) -> web.Response:
    body = message.model_dump_json(exclude_none=True)
    return web.Response(text=body, content_type="application/json")
