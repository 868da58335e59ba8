"""Noise is turned down where there is some."""

import itertools

import numpy as np

from devices.sound import BLOCK
from devices.sound.hush import Hush
from tests.bench.echo.rooms import FULL, NEAR_DBFS, Floats, at_level, voice

MOST_DB = -6


def noise(seconds: float, dbfs: float) -> Floats:
    count = round(seconds * 100) * BLOCK
    return np.random.default_rng(5).normal(0, FULL * 10 ** (dbfs / 20), count)


def course(*parts: Floats) -> list[int]:
    """By how much noise is turned down, after each part."""
    hush, ends = Hush(MOST_DB), []
    for part in parts:
        for block in part.astype(np.float32).reshape(-1, BLOCK):
            db = hush.turned_down_db(block, False)
        ends.append(db)
    return ends


def test_in_a_quiet_room_nothing_is_turned_down_and_in_a_noisy_one_all_that_may_be():
    assert course(noise(2, -70)) == [0]
    assert course(noise(8, -50)) == [MOST_DB]


def test_a_noise_that_begins_is_turned_down_within_seconds_and_one_that_ends_left_alone():
    assert course(noise(2, -70), noise(6.5, -50), noise(1, -70)) == [0, MOST_DB, 0]


def test_between_quiet_and_noisy_all_stays_as_it_is():
    assert course(noise(8, -60)) == [MOST_DB]
    assert course(noise(2, -70), noise(8, -60)) == [0, 0]


def test_somebody_who_talks_all_the_time_is_no_noise():
    said = at_level(voice("june"), NEAR_DBFS)
    said = said[: len(said) // BLOCK * BLOCK] + noise(len(said) // BLOCK / 100, -70)
    hush = Hush(MOST_DB)
    turned = [hush.turned_down_db(b, False) for b in said.astype(np.float32).reshape(-1, BLOCK)]
    assert set(turned[300:]) == {0}


def test_it_is_turned_down_step_by_step():
    hush = Hush(MOST_DB)
    turned = [
        hush.turned_down_db(b, False) for b in noise(2, -70).astype(np.float32).reshape(-1, BLOCK)
    ]
    assert {later - sooner for sooner, later in itertools.pairwise(turned)} == {0, 1}


def test_what_a_card_adds_that_is_no_sound_is_no_noise():
    assert course(noise(2, -70) + 400) == [0]


def test_while_there_is_an_echo_noise_is_turned_down_in_a_quiet_room_too():
    hush, quiet = Hush(MOST_DB), noise(2, -70).astype(np.float32).reshape(-1, BLOCK)
    for said, wanted in ((False, 0), (True, MOST_DB), (False, 0)):
        for block in quiet:
            db = hush.turned_down_db(block, said)
        assert db == wanted


def test_a_card_that_skips_is_no_quiet_room() -> None:
    chance, hush = np.random.default_rng(3), Hush(-6)
    noise = 32768 * 10 ** (-45 / 20)
    for n in range(2000):
        block = chance.normal(0, noise, BLOCK) if not 1000 <= n < 1010 else np.zeros(BLOCK)
        assert hush.turned_down_db(block.astype(np.float32), echo=False) == -6
