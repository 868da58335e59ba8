"""The registration form: what a mairie may write about a resident, and nothing more."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo, field_validator

from ..core.nir import holds_nir
from ..pages.dates import PARIS
from ..pages.forms import sentence, tidy

FARTHEST = timedelta(days=366)
LATE = timedelta(minutes=5)
"A time typed while the clock went on."

OVERSEAS = ("262", "590", "594", "596")
"Réunion and Mayotte, Guadeloupe, Guyane, Martinique: +262 262 12 34 56 is 02 62 12 34 56."


@dataclass(frozen=True)
class Choices:
    """What may be chosen at this moment, by identifier."""

    organisations: frozenset[str]
    relays: frozenset[str]
    now: float


def _line(missing: str, longest: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        kept = tidy(text)
        if not kept:
            raise sentence(missing)
        if len(kept) > longest:
            raise sentence(f"C’est trop long : {longest} caractères au plus.")
        return kept

    return check


def telephone(text: str) -> str:
    """``06 12 34 56 78``, from any usual way of writing it; empty if the person has none."""
    digits = re.sub(r"[\s.\-/()_]", "", tidy(text).replace("(0)", ""))
    if not digits:
        return ""
    national = _national(digits)
    if not re.fullmatch(r"0[1-9]\d{8}", national):
        raise sentence("Un numéro français a 10 chiffres, comme 06 12 34 56 78.")
    return " ".join(national[at : at + 2] for at in range(0, 10, 2))


def _national(digits: str) -> str:
    international = re.sub(r"^00", "+", digits)
    for prefix in OVERSEAS:
        if re.fullmatch(rf"\+{prefix}0?\d{{9}}", international):
            return "0" + international[-9:]
    return re.sub(r"^\+33", "", international).zfill(10) if international[:3] == "+33" else digits


def _motive(text: str) -> str:
    kept = _line("Écrivez le motif en quelques mots.", 500)(text)
    if holds_nir(kept):
        raise sentence("N’écrivez pas de numéro de sécurité sociale : il n’est pas nécessaire.")
    return kept


class Registration(BaseModel):
    """As validated; `at` holds the moment. Validated with a :class:`Choices` as context."""

    model_config = ConfigDict(frozen=True)

    name: Annotated[str, AfterValidator(_line("Écrivez le nom.", 100))]
    first_name: Annotated[str, AfterValidator(_line("Écrivez le prénom.", 100))]
    telephone: Annotated[str, AfterValidator(telephone)]
    organisation: str
    motive: Annotated[str, AfterValidator(_motive)]
    relay: str
    when: str
    day: str
    hour: str

    @field_validator("organisation", mode="after")
    @classmethod
    def _known_organisation(cls, value: str, info: ValidationInfo) -> str:
        if value not in _choices(info).organisations:
            raise sentence("Choisissez l’organisme.")
        return value

    @field_validator("relay", mode="after")
    @classmethod
    def _known_relay(cls, value: str, info: ValidationInfo) -> str:
        if value not in _choices(info).relays:
            raise sentence("Choisissez le relais.")
        return value

    @field_validator("when", mode="after")
    @classmethod
    def _known_when(cls, value: str) -> str:
        if value not in ("now", "later"):
            raise sentence("Choisissez « maintenant » ou une date.")
        return value

    @field_validator("day", mode="after")
    @classmethod
    def _readable_day(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("when") != "later":
            return ""
        day = read_day(value)
        if day is None:
            raise sentence("Écrivez la date, comme 24/11/2026.")
        today = datetime.fromtimestamp(_choices(info).now, PARIS).date()
        if day < today:
            raise sentence("Cette date est passée.")
        if day > today + FARTHEST:
            raise sentence("Cette date est trop lointaine : un an au plus.")
        return day.isoformat()

    @field_validator("hour", mode="after")
    @classmethod
    def _readable_hour(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("when") != "later":
            return ""
        hour = read_hour(value)
        if hour is None:
            raise sentence("Écrivez l’heure, comme 14 h 30.")
        if day := info.data.get("day"):
            moment = datetime.combine(date.fromisoformat(day), hour, PARIS)
            if moment < datetime.fromtimestamp(_choices(info).now, PARIS) - LATE:
                raise sentence("Cette heure est passée.")
        return hour.isoformat("minutes")

    @property
    def at(self) -> float | None:
        """Seconds since 1970; none means now."""
        if self.when == "now":
            return None
        moment = datetime.combine(
            date.fromisoformat(self.day), time.fromisoformat(self.hour), PARIS
        )
        return moment.timestamp()


def read_day(text: str) -> date | None:
    """``2026-11-24`` as browsers send it, ``24/11/2026``, ``24.11.26``."""
    parts = re.split(r"[-/. ]+", tidy(text))
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    year, month, day = map(int, parts if len(parts[0]) == 4 else reversed(parts))
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def read_hour(text: str) -> time | None:
    """``14:30`` as browsers send it, ``14h30``, ``14 h``, ``9.05``."""
    match = re.fullmatch(r"([0-9]{1,2}) ?(?:[:hH.] ?([0-9]{2})?(?::[0-9]{2})?)?", tidy(text))
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _choices(info: ValidationInfo) -> Choices:
    context: Any = info.context
    assert isinstance(context, Choices), "a registration is validated with its choices"
    return context
