"""Puts every page into an application; they find the services by :mod:`signaling.keys`."""

from aiohttp import web

from ..admin import routes as admin
from ..host import routes as host
from ..refusals import ERROR_PAGE
from ..secretariat import routes as secretariat
from . import rendering, sign_in
from .errors import error_page


def setup(app: web.Application) -> None:
    """Templates, error pages and routes."""
    rendering.setup(app)
    app[ERROR_PAGE] = error_page
    app.add_routes(
        [
            web.get("/", sign_in.home),
            web.get("/connexion", sign_in.show),
            web.post("/connexion", sign_in.sign_in),
            web.post("/deconnexion", sign_in.sign_out),
            *secretariat.ROUTES,
            *host.ROUTES,
            *admin.ROUTES,
        ]
    )
