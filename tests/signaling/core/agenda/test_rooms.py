"""What can stand in one room, and what it is called."""

from dataclasses import replace

from signaling.core.agenda.bookings import Booking
from signaling.core.agenda.rooms import meeting, titled
from signaling.core.agenda.wall import Span

ONE = Booking("b", "x", "msa", "wassigny", "k", "k", "a", 100, 200, 0.0)


def booked(*spans: tuple[int, int]) -> list[Booking]:
    return [replace(ONE, id=f"b{n}", starts_at=s, ends_at=e) for n, (s, e) in enumerate(spans)]


def test_bookings_end_to_end_do_not_meet() -> None:
    assert meeting(()) is None
    assert meeting(booked((200, 300), (100, 200), (300, 400))) is None


def test_the_first_two_that_meet_are_said() -> None:
    assert meeting(booked((100, 200), (150, 250))) == Span(150, 200)
    assert meeting(booked((350, 360), (0, 400), (10, 20))) == Span(10, 20)
    assert meeting(booked((0, 400), (401, 402), (399, 401))) == Span(399, 400)


def test_a_room_is_called_by_its_name_and_its_kiosks() -> None:
    assert titled("Salle du fond", ("Guichet 1", "Guichet 2")) == (
        "Salle du fond (Guichet 1 et Guichet 2)"
    )
    assert titled("", ("Guichet 1",)) == "Guichet 1"
