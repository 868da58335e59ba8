"""Bookings that something written later contradicts: they stay, and somebody has to move them."""

from collections.abc import Iterable
from enum import StrEnum

from .bookings import Booking, BookingState
from .permanences import Agenda
from .slots import is_published
from .wall import day_of


class Amiss(StrEnum):
    AWAY = "away"
    "The counsellor is absent, or the whole organisation is closed."
    GONE = "gone"
    "The counsellor's account is closed, or of another organisation."
    HOLIDAY = "holiday"
    "Of the file of days, which was replaced; nobody receives on that day."


def amiss(agenda: Agenda, booked: Iterable[Booking]) -> list[tuple[Booking, Amiss]]:
    """Those that were agreed, in their order, with what is wrong. An hour outside every permanence
    is not: a counsellor agreed to it."""
    found = []
    for each in booked:
        why = _why(agenda, each) if each.state is BookingState.BOOKED else None
        if why is not None:
            found.append((each, why))
    return found


def _why(agenda: Agenda, each: Booking) -> Amiss | None:
    if each.counsellor in agenda.gone:
        return Amiss.GONE
    theirs = (one for one in agenda.absences if one.account in (None, each.counsellor))
    if any(one.span.meets(each.span) for one in theirs):
        return Amiss.AWAY
    if agenda.calendar.holiday(day_of(each.starts_at)) is None:
        return None
    held = is_published(agenda, each.span, each.counsellor, each.relay)
    return None if held else Amiss.HOLIDAY
