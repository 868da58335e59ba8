"""Rooms with an echo and ears without one, whoever speaks: when there is nothing to cancel."""

from dataclasses import replace

import numpy as np
import pytest

from devices.sound import BLOCK, RATE
from devices.sound.echo import EchoCanceller
from devices.sound.reference import UNKNOWN, Known, Reference
from tests.bench.echo.__main__ import DELAY, NOISY, QUIET
from tests.bench.echo.rooms import (
    FAR_DBFS,
    FULL,
    NEAR_DBFS,
    Floats,
    Room,
    at_level,
    pcm,
    through,
    ventilation,
    voice,
)
from tests.bench.echo.rooms import impulse as response

pytestmark = pytest.mark.timeout(300)
SECONDS = 24
COUNT = SECONDS * RATE
NO_ECHO = Known(echoes=False)
PLACES = (0.5, 0.3, 0.42), (0.5, 0.27, 0.5)
"Of the loudspeaker and of the microphone."


def talk(name: str, dbfs: float) -> Floats:
    return at_level(np.resize(voice(name), COUNT), dbfs)


@pytest.fixture(scope="module")
def far() -> Floats:
    return talk("carlo", FAR_DBFS)


@pytest.fixture(scope="module")
def near() -> Floats:
    """Of somebody who talks all the time, in a quiet room."""
    hush = ventilation(COUNT, 1)
    return talk("june", NEAR_DBFS) + hush * (FULL * 10 ** (-75 / 20) / hush.std())


def echo(room: Room, far: Floats, against_said_db: float) -> Floats:
    late = far if not room.rt60_s else through(far, response(room, *PLACES))
    late = np.roll(late, round(room.delay_ms * RATE / 1000))
    return at_level(late, FAR_DBFS + against_said_db)


def turns(known: Known, far: Floats, microphone: Floats) -> list[tuple[float, bool]]:
    """When the reference thought otherwise of the echo, and what, from the beginning on."""
    return play(Reference(known), far, microphone)


def play(reference: Reference, far: Floats, microphone: Floats) -> list[tuple[float, bool]]:
    told = [(0.0, reference.echoes)]
    said, heard = pcm(far), pcm(microphone).astype(np.float32)
    for start in range(0, COUNT - BLOCK + 1, BLOCK):
        reference.said(said[start : start + BLOCK])
        reference.said_now(heard[start : start + BLOCK])
        if reference.echoes is not told[-1][1]:
            told.append((start / RATE, reference.echoes))
    return told


def test_while_both_talk_all_the_time_no_echo_is_found(far, near):
    [_, (when, echoes)] = turns(UNKNOWN, far, near)
    assert not echoes
    assert when < 4
    assert turns(NO_ECHO, far, near) == [(0, False)]


@pytest.mark.parametrize("room", [DELAY, QUIET, *NOISY], ids=lambda room: room.name)
def test_the_echo_of_a_room_is_never_left(far, near, room):
    there = echo(room, far, -6 + min(room.echo_db, 0))
    assert turns(UNKNOWN, far, there + near) == [(0, True)]
    assert turns(UNKNOWN, far, there) == [(0, True)]


def test_an_echo_that_is_faint_is_one_and_found_under_a_voice_that_hides_it(far, near):
    faint = echo(QUIET, far, -32)
    assert turns(UNKNOWN, far, faint) == [(0, True)]
    told = turns(UNKNOWN, far, faint + near)
    assert told[-1][1]
    assert told[-1][0] < 10


@pytest.mark.parametrize("start", range(0, SECONDS, 2))
def test_a_delay_that_seems_clear_by_chance_is_no_echo(far, near, start):
    told = turns(UNKNOWN, far, np.roll(near, start * RATE))
    assert [echoes for _, echoes in told] == [True, False]


@pytest.mark.parametrize("start", [1.6, 4.1, 4.9, 11.2])
def test_a_first_syllable_after_a_pause_is_no_echo(far, start):
    begins, pause = 3 * RATE, np.zeros(5 * RATE)
    pauses = np.concatenate([far[:begins], pause, far[begins:]])[:COUNT]
    told = turns(UNKNOWN, pauses, np.roll(talk("june", NEAR_DBFS), round(start * RATE)))
    assert [echoes for _, echoes in told] == [True, False]


@pytest.mark.parametrize("word_s", [0.25, 0.4])
def test_the_echo_of_short_words_is_not_left(far, near, word_s):
    period, word = 2 * RATE, round(word_s * RATE)
    words = np.where(np.arange(COUNT) % period < word, far, 0.0)
    there = echo(QUIET, words, -6)
    assert turns(UNKNOWN, words, there) == [(0, True)]
    assert turns(UNKNOWN, words, there + near) == [(0, True)]


@pytest.mark.parametrize("start", [3.8, 4.2])
def test_two_looks_at_the_same_second_are_not_two_delays(far, near, start):
    told = turns(UNKNOWN, far, np.roll(near, round(start * RATE)))
    assert [echoes for _, echoes in told] == [True, False]


@pytest.mark.parametrize("level_db", [-6, -26], ids=["volume turned up", "handset on the table"])
@pytest.mark.parametrize("talking", [0, 1], ids=["listening", "talking"])
def test_an_echo_that_begins_is_cancelled_again_within_seconds(far, near, level_db, talking):
    hush = np.random.default_rng(3).normal(0, 6, COUNT)
    there = echo(QUIET, far, level_db)
    begins = 12
    there[: begins * RATE] = 0
    told = turns(UNKNOWN, far, there + (near if talking else hush))
    assert [echoes for _, echoes in told] == [True, False, True]
    assert told[1][0] < begins < told[2][0] < begins + 4


def test_a_loudspeaker_that_skips_a_moment_proves_nothing(far):
    hush = np.random.default_rng(3).normal(0, 3, COUNT)
    there = echo(QUIET, far, -6)
    there[10 * RATE : round(10.3 * RATE)] = 0
    assert turns(UNKNOWN, far, there + hush) == [(0, True)]


def test_a_microphone_that_is_switched_off_proves_nothing(far):
    assert turns(UNKNOWN, far, np.zeros(COUNT)) == [(0, True)]


def test_a_loudspeaker_that_is_silent_proves_nothing(far, near):
    assert turns(UNKNOWN, np.zeros(COUNT), near) == [(0, True)]


def test_a_noise_is_no_echo_and_hides_none(far, near):
    noise = ventilation(COUNT, 2)
    noise *= 80 / noise.std()
    [_, (_, echoes)] = turns(UNKNOWN, far, near + noise)
    assert not echoes
    assert turns(UNKNOWN, far, near + noise + echo(QUIET, far, -20)) == [(0, True)]


def test_an_echo_that_was_found_in_the_last_call_is_not_left_under_a_voice(far, near):
    faint = echo(QUIET, far, -32)
    first = Reference(UNKNOWN)
    play(first, far, faint)
    assert first.known.found
    assert turns(first.known, far, faint + near) == [(0, True)]


def test_the_next_call_knows_and_another_loudspeaker_is_doubted():
    first = EchoCanceller(NO_ECHO)
    assert first.known == NO_ECHO
    first.moved()
    assert first.known == UNKNOWN
    for _ in range(3):
        first.said(np.zeros(BLOCK, np.int16))
        first.clean(np.zeros(BLOCK, np.int16))
    assert first.known == replace(NO_ECHO, echoes=True)


def test_without_an_echo_a_voice_keeps_its_bass_under_another(far, near):
    """With a canceller that has nothing to cancel 5 to 13 dB of it are gone."""
    echo = EchoCanceller(NO_ECHO)
    said, heard, out = pcm(far), pcm(near), []
    for start in range(0, 8 * RATE, BLOCK):
        echo.said(said[start : start + BLOCK])
        out.append(echo.clean(heard[start : start + BLOCK]))
    kept = bands(np.concatenate(out)[2 * RATE :]) - bands(heard[2 * RATE : 8 * RATE])
    assert (np.abs(kept) < 1.5).all()


def bands(samples: Floats) -> Floats:
    """Decibels at 125 to 4000 Hz, octaves."""
    spectrum = np.abs(np.fft.rfft(samples.astype(float))) ** 2
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    middles = 125 * 2.0 ** np.arange(6)
    within = [(hertz > m / 1.41) & (hertz < m * 1.41) for m in middles]
    return np.array([10 * np.log10(spectrum[band].sum()) for band in within])
