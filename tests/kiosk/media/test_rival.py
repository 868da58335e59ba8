"""Beside another flow that fills the line: a file that somebody sends, for as long as it takes."""

import random
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from tests.kiosk.media.congestion_play import Play
from tests.kiosk.media.line import Cubic, Greedy, Line, Short

CARRIES = 900e3
ENDS = 300.0


def beside(flow: Callable[..., Greedy], seed: int, until: float = ENDS) -> Play:
    """It begins after five seconds."""
    line = Line(CARRIES, jitter=0.002, seed=seed)
    play = Play(line, other=flow(line, until=until), laddered=True)
    play.chance = random.Random(seed)
    return play


def longest_poor(play: Play, since: float, bits: float) -> int:
    """Seconds in a row in which less came."""
    came = np.array(play.arrived)
    each, _ = np.histogram(came[:, 0], np.arange(since, play.now), weights=8 * came[:, 1])
    poor = "".join("-" if here < bits else "+" for here in each)
    return max(map(len, poor.split("+")))


@pytest.mark.parametrize("flow", [Greedy, Cubic])
def test_a_part_remains_in_which_pictures_move(flow):
    """Three seconds of little, and seldom more: when the other flow fills the queue is chance."""
    poor = []
    for seed in range(1, 8):
        play = beside(flow, seed).run(ENDS)
        assert play.goodput(8) > 0.19 * CARRIES
        assert play.goodput(200) > 0.19 * CARRIES
        assert not {name for _, name in play.steps} & {"stills", "sound"}
        poor.append(longest_poor(play, 8, 0.13 * CARRIES))
    assert sorted(poor)[len(poor) // 2] <= 3
    assert max(poor) <= 6


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("kept", "first"), [(0.055, 0.055), (0.055, 0.35), (0.015, 0.35)])
def test_a_short_queue_of_somebody_else_takes_no_more_than_three_quarters(seed, kept, first):
    """Short at once, or after it has filled the line for two seconds."""
    play = beside(partial(Short, kept=kept, first=first), seed).run(60)
    assert play.goodput(8) > 0.19 * CARRIES
    assert longest_poor(play, 8, 0.13 * CARRIES) <= 4


@pytest.mark.parametrize("flow", [Greedy, Cubic])
def test_once_it_is_over_the_line_is_used_again_and_its_queue_is_short(flow):
    play = beside(flow, 1, until=40).run(40)
    after = len(play.line.waits)
    play.run(40)
    assert play.first_over(0.8 * CARRIES, since=40) < 12
    assert play.goodput(60) > 0.8 * CARRIES
    settled = play.line.waits[after:][len(play.line.waits[after:]) // 2 :]
    assert 1000 * np.percentile(settled, 95) < 60


@pytest.mark.parametrize(
    ("left", "queue", "wait"),
    [(90e3, 45_000, 1.5), (100e3, 200_000, 0.25), (120e3, 45_000, 0.2), (200e3, 45_000, 0.1)],
)
def test_a_line_that_carries_far_less_is_not_taken_for_another_flow(left, queue, wait):
    """From twenty seconds on; until then what it held before is on its way. On 90 kbit/s there is
    hardly more than the voice."""
    for seed in (1, 2, 3):
        line = Line(CARRIES, queue=queue, jitter=0.002, seed=seed)
        play = Play(line, laddered=True).run(20)
        line.rate = left
        play.run(20)
        before = len(play.voice_waits)
        play.run(40)
        assert np.percentile(play.voice_waits[before:], 95) < wait
