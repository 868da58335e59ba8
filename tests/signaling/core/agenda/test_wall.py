"""Hours of the wall in Paris, on the two days of the year that are not 24 hours long."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.core.agenda.wall import DAY_MINUTES, Hours, Span, day_of, minus, moment, span

SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)
HOUR = 3600.0

days = st.one_of(
    st.sampled_from([SPRING, AUTUMN, SPRING - timedelta(days=1), AUTUMN + timedelta(days=1)]),
    st.dates(date(2026, 1, 1), date(2030, 12, 31)),
)
minutes = st.integers(0, DAY_MINUTES)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 11, 25), 24)])
def test_a_day_lasts_what_it_lasts(day: date, hours: int) -> None:
    assert moment(day, DAY_MINUTES) - moment(day, 0) == hours * HOUR


def test_a_morning_of_permanence_lasts_as_long_on_every_day() -> None:
    for day in (SPRING, AUTUMN, date(2026, 11, 25)):
        morning = span(day, Hours(9 * 60, 12 * 60))
        assert morning.ends - morning.starts == 3 * HOUR


def test_an_hour_that_spring_skips_is_the_moment_of_the_jump() -> None:
    jump = moment(SPRING, 3 * 60)
    assert moment(SPRING, 2 * 60) == moment(SPRING, 2 * 60 + 59) == jump
    assert jump - moment(SPRING, 60) == HOUR


def test_an_hour_that_autumn_shows_twice_is_its_first_showing() -> None:
    assert moment(AUTUMN, 2 * 60 + 30) - moment(AUTUMN, 60) == 1.5 * HOUR
    assert moment(AUTUMN, 3 * 60) - moment(AUTUMN, 2 * 60 + 30) == 1.5 * HOUR


@given(days, minutes, minutes)
def test_moments_of_a_day_stay_in_the_order_of_its_hours(day: date, one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert moment(day, low) <= moment(day, high)


@given(days, st.integers(0, DAY_MINUTES - 1))
def test_a_moment_belongs_to_its_day(day: date, minute: int) -> None:
    assert day_of(moment(day, minute)) == day
    assert moment(day, DAY_MINUTES) == moment(day + timedelta(days=1), 0)


def test_hours_go_forward() -> None:
    for starts, ends in ((600, 600), (700, 600), (-1, 5), (0, 1441)):
        with pytest.raises(ValueError, match="hours"):
            Hours(starts, ends)


spans = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: Span(*sorted(pair)))


@given(spans, st.lists(spans))
def test_what_is_left_is_what_nobody_takes(free: Span, taken: list[Span]) -> None:
    left = minus(free, taken)
    covered = {n for each in left for n in range(int(each.starts), int(each.ends))}
    expected = {
        n
        for n in range(int(free.starts), int(free.ends))
        if not any(each.starts <= n < each.ends for each in taken)
    }
    assert covered == expected
    assert left == sorted(left)
    assert all(each for each in left)
