"""Packets of pictures that leave a little quicker than the line tell when it carries more."""

import pytest

from kiosk.media.congestion.passing import AGAIN_S, COUNT, Passing

KNOWN, SIZE = 450_000.0, 1200
SPACED = 8 * SIZE / KNOWN


def play(passing: Passing, pairs: int, left: float, *came: float, first: int = 0) -> bool:
    """Pictures of two packets, `left` seconds apart, that arrive `came` apart, in turns; whether
    the last one says that there is more."""
    for n in range(pairs):
        at = n * 0.04
        for second in (0, 1):
            number = (first + 2 * n + second) & 0xFFFF
            arrived = at + 5 + second * came[n % len(came)]
            passing.arrived(number, SIZE, at + second * left, arrived, KNOWN)
    return passing.more(pairs * 0.04)


@pytest.mark.parametrize("first", [0, 65_530])
def test_as_long_as_it_carries_no_more_they_come_at_its_rate(first):
    assert not play(Passing(), 100, SPACED / 1.3, SPACED, first=first)


@pytest.mark.parametrize("first", [0, 65_530])
def test_once_it_carries_more_they_come_as_they_left(first):
    assert play(Passing(), COUNT, SPACED / 1.3, SPACED / 1.3, first=first)


def test_it_is_said_once_and_again_after_a_while():
    passing = Passing()
    assert play(passing, 50, 0.01, 0.01)
    assert not play(passing, 50, 0.01, 0.01)
    assert play(passing, round((AGAIN_S + 2) / 0.04), 0.01, 0.01)


def test_packets_that_leave_slowly_say_nothing():
    assert not play(Passing(), 100, SPACED, SPACED / 3)


def test_packets_that_are_read_in_a_heap_prove_nothing():
    assert not play(Passing(), 100, 0.01, 0.0)
    assert not play(Passing(), 100, 0.01, -0.005)


@pytest.mark.parametrize(("quick", "told"), [(1, False), (2, False), (4, True)])
def test_most_must_have_come_as_quickly(quick, told):
    assert play(Passing(), 100, 0.01, *[0.01] * quick, SPACED) is told


def test_a_packet_whose_neighbour_was_lost_says_nothing():
    passing = Passing()
    for n in range(100):
        passing.arrived(2 * n, SIZE, n * 0.01, n * 0.01, KNOWN)
    assert not passing.more(1.0)
