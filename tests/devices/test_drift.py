"""Clocks that differ, in virtual time: the sound is the same, and the echo is found all along."""

import numpy as np
import pytest

from devices.sound import BLOCK, RATE
from devices.sound.drift import Tape
from devices.sound.echo import EchoCanceller
from tests.devices.test_echo import bursts, decibels

pytestmark = pytest.mark.timeout(300)


def tone(count: int, hertz: float = 1000) -> np.ndarray:
    return np.rint(np.sin(2 * np.pi * hertz * np.arange(count) / RATE) * 10000).astype(np.int16)


def test_a_tape_read_at_its_own_speed_is_what_was_written():
    tape, ramp = Tape(1.0), np.arange(4 * BLOCK, dtype=np.int16)
    for start in range(0, len(ramp), 100):
        tape.write(ramp[start : start + 100])
    assert (np.concatenate([tape.read(n * BLOCK, 0) for n in range(4)]) == ramp).all()


def test_a_tape_keeps_the_newest_and_is_silent_elsewhere():
    tape = Tape(0.1)
    for _ in range(1000):
        tape.write(np.full(333, 7, np.int16))
    assert (tape.read(tape.written - BLOCK, 0) == 7).all()
    assert not tape.read(tape.written, 0).any()
    assert not tape.read(0, 0).any()


@pytest.mark.parametrize("ppm", [-1000, -200, 137, 1000])
def test_a_tape_read_faster_or_slower_is_the_same_sound(ppm):
    tape, at, said, wanted = Tape(1.0), 5000.25, [], []
    tape.write(tone(RATE))
    for _ in range(50):
        said.append(tape.read(at, ppm))
        places = at + np.arange(BLOCK) * (1 + ppm / 1e6)
        wanted.append(np.sin(2 * np.pi * 1000 * places / RATE) * 10000)
        at += BLOCK * (1 + ppm / 1e6)
    error = np.concatenate(said) - np.concatenate(wanted)
    assert decibels(np.concatenate(wanted)) - decibels(error) > 60


def a_card(ppm: float, seconds: int, seed: int = 3) -> tuple[np.ndarray, np.ndarray, list[float]]:
    """The loudspeaker's crystal is `ppm` faster: what is heard, cleaned, and learnt of it."""
    echo, far, air = EchoCanceller(), bursts(seed, seconds + 1), Tape(1.0)
    blocks, said, place = far.reshape(-1, BLOCK), 0, -0.08 * RATE
    heard, cleaned, learnt = [], [], []
    for block in range(seconds * 100):
        while said * BLOCK <= (block + 1) * BLOCK * (1 + ppm / 1e6):
            echo.said(blocks[said])
            air.write(blocks[said])
            said += 1
        heard.append(np.rint(air.read(place, ppm) * 0.3).astype(np.int16))
        place += BLOCK * (1 + ppm / 1e6)
        cleaned.append(echo.clean(heard[-1]))
        learnt.append(echo.known.ppm)
    return np.concatenate(heard), np.concatenate(cleaned), learnt


@pytest.mark.parametrize("ppm", [pytest.param(-200, marks=pytest.mark.long), 200])
def test_the_echo_is_taken_out_though_the_two_crystals_of_a_card_differ(ppm):
    heard, cleaned, learnt = a_card(ppm, 40)
    last = slice(-15 * RATE, None)
    assert decibels(heard[last]) - decibels(cleaned[last]) > 25
    assert abs(learnt[-1] - ppm) < 20
