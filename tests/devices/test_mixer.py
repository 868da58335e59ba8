"""What the loudspeaker says next."""

from collections.abc import Iterator

import numpy as np

from devices.sound import BLOCK, CallSource, Samples
from devices.sound.mixer import DUCKED, Mixer, Saying


def sound(value: int, blocks: int) -> Samples:
    return np.full(blocks * BLOCK, value, np.int16)


def call(*blocks: Samples | None) -> CallSource:
    """A voice of so many blocks, then nobody's."""
    left: Iterator[Samples | None] = iter(blocks)
    return lambda: next(left, None)


def drain(mixer: Mixer, blocks: int) -> Samples:
    return np.concatenate([mixer.next_block() for _ in range(blocks)])


def test_silence_when_nobody_speaks():
    assert not drain(Mixer(), 3).any()


def test_each_block_of_the_call_is_asked_for_when_it_is_due_and_said_as_it_is():
    mixer = Mixer()
    ramp = np.arange(BLOCK, dtype=np.int16)
    mixer.call_source = call(ramp, None, ramp[::-1])
    assert (mixer.next_block() == ramp).all()
    assert not mixer.next_block().any()
    assert (mixer.next_block() == ramp[::-1]).all()


def test_a_call_that_is_left_is_silent_from_the_next_block_on():
    mixer = Mixer()
    mixer.call_source = lambda: sound(100, 1)
    assert (drain(mixer, 3) == 100).all()
    mixer.call_source = None
    assert not drain(mixer, 3).any()


def test_guidance_is_said_over_the_call_which_goes_down_and_comes_back():
    mixer = Mixer()
    done = []
    mixer.call_source = lambda: sound(1000, 1)
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
    mixer.call_source = lambda: sound(-32768, 1)
    mixer.say(Saying(sound(-32768, 1), lambda: None))
    assert (mixer.next_block() == -32768).all()
