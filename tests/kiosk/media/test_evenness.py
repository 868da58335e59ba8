"""Pictures are shown at once where nearly nothing is lost, evenly where much is."""

import random

import pytest

from kiosk.media.evenness import CLEAN, ENOUGH, LOSSY, Evenness


def heard(loss: float, seconds: int, packets: int = 90, seed: int = 1) -> Evenness:
    """Reports of a line that loses by chance."""
    chance, found = random.Random(seed), Evenness()
    for _ in range(seconds):
        found.heard_loss(sum(chance.random() < loss for _ in range(packets)) / packets)
    return found


def test_before_some_reports_nothing_is_known() -> None:
    assert not heard(0.0, ENOUGH - 1).at_once
    assert heard(0.0, ENOUGH).at_once


@pytest.mark.parametrize("seed", range(20))
def test_a_line_that_loses_one_in_two_hundred_shows_at_once_and_one_in_twenty_evenly(
    seed: int,
) -> None:
    assert heard(0.002, 30, seed=seed).at_once
    assert not heard(0.05, 30, seed=seed).at_once


def test_losses_that_begin_are_believed_within_seconds() -> None:
    evenness = heard(0.0, 60)
    for _ in range(6):
        evenness.heard_loss(0.06)
    assert not evenness.at_once


def test_between_the_two_it_stays_as_it_was() -> None:
    between = (LOSSY + CLEAN) / 2
    calm, torn = heard(0.0, 30), heard(0.05, 30)
    for _ in range(60):
        calm.heard_loss(between)
        torn.heard_loss(between)
    assert calm.at_once
    assert not torn.at_once
