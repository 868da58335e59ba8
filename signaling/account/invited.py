"""Whoever holds a one-time link chooses how to come in: a passkey, or a password."""

from typing import Any

from aiohttp import web

from ..auth.errors import StepOver, WrongPasskey
from ..auth.web import site_of
from ..keys import INVITATIONS
from ..pages.forms import Reading, read
from ..pages.permissions import told
from ..pages.posted import posted
from ..pages.rendering import page
from ..pages.rooms import see_other
from ..pages.sign_in import asked, come_in
from .forms import NewKey, NewPassword

HERE = "/acces"


async def show(request: web.Request) -> web.Response:
    return await _page(request, Reading())


async def by_password(request: web.Request) -> web.Response:
    reading = read(NewPassword, await posted(request))
    if (form := reading.form) is None:
        return await _page(request, reading, status=422)
    await request.app[INVITATIONS].by_password(_token(request), form.password)
    return see_other("/connexion?choisi=1")


async def ask_passkey(request: web.Request) -> web.Response:
    """For passkeys.js."""
    question = await request.app[INVITATIONS].ask_passkey(_token(request), site_of(request))
    return asked(question)


async def by_passkey(request: web.Request) -> web.Response:
    fields = await posted(request)
    reading = read(NewKey, fields)
    if reading.form is None:
        return await _page(request, Reading(), refused=True, status=422)
    try:
        found = await request.app[INVITATIONS].by_passkey(
            _token(request),
            fields.get("asked", ""),
            fields.get("answer", ""),
            reading.form.label,
            site_of(request),
        )
    except (WrongPasskey, StepOver):
        return await _page(request, Reading(), refused=True, status=401)
    return await come_in(request, found)


def _token(request: web.Request) -> str:
    return request.match_info["token"]


async def _page(
    request: web.Request, reading: Reading[NewPassword], refused: bool = False, status: int = 200
) -> web.Response:
    account = await request.app[INVITATIONS].whose(_token(request))
    values: dict[str, Any] = {
        "name": account.display_name,
        "login": account.login,
        "duties": told(account.roles),
        "reading": reading,
        "refused": refused,
        "action": f"{HERE}/{_token(request)}",
    }
    return page(request, "account/invited.html", status, **values)
