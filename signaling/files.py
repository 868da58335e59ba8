"""Files served as they are: the console's modules, and of other libraries what it loads."""

import json
from functools import cache
from pathlib import Path

import aiohttp_jinja2
from aiohttp import web

from . import edition
from .auth.web import require
from .core.person import Role
from .edition import FOR_GOOD, Kept

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "counsellor" / "static"
LIBRARIES = ROOT / "node_modules"
VENDOR = {
    "pdfjs": ("pdfjs-dist", ("build/pdf.min.mjs", "build/pdf.worker.min.mjs", "LICENSE")),
    "fflate": ("fflate", ("esm/browser.js", "LICENSE")),
}
"By the name that our modules give them; nothing else of `node_modules` can be reached."


def add_routes(app: web.Application) -> None:
    edition.of(STATIC)  # read now: files that are replaced later are another server's
    vendored()
    app.router.add_get("/static/{edition:[0-9a-f]{16}}/{path:.+}", kept)
    app.router.add_static("/static/", STATIC)
    app.router.add_get("/vendor/{path:.+}", vendor)
    app.router.add_get("/console", console)
    app.router.add_get("/invitation", invitation)


@cache
def vendored() -> dict[str, Kept]:
    """By address, ``pdfjs@5.6.205/pdf.min.mjs``: of another version a page gets nothing, and of
    this one the same for good, whatever becomes of our own files meanwhile."""
    found = {}
    for name, (package, files) in VENDOR.items():
        folder = LIBRARIES / package
        if not (folder / "package.json").is_file():
            continue  # the console says what it cannot show
        version = json.loads((folder / "package.json").read_text())["version"]
        for file in filter(Path.is_file, (folder / each for each in files)):
            found[f"{name}@{version}/{file.name}"] = edition.kept(file)
    return found


async def vendor(request: web.Request) -> web.StreamResponse:
    file = vendored().get(request.match_info["path"])
    if file is None:
        raise web.HTTPNotFound
    return file.answer(request, FOR_GOOD)


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
