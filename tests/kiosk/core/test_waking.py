"""Once a morning, whatever the clock does."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.waking import Mornings, hour_of

SEVEN = time(7, 0)
MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def test_it_is_due_from_its_hour_on_and_once_a_day() -> None:
    mornings = Mornings(SEVEN)
    assert not mornings.is_due(MONDAY)
    at = MONDAY + timedelta(hours=1)
    assert mornings.is_due(at)
    mornings.did(at)
    assert not mornings.is_due(at + timedelta(hours=5))
    assert mornings.is_due(at + timedelta(days=1))


def test_a_kiosk_that_was_off_at_that_hour_does_it_when_it_comes_to_life() -> None:
    assert Mornings(SEVEN, "2026-11-22").is_due(MONDAY + timedelta(hours=9))


def test_without_an_hour_it_is_never_due() -> None:
    assert hour_of("") is None
    assert hour_of("07:30") == time(7, 30)
    assert not Mornings(None).is_due(MONDAY + timedelta(hours=9))


@given(st.lists(st.floats(-86_400, 86_400), max_size=20))
def test_a_clock_that_jumps_never_stops_the_mornings(jumps: list[float]) -> None:
    """Fourteen idle days, looked at each half hour, the clock set to and fro on the way."""
    mornings, now, done = Mornings(SEVEN), MONDAY, 0
    for half_hour in range(14 * 48):
        now += timedelta(minutes=30)
        if half_hour % 34 == 33 and half_hour // 34 < len(jumps):
            now += timedelta(seconds=jumps[half_hour // 34])
        if mornings.is_due(now):
            mornings.did(now)
            done += 1
    assert mornings.done >= (now - timedelta(days=1)).date().isoformat()
    assert done >= 14 - len(jumps)
    assert done <= 14 + 2 * len(jumps)
