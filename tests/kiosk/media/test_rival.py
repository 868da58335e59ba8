"""Beside another flow that fills the line: a file that somebody sends, for as long as it takes."""

import numpy as np
import pytest

from tests.kiosk.media.congestion_play import Play
from tests.kiosk.media.line import Cubic, Greedy, Line

CARRIES = 900e3
ENDS = 100.0


def beside(flow: type[Greedy], seed: int, until: float = ENDS) -> Play:
    """It begins after five seconds."""
    line = Line(CARRIES, seed=seed)
    return Play(line, other=flow(line, until=until), laddered=True)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("flow", [Greedy, Cubic])
def test_a_part_remains_in_which_pictures_move(flow, seed):
    play = beside(flow, seed).run(ENDS)
    assert play.goodput(8) > 0.19 * CARRIES
    came = np.array(play.arrived)
    each, _ = np.histogram(came[:, 0], np.arange(8, ENDS + 1), weights=8 * came[:, 1])
    poor = "".join("-" if bits < 0.1 * CARRIES else "+" for bits in each)
    assert max(map(len, poor.split("+"))) <= 3, "seconds in a row"


@pytest.mark.parametrize("flow", [Greedy, Cubic])
def test_once_it_is_over_the_line_is_used_again_and_its_queue_is_short(flow):
    play = beside(flow, 1, until=40).run(40)
    after = len(play.line.waits)
    play.run(40)
    assert play.first_over(0.8 * CARRIES, since=40) < 12
    assert play.goodput(60) > 0.8 * CARRIES
    settled = play.line.waits[after:][len(play.line.waits[after:]) // 2 :]
    assert 1000 * np.percentile(settled, 95) < 60
