"""Pictures pay for what left before them; copies go first; a burst is paid for afterwards."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.media.congestion.pacer import (
    AGAIN_TIMES,
    GROUP_S,
    LEAST_FILLER,
    MOST_AGAIN,
    MOST_DEBT_S,
    Pacer,
)
from kiosk.media.congestion.sharing import LEAST_PACE, Shares


def film(pacer: Pacer, sizes: list[int], now: float = 0.0) -> list[float]:
    """When each packet leaves."""
    found = []
    for size in sizes:
        now += pacer.rest(now)
        pacer.start()
        found.append(now)
        pacer.leaves(size, now)
    return found


def test_packets_leave_at_the_rate_within_a_group():
    left = film(Pacer(800_000), [1200] * 100)
    assert abs(left[-1] - 99 * 8 * 1200 / 800_000) <= GROUP_S


def test_small_pictures_do_not_rest():
    pacer = Pacer(1_000_000)
    for n in range(100):
        assert pacer.rest(n * 0.04) == 0
        pacer.leaves(300, n * 0.04)


@given(st.lists(st.integers(40, 1200), min_size=2, max_size=200), st.floats(30_000, 3e6))
def test_in_no_time_more_leaves_than_its_rate_gives(sizes, rate):
    left = film(Pacer(rate), sizes)
    if 8 * 1200 / rate < MOST_DEBT_S:
        bits = 8 * sum(sizes[:-1])
        assert bits <= rate * (left[-1] - left[0] + GROUP_S) + 1


def test_no_rest_is_long_however_low_the_rate():
    pacer = Pacer(1000)
    for _ in range(50):
        pacer.leaves(1200, 5.0)
    assert pacer.rest(5.0) <= MOST_DEBT_S


def test_pictures_wait_for_what_is_asked_for_again():
    pacer = Pacer(300_000)
    for number in range(3):
        pacer.ask(number, 1200)
    now, found = 0.0, []
    while True:
        numbers, rest = pacer.again(now)
        found += [(number, now) for number in numbers]
        if rest is None:
            break
        now += rest
    assert [number for number, _ in found] == [0, 1, 2]
    assert abs(found[-1][1] - 2 * 8 * 1200 / (AGAIN_TIMES * 300_000)) <= GROUP_S
    assert pacer.rest(now) > 0.03
    assert pacer.repeated(now) == 8 * 3600 / 2
    assert pacer.repeated(now + 3) == 0


def test_what_is_asked_for_twice_leaves_twice_and_is_counted_twice():
    pacer = Pacer(600_000)
    pacer.twice_after_s = 0.04
    pacer.ask(7, 1200)
    assert pacer.again(0.0)[0] == [7]
    pacer.ask(7, 1200)  # by the report and by the receiver
    assert pacer.again(0.03)[0] == [7]
    pacer.ask(7, 1200)
    assert pacer.again(0.1)[0] == [7, 7]
    assert pacer.repeated(0.1) == 4 * 4 * 1200
    assert pacer.rest(0.1) > 0.03
    pacer.ask(8, 1200)
    assert pacer.again(0.2)[0] == [8]


@pytest.mark.parametrize(("rate", "after"), [(100_000, 0.04), (600_000, 1.1), (600_000, inf)])
def test_but_not_while_the_first_copy_may_only_wait(rate, after):
    pacer = Pacer(rate)
    pacer.twice_after_s = after
    for now in (0.0, 0.5, 1.0):
        pacer.ask(7, 1200)
        assert pacer.again(now)[0] == [7]


def test_a_packet_is_asked_for_once_and_the_oldest_are_given_up():
    pacer = Pacer(30_000)
    for number in range(MOST_AGAIN + 20):
        pacer.ask(number, 1200)
        pacer.ask(number, 1200)
    first, _ = pacer.again(0.0)
    assert first == [20]


def test_a_burst_is_quick_and_nothing_more_leaves_than_without():
    usual, pacer = film(Pacer(400_000), [1200] * 30), Pacer(400_000)
    pacer.begin(3, 800_000, 6000, 5)
    left = film(pacer, [1200] * 30)
    assert abs(left[4] - 4 * 8 * 1200 / 800_000) <= GROUP_S
    assert left[5] - left[4] > 0.05
    assert abs(left[-1] - usual[-1]) <= GROUP_S


def test_a_burst_goes_on_until_it_is_whole():
    pacer = Pacer(400_000)
    pacer.begin(3, 800_000, 3000, 3)
    assert pacer.going == 0
    pacer.start()
    assert pacer.going == 3
    for _ in range(2):
        pacer.leaves(1000, 0.0)
        assert pacer.hungry
    pacer.leaves(1000, 0.0)
    assert not pacer.hungry


def test_a_burst_is_filled_with_no_more_than_it_takes():
    pacer = Pacer(400_000)
    pacer.begin(3, 800_000, 4000, 5)
    pacer.start()
    pacer.leaves(2000, 0.0)
    assert pacer.filler == 500
    pacer.leaves(2000, 0.0)
    assert pacer.filler == LEAST_FILLER


def test_copies_are_paid_by_pictures_and_the_voice_has_its_part():
    shares = Shares(500_000)
    alone = shares.pictures
    shares.told(500_000, 50_000)
    assert 46_000 < alone - shares.pictures < 51_000
    shares.told(40_000, 0)
    assert (shares.pictures, shares.pace) == (0, LEAST_PACE)
