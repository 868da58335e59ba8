"""What an administrator writes: a kiosk to come, an account to open."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo, field_validator

from ..core.person import Role
from ..pages.forms import sentence, tidy

PLACES = {
    "mairie": (Role.SECRETARY,),
    "relay": (Role.HOST,),
    "organisation": (Role.COUNSELLOR, Role.SUPERVISOR),
}
MISSING = {
    "mairie": "Choisissez la mairie de ce secrétariat.",
    "relay": "Choisissez le relais de cet accueil.",
    "organisation": "Choisissez l’organisme de cette personne.",
}


@dataclass(frozen=True)
class Choices:
    """Places that exist at this moment, by identifier."""

    mairies: frozenset[str] = frozenset()
    relays: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()

    def of(self, field: str) -> frozenset[str]:
        by_field = {
            "mairie": self.mairies,
            "relay": self.relays,
            "organisation": self.organisations,
        }
        return by_field[field]


def _named(missing: str) -> Any:
    def check(text: str) -> str:
        kept = tidy(text)
        if not kept:
            raise sentence(missing)
        if len(kept) > 80:
            raise sentence("C’est trop long : 80 caractères au plus.")
        return kept

    return AfterValidator(check)


def _login(text: str) -> str:
    kept = tidy(text).lower()
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{2,39}", kept):
        raise sentence("De 3 à 40 lettres sans accent, chiffres, points ou tirets.")
    return kept


class NewKiosk(BaseModel):
    """Validated with a :class:`Choices` as context."""

    model_config = ConfigDict(frozen=True)

    kiosk_name: Annotated[str, _named("Donnez un nom au guichet.")]
    relay: str

    @field_validator("relay", mode="after")
    @classmethod
    def _known(cls, value: str, info: ValidationInfo) -> str:
        if value not in _choices(info).relays:
            raise sentence("Choisissez le relais.")
        return value


class ChangedAccount(BaseModel):
    """A role is a box that is ticked or not. Validated with a :class:`Choices` as context."""

    model_config = ConfigDict(frozen=True)

    display_name: Annotated[str, _named("Écrivez le nom affiché.")]
    secretary: str
    host: str
    counsellor: str
    supervisor: str
    technician: str
    administrator: str
    roles: str
    "Never posted: where the error of the boxes is told."
    mairie: str
    relay: str
    organisation: str

    @field_validator("roles", mode="after")
    @classmethod
    def _one_at_least(cls, _value: str, info: ValidationInfo) -> str:
        if not any(info.data.get(role) for role in Role):
            raise sentence("Cochez au moins un rôle.")
        return ""

    @field_validator("mairie", "relay", "organisation", mode="after")
    @classmethod
    def _where_the_role_works(cls, value: str, info: ValidationInfo) -> str:
        field = str(info.field_name)
        if not any(info.data.get(role) for role in PLACES[field]):
            return ""  # a place without its role means nothing
        if value not in _choices(info).of(field):
            raise sentence(MISSING[field])
        return value

    @property
    def held(self) -> frozenset[Role]:
        return frozenset(role for role in Role if getattr(self, role))


class NewAccount(ChangedAccount):
    login: Annotated[str, AfterValidator(_login)]


def _choices(info: ValidationInfo) -> Choices:
    context: Any = info.context
    assert isinstance(context, Choices), "validated with the places that exist"
    return context
