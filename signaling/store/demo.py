"""Places and accounts of the demonstration: real communes of the Thiérache, nobody real."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..auth.kiosks import open_enrolment
from ..auth.passwords import Passwords
from ..core.person import Role
from . import accounts, motives, places
from .database import Store
from .demo_motives import MOTIVES
from .records import Account, Mairie, Organisation, Relay

ORGANISATIONS = (
    Organisation("msa", "MSA de Picardie"),
    Organisation("mission-locale", "Mission locale de Thiérache"),
    Organisation("caf", "CAF de l’Aisne", asks_birth=True),
    Organisation("cpam", "CPAM de l’Aisne", asks_birth=True),
    Organisation("sous-prefecture", "Sous-préfecture de Vervins"),
)
MAIRIES = tuple(
    Mairie(id, f"Mairie {of}", commune)
    for id, of, commune in (
        ("hannapes", "d’Hannapes", "Hannapes"),
        ("venerolles", "de Vénérolles", "Vénérolles"),
        ("etreux", "d’Étreux", "Étreux"),
        ("wassigny", "de Wassigny", "Wassigny"),
        ("grougis", "de Grougis", "Grougis"),
    )
)
RELAYS = (
    Relay(
        "pel-wassigny",
        "PEL de Wassigny",
        "Wassigny",
        "Maison de services, 02630 Wassigny",
        "03 23 00 00 00",
        "wassigny",
    ),
)
KIOSK_NAME = "Guichet de Wassigny"


@dataclass(frozen=True)
class Fictional:
    """An account of the demonstration."""

    login: str
    display_name: str
    role: Role
    organisation: str | None = None
    mairie: str | None = None
    relay: str | None = None


ACCOUNTS = (
    Fictional("secretaire.hannapes", "Secrétariat d’Hannapes", Role.SECRETARY, mairie="hannapes"),
    Fictional("hote.wassigny", "Accueil de Wassigny", Role.HOST, relay="pel-wassigny"),
    Fictional("conseil.msa", "Dominique Exemple", Role.COUNSELLOR, "msa"),
    Fictional("conseil.missionlocale", "Claude Exemple", Role.COUNSELLOR, "mission-locale"),
    Fictional("conseil.caf", "Andrea Exemple", Role.COUNSELLOR, "caf"),
    Fictional("supervision.msa", "Sacha Exemple", Role.SUPERVISOR, "msa"),
    Fictional("technique", "Service technique", Role.TECHNICIAN),
    Fictional("conseil.cpam", "Alix Exemple", Role.COUNSELLOR, "cpam"),
    Fictional("conseil.prefecture", "Maxime Exemple", Role.COUNSELLOR, "sous-prefecture"),
    Fictional("admin", "Administration", Role.ADMINISTRATOR),
)


async def seed(store: Store, passwords: Passwords, chosen: Mapping[str, str], now: float) -> None:
    """Write what is missing; `chosen` gives a password for each login of :data:`ACCOUNTS`.

    Running it again changes the passwords to the new ones and nothing else.
    """
    hashes = {person.login: await passwords.hash(chosen[person.login]) for person in ACCOUNTS}
    async with store.writing() as tx:
        if await places.organisation(tx, ORGANISATIONS[0].id) is None:
            every: list[Organisation | Mairie | Relay] = [*ORGANISATIONS, *MAIRIES, *RELAYS]
            for place in every:
                await places.insert(tx, place)
            for motive in MOTIVES:
                await motives.insert(tx, motive)
        for person in ACCOUNTS:
            known = await accounts.by_login(tx, person.login)
            if known is None:
                await accounts.insert_account(tx, _account(person, hashes[person.login], now))
            else:
                await accounts.set_password(tx, known.id, hashes[person.login])


async def kiosk_code(store: Store, now: float, lasts: float = 900.0) -> str:
    """A one-time code for the kiosk of the demonstration."""
    return await open_enrolment(store, "server", RELAYS[0].id, KIOSK_NAME, now, lasts)


def _account(person: Fictional, password_hash: str, now: float) -> Account:
    return Account(
        id=f"account-{person.login.replace('.', '-')}",
        login=person.login,
        display_name=person.display_name,
        password_hash=password_hash,
        roles=frozenset({person.role}),
        organisation=person.organisation,
        mairie=person.mairie,
        relay=person.relay,
        created_at=now,
        demo=True,
    )
