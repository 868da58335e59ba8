"""Who keeps accounts, kiosks and settings. As in :mod:`.rules`, a rule returns or refuses.

An administrator keeps everything of the collectivité, a supervisor the people and the settings of
one organisation, a technician the kiosks. What belongs to another organisation does not exist.
"""

from collections.abc import Collection

from ..errors import NotAllowed, NotFound
from .person import Person, Role

SCOPES = {
    Role.SECRETARY: "mairie",
    Role.HOST: "relay",
    Role.COUNSELLOR: "organisation",
    Role.SUPERVISOR: "organisation",
}
"The place without which a role means nothing."

OF_AN_ORGANISATION = frozenset({Role.COUNSELLOR, Role.SUPERVISOR})
"Roles that a supervisor gives, and the accounts that one keeps."


def may_administrate(person: Person) -> None:
    if not person.is_a(Role.ADMINISTRATOR):
        raise NotAllowed("administrate")


def may_keep_kiosks(person: Person) -> None:
    if not (person.is_a(Role.ADMINISTRATOR) or person.is_a(Role.TECHNICIAN)):
        raise NotAllowed("keep kiosks")


def may_keep_accounts(person: Person) -> None:
    """Some; which ones, :func:`keeps` tells."""
    if not (person.is_a(Role.ADMINISTRATOR) or _supervises(person)):
        raise NotAllowed("keep accounts")


def keeps(person: Person, roles: Collection[Role], organisation: str | None) -> bool:
    """Is an account with these roles, of this organisation, kept by `person`?"""
    if person.is_a(Role.ADMINISTRATOR):
        return True
    # Whoever has another role besides is more than this organisation's.
    theirs = bool(roles) and OF_AN_ORGANISATION.issuperset(roles)
    return theirs and _supervises(person) and person.organisation == organisation


def may_keep(person: Person, roles: Collection[Role], organisation: str | None) -> None:
    may_keep_accounts(person)
    if not keeps(person, roles, organisation):
        raise NotFound("account of somebody else")


def may_open(person: Person, roles: Collection[Role], organisation: str | None) -> None:
    """Give these roles to somebody new."""
    may_keep_accounts(person)
    if not keeps(person, roles, organisation):
        raise NotAllowed("roles")


def may_settle(person: Person, organisation: str) -> None:
    """Change what an organisation decides for itself."""
    if person.is_a(Role.ADMINISTRATOR):
        return
    if not _supervises(person):
        raise NotAllowed("settle")
    if person.organisation != organisation:
        raise NotFound("of another organisation")


def _supervises(person: Person) -> bool:
    return person.is_a(Role.SUPERVISOR) and person.organisation is not None
