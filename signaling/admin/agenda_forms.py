"""What a supervisor writes of an agenda: a permanence, a day unlike the others, an absence."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationInfo,
    field_validator,
)

from ..core.agenda.permanences import Absence, Kind, Permanence, School, away
from ..core.agenda.wall import Hours
from ..pages.forms import sentence
from ..secretariat.entries import read_day, read_hour


def minute_typed(text: str) -> int:
    hour = read_hour(text)
    if hour is None:
        raise sentence("Écrivez l’heure, comme 14 h 30.")
    return hour.hour * 60 + hour.minute


def _minute_or_none(text: str) -> int | None:
    return minute_typed(text) if text.strip() else None


def day_typed(text: str) -> date:
    day = read_day(text)
    if day is None:
        raise sentence("Écrivez la date, comme 24/11/2026.")
    return day


def _day_or_none(text: str) -> date | None:
    return day_typed(text) if text.strip() else None


def _several(text: object) -> object:
    return frozenset(filter(None, text.split(","))) if isinstance(text, str) else text


def _between(least: int, most: int, words: str) -> Any:
    def check(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text[:6]) <= most:
            raise sentence(words)
        return int(text)

    return AfterValidator(check)


class _After(BaseModel):
    """The second of two comes after the first; each field is text when it arrives."""

    model_config = ConfigDict(frozen=True)


class NewPermanence(_After):
    weekdays: Annotated[frozenset[str], BeforeValidator(_several)]
    starts: Annotated[str, AfterValidator(minute_typed)]
    ends: Annotated[str, AfterValidator(minute_typed)]
    every: Annotated[str, _between(1, 8, "Choisissez le rythme.")]
    first: Annotated[str, AfterValidator(day_typed)]
    last: Annotated[str, AfterValidator(_day_or_none)]
    kind: Kind
    school: School
    on_holidays: str
    relay: str
    counsellors: Annotated[frozenset[str], BeforeValidator(_several)]

    @field_validator("weekdays", mode="after")
    @classmethod
    def _some_day(cls, value: frozenset[str]) -> frozenset[str]:
        if not value or not value <= set("0123456"):
            raise sentence("Choisissez au moins un jour.")
        return value

    @field_validator("ends", mode="after")
    @classmethod
    def _later(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(starts := info.data.get("starts"), int) and value <= starts:
            raise sentence("La fin vient après le début.")
        return value

    @field_validator("last", mode="after")
    @classmethod
    def _not_before(cls, value: Any, info: ValidationInfo) -> Any:
        first: Any = info.data.get("first")
        if value is not None and isinstance(first, date) and value < first:
            raise sentence("Le dernier jour vient après le premier.")
        return value

    @field_validator("counsellors", mode="after")
    @classmethod
    def _somebody(cls, value: frozenset[str]) -> frozenset[str]:
        if not value:
            raise sentence("Choisissez au moins un conseiller.")
        return value

    def permanence(self, organisation: str) -> Permanence:
        values: Any = self
        return Permanence(
            "",
            organisation,
            frozenset(map(int, self.weekdays)),
            Hours(values.starts, values.ends),
            values.first,
            values.last,
            values.every,
            self.kind,
            self.school,
            bool(self.on_holidays),
            self.relay or None,
            self.counsellors,
        )


class NewException(_After):
    """No hours: closed on that day."""

    day: Annotated[str, AfterValidator(day_typed)]
    starts: Annotated[str, AfterValidator(_minute_or_none)]
    ends: Annotated[str, AfterValidator(_minute_or_none)]

    @field_validator("ends", mode="after")
    @classmethod
    def _later(cls, value: Any, info: ValidationInfo) -> Any:
        starts: Any = info.data.get("starts")
        if (starts is None) != (value is None):
            raise sentence("Écrivez les deux heures, ou aucune si c’est fermé.")
        if starts is not None and value <= starts:
            raise sentence("La fin vient après le début.")
        return value

    @property
    def hours(self) -> Hours | None:
        values: Any = self
        return None if values.starts is None else Hours(values.starts, values.ends)


class NewAbsence(_After):
    """No account: everybody."""

    account: str
    away_from: Annotated[str, AfterValidator(day_typed)]
    away_to: Annotated[str, AfterValidator(day_typed)]

    @field_validator("away_to", mode="after")
    @classmethod
    def _not_before(cls, value: Any, info: ValidationInfo) -> Any:
        first: Any = info.data.get("away_from")
        if isinstance(first, date) and value < first:
            raise sentence("Le dernier jour vient après le premier.")
        return value

    def absence(self, organisation: str) -> Absence:
        values: Any = self
        return away(organisation, self.account or None, values.away_from, values.away_to)


class NewLengths(_After):
    usual: Annotated[str, _between(5, 240, "Écrivez une durée, de 5 à 240 minutes.")]
    rest: Annotated[str, _between(0, 120, "Écrivez une durée, de 0 à 120 minutes.")]
    notice: Annotated[str, _between(0, 336, "Écrivez un nombre d’heures, de 0 à 336.")]
    horizon: Annotated[str, _between(1, 366, "Écrivez un nombre de jours, de 1 à 366.")]
    on_request: str


def flattened(posted: Mapping[str, str]) -> dict[str, str]:
    """The page has a box for each day and each counsellor."""
    days = ",".join(day for day in "0123456" if posted.get(f"day_{day}"))
    people = ",".join(n[len("who_") :] for n in posted if n.startswith("who_") and posted[n])
    return {**posted, "weekdays": days, "counsellors": people}


def minutes_of(posted: Mapping[str, str]) -> dict[str, int]:
    """By motive; what is empty or no number is the usual length."""
    prefix = "minutes_"
    numbers = {
        name[len(prefix) :]: int(text)
        for name, text in posted.items()
        if name.startswith(prefix) and text.isascii() and text.isdigit() and len(text) < 4
    }
    return {motive: minutes for motive, minutes in numbers.items() if 5 <= minutes <= 240}
