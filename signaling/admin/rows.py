"""What an administrator reads: kiosks and accounts."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..auth.kiosks import key_digits
from ..core.person import Person, Role
from ..core.staff import OF_AN_ORGANISATION
from ..pages.words import (
    ABSENT,
    CONNECTED,
    DEVICES,
    RELAY,
    REVOKED,
    ROLES,
    UNWIPED,
    WIPING,
    Word,
)
from ..protocol import Light
from ..store.records import Account
from ..views import KioskLine

ACTIVE = Word("Actif", "check", "good")
CLOSED = Word("Désactivé", "cancelled", "plain")
IN_SERVICE = Word("Mode technicien", "clock", "plain")


@dataclass(frozen=True)
class KioskRow:
    id: str
    name: str
    relay: str
    word: Word
    faults: list[str]
    enrolled_at: float
    digits: str
    "Of its key: the kiosk shows the same six."
    revoked: bool


@dataclass(frozen=True)
class AccountRow:
    id: str
    name: str
    login: str
    roles: list[str]
    places: list[str]
    word: Word
    disabled: bool
    mine: bool


def kiosk_row(line: KioskLine, relays: Mapping[str, str]) -> KioskRow:
    kiosk, lights = line.kiosk, line.lights
    revoked = kiosk.revoked_at is not None
    word = REVOKED if revoked else CONNECTED if line.connected else ABSENT
    red = [name for field, name in DEVICES.items() if getattr(lights, field) is Light.RED]
    red += ["Dernier examen"] if lights.examined is Light.RED else []
    red += [RELAY] if lights.relay is Light.RED else []
    red += [f"{WIPING} : {UNWIPED[lights.unwiped].text}"] if lights.unwiped else []
    if line.connected and lights.service:
        word = IN_SERVICE
    digits = key_digits(kiosk.key)
    relay = relays.get(kiosk.relay, kiosk.relay)
    return KioskRow(kiosk.id, kiosk.name, relay, word, red, kiosk.enrolled_at, digits, revoked)


def account_row(account: Account, places: Mapping[str, str], mine: bool) -> AccountRow:
    held = (account.mairie, account.relay, account.organisation)
    return AccountRow(
        account.id,
        account.display_name,
        account.login,
        [words for role, words in ROLES.items() if role in account.roles],
        [places.get(place, place) for place in held if place],
        CLOSED if account.disabled else ACTIVE,
        account.disabled,
        mine,
    )


def given(person: Person) -> dict[str, str]:
    """The roles that `person` may give, with their words."""
    if person.is_a(Role.ADMINISTRATOR):
        return ROLES
    return {role: words for role, words in ROLES.items() if role in OF_AN_ORGANISATION}
