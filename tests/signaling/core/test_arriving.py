"""Who checks in begins a visit at their hour; who merely sits there does when it is no guess."""

import pytest

from signaling.core.arriving import (
    EARLY_SECONDS,
    LATE_SECONDS,
    SEEN_AFTER_SECONDS,
    SEEN_BEFORE_SECONDS,
    SITS_SECONDS,
    Expected,
    When,
    at_the_hour,
    next_of,
    when,
)
from signaling.protocol import AppointmentState as S
from signaling.protocol import Mode

HOUR = 1_000_000.0
SITTING = [("k1", HOUR - 60)]


def one(id: str = "a1", at: float | None = HOUR, state: S = S.ACCEPTED, **more: object) -> Expected:
    return Expected(id, state, more.pop("mode", Mode.VIDEO), at, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "what"),
    [
        (HOUR - EARLY_SECONDS - 1, When.EARLY),
        (HOUR - EARLY_SECONDS, When.NOW),
        (HOUR + LATE_SECONDS, When.NOW),
        (HOUR + LATE_SECONDS + 1, When.OVER),
    ],
)
def test_a_slip_is_early_good_or_too_late(now, what):
    assert when(HOUR, now) is what
    assert when(None, now) is When.NOW


def test_of_two_appointments_the_next_one_counts():
    later, sooner = one("a1", HOUR + 3600), one("a2", HOUR)
    assert next_of([later, sooner], HOUR) == (sooner, When.NOW)
    assert next_of([later, sooner], HOUR + LATE_SECONDS + 1) == (later, When.NOW)


@pytest.mark.parametrize("state", [S.INSTALLED, S.HONOURED, S.CANCELLED, S.NO_SHOW, S.WITHDRAWN])
def test_what_is_over_or_under_way_is_not_begun_again(state):
    assert next_of([one(state=state)], HOUR) is None


def test_who_is_called_at_home_needs_no_kiosk():
    assert next_of([one(mode=Mode.TELEPHONE)], HOUR) is None
    assert at_the_hour([one(mode=Mode.TELEPHONE)], SITTING, HOUR) is None


def test_who_sits_there_at_the_hour_is_who_is_expected():
    assert at_the_hour([one()], SITTING, HOUR) == ("a1", "k1")
    assert at_the_hour([one(at=None)], SITTING, HOUR) is None


@pytest.mark.parametrize("now", [HOUR - SEEN_BEFORE_SECONDS - 1, HOUR + SEEN_AFTER_SECONDS + 1])
def test_it_counts_around_the_hour_alone(now):
    assert at_the_hour([one()], [("k1", now - 60)], now) is None


def test_who_only_passes_is_nobody_s_appointment():
    assert at_the_hour([one()], [("k1", HOUR - SITS_SECONDS + 1)], HOUR) is None


def test_nobody_is_guessed():
    assert at_the_hour([one(), one("a2", HOUR + 60)], SITTING, HOUR) is None
    assert at_the_hour([one(), one("a2", HOUR + 60, S.SENT)], SITTING, HOUR) is None
    assert at_the_hour([one()], [*SITTING, ("k2", HOUR - 60)], HOUR) is None
    assert at_the_hour([one()], [], HOUR) is None
    assert at_the_hour([one(state=S.RECEIVED)], SITTING, HOUR) is None


def test_who_checked_in_early_and_waits_is_not_taken_for_who_is_late():
    early = one("a2", HOUR + 3000, arrived=True)
    assert at_the_hour([one(), early], SITTING, HOUR) is None
    assert at_the_hour([one(), one("a2", HOUR + 3000)], SITTING, HOUR) == ("a1", "k1")
    gone = one("a2", HOUR - 3000, S.HONOURED, arrived=True)
    assert at_the_hour([one(arrived=True), gone], SITTING, HOUR) == ("a1", "k1")


def test_presence_begins_a_visit_once():
    assert at_the_hour([one(seen_once=True)], SITTING, HOUR) is None
