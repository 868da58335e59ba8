"""Pictures are shown at once where nearly nothing is lost, evenly where much is."""

import random

import pytest

from kiosk.media.evenness import ENOUGH, WINDOW, Evenness


class Told:
    """Reports as a browser makes them: after few packets or many."""

    def __init__(self, seed: int = 1) -> None:
        self.chance, self.evenness = random.Random(seed), Evenness()
        self.highest, self.lost = 65_000, 0
        self.evenness.heard_lost(self.highest, self.lost)

    def of(self, loss: float, packets: int) -> bool:
        end = self.highest + packets
        while self.highest < end:
            some = min(end - self.highest, self.chance.randint(2, 90))
            self.highest += some
            self.lost += sum(self.chance.random() < loss for _ in range(some))
            self.evenness.heard_lost(self.highest, self.lost)
        return self.evenness.at_once


def test_before_some_packets_nothing_is_known() -> None:
    assert not Told().of(0.0, ENOUGH - 1)
    assert Told().of(0.0, ENOUGH)


@pytest.mark.parametrize("seed", range(20))
def test_a_line_that_loses_one_in_three_hundred_shows_at_once_and_one_in_twenty_evenly(
    seed: int,
) -> None:
    assert Told(seed).of(0.003, 2 * WINDOW)
    assert not Told(seed).of(0.05, 2 * WINDOW)


def test_losses_that_begin_are_believed_within_seconds() -> None:
    told = Told()
    assert told.of(0.0, 5 * WINDOW)
    assert not told.of(0.06, WINDOW // 2)
    assert told.of(0.0, 2 * WINDOW)


def test_a_count_that_begins_anew_is_another_stream() -> None:
    told = Told()
    assert not told.of(0.05, WINDOW)
    told.highest, told.lost = 100, 0
    assert told.of(0.0, 2 * ENOUGH)


def test_a_report_that_is_said_again_and_again_takes_no_room() -> None:
    told = Told()
    for _ in range(10_000):
        told.evenness.heard_lost(told.highest, told.lost)
    assert len(told.evenness._noted) == 1
    assert told.of(0.0, ENOUGH)
