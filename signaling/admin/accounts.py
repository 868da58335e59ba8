"""Accounts: opened, let in by a one-time link, closed. Nobody here knows a password."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from ..auth.web import require
from ..core.person import Person
from ..keys import DESK, INVITATIONS, OFFICE, REGISTRY
from ..pages.forms import Reading, read
from ..pages.posted import posted
from ..pages.rooms import room_page, see_other
from ..registry import LoginTaken
from ..store.records import Account
from .forms import NewAccount
from .frame import HERE, PEOPLE, allowed, choices, confirm, organisations, tab
from .people import account_of
from .rows import account_row, given


@dataclass(frozen=True)
class FreshLink:
    """Shown once, never stored."""

    name: str
    login: str
    address: str
    expires_at: float


async def show(request: web.Request) -> web.Response:
    return await _accounts(request, Reading())


async def open_account(request: web.Request) -> web.Response:
    person = allowed(request, *PEOPLE)
    reading = read(NewAccount, await posted(request), await choices(request, person))
    if (form := reading.form) is None:
        return await _accounts(request, reading, status=422)
    try:
        account = await request.app[REGISTRY].open_account(
            person,
            form.login,
            form.display_name,
            None,
            form.held,
            organisation=form.organisation,
            mairie=form.mairie,
            relay=form.relay,
        )
    except LoginTaken:
        taken = Reading[NewAccount](reading.values, {"login": "Cet identifiant est déjà pris."})
        return await _accounts(request, taken, status=409)
    return await _accounts(request, Reading(), fresh=await _link(request, person, account))


async def ask_link(request: web.Request) -> web.Response:
    account = await account_of(request)
    values: dict[str, Any] = {
        "name": account.display_name,
        "login": account.login,
        "action": request.path,
        "back": f"{HERE}/comptes",
        "here": HERE,
    }
    return room_page(request, "admin/link.html", require(request), **values)


async def give_link(request: web.Request) -> web.Response:
    person, account = allowed(request, *PEOPLE), await account_of(request)
    everything = bool((await posted(request)).get("everything"))
    fresh = await _link(request, person, account, everything)
    return await _accounts(request, Reading(), fresh=fresh)


async def ask_disable(request: web.Request) -> web.Response:
    account = await account_of(request)
    return confirm(
        request,
        question="Désactiver ce compte ?",
        about=f"{account.display_name} ({account.login})",
        consequence="La personne sera déconnectée et ne pourra plus entrer.",
        yes="Oui, désactiver le compte",
        back=f"{HERE}/comptes",
    )


async def disable(request: web.Request) -> web.Response:
    person, account = allowed(request, *PEOPLE), await account_of(request)
    await request.app[REGISTRY].set_disabled(person, account.id, True)
    return see_other(f"{HERE}/comptes?dit=desactive")


async def _accounts(
    request: web.Request,
    reading: Reading[NewAccount],
    status: int = 200,
    fresh: FreshLink | None = None,
) -> web.Response:
    person, desk = allowed(request, *PEOPLE), request.app[DESK]
    mairies, relays = await desk.mairies(), await desk.relays()
    bodies = await organisations(request, person)
    names = {place.id: place.name for place in mairies}
    names |= {place.id: place.name for place in relays}
    names |= {place.id: place.name for place in bodies}
    found = await request.app[REGISTRY].accounts(person)
    rows = [account_row(each, names, each.id == person.account) for each in found]
    rows.sort(key=lambda row: row.disabled)
    values: dict[str, Any] = {
        "accounts": rows,
        "reading": reading,
        "fresh": fresh,
        "roles": given(person),
        "mairies": mairies,
        "relays": relays,
        "organisations": bodies,
    }
    return tab(request, "admin/accounts.html", f"{HERE}/comptes", status, **values)


async def _link(
    request: web.Request, person: Person, account: Account, everything: bool = False
) -> FreshLink:
    invitations = request.app[INVITATIONS]
    token = await invitations.link(person, account.id, everything)
    until = request.app[OFFICE].clock() + invitations.lasts
    address = f"https://{request.host}/acces/{token}"
    return FreshLink(account.display_name, account.login, address, until)
