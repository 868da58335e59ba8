"""What a secretary reads of an appointment: who, for whom, where, when, and how far it is.

Never the motive again: it belongs to the organisation once it is sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ..core.appointment import END_STATES, WAITING_STATES
from ..pages.dates import day_bounds
from ..pages.words import APPOINTMENT, EXPLAINED, Word
from ..protocol import AppointmentState
from ..views import AppointmentLine

NAMED_STATES = frozenset({AppointmentState.ACCEPTED, AppointmentState.INSTALLED})


@dataclass(frozen=True)
class Row:
    id: str
    state: AppointmentState
    word: Word
    note: str
    "Who accepted, or what comes next."
    name: str
    first_name: str
    organisation: str
    relay: str
    at: float | None
    created_at: float
    over: bool
    cancellable: bool

    @property
    def expected_at(self) -> float:
        return self.created_at if self.at is None else self.at


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[Row]
    empty: str
    dated: bool
    "Each row shows its day."


def row_of(line: AppointmentLine) -> Row:
    record = line.appointment
    named = line.counsellor is not None and record.state in NAMED_STATES
    return Row(
        id=record.id,
        state=record.state,
        word=APPOINTMENT[record.state],
        note=f"par {line.counsellor}" if named else EXPLAINED.get(record.state, ""),
        name=record.name,
        first_name=record.first_name,
        organisation=line.organisation,
        relay=line.relay,
        at=record.at,
        created_at=record.created_at,
        over=record.state in END_STATES,
        cancellable=record.state in WAITING_STATES,
    )


def grouped(lines: Iterable[AppointmentLine], now: float) -> list[Group]:
    """Today, those still expected first; then what waits since before, and the coming days."""
    midnight, tomorrow = day_bounds(now)
    rows = sorted(map(row_of, lines), key=lambda row: row.expected_at)
    today = [row for row in rows if midnight <= row.expected_at < tomorrow]
    today.sort(key=lambda row: row.over)  # stable: the order of the hours is kept
    late = [row for row in rows if row.expected_at < midnight and row.cancellable]
    later = [row for row in rows if row.expected_at >= tomorrow and not row.over]
    groups = [Group("Aujourd’hui", today, "Aucune demande aujourd’hui.", dated=False)]
    groups += [Group("En attente depuis un autre jour", late, "", dated=True)] if late else []
    return groups + ([Group("Prochains jours", later, "", dated=True)] if later else [])


def same_as(
    lines: Iterable[AppointmentLine],
    name: str,
    first_name: str,
    organisation: str,
    at: float | None,
) -> Row | None:
    """One that waits already for this person, at this organisation and moment."""
    wanted = _folded(name, first_name)
    for line in lines:
        record = line.appointment
        same = (record.organisation, record.at) == (organisation, at)
        waits = record.state in WAITING_STATES
        if same and waits and _folded(record.name, record.first_name) == wanted:
            return row_of(line)
    return None


def _folded(name: str, first_name: str) -> tuple[str, str]:
    return name.casefold(), first_name.casefold()
