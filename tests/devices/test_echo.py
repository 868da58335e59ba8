"""Echo cancelling on paper: rooms of numbers, real voices; more of it in `make bench-echo`."""

import numpy as np
import pytest

from devices.sound import BLOCK, RATE, Samples
from devices.sound.echo import ECHO_DB, ECHO_DOUBLE_DB, TAIL_MS, EchoCanceller
from devices.sound.reference import Known
from devices.sound.speex import Speex
from tests.bench.echo import score
from tests.bench.echo.cancellers import Product
from tests.bench.echo.rooms import Room, at_level, pcm, voice


def bursts(seed: int, seconds: int) -> np.ndarray:
    """Noise that comes and goes as syllables do."""
    generator = np.random.default_rng(seed)
    noise = generator.normal(0, 3000, seconds * 48000)
    syllables = (generator.random(seconds * 5) > 0.35).repeat(48000 // 5)
    return (noise * syllables).astype(np.int16)


def decibels(samples: np.ndarray) -> float:
    return 10 * np.log10((samples.astype(float) ** 2).mean() + 1e-9)


def run(far: np.ndarray, microphone: np.ndarray) -> np.ndarray:
    echo = EchoCanceller()
    cleaned = []
    for start in range(0, len(far) - BLOCK + 1, BLOCK):
        echo.said(far[start : start + BLOCK])
        cleaned.append(echo.clean(microphone[start : start + BLOCK]))
    return np.concatenate(cleaned)


def test_the_loudspeaker_is_taken_out_of_the_microphone():
    far = bursts(1, 6)
    echo = (np.roll(far, 48 * 80) * 0.3).astype(np.int16)
    tail = slice(4 * 48000, None)
    assert decibels(echo[tail]) - decibels(run(far, echo)[tail]) > 20


def test_a_voice_in_the_room_stays():
    silence = np.zeros(6 * 48000, np.int16)
    near = bursts(2, 6)
    tail = slice(2 * 48000, None)
    assert abs(decibels(near[tail]) - decibels(run(silence, near)[tail])) < 6


def test_a_room_that_is_forgotten_leaves_nothing_of_its_echo_over_the_next_voice():
    """A loudspeaker stands still for a moment, on a busy machine, and says nothing after it."""
    generator = np.random.default_rng(3)
    far = generator.normal(0, 2000, 3 * RATE).astype(np.int16)
    near = generator.normal(0, 300, 2 * RATE).astype(np.int16)
    speex = Speex(TAIL_MS, 0, ECHO_DB, ECHO_DOUBLE_DB)
    for start in range(0, len(far), BLOCK):
        heard = np.roll(far, 2 * BLOCK)[start : start + BLOCK] * 0.3
        speex.clean(far[start : start + BLOCK], heard.astype(np.int16))
    speex.forget()
    silence = np.zeros(BLOCK, np.int16)
    left = [speex.clean(silence, near[at : at + BLOCK]) for at in range(0, len(near), BLOCK)]
    assert abs(decibels(np.concatenate(left)[RATE // 2 :]) - decibels(near)) < 1  # it was 20


def test_a_filter_that_loses_its_way_leaves_nothing_over_the_next_voice_either():
    """A handset is lifted: the loudspeaker speaks on and nothing of it is heard; Speex resets."""
    generator = np.random.default_rng(4)
    far = generator.normal(0, 6000, 4 * RATE).clip(-32768, 32767).astype(np.int16)
    near = generator.normal(0, 300, 2 * RATE).astype(np.int16)
    speex = Speex(TAIL_MS, 0, ECHO_DB, ECHO_DOUBLE_DB)
    for n, start in enumerate(range(0, len(far), BLOCK)):
        share = 0.9 if n < 300 else 0.0
        heard = np.roll(far, 2 * BLOCK)[start : start + BLOCK] * share
        speex.clean(far[start : start + BLOCK], heard.astype(np.int16))
    silence = np.zeros(BLOCK, np.int16)
    left = [speex.clean(silence, near[at : at + BLOCK]) for at in range(0, len(near), BLOCK)]
    assert abs(decibels(np.concatenate(left)[RATE // 2 :]) - decibels(near)) < 1


pytestmark = pytest.mark.timeout(300)
OFFICE = Room("office", (4, 3.2, 2.5), 0.4, 90, 0, -25, 0.02)
ACTS = (7, 5, 4)


def test_in_a_room_with_noise_the_counsellor_is_not_sent_back_and_the_resident_is():
    scene = score.scene(OFFICE, "june", "carlo", ACTS)
    out, _ = score.run(Product(), scene.far, scene.microphone)
    assert score.erle_db(scene, out) > 25
    assert abs(score.near_gain_db(scene, out)) < 1
    # WebRTC's own processing leaves 8 to 25 dB less of a voice that speaks under the other.
    assert score.near_kept_db(scene, out) > -6


@pytest.mark.parametrize("delay_ms", [30, 320])
def test_the_echo_is_found_however_late_it_is_and_the_next_call_knows(delay_ms):
    far = bursts(3, 3)
    echo = (np.roll(far, 48 * delay_ms) * 0.3).astype(np.int16)
    first = EchoCanceller()
    through(first, far, echo)
    # The reference is read a block behind.
    assert abs(first.known.delay_s - (delay_ms - 10) / 1000) < 0.001
    out = through(EchoCanceller(first.known), far, echo)
    second = slice(1 * RATE, 2 * RATE)
    assert decibels(echo[second]) - decibels(out[second]) > 20


def test_a_loudspeaker_that_stood_still_is_followed():
    """As after an underrun: 200 ms that were counted were never said."""
    far = bursts(4, 10)
    late = np.concatenate([np.zeros(48 * 80), far])
    echo = np.concatenate([late[: 4 * RATE], np.zeros(RATE // 5), late[4 * RATE :]])[: len(far)]
    echo = (echo * 0.3).astype(np.int16)
    out = through(EchoCanceller(), far, echo)
    last = slice(-3 * RATE, None)
    assert decibels(echo[last]) - decibels(out[last]) > 20


def test_a_quiet_voice_is_lifted_and_a_usual_one_is_not():
    silence = np.zeros(9 * RATE, np.int16)
    last = slice(-2 * RATE, None)
    gains = []
    for level in (-44.0, -26.0):
        near = pcm(at_level(voice("june")[: len(silence)], level))
        out = through(EchoCanceller(), silence, near)
        gains.append(decibels(out[last]) - decibels(near[last]))
    assert 3 < gains[0] < 13
    assert abs(gains[1]) < 1


def through(echo: EchoCanceller, far: Samples, heard: Samples) -> Samples:
    out = []
    for start in range(0, len(far) - BLOCK + 1, BLOCK):
        echo.said(far[start : start + BLOCK])
        out.append(echo.clean(heard[start : start + BLOCK]))
    return np.concatenate(out)


def test_two_crystals_known_from_the_last_call_are_not_learnt_again():
    assert EchoCanceller(Known(0.1, 120.0)).known == Known(0.1, 120.0)
