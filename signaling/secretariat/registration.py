"""The registration form: what a mairie may write about a resident, and nothing more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationInfo,
    field_validator,
)

from ..pages.dates import PARIS
from ..pages.forms import sentence
from ..protocol import Mode, Need
from .entries import (
    birth,
    email,
    language_of,
    line,
    read_day,
    read_hour,
    short,
    telephone,
    without_nir,
)

FARTHEST = timedelta(days=366)
LATE = timedelta(minutes=5)
"A time typed while the clock went on."
PRECISION = 250
"Letters beside a motive of the list; alone it may have :data:`FREE`."
FREE = 500


@dataclass(frozen=True)
class Choices:
    """What may be chosen at this moment, by identifier."""

    organisations: frozenset[str]
    relays: frozenset[str]
    now: float
    motives: Mapping[str, frozenset[str]] = field(default_factory=dict)
    "By organisation."
    counsellors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    "By organisation."
    ask_birth: frozenset[str] = frozenset()
    "Organisations that need the birth date."
    languages: frozenset[str] = frozenset()
    "That a kiosk may speak to the resident, besides French."
    kept: float | None = None
    "A moment that stays, though it may be past."


def _needs(text: object) -> tuple[str, ...]:
    return tuple(word for word in str(text).split(",") if word)


def _mode(text: object) -> object:
    return text or Mode.VIDEO


class Correction(BaseModel):
    """What may be corrected until the visit. Validated with a :class:`Choices` as context.

    The motive is not shown again once it was sent: what is left empty stays as it is.
    """

    model_config = ConfigDict(frozen=True)
    motive_needed: ClassVar[bool] = False

    name: Annotated[str, AfterValidator(line("Écrivez le nom.", 100))]
    first_name: Annotated[str, AfterValidator(line("Écrivez le prénom.", 100))]
    telephone: Annotated[str, AfterValidator(telephone)]
    email: Annotated[str, AfterValidator(email)]
    organisation: str
    listed: str
    "Motive of the organisation's list; empty: none of them."
    motive: str
    "In free words: a precision, or the whole motive where none is :attr:`listed`."
    birth_date: str
    wanted: str
    relay: str
    when: str
    day: str
    hour: str
    mode: Annotated[Mode, BeforeValidator(_mode)]
    needs: Annotated[tuple[Need, ...], BeforeValidator(_needs)]
    language: str
    "Of the interpreter."
    kiosk_language: str = ""
    "Empty: French."

    @field_validator("organisation", mode="after")
    @classmethod
    def _known_organisation(cls, value: str, info: ValidationInfo) -> str:
        if value not in _choices(info).organisations:
            raise sentence("Choisissez l’organisme.")
        return value

    @field_validator("listed", mode="after")
    @classmethod
    def _of_the_organisation(cls, value: str, info: ValidationInfo) -> str:
        return value if value in _of(_choices(info).motives, info) else ""

    @field_validator("motive", mode="after")
    @classmethod
    def _said(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("listed"):
            return without_nir(short(value, PRECISION))
        if not cls.motive_needed:
            return without_nir(short(value, FREE))
        return without_nir(
            line("Choisissez le motif, ou écrivez-le en quelques mots.", FREE)(value)
        )

    @field_validator("birth_date", mode="after")
    @classmethod
    def _asked_birth(cls, value: str, info: ValidationInfo) -> str:
        """What the organisation does not ask is not kept."""
        choices = _choices(info)
        if info.data.get("organisation") not in choices.ask_birth:
            return ""
        return birth(value, datetime.fromtimestamp(choices.now, PARIS).date())

    @field_validator("wanted", mode="after")
    @classmethod
    def _in_charge(cls, value: str, info: ValidationInfo) -> str:
        return value if value in _of(_choices(info).counsellors, info) else ""

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
        choices = _choices(info)
        today = datetime.fromtimestamp(choices.now, PARIS).date()
        if choices.kept is not None and day == datetime.fromtimestamp(choices.kept, PARIS).date():
            return day.isoformat()
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
        choices, hour = _choices(info), read_hour(value)
        if hour is None:
            raise sentence("Écrivez l’heure, comme 14 h 30.")
        if day := info.data.get("day"):
            moment = datetime.combine(date.fromisoformat(day), hour, PARIS).timestamp()
            if moment != choices.kept and moment < choices.now - LATE.total_seconds():
                raise sentence("Cette heure est passée.")
        return hour.isoformat("minutes")

    @field_validator("mode", mode="after")
    @classmethod
    def _reachable(cls, value: Mode, info: ValidationInfo) -> Mode:
        if value is Mode.TELEPHONE and info.data.get("telephone") == "":
            raise sentence("Pour un rendez-vous au téléphone, écrivez le numéro.")
        return value

    @field_validator("language", mode="after")
    @classmethod
    def _spoken(cls, value: str, info: ValidationInfo) -> str:
        if Need.INTERPRETER not in info.data.get("needs", ()):
            return ""
        return without_nir(line("Écrivez la langue de l’interprète.", 40)(value))

    @field_validator("kiosk_language", mode="after")
    @classmethod
    def _offered(cls, value: str, info: ValidationInfo) -> str:
        return language_of(value, _choices(info).languages)

    @property
    def at(self) -> float | None:
        """Seconds since 1970; none means now."""
        if self.when == "now":
            return None
        moment = datetime.combine(
            date.fromisoformat(self.day), time.fromisoformat(self.hour), PARIS
        )
        return moment.timestamp()


class Registration(Correction):
    """A new request."""

    motive_needed: ClassVar[bool] = True


def flattened(posted: Mapping[str, str]) -> dict[str, str]:
    """The page has a list of motives for each organisation, and a box for each need."""
    organisation = posted.get("organisation", "")
    chosen = {part: posted.get(f"{part}_{organisation}", "") for part in ("listed", "wanted")}
    needs = [need for need in Need if posted.get(f"need_{need}")]
    return {**posted, **chosen, "needs": ",".join(needs)}


def _of(offered: Mapping[str, frozenset[str]], info: ValidationInfo) -> frozenset[str]:
    return offered.get(info.data.get("organisation", ""), frozenset())


def _choices(info: ValidationInfo) -> Choices:
    context: Any = info.context
    assert isinstance(context, Choices), "a registration is validated with its choices"
    return context
