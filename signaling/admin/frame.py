"""What the pages of administration share: who may come in, the tabs, the question before a deed."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from ..auth.web import require
from ..core.person import Person, Role
from ..keys import DESK
from ..pages.rooms import Notice, acting_as, bad, good, room_page
from ..store.records import Organisation
from .forms import Choices

HERE = "/administration"
KIOSKS = Role.ADMINISTRATOR, Role.TECHNICIAN
PEOPLE = Role.ADMINISTRATOR, Role.SUPERVISOR


@dataclass(frozen=True)
class Tab:
    name: str
    path: str
    roles: tuple[Role, ...]


TABS = (
    Tab("Guichets", HERE, KIOSKS),
    Tab("Comptes", f"{HERE}/comptes", PEOPLE),
    Tab("Lieux et organismes", f"{HERE}/lieux", PEOPLE),
    Tab("Statistiques", f"{HERE}/statistiques", PEOPLE),
    Tab("Distances", f"{HERE}/distances", (Role.ADMINISTRATOR,)),
    Tab("Page d’accueil", f"{HERE}/accueil", (Role.ADMINISTRATOR,)),
    Tab("Voix", f"{HERE}/voix", (Role.ADMINISTRATOR,)),
    Tab("Langues", f"{HERE}/langues", (Role.ADMINISTRATOR,)),
    Tab("Journal", f"{HERE}/journal", (Role.ADMINISTRATOR,)),
)
SAID = {
    "examen": good("Le guichet s’examine dès que personne n’est là. Le rapport vient ici."),
    "technique": good("Le guichet est au technicien : ses écrans le disent."),
    "rendu": good("Le guichet attend les usagers."),
    "guichet-absent": bad("Ce guichet n’est pas connecté. Vérifiez qu’il est allumé."),
    "guichet-occupe": bad("Quelqu’un est à ce guichet, ou dans sa salle. Recommencez plus tard."),
    "accueil": good("La page où l’on se connecte est à jour, les guichets aussi."),
    "voix": good("La phrase est enregistrée : les guichets la disent avec cette voix."),
    "voix-vite": bad(
        "La phrase est enregistrée, mais lue trop vite : une personne âgée doit pouvoir suivre. "
        "Les guichets la diront plus lentement ; mieux vaut la relire."
    ),
    "voix-retiree": good("L’enregistrement est retiré : la voix de synthèse dit la phrase."),
    "langue": good("La langue est relue : mairies et accueils la proposent dès maintenant."),
    "langue-retiree": good("La langue n’est plus proposée. Les guichets parlent français."),
    "langue-changee": bad("Des phrases viennent de changer : relisez-les avant de l’écrire."),
    "organisme": good("Les réglages de l’organisme sont enregistrés."),
    "motifs": good("Les motifs sont enregistrés. Les mairies les voient dès maintenant."),
    "formulaire": good(
        "Le formulaire est vérifié et ajouté. Les conseillers le voient dès maintenant."
    ),
    "formulaire-retire": good("Le formulaire est retiré."),
    "ajoute": good("C’est ajouté."),
    "lieu": good("Le lieu est enregistré."),
    "renomme": good("Le guichet porte son nouveau nom."),
    "distances": good("Les distances sont enregistrées."),
    "revoque": good("Le guichet est révoqué. Il ne peut plus se connecter."),
    "nommage": good("La règle est enregistrée. Une console la prend en se rouvrant."),
    "permanence": good("La permanence est publiée : les mairies voient ses créneaux."),
    "permanence-retiree": good("La permanence est retirée. Ce qui est réservé le reste."),
    "jour": good("Ce jour est enregistré."),
    "absence-notee": good("L’absence est notée : aucun créneau n’est proposé."),
    "absence-retiree": good("L’absence est retirée."),
    "halte": good("La halte est ajoutée."),
    "halte-retiree": good("La halte est retirée."),
    "salle": good("La salle est enregistrée : une seule visite à la fois y a lieu."),
    "salle-retiree": good("La salle est retirée : chacun de ses guichets a de nouveau la sienne."),
    "durees": good("Les durées et les délais sont enregistrés."),
    "rubriques": good("Les rubriques sont enregistrées."),
    "compte": good("Le compte est à jour."),
    "rouvert": good("Le compte est rouvert. Si la personne n’a plus d’accès, donnez-lui un lien."),
    "desactive": good("Le compte est désactivé. La personne est déconnectée."),
}


def administrator(request: web.Request) -> Person:
    return allowed(request, Role.ADMINISTRATOR)


def allowed(request: web.Request, *roles: Role) -> Person:
    """Who is signed in with one of `roles`, and acts by those alone."""
    return acting_as(require(request, *roles), *roles)


async def organisations(request: web.Request, person: Person) -> list[Organisation]:
    """All of them for an administrator, one's own for a supervisor."""
    known = await request.app[DESK].organisations()
    if person.is_a(Role.ADMINISTRATOR):
        return known
    return [each for each in known if each.id == person.organisation]


async def choices(request: web.Request, person: Person) -> Choices:
    desk = request.app[DESK]
    return Choices(
        frozenset(each.id for each in await desk.mairies()),
        frozenset(each.id for each in await desk.relays()),
        frozenset(each.id for each in await organisations(request, person)),
    )


def _notice(request: web.Request) -> Notice | None:
    return SAID.get(request.query.get("dit", ""))


def tab(
    request: web.Request, template: str, path: str, status: int = 200, **values: Any
) -> web.Response:
    person = require(request)
    tabs = [each for each in TABS if any(person.is_a(role) for role in each.roles)]
    here = tabs[0].path if tabs else HERE
    shared = {"tabs": tabs, "path": path, "notice": _notice(request), "here": here}
    return room_page(request, template, person, status, **shared | values)


def confirm(request: web.Request, **values: Any) -> web.Response:
    shown: dict[str, Any] = {"action": request.path, "here": HERE, "harmless": False, **values}
    return room_page(request, "admin/confirm.html", require(request), **shown)
