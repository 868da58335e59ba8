"""Whether a room is open now, when it opens again, and what is left to wait of who came early."""

from datetime import datetime

import pytest

from kiosk.core.opening import Closed, Kept, closed, expects, kept
from signaling import protocol as wire

MORNING = wire.OpenHours(opens="08:30", closes="12:30")
AFTERNOON = wire.OpenHours(opens="13:30", closes="17:30")
WEEK = (
    wire.OpenDay(day="2026-11-26", hours=(MORNING, AFTERNOON)),
    wire.OpenDay(day="2026-11-27", hours=(AFTERNOON,)),
    wire.OpenDay(day="2026-11-28"),
    wire.OpenDay(day="2026-11-29"),
    wire.OpenDay(day="2026-11-30", hours=(MORNING,)),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2026-11-26T08:29", Closed("2026-11-26T08:30", "today")),
        ("2026-11-26T08:30", None),
        ("2026-11-26T12:29", None),
        ("2026-11-26T12:30", Closed("2026-11-26T13:30", "today")),
        ("2026-11-26T18:00", Closed("2026-11-27T13:30", "tomorrow")),
        ("2026-11-27T20:00", Closed("2026-11-30T08:30")),
        ("2026-11-29T10:00", Closed("2026-11-30T08:30", "tomorrow")),
        ("2026-11-30T13:00", Closed()),
        ("2026-12-24T03:00", None),
    ],
)
def test_a_room_is_closed_outside_its_hours_and_says_when_it_opens(
    now: str, told: Closed | None
) -> None:
    assert closed(WEEK, (), at(now)) == told


def test_a_kiosk_that_was_told_nothing_is_open() -> None:
    assert closed((), (), at("2026-11-26T03:00")) is None


def test_a_day_that_is_not_told_hides_what_comes_after_it() -> None:
    assert closed((WEEK[0], WEEK[2]), (), at("2026-11-26T18:00")) == Closed()


def test_an_appointment_outside_the_hours_opens_the_room_around_it() -> None:
    ahead = (wire.DayAhead(day="2026-11-26", hours=("19:00",)),)
    assert closed(WEEK, ahead, at("2026-11-26T18:29")) is not None
    assert closed(WEEK, ahead, at("2026-11-26T18:30")) is None
    assert closed(WEEK, ahead, at("2026-11-26T20:30")) is None
    assert closed(WEEK, ahead, at("2026-11-26T20:31")) is not None


def test_a_visit_is_expected_around_its_hour() -> None:
    ahead = (wire.DayAhead(day="2026-11-26", hours=("10:15",)),)
    moments = ("10:04", "10:05", "10:25", "10:26")
    assert [expects(ahead, at(f"2026-11-26T{one}")) for one in moments] == [0, 1, 1, 0]
    assert not expects(ahead, at("2026-11-27T10:15"))


@pytest.mark.parametrize(
    ("now", "minutes"),
    [("09:15", 60), ("09:52", 25), ("10:11", 5), ("10:13", 0), ("10:20", 0), ("10:21", -1)],
)
def test_what_is_left_to_wait_is_told_in_steps_of_five_minutes(now: str, minutes: int) -> None:
    arrived = wire.ArrivedHere(day="2026-11-26", hours=("10:15",))
    assert kept(arrived, at(f"2026-11-26T{now}")) == (Kept("10:15", minutes),)


def test_who_waited_for_two_hours_after_theirs_or_another_day_is_not_told_any_more() -> None:
    arrived = wire.ArrivedHere(day="2026-11-26", hours=("10:15", "09:00"))
    assert [one.hour for one in kept(arrived, at("2026-11-26T09:00"))] == ["09:00", "10:15"]
    assert [one.hour for one in kept(arrived, at("2026-11-26T11:00"))] == ["10:15"]
    assert kept(arrived, at("2026-11-27T09:00")) == ()
    assert kept(None, at("2026-11-26T09:00")) == ()
