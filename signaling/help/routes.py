"""How one works with these pages: one's own guide first, the others beside it."""

from dataclasses import dataclass

from aiohttp import web

from ..auth.web import signed_in
from ..core.person import Person, Role
from ..errors import NotFound
from ..pages.rooms import room_page

HERE = "/aide"
MANUAL = frozenset({Role.TECHNICIAN, Role.ADMINISTRATOR})


@dataclass(frozen=True)
class Guide:
    name: str
    "In its address, and of its template."
    title: str
    roles: frozenset[Role]
    "Whose work it tells; whoever is signed in may read it."

    @property
    def path(self) -> str:
        return f"{HERE}/{self.name}"


GUIDES = (
    Guide("secretaire", "Secrétaire de mairie", frozenset({Role.SECRETARY})),
    Guide("accueil", "Accueil du relais", frozenset({Role.HOST})),
    Guide("conseiller", "Conseiller", frozenset({Role.COUNSELLOR, Role.SUPERVISOR})),
    Guide("exploitation", "Exploitation", MANUAL),
    Guide("installation", "Installation", MANUAL),
)
"In the order of the rooms (:data:`signaling.pages.rooms.ROOMS`)."


def guides_of(person: Person) -> tuple[Guide, ...]:
    """Those of `person` first, then of who they work with; the manual for who installs alone."""
    theirs = [guide for guide in GUIDES if guide.roles & person.roles]
    return *theirs, *(each for each in GUIDES if each not in theirs and not each.roles & MANUAL)


async def show_own(request: web.Request) -> web.Response:
    person = signed_in(request).person
    return _page(request, person, guides_of(person)[0])


async def show(request: web.Request) -> web.Response:
    person, name = signed_in(request).person, request.match_info["guide"]
    for guide in GUIDES:
        if guide.name == name:
            return _page(request, person, guide)
    raise NotFound("guide")


def _page(request: web.Request, person: Person, guide: Guide) -> web.Response:
    guides = guides_of(person)
    return room_page(request, "help/page.html", person, here=HERE, guide=guide, guides=guides)


ROUTES = (web.get(HERE, show_own), web.get(HERE + "/{guide}", show))
