"""A kiosk that is out of order while nobody sits at it: when its host is rung, and when not."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.core.outage import (
    LATE_SECONDS,
    RINGS_SECONDS,
    SOON_SECONDS,
    STAYS_SECONDS,
    Lookout,
    News,
    is_expected,
    is_out,
)
from signaling.protocol import AppointmentState, Light, Lights, Mode, Unwiped

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
GREEN, NO_CAMERA = Lights(camera=Light.GREEN), Lights(camera=Light.RED)
ACCEPTED = AppointmentState.ACCEPTED


@pytest.mark.parametrize(
    ("connected", "lights", "expected", "out"),
    [
        (True, GREEN, False, False),
        (True, NO_CAMERA, False, True),
        (True, Lights(printer=Light.RED), True, False),
        (True, NO_CAMERA.model_copy(update={"service": True}), True, False),
        (True, Lights(unwiped=Unwiped.FAILED), False, True),
        (True, Lights(unwiped=Unwiped.LATE, service=True), False, False),
        (False, Lights(), False, False),
        (False, Lights(), True, True),
    ],
)
def test_what_no_visit_goes_without_is_out_of_order_and_a_dark_kiosk_if_somebody_comes(
    connected: bool, lights: Lights, expected: bool, out: bool
) -> None:
    assert is_out(connected, lights, expected) is out


@pytest.mark.parametrize(
    ("state", "mode", "at", "expected"),
    [
        (ACCEPTED, Mode.VIDEO, None, True),
        (ACCEPTED, Mode.VIDEO, SOON_SECONDS, True),
        (ACCEPTED, Mode.VIDEO, SOON_SECONDS + 1, False),
        (ACCEPTED, Mode.VIDEO, -LATE_SECONDS, True),
        (ACCEPTED, Mode.VIDEO, -LATE_SECONDS - 1, False),
        (ACCEPTED, Mode.TELEPHONE, 0.0, False),
        (AppointmentState.CANCELLED, Mode.VIDEO, 0.0, False),
    ],
)
def test_somebody_is_expected_around_their_hour_at_a_kiosk(
    state: AppointmentState, mode: Mode, at: float | None, expected: bool
) -> None:
    now = 1_000_000.0
    assert is_expected([(state, mode, None if at is None else now + at)], now) is expected


def test_it_rings_once_for_a_minute_and_stays_written_until_it_is_mended() -> None:
    lookout = Lookout()
    assert lookout.look("k1", True, 0.0, NOON) is None
    assert lookout.look("k1", True, STAYS_SECONDS - 1, NOON) is None
    assert lookout.look("k1", True, STAYS_SECONDS, NOON) is News.RANG
    outage = lookout.shown("k1")
    assert outage is not None
    assert outage.ringing
    assert lookout.look("k1", True, STAYS_SECONDS + RINGS_SECONDS, NOON) is News.QUIET
    assert lookout.look("k1", True, 9_999.0, NOON) is None
    outage = lookout.shown("k1")
    assert outage is not None
    assert not outage.ringing
    assert lookout.look("k1", False, 10_000.0, NOON) is News.SETTLED
    assert lookout.shown("k1") is None


def test_what_the_host_has_seen_is_shown_no_more_until_it_comes_again() -> None:
    lookout = Lookout()
    assert not lookout.see("k1")
    lookout.look("k1", True, 0.0, NOON)
    lookout.look("k1", True, STAYS_SECONDS, NOON)
    assert lookout.see("k1")
    assert not lookout.see("k1")
    assert lookout.look("k1", True, 9_999.0, NOON) is None
    assert lookout.shown("k1") is None
    lookout.look("k1", False, 10_000.0, NOON)
    lookout.look("k1", True, 10_001.0, NOON)
    assert lookout.look("k1", True, 10_001.0 + STAYS_SECONDS, NOON) is News.RANG


def test_the_night_is_quiet_and_the_morning_tells() -> None:
    lookout = Lookout()
    lookout.look("k1", True, 0.0, NOON.replace(hour=3))
    assert lookout.look("k1", True, 3_600.0, NOON.replace(hour=7)) is None
    assert lookout.look("k1", True, 7_200.0, NOON.replace(hour=8)) is News.RANG


def test_where_somebody_sits_down_their_visit_calls_instead() -> None:
    lookout = Lookout()
    lookout.look("k1", True, 0.0, NOON)
    lookout.look("k1", True, STAYS_SECONDS, NOON)
    lookout.keep(set())
    assert lookout.shown("k1") is None


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 300), st.booleans())))
def test_between_two_rings_it_was_mended(rounds: list[tuple[bool, float, bool]]) -> None:
    lookout, now, ringing = Lookout(), 0.0, False
    for out, seconds, seen in rounds:
        now += seconds
        news = lookout.look("k1", out, now, NOON)
        assert not (news is News.RANG and ringing)
        ringing = (ringing or news is News.RANG) and news is not News.SETTLED
        if seen:
            lookout.see("k1")
