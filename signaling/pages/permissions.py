"""What each role may do, never does, and who gives it: permissions that explain themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..core.person import Person, Role
from .words import ROLES


@dataclass(frozen=True)
class Duty:
    """One role, as it is told to people."""

    may: tuple[str, ...]
    "What follows « peut »."
    never: str
    ask: str
    "Who gives this role."


@dataclass(frozen=True)
class Told:
    """A :class:`Duty` with the name of its role."""

    role: str
    duty: Duty


ADMINISTRATOR = "l’administrateur de la collectivité"
NEAR = "la personne qui supervise l’organisme, ou l’administrateur de la collectivité"
DUTIES: dict[Role, Duty] = {
    Role.SECRETARY: Duty(
        (
            "inscrire un usager de sa mairie, pour n’importe quel relais et organisme",
            "suivre ces demandes et, tant que l’usager n’est pas installé, les corriger, "
            "les déplacer, les annuler ou noter une absence",
            "rappeler les usagers de sa liste",
        ),
        "Ne voit ni les demandes d’une autre mairie, ni ce qui se passe pendant la visite.",
        ADMINISTRATOR,
    ),
    Role.HOST: Duty(
        (
            "voir qui est attendu dans son relais, et l’état de ses guichets",
            "installer l’usager devant un guichet et terminer une visite",
            "ouvrir le libre accès d’un guichet",
            "répondre quand un guichet ou un conseiller appelle",
            "ajouter qui vient sans rendez-vous, et tenir le carnet sans réseau",
        ),
        "Ne lit ni le motif, ni le téléphone, ni les papiers de l’usager.",
        ADMINISTRATOR,
    ),
    Role.COUNSELLOR: Duty(
        (
            "répondre aux demandes de son organisme, proposer une autre heure, ou annuler en "
            "disant pourquoi",
            "appeler le guichet, l’accueil du relais, et continuer par téléphone",
            "numériser, montrer, remplir et imprimer pendant la visite",
            "inviter un tiers dans l’appel, ou passer l’appel, avec les seuls documents que "
            "l’usager laisse suivre",
            "écrire et lire les notes de dossier de son organisme, qui s’effacent seules",
            "noter ses propres absences",
        ),
        "Ne sait rien des usagers d’un autre organisme.",
        NEAR,
    ),
    Role.SUPERVISOR: Duty(
        (
            "inviter les conseillers de son organisme et désactiver leurs comptes",
            "régler ce que son organisme décide : motifs et papiers, formulaires, permanences, "
            "rubriques des notes, nom des fichiers",
            "lire les statistiques de son organisme",
        ),
        "Ne voit aucun usager et n’ouvre aucune visite.",
        NEAR,
    ),
    Role.TECHNICIAN: Duty(
        (
            "mettre un guichet en service et le révoquer",
            "lire les voyants des guichets de tous les relais, et leur examen",
            "prendre un guichet pour un temps, hors des visites",
        ),
        "Ne voit aucun usager et ne touche à aucun compte.",
        ADMINISTRATOR,
    ),
    Role.ADMINISTRATOR: Duty(
        (
            "ouvrir et désactiver tous les comptes, donner les rôles",
            "régler les lieux, les salles, les organismes et les guichets",
            "écrire la page d’accueil, le logo et les distances ; choisir les voix et les langues",
            "lire les statistiques et le journal",
        ),
        "Ne voit aucun usager et n’ouvre aucune visite.",
        "un autre administrateur, ou la personne qui tient le serveur",
    ),
}


def told(roles: Iterable[Role]) -> list[Told]:
    """In the order of the rooms."""
    held = set(roles)
    return [Told(ROLES[role], duty) for role, duty in DUTIES.items() if role in held]


@dataclass(frozen=True)
class Explained:
    """Why a page is refused: whose it is, what one has, whom to ask."""

    belongs_to: str
    mine: list[Told]
    ask: str
    names: list[str]


def explained(person: Person, needed: Iterable[Role], names: list[str]) -> Explained:
    """`names` are people who give the access."""
    wanted = told(needed)
    belongs_to = " ou ".join(each.role for each in wanted)
    ask = wanted[0].duty.ask if wanted else ADMINISTRATOR
    return Explained(belongs_to, told(person.roles), ask, names)
