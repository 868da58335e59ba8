"""Who asks: an account with its role, and the place that bounds what it may see."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    SECRETARY = "secretary"
    "Registers residents of one mairie."
    HOST = "host"
    "Installs residents in the room of one relay."
    COUNSELLOR = "counsellor"
    "Answers for one organisation."
    SUPERVISOR = "supervisor"
    "Keeps the accounts and the settings of one organisation; sees no resident."
    TECHNICIAN = "technician"
    "Enrols and revokes kiosks, reads their lights; sees no resident."
    ADMINISTRATOR = "administrator"
    "Keeps everything of the collectivité, accounts and kiosks; sees no resident."


@dataclass(frozen=True)
class Person:
    account: str
    name: str
    "Display name, shown to colleagues and, for a counsellor, to the resident."
    roles: frozenset[Role]
    "The host of a relay may also be the secretary of its mairie."
    organisation: str | None = None
    mairie: str | None = None
    relay: str | None = None

    def is_a(self, role: Role) -> bool:
        return role in self.roles
