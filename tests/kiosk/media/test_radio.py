"""A line that changes: more room after a long calm, a radio's holes and its swinging delays."""

import numpy as np
import pytest

from tests.kiosk.media.congestion_play import Play
from tests.kiosk.media.line import Line
from tests.kiosk.media.test_congestion import MINUTE, A, B, line


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_line_that_carries_more_after_a_long_calm_is_used_within_seconds(seed):
    """The next burst would be half a minute later; the packets of pictures tell."""
    play = Play(line(B, seed)).run(MINUTE)
    assert max(rate for at, rate in play.rates if at > 20) < 1.1 * 450e3
    play.line.rate = 900e3
    play.run(15)
    assert play.first_over(0.85 * 900e3, since=MINUTE) < 6


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_hole_of_a_radio_is_over_when_its_queue_is(seed):
    """What it swallowed was counted for seconds after it, and pictures were away for thirteen."""
    play = Play(line(A, seed)).run(20)
    play.line.rate = 150e3
    play.run(2)
    play.line.rate = 900e3
    play.run(8)
    assert play.first_over(0.6 * 900e3, since=22) < 3


@pytest.mark.parametrize(
    ("jitter", "loss", "used"), [(0.06, 0.0, 0.75), (0.06, 0.02, 0.75), (0.12, 0.0, 0.5)]
)
def test_the_swinging_delays_of_a_radio_are_no_queue(jitter, loss, used):
    lines = [Line(900e3, 0.025, jitter=jitter, loss=loss, seed=seed) for seed in range(1, 6)]
    assert np.median([Play(each).run(MINUTE).goodput(10) for each in lines]) > used * 900e3
