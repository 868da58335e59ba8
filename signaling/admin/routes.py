"""The administrator's pages: kiosks and their codes, accounts, places, the journal."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from ..auth.web import require
from ..core.person import Person, Role
from ..errors import NotFound
from ..keys import DESK, REGISTRY
from ..pages.forms import Reading, read
from ..pages.posted import posted
from ..pages.rooms import Notice, acting_as, good, room_page, see_other
from ..pages.words import ROLES
from ..registry import LoginTaken
from ..store.records import Account, Kiosk
from . import journal as lines
from .forms import Choices, NewAccount, NewKiosk, new_password
from .rows import account_row, kiosk_row

HERE = "/administration"


@dataclass(frozen=True)
class Tab:
    name: str
    path: str


TABS = (
    Tab("Guichets", HERE),
    Tab("Comptes", f"{HERE}/comptes"),
    Tab("Lieux et organismes", f"{HERE}/lieux"),
    Tab("Journal", f"{HERE}/journal"),
)
SAID = {
    "revoque": good("Le guichet est révoqué. Il ne peut plus se connecter."),
    "desactive": good("Le compte est désactivé. La personne est déconnectée."),
}


@dataclass(frozen=True)
class Code:
    """Shown once, never stored."""

    kiosk_name: str
    value: str
    expires_at: float


@dataclass(frozen=True)
class FreshPassword:
    """Shown once, never stored."""

    name: str
    login: str
    password: str


# -- kiosks -----------------------------------------------------------------------------------


async def kiosks(request: web.Request) -> web.Response:
    return await _kiosks(request, Reading())


async def open_enrolment(request: web.Request) -> web.Response:
    person, registry = _administrator(request), request.app[REGISTRY]
    reading = read(NewKiosk, await posted(request), await _choices(request))
    if (form := reading.form) is None:
        return await _kiosks(request, reading, status=422)
    value = await registry.open_enrolment(person, form.relay, form.kiosk_name)
    until = registry.office.clock() + registry.enrolment_lasts
    return await _kiosks(request, Reading(), code=Code(form.kiosk_name, value, until))


async def ask_revoke(request: web.Request) -> web.Response:
    kiosk = await _kiosk(request)
    return _confirm(
        request,
        question="Révoquer ce guichet ?",
        about=kiosk.name,
        consequence="Il sera déconnecté aussitôt, même en pleine visite. Pour le remettre en "
        "service, il faudra un nouveau code.",
        yes="Oui, révoquer le guichet",
        back=HERE,
    )


async def revoke(request: web.Request) -> web.Response:
    person, kiosk = _administrator(request), await _kiosk(request)
    await request.app[REGISTRY].revoke_kiosk(person, kiosk.id)
    return see_other(f"{HERE}?dit=revoque")


async def _kiosks(
    request: web.Request, reading: Reading[NewKiosk], status: int = 200, code: Code | None = None
) -> web.Response:
    person, desk = _administrator(request), request.app[DESK]
    relays = await desk.relays()
    names = {relay.id: relay.name for relay in relays}
    rows = [kiosk_row(line, names) for line in await desk.kiosks_for(person)]
    rows.sort(key=lambda row: row.revoked)
    values = {"kiosks": rows, "relays": relays, "reading": reading, "code": code}
    return _tab(request, "admin/kiosks.html", HERE, status, **values)


async def _kiosk(request: web.Request) -> Kiosk:
    """The one of the address, still in service."""
    id = request.match_info["id"]
    for kiosk in await request.app[REGISTRY].kiosks(_administrator(request)):
        if kiosk.id == id and kiosk.revoked_at is None:
            return kiosk
    raise NotFound("kiosk")


# -- accounts ---------------------------------------------------------------------------------


async def accounts(request: web.Request) -> web.Response:
    return await _accounts(request, Reading())


async def open_account(request: web.Request) -> web.Response:
    person, password = _administrator(request), new_password()
    reading = read(NewAccount, await posted(request), await _choices(request))
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
    return _confirm(
        request,
        question="Donner un nouveau mot de passe ?",
        about=f"{account.display_name} ({account.login})",
        consequence="L’ancien ne marchera plus, et la personne sera déconnectée partout.",
        yes="Oui, en créer un",
        back=f"{HERE}/comptes",
    )


async def set_password(request: web.Request) -> web.Response:
    person, account, password = _administrator(request), await _account(request), new_password()
    await request.app[REGISTRY].change_password(person, account.id, password)
    fresh = FreshPassword(account.display_name, account.login, password)
    return await _accounts(request, Reading(), fresh=fresh)


async def ask_disable(request: web.Request) -> web.Response:
    account = await _account(request)
    return _confirm(
        request,
        question="Désactiver ce compte ?",
        about=f"{account.display_name} ({account.login})",
        consequence="La personne sera déconnectée et ne pourra plus entrer.",
        yes="Oui, désactiver le compte",
        back=f"{HERE}/comptes",
    )


async def disable(request: web.Request) -> web.Response:
    person, account = _administrator(request), await _account(request)
    await request.app[REGISTRY].set_disabled(person, account.id, True)
    return see_other(f"{HERE}/comptes?dit=desactive")


async def _accounts(
    request: web.Request,
    reading: Reading[NewAccount],
    status: int = 200,
    fresh: FreshPassword | None = None,
) -> web.Response:
    person, desk = _administrator(request), request.app[DESK]
    mairies, relays = await desk.mairies(), await desk.relays()
    organisations = await desk.organisations()
    names = {place.id: place.name for place in mairies}
    names |= {place.id: place.name for place in relays}
    names |= {place.id: place.name for place in organisations}
    found = await request.app[REGISTRY].accounts(person)
    rows = [account_row(each, names, each.id == person.account) for each in found]
    rows.sort(key=lambda row: row.disabled)
    values: dict[str, Any] = {
        "accounts": rows,
        "reading": reading,
        "fresh": fresh,
        "roles": ROLES,
        "mairies": mairies,
        "relays": relays,
        "organisations": organisations,
    }
    return _tab(request, "admin/accounts.html", f"{HERE}/comptes", status, **values)


async def _account(request: web.Request) -> Account:
    """The one of the address, not closed."""
    id = request.match_info["id"]
    for account in await request.app[REGISTRY].accounts(_administrator(request)):
        if account.id == id and not account.disabled:
            return account
    raise NotFound("account")


# -- places and journal -----------------------------------------------------------------------


async def places(request: web.Request) -> web.Response:
    _administrator(request)
    desk = request.app[DESK]
    values: dict[str, Any] = {
        "organisations": await desk.organisations(),
        "relays": await desk.relays(),
        "mairies": await desk.mairies(),
    }
    return _tab(request, "admin/places.html", f"{HERE}/lieux", **values)


async def journal(request: web.Request) -> web.Response:
    person, registry = _administrator(request), request.app[REGISTRY]
    names = {each.id: each.login for each in await registry.accounts(person)}
    names |= {each.id: each.name for each in await registry.kiosks(person)}
    names |= {each.id: each.name for each in await request.app[DESK].relays()}
    rows = [lines.row_of(line, names) for line in await registry.journal(person)]
    return _tab(request, "admin/journal.html", f"{HERE}/journal", lines=rows)


ROUTES = (
    web.get(HERE, kiosks),
    web.post(f"{HERE}/guichets", open_enrolment),
    web.get(HERE + "/guichets/{id}/revoquer", ask_revoke),
    web.post(HERE + "/guichets/{id}/revoquer", revoke),
    web.get(f"{HERE}/comptes", accounts),
    web.post(f"{HERE}/comptes", open_account),
    web.get(HERE + "/comptes/{id}/mot-de-passe", ask_password),
    web.post(HERE + "/comptes/{id}/mot-de-passe", set_password),
    web.get(HERE + "/comptes/{id}/desactiver", ask_disable),
    web.post(HERE + "/comptes/{id}/desactiver", disable),
    web.get(f"{HERE}/lieux", places),
    web.get(f"{HERE}/journal", journal),
)


def _administrator(request: web.Request) -> Person:
    return acting_as(require(request, Role.ADMINISTRATOR), Role.ADMINISTRATOR)


async def _choices(request: web.Request) -> Choices:
    desk = request.app[DESK]
    return Choices(
        frozenset(each.id for each in await desk.mairies()),
        frozenset(each.id for each in await desk.relays()),
        frozenset(each.id for each in await desk.organisations()),
    )


def _notice(request: web.Request) -> Notice | None:
    return SAID.get(request.query.get("dit", ""))


def _tab(
    request: web.Request, template: str, path: str, status: int = 200, **values: Any
) -> web.Response:
    shared = {"tabs": TABS, "path": path, "notice": _notice(request), "here": HERE}
    return room_page(request, template, require(request), status, **shared | values)


def _confirm(request: web.Request, **values: str) -> web.Response:
    shown: dict[str, Any] = {"action": request.path, "here": HERE, **values}
    return room_page(request, "admin/confirm.html", require(request), **shown)
