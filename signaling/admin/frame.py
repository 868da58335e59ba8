"""What the administrator's pages share: who may come in, the tabs, the question before a deed."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from ..auth.web import require
from ..core.person import Person, Role
from ..keys import DESK
from ..pages.rooms import Notice, acting_as, good, room_page
from .forms import Choices

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
    "nommage": good("La règle est enregistrée. Une console la prend en se rouvrant."),
    "desactive": good("Le compte est désactivé. La personne est déconnectée."),
}


def administrator(request: web.Request) -> Person:
    return acting_as(require(request, Role.ADMINISTRATOR), Role.ADMINISTRATOR)


async def choices(request: web.Request) -> Choices:
    desk = request.app[DESK]
    return Choices(
        frozenset(each.id for each in await desk.mairies()),
        frozenset(each.id for each in await desk.relays()),
        frozenset(each.id for each in await desk.organisations()),
    )


def _notice(request: web.Request) -> Notice | None:
    return SAID.get(request.query.get("dit", ""))


def tab(
    request: web.Request, template: str, path: str, status: int = 200, **values: Any
) -> web.Response:
    shared = {"tabs": TABS, "path": path, "notice": _notice(request), "here": HERE}
    return room_page(request, template, require(request), status, **shared | values)


def confirm(request: web.Request, **values: str) -> web.Response:
    shown: dict[str, Any] = {"action": request.path, "here": HERE, **values}
    return room_page(request, "admin/confirm.html", require(request), **shown)
