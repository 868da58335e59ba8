"""The bench that times a voice from mouth to ear finds what was put in."""

import numpy as np
import pytest

from tests.bench.echo.rooms import voice
from tests.bench.mouth.__main__ import lips
from tests.bench.mouth.lanes import RATE, Lane, delay, delays, growth_ms_per_hour


def talk(seconds: float) -> np.ndarray:
    said = np.resize(voice("carlo"), round(seconds * RATE * 6))
    thin = said.reshape(-1, 6).mean(axis=1)
    return thin * 3000 / np.sqrt((thin**2).mean())


def lanes(late_s: float, per_hour_s: float = 0.0, seconds: float = 40) -> tuple[Lane, Lane]:
    """What is heard comes late, and later; in pieces of five seconds, as a page gives them."""
    said, heard, words = Lane(), Lane(), talk(seconds)
    for at in range(0, round(seconds), 5):
        piece = words[at * RATE : (at + 5) * RATE]
        said.add(1000.0 + at, piece)
        heard.add(1000.0 + at + late_s + per_hour_s * at / 3600, 0.5 * piece)
    return said, heard


@pytest.mark.parametrize("late_ms", [20, 137, 900])
def test_a_voice_that_comes_late_is_found_at_its_time(late_ms):
    found, until = delays(*lanes(late_ms / 1000), 1001.0)
    assert len(found) > 20
    assert until > 1030
    assert np.abs([1000 * late - late_ms for _, late in found]).max() < 1


def test_another_voice_is_not_taken_for_it():
    said, heard = talk(10)[: 2 * RATE], np.roll(talk(10)[::-1], RATE)[: 3 * RATE]
    assert delay(said, heard) is None
    assert delay(0 * said, heard) is None


def test_a_delay_that_grows_is_told_by_the_hour():
    found, _ = delays(*lanes(0.1, per_hour_s=3.0), 1001.0)
    assert growth_ms_per_hour(found) == pytest.approx(3000, rel=0.2)
    found, _ = delays(*lanes(0.1), 1001.0)
    assert abs(growth_ms_per_hour(found)) < 60


def test_a_voice_after_its_picture_is_late_and_before_it_is_early():
    heard = [(n, 0.16 + 0.001 * (n % 3)) for n in range(9)]
    assert lips(heard, [120.0, 142.0, 190.0])["voice_after_picture_ms"] == 19
    assert lips(heard, [200.0] * 5)["voice_after_picture_ms"] == -39
    assert lips(heard, []) == lips([], [100.0]) == {}
