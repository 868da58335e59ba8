"""Permanences and absences as the page of an organisation says them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from ..agenda.absences import when
from ..core.agenda.amiss import Amiss
from ..core.agenda.bookings import Booking
from ..core.agenda.permanences import Absence, Kind, Permanence, School
from ..core.agenda.wall import Hours, moment
from ..pages.dates import DAYS, day, hour, local

RHYTHMS = {
    1: "Chaque semaine",
    2: "Une semaine sur deux",
    3: "Une semaine sur trois",
    4: "Une semaine sur quatre",
}


AMISS = {
    Amiss.AWAY: "absence notée depuis",
    Amiss.GONE: "ce conseiller ne reçoit plus",
    Amiss.HOLIDAY: "jour fermé",
}


@dataclass(frozen=True)
class Unlike:
    iso: str
    words: str


@dataclass(frozen=True)
class PermanenceRow:
    id: str
    days: str
    hours: str
    rhythm: str
    notes: list[str]
    people: str
    relay: str
    unlike: list[Unlike]
    "Days with other hours, or none."


@dataclass(frozen=True)
class AbsenceRow:
    id: str
    who: str
    when: str


def permanence_row(
    known: Permanence, people: Mapping[str, str], relays: Mapping[str, str]
) -> PermanenceRow:
    names = sorted(people.get(each, "compte fermé") for each in known.counsellors)
    return PermanenceRow(
        known.id,
        days_of(known.weekdays),
        hours_of(known.hours),
        RHYTHMS.get(known.every, f"Une semaine sur {known.every}"),
        _notes(known),
        ", ".join(names),
        "Tous les relais" if known.relay is None else relays.get(known.relay, ""),
        [Unlike(day.isoformat(), _unlike(day, h)) for day, h in sorted(known.exceptions.items())],
    )


def absence_row(id: str, known: Absence, people: Mapping[str, str]) -> AbsenceRow:
    who = "Tout le monde" if known.account is None else people.get(known.account, "compte fermé")
    return AbsenceRow(id, who, when(known))


def amiss_row(known: Booking, why: Amiss, people: Mapping[str, str]) -> str:
    """Hour, counsellor and what is wrong; never of whom."""
    who = people.get(known.counsellor, "compte fermé")
    return f"{day(known.starts_at)}, {hour(known.starts_at)}, {who} : {AMISS[why]}"


def days_of(weekdays: Collection[int]) -> str:
    """As people say them: the whole week, days in a row, or one by one."""
    these = sorted(weekdays)
    if len(these) == len(DAYS):
        return "Tous les jours"
    first, last = these[0], these[-1]
    if len(these) > 2 and last - first == len(these) - 1:
        return f"Du {DAYS[first]} au {DAYS[last]}"
    return ", ".join(DAYS[each] for each in these).capitalize()


def hours_of(hours: Hours) -> str:
    return f"{_hour(hours.starts)} – {_hour(hours.ends)}"


def _hour(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    return f"{hour}\N{NBSP}h" + (f"\N{NBSP}{rest:02}" if rest else "")


def _notes(known: Permanence) -> list[str]:
    notes = []
    if known.kind is Kind.DROP_IN:
        notes.append("sans rendez-vous")
    if known.school is School.OUTSIDE:
        notes.append("hors vacances scolaires")
    if known.school is School.ONLY:
        notes.append("pendant les vacances scolaires")
    if known.on_holidays:
        notes.append("jours fériés compris")
    if known.last is not None:
        notes.append(f"jusqu’au {day(moment(known.last, 0))} {known.last.year}")
    return notes


def _unlike(on: date, hours: Hours | None) -> str:
    words = f"{day(moment(on, 0))} {local(moment(on, 0)).year}"
    return f"{words} : fermé" if hours is None else f"{words} : {hours_of(hours)}"
