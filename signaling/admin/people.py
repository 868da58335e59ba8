"""An account that is there: its name, its roles and places changed; opened again."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from ..auth.web import require
from ..core.person import Role
from ..errors import NotFound
from ..keys import DESK, REGISTRY
from ..pages.forms import Reading, read
from ..pages.posted import posted
from ..pages.rooms import room_page, see_other
from ..store.records import Account
from .forms import ChangedAccount
from .frame import HERE, PEOPLE, allowed, choices, confirm, organisations
from .rows import given

PATH = f"{HERE}/comptes"
ONE = PATH + "/{id}"


async def show(request: web.Request) -> web.Response:
    account = await account_of(request)
    return await _page(request, account, Reading(_values(account)))


async def change(request: web.Request) -> web.Response:
    person, account = allowed(request, *PEOPLE), await account_of(request)
    fields: Mapping[str, str] = await posted(request)
    if account.id == person.account:  # the page shows one's own name alone
        fields = _values(account) | {"display_name": fields.get("display_name", "")}
    reading = read(ChangedAccount, fields, await choices(request, person))
    if (form := reading.form) is None:
        return await _page(request, account, reading, status=422)
    await request.app[REGISTRY].change_account(
        person,
        account.id,
        form.display_name,
        form.held,
        organisation=form.organisation,
        mairie=form.mairie,
        relay=form.relay,
    )
    return see_other(f"{PATH}?dit=compte")


async def ask_reopen(request: web.Request) -> web.Response:
    account = await account_of(request, closed=True)
    return confirm(
        request,
        question="Rouvrir ce compte ?",
        about=f"{account.display_name} ({account.login})",
        consequence="La personne pourra de nouveau entrer, par les accès qu’elle avait.",
        yes="Oui, rouvrir le compte",
        back=PATH,
        harmless=True,
    )


async def reopen(request: web.Request) -> web.Response:
    person, account = allowed(request, *PEOPLE), await account_of(request, closed=True)
    await request.app[REGISTRY].set_disabled(person, account.id, False)
    return see_other(f"{PATH}?dit=rouvert")


ROUTES = (
    web.get(f"{ONE}/modifier", show),
    web.post(f"{ONE}/modifier", change),
    web.get(f"{ONE}/rouvrir", ask_reopen),
    web.post(f"{ONE}/rouvrir", reopen),
)


async def account_of(request: web.Request, closed: bool = False) -> Account:
    """The one of the address; with `closed`, a closed one too. Raises :exc:`NotFound`."""
    id = request.match_info["id"]
    for account in await request.app[REGISTRY].accounts(allowed(request, *PEOPLE)):
        if account.id == id and (closed or not account.disabled):
            return account
    raise NotFound("account")


def _values(account: Account) -> dict[str, str]:
    values = {role: "yes" if role in account.roles else "" for role in map(str, Role)}
    return values | {
        "display_name": account.display_name,
        "mairie": account.mairie or "",
        "relay": account.relay or "",
        "organisation": account.organisation or "",
    }


async def _page(
    request: web.Request, account: Account, reading: Reading[ChangedAccount], status: int = 200
) -> web.Response:
    person, desk = allowed(request, *PEOPLE), request.app[DESK]
    values: dict[str, Any] = {
        "action": request.path,
        "reading": reading,
        "name": account.display_name,
        "login": account.login,
        "mine": account.id == person.account,
        "roles": given(person),
        "mairies": await desk.mairies(),
        "relays": await desk.relays(),
        "organisations": await organisations(request, person),
        "here": HERE,
    }
    return room_page(request, "admin/account.html", require(request), status, **values)
