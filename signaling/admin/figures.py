"""The figures of a month: a page to read and to print, a file for a spreadsheet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from ..core.figures import HIDDEN, Cell, Figures, Month
from ..core.outcomes import Cells, Outcomes
from ..core.person import Person
from ..keys import DESK, LEDGER
from ..pages.csv_file import csv_file
from ..pages.dates import MONTHS, local
from ..protocol import VisitOutcome
from .frame import HERE, PEOPLE, allowed, tab

PATH = f"{HERE}/statistiques"
COUNTS = {
    "visits": "Visites",
    "no_shows": "Absences",
    "cancelled": "Annulations",
    "faults": "Pannes",
    "opinions": "Avis",
}
DERIVED = {
    "wait_minutes": "Attente (min)",
    "talk_minutes": "Entretien (min)",
    "km": "Km évités",
    "hours": "Heures évitées",
    "content": "Satisfaction (sur 100)",
    "line": "Liaison (sur 100)",
}
COLUMNS = (
    "visits",
    "wait_minutes",
    "talk_minutes",
    "no_shows",
    "cancelled",
    "faults",
    "km",
    "hours",
    "opinions",
    "content",
    "line",
)
NAMES = COUNTS | DERIVED
OUTCOMES = {
    VisitOutcome.DONE: "Démarche faite",
    VisitOutcome.FOLLOWED: "À poursuivre",
    VisitOutcome.PAPERS: "Papiers manquants",
    VisitOutcome.ELSEWHERE: "Orienté ailleurs",
    VisitOutcome.UNDONE: "Pas abouti",
}
"As :mod:`counsellor` says them, on ending a visit."
FREE = {
    "copies": "Photocopies",
    "prints": "Fichiers imprimés",
    "emails": "Courriels",
    "faults": "Pannes",
}
"Of free access, apart from visits."
FEW, UNTOLD, SOME = "moins de 5", "non montré", "quelques"


@dataclass(frozen=True)
class Line:
    relay: str
    organisation: str
    cells: dict[str, str]
    "By the name of their column."


@dataclass(frozen=True)
class Shown:
    lines: list[Line]
    total: Line | None
    unmeasured: str
    "Visits of communes without distances; empty when there are none."


async def show(request: web.Request) -> web.Response:
    person, month = allowed(request, *PEOPLE), asked(request)
    months = await request.app[LEDGER].months(person)
    values: dict[str, Any] = {
        "month": month,
        "title": french(month),
        "months": {each: french(each) for each in sorted({*months, month}, reverse=True)},
        "shown": await _shown(request, person, month),
        "outcomes": await _outcomes(request, person, month),
        "outcome_columns": list(OUTCOMES.values()),
        "columns": list(NAMES[name] for name in COLUMNS),
        "free": await free_lines(request, person, month),
        "free_columns": list(FREE.values()),
    }
    return tab(request, "admin/figures.html", PATH, **values)


async def download(request: web.Request) -> web.Response:
    person, month = allowed(request, *PEOPLE), asked(request)
    shown = await _shown(request, person, month)
    lines = [["Mois", "Relais", "Organisme", *(NAMES[name] for name in COLUMNS)]]
    lines[0] += [f"Issue : {name.lower()}" for name in OUTCOMES.values()]
    ends = await _outcomes(request, person, month)
    ended = {(line.relay, line.organisation): line.cells for line in every_line(ends)}
    nothing = dict.fromkeys(OUTCOMES.values(), "0")
    for line in every_line(shown):
        place = line.relay, line.organisation
        cells = [*line.cells.values(), *ended.get(place, nothing).values()]
        lines.append([month, *place, *cells])
    for free in await free_lines(request, person, month):
        lines += [
            [month, free.relay, f"Libre accès : {name}", cell] for name, cell in free.cells.items()
        ]
    return csv_file(f"statistiques-{month}.csv", lines)


def asked(request: web.Request) -> str:
    """The month of the address, or this one."""
    wanted = request.query.get("mois", "")
    if re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", wanted):
        return wanted
    return f"{local(request.app[DESK].office.clock()):%Y-%m}"


def french(month: str) -> str:
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def shown_of(found: Month, relays: Mapping[str, str], bodies: Mapping[str, str]) -> Shown:
    lines = [
        Line(
            relays.get(row.relay, row.relay),
            bodies.get(row.organisation, row.organisation),
            cells_of(row.figures),
        )
        for row in found.rows
    ]
    lines.sort(key=lambda line: (line.relay, line.organisation))
    if found.total is None:
        return Shown(lines, None, "")
    unmeasured = found.total.unmeasured
    total = Line("Ensemble", "", cells_of(found.total, few=UNTOLD))
    return Shown(lines, total, "" if unmeasured == 0 else cell(unmeasured, SOME))


def ended_of(found: Outcomes, relays: Mapping[str, str], bodies: Mapping[str, str]) -> Shown:
    lines = [
        Line(relays.get(relay, relay), bodies.get(body, body), _ended(cells, UNTOLD))
        for (relay, body), cells in found.rows.items()
    ]
    lines.sort(key=lambda line: (line.relay, line.organisation))
    total = None if found.total is None else Line("Ensemble", "", _ended(found.total, UNTOLD))
    return Shown(lines, total, "")


def every_line(shown: Shown) -> list[Line]:
    return [*shown.lines, *([shown.total] if shown.total else [])]


def _ended(cells: Cells, hidden: str) -> dict[str, str]:
    """Hidden may be more than few: what would tell the few is hidden with them."""
    return {name: cell(cells[each], hidden) for each, name in OUTCOMES.items()}


def cells_of(figures: Figures, few: str = FEW) -> dict[str, str]:
    """In the order of the columns; a total is hidden for more than being small."""
    return {
        NAMES[name]: cell(getattr(figures, name), few if name in COUNTS else UNTOLD)
        for name in COLUMNS
    }


def cell(value: Cell, hidden: str) -> str:
    if value is HIDDEN:
        return hidden
    return "–" if value is None else str(value)


async def free_lines(request: web.Request, person: Person, month: str) -> list[Line]:
    """Of free access, by relay; apart from visits."""
    relays = {each.id: each.name for each in await request.app[DESK].relays()}
    return [
        Line(
            relays.get(row.relay, row.relay),
            "",
            {name: cell(getattr(row, part), FEW) for part, name in FREE.items()},
        )
        for row in await request.app[LEDGER].free(person, month)
    ]


async def _outcomes(request: web.Request, person: Person, month: str) -> Shown:
    return ended_of(await request.app[LEDGER].outcomes(person, month), *await _names(request))


async def _names(request: web.Request) -> tuple[dict[str, str], dict[str, str]]:
    """Of relays and of organisations, by identifier."""
    desk = request.app[DESK]
    relays = {each.id: each.name for each in await desk.relays()}
    return relays, {each.id: each.name for each in await desk.organisations()}


async def _shown(request: web.Request, person: Person, month: str) -> Shown:
    return shown_of(await request.app[LEDGER].month(person, month), *await _names(request))
