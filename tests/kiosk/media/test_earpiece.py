"""The call's voice goes from its packets to the loudspeaker; guidance is heard over it."""

import time

import numpy as np
import pytest
from aiortc.rtcrtpparameters import RTCRtpCodecParameters
from aiortc.rtp import RtpPacket

from devices.sound import BLOCK
from devices.sound.handsfree import HandsFree
from devices.sound.simulated import SimulatedSound
from kiosk.media import earpiece
from kiosk.media.aiortc_patches.redundancy import RedEncoder, depayload
from kiosk.media.earpiece import Earpiece, put_on, take_off
from kiosk.media.outgoing import Outgoing
from kiosk.media.playout import FRAME
from kiosk.media.speech import Speech
from tests.kiosk.media.voices import sound, voiced

OPUS = 111
RED = RTCRtpCodecParameters("audio/red", 48000, 2, 63, parameters={f"{OPUS}/{OPUS}": None})


class Clock:
    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(earpiece, "time", found)
    return found


def loudness(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(samples.astype(float) ** 2)))


def speak(
    ear: Earpiece, hands_free: HandsFree, clock: Clock, frames: int, lost: int = 0
) -> np.ndarray:
    """What the loudspeaker gives while a voice comes in, said twice, of which one packet of so many
    is `lost`."""
    said, encoder, out = voiced(frames / 50), RedEncoder(OPUS), []
    encoder.heard_loss(0.05)
    for n in range(frames):
        (payload,), _ = encoder.encode(sound(said[n * FRAME : (n + 1) * FRAME], n * FRAME))
        packet = RtpPacket(sequence_number=n, timestamp=n * FRAME)
        packet._data = depayload(RED, payload)
        if not lost or n % lost != 5:
            assert ear.add(packet) == (False, None)
        for _ in range(2):
            out.append(hands_free._mixer.next_block())
            clock.now += 0.01
    return np.concatenate(out)


def test_a_voice_is_heard_at_the_loudspeaker_forty_milliseconds_later(clock):
    told: list[float] = []
    hands_free = HandsFree(SimulatedSound(), lambda *_: None)
    ear = Earpiece(Outgoing(), Speech(), lambda: told.append(clock.now))
    put_on(hands_free, ear)
    heard = speak(ear, hands_free, clock, 100)
    assert len(told) == 100
    assert not heard[: 3 * BLOCK].any()
    assert loudness(heard) > 0.7 * loudness(voiced(2))
    assert 0.03 < ear.figures.mean_delay_s < 0.06


def test_one_packet_in_ten_is_lost_and_all_is_heard(clock):
    hands_free = HandsFree(SimulatedSound(), lambda *_: None)
    whole, torn = (Earpiece(Outgoing(), Speech(), lambda: None) for _ in range(2))
    put_on(hands_free, whole)
    expected = speak(whole, hands_free, clock, 100)
    take_off(hands_free, whole)
    put_on(hands_free, torn)
    heard = speak(torn, hands_free, clock, 100, lost=10)
    assert torn.figures.repeated == 10 * FRAME
    assert torn.figures.concealed == whole.figures.concealed == 0
    assert np.array_equal(heard, expected)


def test_on_hold_nothing_is_heard_and_nothing_waits_for_the_end_of_it(clock):
    hands_free, outgoing = HandsFree(SimulatedSound(), lambda *_: None), Outgoing(held=True)
    ear = Earpiece(outgoing, Speech(), lambda: None)
    put_on(hands_free, ear)
    assert not speak(ear, hands_free, clock, 50).any()
    outgoing.held = False
    assert hands_free._mixer.next_block().any()
    assert ear.figures.mean_delay_s < 0.06


def test_of_two_connections_the_newest_that_speaks_is_heard_and_then_nothing_remains(clock):
    hands_free = HandsFree(SimulatedSound(), lambda *_: None)
    old, new = (
        Earpiece(Outgoing(), Speech(), lambda: None),
        Earpiece(Outgoing(), Speech(), lambda: None),
    )
    put_on(hands_free, old)
    put_on(hands_free, new)
    assert loudness(speak(old, hands_free, clock, 50)) > 100
    take_off(hands_free, old)
    assert loudness(speak(new, hands_free, clock, 50)) > 100
    take_off(hands_free, new)
    take_off(hands_free, new)
    assert hands_free.call_source is None
    assert not hands_free._mixer.next_block().any()


def test_what_another_source_says_is_not_taken_away_with_an_earpiece():
    hands_free = HandsFree(SimulatedSound(), lambda *_: None)
    hands_free.call_source = other = lambda: np.full(BLOCK, 900, np.int16)
    take_off(hands_free, Earpiece(Outgoing(), Speech(), lambda: None))
    assert hands_free.call_source is other


def test_the_clock_of_an_earpiece_is_the_one_of_the_machine():
    assert earpiece.time is time
