"""What is free: slots where a kiosk, its room and a counsellor are free together.

A gap is cut from its beginning, so that bookings of different lengths leave no crumbs. What is
found here is a proposal; the database alone says that nobody else took it
(`signaling.store.bookings`).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .permanences import Agenda, Kind, Opening
from .wall import Span, day_of, minus

CELL_SECONDS = 300
"Slots begin on multiples of five minutes."

Taken = Mapping[str, Sequence[Span]]
"By resource, as :func:`kiosk`, :func:`room` and :func:`account` name them."


def kiosk(id: str) -> str:
    return f"kiosk:{id}"


def room(id: str) -> str:
    return f"room:{id}"


def account(id: str) -> str:
    return f"account:{id}"


@dataclass(frozen=True, order=True)
class Seat:
    """Where the resident sits: one kiosk, in one room where a single visit goes on at a time."""

    kiosk: str
    room: str
    spans: tuple[Span, ...] | None = None
    "A van's: when it stands there. None is always."

    def stands(self, span: Span) -> bool:
        """During the whole of it?"""
        if self.spans is None:
            return True
        return any(each.starts <= span.starts and span.ends <= each.ends for each in self.spans)


ELSEWHERE = Seat("", "")
"On the telephone and on site nobody sits at a kiosk: the counsellor alone is taken."


@dataclass(frozen=True)
class Slot:
    """Offered as a whole: this counsellor, this kiosk, this room; see :data:`ELSEWHERE`."""

    span: Span
    counsellor: str
    kiosk: str
    room: str
    permanence: str

    @property
    def resources(self) -> tuple[str, str, str]:
        return account(self.counsellor), kiosk(self.kiosk), room(self.room)


@dataclass(frozen=True)
class Wanted:
    """What is looked for."""

    relay: str
    seats: tuple[Seat, ...]
    "The kiosks of the relay that take visits."
    motive: str | None = None
    counsellor: str | None = None
    "This one and nobody else."


def free_slots(agenda: Agenda, day: date, wanted: Wanted, taken: Taken, now: float) -> list[Slot]:
    """Those of that day, one for each beginning: the least busy counsellor and kiosk first."""
    minutes = agenda.lengths.of(wanted.motive)
    earliest = now + agenda.notice_minutes * 60
    best: dict[Span, tuple[tuple[float, float, str, str], Slot]] = {}
    for opening in agenda.openings(day, Kind.BOOKED, wanted.relay):
        for slot in _slots(opening, wanted, taken, minutes * 60, agenda.lengths.rest * 60):
            rank = _rank(slot, taken)
            if slot.span.starts >= earliest and (
                slot.span not in best or rank < best[slot.span][0]
            ):
                best[slot.span] = rank, slot
    return [best[span][1] for span in sorted(best)]


def next_slot(agenda: Agenda, wanted: Wanted, taken: Taken, now: float) -> Slot | None:
    """The first free one, as far as the organisation opens its agenda."""
    today = day_of(now)
    for ahead in range(agenda.horizon_days + 1):
        if slots := free_slots(agenda, today + timedelta(days=ahead), wanted, taken, now):
            return slots[0]
    return None


def still_offered(agenda: Agenda, slot: Slot, wanted: Wanted, taken: Taken, now: float) -> bool:
    """A page that stayed open may ask for what is no longer published."""
    found = free_slots(agenda, day_of(slot.span.starts), wanted, taken, now)
    return any(each.span == slot.span for each in found)


def is_published(agenda: Agenda, span: Span, counsellor: str, relay: str) -> bool:
    """Does this counsellor receive by slots, for that relay, during the whole of it?"""
    return any(
        part.starts <= span.starts and span.ends <= part.ends
        for opening in agenda.openings(day_of(span.starts), Kind.BOOKED, relay)
        for part in opening.there.get(counsellor, ())
    )


def _slots(
    opening: Opening, wanted: Wanted, taken: Taken, length: float, rest: float
) -> Iterable[Slot]:
    for counsellor, there in opening.there.items():
        if wanted.counsellor not in (None, counsellor):
            continue
        # A rest is kept before and after what the counsellor already has.
        busy = [Span(s.starts - rest, s.ends + rest) for s in taken.get(account(counsellor), ())]
        for seat in wanted.seats:
            here = taken.get(kiosk(seat.kiosk), ()), taken.get(room(seat.room), ())
            for part in _standing(there, seat):
                for gap in minus(part, [*busy, *here[0], *here[1]]):
                    for span in _cut(gap, length, rest):
                        yield Slot(span, counsellor, seat.kiosk, seat.room, opening.permanence.id)


def _standing(there: tuple[Span, ...], seat: Seat) -> Iterable[Span]:
    if seat.spans is None:
        return there
    both = (
        Span(max(one.starts, other.starts), min(one.ends, other.ends))
        for one in there
        for other in seat.spans
    )
    return [each for each in both if each]


def _cut(gap: Span, length: float, rest: float) -> Iterable[Span]:
    begins = math.ceil(gap.starts / CELL_SECONDS) * CELL_SECONDS
    while begins + length <= gap.ends:
        yield Span(float(begins), float(begins + length))
        begins = math.ceil((begins + length + rest) / CELL_SECONDS) * CELL_SECONDS


def _rank(slot: Slot, taken: Taken) -> tuple[float, float, str, str]:
    who, where = account(slot.counsellor), kiosk(slot.kiosk)
    return _load(taken, who), _load(taken, where), slot.counsellor, slot.kiosk


def _load(taken: Taken, resource: str) -> float:
    return sum(each.ends - each.starts for each in taken.get(resource, ()))
