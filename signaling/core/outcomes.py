"""How the visits of a month ended, in numbers, as their counsellors said on ending them. Pure.

The rules are those of :mod:`.figures`: a number of people from 1 to 4 is never shown, nor another
one from which it could be taken away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from ..protocol import VisitOutcome
from .figures import HIDDEN, LEAST, Cell, Count, shown

ENDS: Final = {each: f"ends_{each}" for each in VisitOutcome}
"As they are counted."
_OF: Final = {counted: each for each, counted in ENDS.items()}

Numbers: TypeAlias = Mapping[VisitOutcome, int]
Cells: TypeAlias = dict[VisitOutcome, Cell]


@dataclass(frozen=True)
class Outcomes:
    rows: dict[tuple[str, str], Cells] = field(default_factory=dict)
    "By relay and organisation, in their order."
    total: Cells | None = None


def outcomes_of(counts: Iterable[Count], month: str) -> Outcomes:
    sums: dict[tuple[str, str], dict[VisitOutcome, int]] = {}
    for count in counts:
        outcome = _OF.get(count.outcome)
        if count.month == month and outcome is not None:
            numbers = sums.setdefault((count.relay, count.organisation), dict.fromkeys(ENDS, 0))
            numbers[outcome] += count.visits
    rows = {place: cells_of(numbers) for place, numbers in sorted(sums.items())}
    return Outcomes(rows, _total(sums, rows) if rows else None)


def cells_of(numbers: Numbers) -> Cells:
    """Each is hidden if it is small; one more with it where it could be taken away from the
    number of visits."""
    cells = {each: shown(number) for each, number in numbers.items()}
    while (more := _telling(numbers, cells)) is not None:
        cells[more] = HIDDEN
    return cells


def _telling(numbers: Numbers, cells: Cells) -> VisitOutcome | None:
    """What must be hidden too: the smallest that is left, while what is hidden is a single number,
    or fewer than five people."""
    hidden = [numbers[each] for each, cell in cells.items() if cell is HIDDEN]
    left = [each for each, cell in cells.items() if cell is not HIDDEN and numbers[each]]
    if hidden and left and (len(hidden) == 1 or sum(hidden) < LEAST):
        return min(left, key=lambda each: numbers[each])
    return None


def _total(sums: Mapping[tuple[str, str], Numbers], rows: Mapping[tuple[str, str], Cells]) -> Cells:
    """Without what the rows that are shown would let one take away."""
    whole = {each: sum(numbers[each] for numbers in sums.values()) for each in ENDS}
    cells = cells_of(whole)
    unsaid = {
        each: [sums[place][each] for place, row in rows.items() if row[each] is HIDDEN]
        for each in ENDS
    }
    for each, hidden in unsaid.items():
        if len(hidden) == 1 or 0 < sum(hidden) < LEAST:
            cells[each] = HIDDEN
    left = [each for each in ENDS if cells[each] is not HIDDEN and unsaid[each]]
    if left and list(cells.values()).count(HIDDEN) == 1:
        # Alone it could be taken away from the number of visits; what the rows tell hides nothing.
        cells[min(left, key=lambda each: whole[each])] = HIDDEN
    return cells
