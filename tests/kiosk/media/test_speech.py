"""Whether the counsellor speaks: words are, silence and a fan are not."""

import numpy as np

from kiosk.media.speech import HANG_S, Speech

BLOCK = 960


def noise(level: float, seed: int = 0) -> np.ndarray:
    return (np.random.default_rng(seed).standard_normal(BLOCK) * level).astype(np.int16)


def hears(speech: Speech, seconds: float, level: float, now: float = 0.0) -> float:
    for number in range(int(seconds * 50)):
        now += 0.02
        speech.hear(noise(level, number), now)
    return now


def test_silence_is_a_pause():
    speech = Speech()
    assert speech.pause(0.0) == 0
    now = hears(speech, 2, 0)
    assert speech.pause(now) == 0


def test_words_are_waited_for_and_the_pause_after_them_is_short():
    speech = Speech()
    now = hears(speech, 1, 2)
    now = hears(speech, 2, 2000, now)
    assert 0 < speech.pause(now) <= HANG_S
    now = hears(speech, HANG_S + 0.1, 2, now)
    assert speech.pause(now) == 0


def test_how_long_somebody_speaks_is_counted_over_the_gaps_between_words():
    speech = Speech()
    now = hears(speech, 1, 2)
    began = now
    for _ in range(4):
        now = hears(speech, 0.5, 2000, now)
        now = hears(speech, 0.3, 2, now)
    assert abs(speech.talking(now) - (now - began)) < 0.05
    now = hears(speech, HANG_S + 0.1, 2, now)
    assert speech.talking(now) == 0.0


def test_a_gap_between_two_words_is_no_pause():
    speech = Speech()
    now = hears(speech, 1, 2000)
    now = hears(speech, 0.3, 2, now)
    assert speech.pause(now) > 0


def test_a_fan_becomes_silence_after_some_seconds_and_words_over_it_are_still_heard():
    speech = Speech()
    now = hears(speech, 15, 600)
    assert speech.pause(now) == 0
    now = hears(speech, 0.5, 6000, now)
    assert speech.pause(now) > 0


def test_a_call_that_ends_in_mid_word_holds_nobody_up():
    speech = Speech()
    now = hears(speech, 2, 2000)
    assert speech.pause(now + 1) == 0
