"""A picture that stands still is counted, one that is slow is not."""

import pytest

from kiosk.media.freezes import Freezes


def shown(freezes: Freezes, count: int, start: float, every: float = 0.04) -> float:
    for n in range(count):
        freezes.shown(start + n * every)
    return start + (count - 1) * every


@pytest.mark.parametrize("every", [0.04, 0.2, 1.0])
def test_pictures_at_any_rate_are_none(every):
    freezes = Freezes()
    shown(freezes, 100, 5.0, every)
    assert (freezes.count, freezes.seconds) == (0, 0.0)


def test_a_second_without_a_picture_is_one():
    freezes = Freezes()
    last = shown(freezes, 50, 0.0)
    shown(freezes, 50, last + 1.0)
    assert freezes.count == 1
    assert freezes.seconds == freezes.longest_s == pytest.approx(1.0)


def test_a_little_late_is_none():
    freezes = Freezes()
    shown(freezes, 50, shown(freezes, 50, 0.0) + 0.18)
    assert freezes.count == 0


def test_a_picture_that_was_held_back_is_none():
    freezes = Freezes()
    last = shown(freezes, 50, 0.0)
    freezes.paused()
    shown(freezes, 50, last + 30.0)
    assert freezes.count == 0
