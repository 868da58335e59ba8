"""Words and lips stay within 100 ms of each other, and pictures in their order."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.media.lips import MOST_S, PICTURE_S, Lips


def held(lips: Lips, late: float, count: int = 100) -> float:
    """How long the last of so many pictures waits."""
    found = 0.0
    for n in range(count):
        found = lips.due(n * 0.04, late) - n * 0.04
    return found


def test_on_a_calm_line_no_picture_waits():
    assert held(Lips(), 0.05) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("late", [0.04, 0.1, 0.16, 0.24])
def test_lips_and_words_are_within_a_tenth_of_a_second(late):
    assert abs(held(Lips(), late) + PICTURE_S - late) < 0.1


def test_a_picture_does_not_jump_when_the_voice_does():
    lips = Lips()
    held(lips, 0.05)
    dues = [lips.due(4 + n * 0.04, 0.2) for n in range(40)]
    assert all(0.03 < b - a < 0.05 for a, b in pairwise(dues))


@given(st.lists(st.tuples(st.floats(0, 0.2), st.floats(0, 1)), max_size=80))
def test_pictures_keep_their_order_and_none_waits_long(steps):
    lips, now, before = Lips(), 0.0, 0.0
    for gap, late in steps:
        now += gap
        due = lips.due(now, late)
        assert before <= due <= now + MOST_S + 1e-9
        before = due
