"""What kiosks are told of the recorded lines holds in one message, and says what they say."""

import pytest

from signaling import protocol as wire
from signaling.store.voices import Recorded
from signaling.voices import is_said, lines, sent


def recorded(language: str, line: str, text: str) -> Recorded:
    return Recorded("voice_1", language, line, text, "0" * 64, wire.MAX_VOICE_BYTES, 9.0, 0.0)


CURRENT = [recorded(one.language, one.id, one.text) for one in lines().values()]
FORMER = [recorded("fr", f"former_{n}", "Une phrase d’avant.") for n in range(2 * wire.MAX_VOICES)]


def test_all_of_them_leave_room_for_the_rest_of_a_welcome():
    one = wire.VoiceFile(words="f" * 64, sha256="f" * 64, size=wire.MAX_VOICE_BYTES)
    whole = wire.encode(wire.VoicesChanged(voices=(one,) * wire.MAX_VOICES))
    assert len(whole) < wire.MAX_MESSAGE_BYTES - 8 * 1024


def test_what_the_kiosks_say_now_comes_before_what_they_do_not_say_any_more():
    told = sent([*FORMER, *CURRENT])
    assert len(told) == wire.MAX_VOICES
    assert told[: len(CURRENT)] == CURRENT
    assert not any(is_said(one) for one in told[len(CURRENT) :])


@pytest.mark.parametrize("more", ["", " Autrement."])
def test_a_line_is_known_by_its_very_words(more):
    one = next(iter(lines().values()))
    assert is_said(recorded(one.language, one.id, one.text + more)) is not bool(more)
