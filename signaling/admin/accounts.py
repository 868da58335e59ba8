"""Accounts: opened with a password made for them, given another, closed."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from ..core.person import Person, Role
from ..core.staff import OF_AN_ORGANISATION
from ..errors import NotFound
from ..keys import DESK, REGISTRY
from ..pages.forms import Reading, read
from ..pages.posted import posted
from ..pages.rooms import see_other
from ..pages.words import ROLES
from ..registry import LoginTaken
from ..store.records import Account
from .forms import NewAccount, new_password
from .frame import HERE, PEOPLE, allowed, choices, confirm, organisations, tab
from .rows import account_row


@dataclass(frozen=True)
class FreshPassword:
    """Shown once, never stored."""

    name: str
    login: str
    password: str


async def show(request: web.Request) -> web.Response:
    return await _accounts(request, Reading())


async def open_account(request: web.Request) -> web.Response:
    person, password = allowed(request, *PEOPLE), new_password()
    reading = read(NewAccount, await posted(request), await choices(request, person))
    if (form := reading.form) is None:
        return await _accounts(request, reading, status=422)
    try:
        await request.app[REGISTRY].open_account(
            person,
            form.login,
            form.display_name,
            password,
            form.held,
            organisation=form.organisation,
            mairie=form.mairie,
            relay=form.relay,
        )
    except LoginTaken:
        taken = Reading[NewAccount](reading.values, {"login": "Cet identifiant est déjà pris."})
        return await _accounts(request, taken, status=409)
    fresh = FreshPassword(form.display_name, form.login, password)
    return await _accounts(request, Reading(), fresh=fresh)


async def ask_password(request: web.Request) -> web.Response:
    account = await _account(request)
    return confirm(
        request,
        question="Donner un nouveau mot de passe ?",
        about=f"{account.display_name} ({account.login})",
        consequence="L’ancien ne marchera plus, et la personne sera déconnectée partout.",
        yes="Oui, en créer un",
        back=f"{HERE}/comptes",
    )


async def set_password(request: web.Request) -> web.Response:
    person, account, password = allowed(request, *PEOPLE), await _account(request), new_password()
    await request.app[REGISTRY].change_password(person, account.id, password)
    fresh = FreshPassword(account.display_name, account.login, password)
    return await _accounts(request, Reading(), fresh=fresh)


async def ask_disable(request: web.Request) -> web.Response:
    account = await _account(request)
    return confirm(
        request,
        question="Désactiver ce compte ?",
        about=f"{account.display_name} ({account.login})",
        consequence="La personne sera déconnectée et ne pourra plus entrer.",
        yes="Oui, désactiver le compte",
        back=f"{HERE}/comptes",
    )


async def disable(request: web.Request) -> web.Response:
    person, account = allowed(request, *PEOPLE), await _account(request)
    await request.app[REGISTRY].set_disabled(person, account.id, True)
    return see_other(f"{HERE}/comptes?dit=desactive")


async def _accounts(
    request: web.Request,
    reading: Reading[NewAccount],
    status: int = 200,
    fresh: FreshPassword | None = None,
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
        "roles": _given(person),
        "mairies": mairies,
        "relays": relays,
        "organisations": bodies,
    }
    return tab(request, "admin/accounts.html", f"{HERE}/comptes", status, **values)


def _given(person: Person) -> dict[str, str]:
    """The roles that `person` may give, with their words."""
    if person.is_a(Role.ADMINISTRATOR):
        return ROLES
    return {role: words for role, words in ROLES.items() if role in OF_AN_ORGANISATION}


async def _account(request: web.Request) -> Account:
    """The one of the address, not closed."""
    id = request.match_info["id"]
    for account in await request.app[REGISTRY].accounts(allowed(request, *PEOPLE)):
        if account.id == id and not account.disabled:
            return account
    raise NotFound("account")
