"""Who is offered a slot that was freed."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from signaling.core.agenda.bookings import (
    LONGEST_OFFER,
    SHORTEST_OFFER,
    Booking,
    BookingState,
    Wish,
    book,
    offer,
    who_is_asked,
)
from signaling.core.agenda.slots import Slot
from signaling.core.agenda.wall import Span, moment

NOW = moment(date(2026, 11, 25), 540)
HOUR = 3600.0


def freed(hours: float = 24, minutes: int = 60) -> Booking:
    starts = NOW + hours * HOUR
    slot = Slot(Span(starts, starts + minutes * 60), "ana", "k1", "r1", "p1")
    return book("b1", "a0", "msa", "wassigny", slot, NOW)


def wish(appointment: str, since: float = 0, hours: float = 72, **more: object) -> Wish:
    starts = NOW + hours * HOUR
    return Wish(appointment, "msa", "wassigny", Span(starts, starts + 1800), since, **more)


def test_the_one_who_has_been_waiting_longest_is_asked() -> None:
    asked = who_is_asked(freed(), [wish("a1", 2), wish("a2", 1), wish("a3", 3)], NOW)
    assert asked == wish("a2", 1)


def test_nobody_is_asked_to_come_later_or_elsewhere_or_to_somebody_else() -> None:
    unsuited = [
        wish("a1", hours=23),
        replace(wish("a2"), relay="guise"),
        replace(wish("a3"), organisation="caf"),
        wish("a4", counsellor="bob"),
        wish("a5", notice_minutes=25 * 60),
        replace(wish("a6"), booked=Span(NOW + 72 * HOUR, NOW + 74 * HOUR)),
    ]
    assert who_is_asked(freed(), unsuited, NOW) is None
    assert who_is_asked(freed(), [*unsuited, wish("a7", counsellor="ana")], NOW) is not None


def test_the_offer_is_as_long_as_this_resident_needs() -> None:
    made = offer("b2", freed(), wish("a1"), NOW)
    assert (made.state, made.appointment) == (BookingState.OFFERED, "a1")
    assert made.ends_at - made.starts_at == 1800
    assert made.resources == freed().resources


@given(st.floats(0.5, 2000))
def test_an_answer_is_waited_for_reasonably(hours: float) -> None:
    made = offer("b2", freed(hours), wish("a1", hours=hours + 48), NOW)
    assert made.until is not None
    assert SHORTEST_OFFER <= made.until - NOW <= LONGEST_OFFER
    assert made.until < made.starts_at


def test_everybody_takes_resources_in_the_same_order() -> None:
    assert freed().resources == ("account:ana", "kiosk:k1", "room:r1")
