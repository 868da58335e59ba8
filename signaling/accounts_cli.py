"""``visavis accounts``: what an administrator does before there is one, on the server itself.

    visavis accounts load lieux.toml            organisations, mairies and relays
    visavis accounts add LOGIN NAME ROLE [AT]   opens an account, prints its password once
    visavis accounts link LOGIN                 prints a one-time link: invitation, or way lost
    visavis accounts code RELAY KIOSK           prints the one-time code of a new kiosk
    visavis accounts list

The same is done on the administration pages, once somebody may sign in there.
"""

import argparse
import asyncio
import sys
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

from .auth.door import Door
from .auth.invitations import Invitations
from .auth.kiosks import open_enrolment
from .auth.paper import in_groups
from .auth.passwords import Passwords
from .auth.second import Second
from .auth.tokens import new_id
from .auth.vault import Vault
from .auth.ways import Ways
from .backplane.local import LocalBackplane
from .core.person import Role
from .core.staff import SCOPES
from .errors import NotFound, Refusal
from .office import Office
from .pages.words import ROLES
from .registry import Registry
from .settings import Settings
from .store import AlreadyThere, Store, accounts, migrate, places
from .store.chunks import ChunkFiles
from .store.records import Account, Mairie, Organisation, Relay

Place = Organisation | Mairie | Relay
KINDS: dict[str, type[Place]] = {"organisation": Organisation, "mairie": Mairie, "relay": Relay}
"Tables of the TOML file, in the order in which they name each other."
SERVER = "server"
"Who did it, for the journal."


class UnreadablePlaces(Refusal):
    code = "unreadable_places"
    sentence = "Le fichier des lieux ne se lit pas."


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(
        "visavis accounts", description="Lieux, comptes et codes de guichet, sur le serveur."
    )
    verbs = found.add_subparsers(dest="verb", required=True, metavar="ACTION")
    load = verbs.add_parser("load", help="enregistre organismes, mairies et relais d’un fichier")
    load.add_argument("file", type=Path)
    add = verbs.add_parser("add", help="ouvre un compte et donne son mot de passe, une seule fois")
    add.add_argument("login")
    add.add_argument("name", help="nom montré aux usagers et aux collègues")
    add.add_argument("role", type=Role, choices=list(Role))
    add.add_argument("at", nargs="?", help="organisme, mairie ou relais, par son identifiant")
    link = verbs.add_parser("link", help="donne un lien à usage unique pour entrer dans un compte")
    link.add_argument("login")
    link.add_argument("--everything", action="store_true", help="ses clés et codes sont perdus")
    code = verbs.add_parser("code", help="donne le code à usage unique d’un guichet")
    code.add_argument("relay")
    code.add_argument("kiosk", help="nom du guichet")
    verbs.add_parser("list", help="montre les comptes")
    return found


async def main(arguments: Sequence[str], settings: Settings | None = None) -> int:
    """Return the exit code. Refusals are told in French on the standard error."""
    options, settings = parser().parse_args(arguments), settings or Settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    await asyncio.to_thread(migrate.upgrade, settings.database_url)
    async with Store(settings.database_url) as store:
        try:
            await _act(options, store, settings)
        except Refusal as refusal:
            print(refusal.sentence, refusal.detail, file=sys.stderr)
            return 1
    return 0


async def _act(options: argparse.Namespace, store: Store, settings: Settings) -> None:
    match options.verb:
        case "load":
            await load_places(store, options.file)
        case "add":
            await add_account(store, settings, options)
        case "link":
            print(await new_link(store, settings, options.login, options.everything))
        case "code":
            print(await new_code(store, settings, options.relay, options.kiosk))
        case "list":
            async with store.reading() as tx:
                for account in await accounts.all_accounts(tx):
                    roles = ", ".join(ROLES[role] for role in sorted(account.roles))
                    print(f"{account.login}\t{account.display_name}\t{roles}")


async def load_places(store: Store, file: Path) -> None:
    """Add the places that are not there yet; those that are stay as they are."""
    for place in await asyncio.to_thread(read_places, file):
        known = await _known(store, place)
        if not known:
            await _insert(store, place)
        print(f"{'déjà là' if known else 'ajouté'} : {place.id}")


def read_places(file: Path) -> list[Place]:
    """Raises :exc:`UnreadablePlaces`."""
    try:
        tables = tomllib.loads(file.read_text())
        return [kind(**row) for table, kind in KINDS.items() for row in tables.get(table, ())]
    except (OSError, ValueError, TypeError) as error:
        raise UnreadablePlaces(str(error)) from None


async def _known(store: Store, place: Place) -> bool:
    async with store.reading() as tx:
        match place:
            case Organisation():
                return await places.organisation(tx, place.id) is not None
            case Mairie():
                return await places.mairie(tx, place.id) is not None
            case Relay():
                return await places.relay(tx, place.id) is not None


async def _insert(store: Store, place: Place) -> None:
    try:
        async with store.writing() as tx:
            await places.insert(tx, place)
    except AlreadyThere:
        raise UnreadablePlaces(f"{place.id} nomme une mairie inconnue") from None


async def new_code(store: Store, settings: Settings, relay: str, kiosk: str) -> str:
    async with store.reading() as tx:
        if await places.relay(tx, relay) is None:
            raise NotFound("relay")
    now, lasts = time.time(), settings.enrolment_minutes * 60
    return await open_enrolment(store, SERVER, relay, kiosk, now, lasts)


async def new_link(store: Store, settings: Settings, login: str, everything: bool) -> str:
    """For the last administrator who lost the way in. Raises :exc:`NotFound`."""
    async with store.reading() as tx:
        account = await accounts.by_login(tx, login.strip().lower())
    if account is None:
        raise NotFound("account")
    passwords = Passwords()
    door = Door(store, passwords, time.time, settings.session_hours, settings.session_idle_hours)
    ways = Ways(Second(door, Vault(settings.vault_file)))
    try:
        invitations = Invitations(ways, settings.invitation_hours * 3600)
        token = await invitations.link_by(SERVER, account.id, everything)
    finally:
        passwords.close()
    name, port = settings.hostnames[0], f":{settings.port}" if settings.tls else ""
    return f"https://{name}{port}/acces/{token}"


async def add_account(store: Store, settings: Settings, options: argparse.Namespace) -> None:
    passwords, password = Passwords(), in_groups()
    office = Office(store, LocalBackplane(), ChunkFiles(settings.documents_dir), time.time)
    registry = Registry(office, passwords, settings.enrolment_minutes * 60)
    bound = {SCOPES[options.role]: options.at} if options.role in SCOPES else {}
    draft = Account(
        id=new_id("account"),
        login=options.login.strip().lower(),
        display_name=options.name.strip(),
        password_hash="",
        roles=frozenset({options.role}),
        created_at=time.time(),
        **bound,
    )
    try:
        await registry.create_account(SERVER, draft, password)
    finally:
        passwords.close()
    print(password)
