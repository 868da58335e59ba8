"""Puts every page into an application; they find the services by :mod:`signaling.keys`."""

from aiohttp import web

from ..account import routes as account
from ..admin import routes as admin
from ..agenda import routes as agenda
from ..help import routes as help
from ..host import routes as host
from ..secretariat import routes as secretariat
from . import rendering, sign_in


def setup(app: web.Application) -> None:
    """Templates and routes. The caller adds :func:`.errors.errors` as the outermost middleware."""
    rendering.setup(app)
    app.add_routes(
        [
            web.get("/", sign_in.home),
            web.get("/connexion", sign_in.show),
            web.post("/connexion", sign_in.sign_in),
            web.get("/connexion/second", sign_in.show_second),
            web.post("/connexion/second", sign_in.second),
            web.post("/connexion/cle/demande", sign_in.ask_passkey),
            web.post("/connexion/cle", sign_in.passkey),
            web.post("/deconnexion", sign_in.sign_out),
            *secretariat.ROUTES,
            *host.ROUTES,
            *admin.ROUTES,
            *account.ROUTES,
            *agenda.ROUTES,
            *help.ROUTES,
        ]
    )
