"""Files served as they are: the console's modules, and of other libraries what it loads."""

from pathlib import Path

import aiohttp_jinja2
from aiohttp import web

from . import edition
from .auth.web import require
from .core.person import Role
from .edition import TYPES

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "counsellor" / "static"
LIBRARIES = ROOT / "node_modules"
VENDOR = {
    "pdfjs/pdf.min.mjs": "pdfjs-dist/build/pdf.min.mjs",
    "pdfjs/pdf.worker.min.mjs": "pdfjs-dist/build/pdf.worker.min.mjs",
    "pdfjs/LICENSE": "pdfjs-dist/LICENSE",
    "fflate/browser.js": "fflate/esm/browser.js",
    "fflate/LICENSE": "fflate/LICENSE",
}
"Nothing else of `node_modules` can be reached."


def add_routes(app: web.Application) -> None:
    edition.of(STATIC)  # read now: files that are replaced later are another server's
    app.router.add_get("/static/{edition:[0-9a-f]{16}}/{path:.+}", kept)
    app.router.add_static("/static/", STATIC)
    app.router.add_get("/vendor/{path:.+}", vendor)
    app.router.add_get("/console", console)
    app.router.add_get("/invitation", invitation)


async def vendor(request: web.Request) -> web.StreamResponse:
    known = VENDOR.get(request.match_info["path"])
    if known is None:
        raise web.HTTPNotFound
    return _file(LIBRARIES / known)


async def kept(request: web.Request) -> web.StreamResponse:
    return edition.of(STATIC).answer(request)


async def console(request: web.Request) -> web.StreamResponse:
    """Who is a host too is called above it: a kiosk that rings is not less urgent there."""
    person = require(request, Role.COUNSELLOR)
    if not person.is_a(Role.HOST):
        return _page("index.html")
    values = {"person": person, "in_console": True}
    strip, scripts = (
        aiohttp_jinja2.render_string(f"host/{part}.html", request, values)
        for part in ("strip", "strip_scripts")
    )
    text = edition.of(STATIC).pages["index.html"]
    text = text.replace("<visavis-console>", f"{strip}<visavis-console>", 1)
    text = text.replace("</body>", f"{scripts}</body>", 1)
    return web.Response(text=text, content_type="text/html")


async def invitation(request: web.Request) -> web.StreamResponse:
    """For anybody: the link's token is in the fragment, which is not for us to see."""
    return _page("guest.html")


def _page(name: str) -> web.Response:
    return web.Response(text=edition.of(STATIC).pages[name], content_type="text/html")


def _file(path: Path) -> web.FileResponse:
    if not path.is_file():
        raise web.HTTPNotFound
    kind = TYPES.get(path.suffix)
    return web.FileResponse(path, headers={"Content-Type": kind} if kind else None)
