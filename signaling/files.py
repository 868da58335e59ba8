"""Files served as they are: the console's modules, and of other libraries what it loads."""

from pathlib import Path

from aiohttp import web

from .auth.web import require
from .core.person import Role

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
TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".woff2": "font/woff2"}


def add_routes(app: web.Application) -> None:
    app.router.add_static("/static/", STATIC)
    app.router.add_get("/vendor/{path:.+}", vendor)
    app.router.add_get("/console", console)
    app.router.add_get("/invitation", invitation)


async def vendor(request: web.Request) -> web.StreamResponse:
    known = VENDOR.get(request.match_info["path"])
    if known is None:
        raise web.HTTPNotFound
    return _file(LIBRARIES / known)


async def console(request: web.Request) -> web.StreamResponse:
    require(request, Role.COUNSELLOR)
    return _file(STATIC / "index.html")


async def invitation(request: web.Request) -> web.StreamResponse:
    """For anybody: the link's token is in the fragment, which is not for us to see."""
    return _file(STATIC / "guest.html")


def _file(path: Path) -> web.FileResponse:
    if not path.is_file():
        raise web.HTTPNotFound
    # The system's table of types may not know .mjs, and browsers refuse a module without one.
    kind = TYPES.get(path.suffix)
    return web.FileResponse(path, headers={"Content-Type": kind} if kind else None)
