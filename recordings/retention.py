"""Which appointments and notes must be erased. Pure: time is an argument.

Règlement (UE) 2016/679, art. 5, 1, e: personal data is kept "no longer than is necessary". An
appointment is erased `days` after it was closed (honoured, cancelled, absent); one that nobody
ever closed, `days` after the moment it was for. One whose visit goes on is never erased.
Figures without names stay. A note of a case is erased `days` after it was last written, and
with the last appointment of its case at the latest.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

DAY = 24 * 3600.0
DAYS = 30
NOTE_DAYS = 90


@dataclass(frozen=True)
class Kept:
    """What retention needs to know of an appointment. Times are seconds since 1970."""

    id: str
    created_at: float
    at: float | None
    "When the resident is expected; none means when it was created."
    closed_at: float | None
    in_visit: bool
    "A visit of it has not ended."

    @property
    def counts_from(self) -> float:
        """The moment from which it is kept for so many days."""
        return self.closed_at if self.closed_at is not None else self.expected_at

    @property
    def expected_at(self) -> float:
        return self.at if self.at is not None else self.created_at


def to_erase(kept: Iterable[Kept], now: float, days: int = DAYS) -> list[str]:
    """The appointments whose time has come, oldest first."""
    late = [one for one in kept if not one.in_visit and one.counts_from + days * DAY <= now]
    return [one.id for one in sorted(late, key=lambda one: (one.counts_from, one.id))]


@dataclass(frozen=True)
class KeptNote:
    case: str
    heading: str
    written_at: float

    def until(self, days: int = NOTE_DAYS) -> float:
        """The moment from which it is erased, whatever happens to its case."""
        return self.written_at + days * DAY


def notes_to_erase(
    notes: Iterable[KeptNote], cases: Collection[str], now: float, days: int = NOTE_DAYS
) -> list[KeptNote]:
    """`cases` are those of which an appointment is still kept."""
    return [note for note in notes if note.case not in cases or note.until(days) <= now]
