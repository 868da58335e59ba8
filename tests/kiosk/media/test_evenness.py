"""Pictures are shown at once where nearly nothing is lost, evenly where much is."""

import random

import pytest

from kiosk.media.evenness import ENOUGH, FAR_S, MOST_TIMES, WINDOW, Evenness


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


def test_how_long_a_picture_may_be_kept_is_not_known_before_the_round_trip_nor_of_a_far_end():
    told = Told()
    told.of(0.02, WINDOW)
    assert told.evenness.most_s is None
    told.evenness.round_trip_s = FAR_S + 0.01
    assert told.evenness.most_s is None


def test_a_picture_is_kept_for_as_long_as_what_is_lost_takes_to_be_asked_for_again():
    trip, kept = 0.06, []
    for loss in (0.02, 0.05, 0.5):
        told = Told()
        told.evenness.round_trip_s = trip
        told.of(loss, 4 * WINDOW)
        kept.append(told.evenness.most_s / trip)
    assert kept == [pytest.approx(0.9, abs=0.3), pytest.approx(1.5, abs=0.4), MOST_TIMES]


@pytest.mark.parametrize("trip", [-0.5, -1e-6, 0.0])
def test_a_clock_that_was_set_says_nothing_of_the_round_trip(trip: float) -> None:
    told = Told()
    told.evenness.round_trip_s = trip
    told.of(0.05, WINDOW)
    assert told.evenness.most_s is None


def test_before_losses_are_known_the_other_end_keeps_what_it_likes() -> None:
    told = Told()
    told.evenness.round_trip_s = 0.06
    told.of(0.05, ENOUGH - 1)
    assert told.evenness.most_s is None
