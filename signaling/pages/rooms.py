"""Which page belongs to which role, and what is shown around it."""

from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web

from ..core.person import Person, Role
from .rendering import page
from .typography import typeset


@dataclass(frozen=True)
class Room:
    role: Role
    name: str
    path: str


ROOMS = (
    Room(Role.SECRETARY, "Secrétariat", "/secretariat"),
    Room(Role.HOST, "Relais", "/relais"),
    Room(Role.COUNSELLOR, "Conseil", "/console"),
    Room(Role.SUPERVISOR, "Organisme", "/administration/comptes"),
    Room(Role.TECHNICIAN, "Guichets", "/administration"),
    Room(Role.ADMINISTRATOR, "Administration", "/administration"),
)
"In the order in which somebody with several roles arrives."


@dataclass(frozen=True)
class Notice:
    """One sentence on top of a page, about what was just done."""

    tone: str
    icon: str
    text: str


def good(text: str) -> Notice:
    return Notice("good", "check", typeset(text))


def bad(text: str) -> Notice:
    return Notice("bad", "alert", typeset(text))


def waiting(text: str) -> Notice:
    return Notice("wait", "clock", typeset(text))


def rooms_of(person: Person) -> tuple[Room, ...]:
    """An administrator's room holds those of supervisor and technician."""
    mine = [room for room in ROOMS if person.is_a(room.role)]
    if person.is_a(Role.ADMINISTRATOR):
        mine = [room for room in mine if room.role not in (Role.SUPERVISOR, Role.TECHNICIAN)]
    return tuple(mine)


def home_of(person: Person) -> str:
    return next((room.path for room in rooms_of(person)), "/connexion")


def acting_as(person: Person, *roles: Role) -> Person:
    """The same person with these roles only: a page shows what they may see, no more."""
    return replace(person, roles=person.roles & set(roles))


def room_page(
    request: web.Request, template: str, person: Person, status: int = 200, **values: Any
) -> web.Response:
    """A page with its header; `values` holds `place` and `here`, the room's path."""
    return page(request, template, status, **{"person": person, "rooms": rooms_of(person)} | values)


def see_other(path: str) -> web.Response:
    """After a form: the browser reloads the next page, never the form (RFC 9110, 15.4.4)."""
    return web.Response(status=303, headers={"Location": path})
