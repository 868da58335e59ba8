"""What the loudspeaker says next."""

import numpy as np
import pytest

from devices.sound import BLOCK, Samples
from devices.sound.mixer import (
    DUCKED,
    MOST_BLOCKS,
    START_BLOCKS,
    WATCHED_BLOCKS,
    Mixer,
    Saying,
)


def sound(value: int, blocks: int) -> Samples:
    return np.full(blocks * BLOCK, value, np.int16)


def drain(mixer: Mixer, blocks: int) -> Samples:
    return np.concatenate([mixer.next_block() for _ in range(blocks)])


def test_silence_when_nobody_speaks():
    assert not drain(Mixer(), 3).any()


def test_the_call_starts_once_its_cushion_is_there_and_loses_nothing():
    mixer = Mixer()
    mixer.feed(sound(100, START_BLOCKS - 1))
    assert not mixer.next_block().any()
    mixer.feed(sound(100, 1))
    assert (drain(mixer, START_BLOCKS) == 100).all()
    assert not mixer.next_block().any()


def test_odd_lengths_come_out_in_order():
    mixer = Mixer()
    ramp = np.arange(10 * BLOCK, dtype=np.int16)
    for start in range(0, len(ramp), 441):
        mixer.feed(ramp[start : start + 441])
    assert (drain(mixer, 10) == ramp).all()


def test_late_sound_is_thrown_away_so_that_delay_does_not_grow():
    mixer = Mixer()
    mixer.feed(sound(1, MOST_BLOCKS))
    mixer.feed(sound(2, 1))
    assert drain(mixer, START_BLOCKS)[-1] == 2
    assert not mixer.next_block().any()


def flow(mixer: Mixer, seconds: float) -> None:
    """Two blocks come and two go, as in a call."""
    for _ in range(int(seconds * 50)):
        mixer.feed(sound(100, 2))
        assert (drain(mixer, 2) == 100).all()


def test_delay_that_a_burst_left_goes_away_in_seconds_and_no_further():
    mixer = Mixer()
    mixer.feed(sound(100, MOST_BLOCKS - 3))
    before = mixer.waiting
    flow(mixer, 1.5 * WATCHED_BLOCKS / 100)
    assert mixer.waiting == pytest.approx(before - 1, abs=0.05)
    flow(mixer, 10)
    assert START_BLOCKS - 1.1 <= mixer.waiting <= START_BLOCKS + 0.1
    flow(mixer, 10)
    assert START_BLOCKS - 1.1 <= mixer.waiting <= START_BLOCKS + 0.1


def test_delay_that_jitter_needs_stays():
    mixer = Mixer()
    mixer.feed(sound(100, START_BLOCKS + 9))
    for _ in range(100):  # ten blocks at a time, then none for 100 ms
        assert (drain(mixer, 10) == 100).all()
        mixer.feed(sound(100, 10))
    assert mixer.waiting == START_BLOCKS + 9


def test_guidance_is_said_over_the_call_which_goes_down_and_comes_back():
    mixer = Mixer()
    done = []
    mixer.feed(sound(1000, 10))
    mixer.say(Saying(sound(5000, 2), lambda: done.append(True)))
    first, second, third, fourth = (mixer.next_block() for _ in range(4))
    assert first[0] == 6000
    assert second[0] == second[-1] == 5000 + 1000 * DUCKED
    assert (third[0], third[-1], fourth[0]) == (1000 * DUCKED, 1000, 1000)
    assert done == [True]


def test_phrases_follow_one_another_and_can_be_dropped():
    mixer = Mixer()
    one, two, three = (Saying(sound(value, 1), lambda: None) for value in (1, 2, 3))
    for saying in (one, two, three):
        mixer.say(saying)
    mixer.drop(two)
    mixer.drop(two)
    assert [mixer.next_block()[0] for _ in range(3)] == [1, 3, 0]
    assert not mixer.speaking


def test_a_phrase_that_ends_in_mid_block_is_whole():
    mixer = Mixer()
    mixer.say(Saying(np.full(BLOCK + 7, 9, np.int16), lambda: None))
    assert np.count_nonzero(drain(mixer, 3)) == BLOCK + 7


def test_loud_sounds_are_clipped_and_never_wrap():
    mixer = Mixer()
    mixer.feed(sound(-32768, START_BLOCKS))
    mixer.say(Saying(sound(-32768, 1), lambda: None))
    assert (mixer.next_block() == -32768).all()


def test_hush_forgets_the_call_and_keeps_the_guidance():
    mixer = Mixer()
    mixer.feed(sound(100, START_BLOCKS))
    mixer.say(Saying(sound(7, 1), lambda: None))
    mixer.hush()
    assert (mixer.next_block() == 7).all()
    assert not mixer.next_block().any()
