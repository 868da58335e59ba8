"""One voice, few bits, and what is lost is said again by the next packet."""

from fractions import Fraction

import numpy as np
import pytest
from av import AudioFrame, Packet

from kiosk.media.codecs import libopus, opus
from kiosk.media.codecs.opus import OpusEncoder
from kiosk.media.playout import FRAME
from tests.kiosk.media.voices import sound, voiced


def frames(samples: np.ndarray) -> list[AudioFrame]:
    starts = range(0, len(samples) - FRAME + 1, FRAME)
    return [sound(samples[start : start + FRAME], start) for start in starts]


def packets(samples: np.ndarray, loss: float = 0.0) -> list[bytes]:
    encoder, made = OpusEncoder(), []
    encoder.heard_loss(loss)
    for frame in frames(samples):
        payloads, pts = encoder.encode(frame)
        assert pts == frame.pts
        made += payloads
    return made


def energy_error(heard: np.ndarray, said: np.ndarray) -> float:
    """Between short spectra, 0 for the same: phase does not count."""
    a, b = (
        np.abs(np.fft.rfft(each.astype(np.float64) * np.hanning(len(each))))
        for each in (heard, said)
    )
    return float(np.linalg.norm(a - b) / (np.linalg.norm(b) + 1))


def test_a_voice_takes_about_thirty_two_kilobits():
    made = packets(voiced(4))
    assert 20 < sum(map(len, made)) * 8 / 4 / 1000 < 34
    # RFC 6716, 3.1: the third bit of the first byte says stereo.
    assert not any(packet[0] & 0x04 for packet in made)


def test_what_is_sent_is_heard():
    said, decoder = voiced(2), libopus.Decoder()
    heard = np.concatenate([decoder.decode(packet) for packet in packets(said)])
    said_part = said[48000:56000].astype(float)
    near = np.correlate(heard[48000 : 56000 + FRAME].astype(float), said_part)
    delay = int(np.argmax(near))
    assert energy_error(heard[60000 + delay : 62000 + delay], said[60000:62000]) < 0.4


@pytest.mark.parametrize("loss", [0.0, 0.1])
def test_a_lost_packet_is_told_again_by_the_next_better_than_concealed(loss):
    said = voiced(4)
    made = packets(said, loss)
    whole = libopus.Decoder()
    truth = [whole.decode(packet) for packet in made]
    told, guessed = [], []
    for lost in range(40, len(made) - 1, 7):
        for heard, recover in ((told, True), (guessed, False)):
            decoder = libopus.Decoder()
            for packet in made[lost - 20 : lost]:
                decoder.decode(packet)
            again = decoder.recover(made[lost + 1], FRAME) if recover else decoder.conceal(FRAME)
            heard.append(energy_error(again, truth[lost]))
    assert np.median(told) < 0.6 * np.median(guessed)


def test_a_report_of_loss_is_believed_at_once_and_forgotten_slowly():
    encoder = OpusEncoder()
    assert encoder.expected_loss == opus.LEAST_LOSS
    encoder.heard_loss(0.18)
    assert encoder.expected_loss == 18
    steps = []
    for _ in range(20):
        encoder.heard_loss(0.0)
        steps.append(encoder.expected_loss)
    assert steps == sorted(steps, reverse=True)
    assert steps[0] > 10
    assert steps[-1] == opus.LEAST_LOSS
    encoder.heard_loss(0.9)
    assert encoder.expected_loss == opus.MOST_LOSS


def test_stereo_of_another_length_is_sent_as_one_voice():
    encoder, sent = OpusEncoder(), []
    for n in range(10):
        block = np.zeros((1, 441 * 2), np.int16)
        frame = AudioFrame.from_ndarray(block, "s16", "stereo")
        frame.sample_rate, frame.pts, frame.time_base = 44100, n * 441, Fraction(1, 44100)
        payloads, _ = encoder.encode(frame)
        sent += payloads
    assert 4 <= len(sent) <= 5


def test_a_packet_already_made_goes_as_it_is():
    packet = Packet(b"abc")
    packet.pts, packet.time_base = 10, Fraction(1, 1000)
    assert OpusEncoder().pack(packet) == ([b"abc"], 480)


def test_a_malformed_packet_is_refused_and_the_next_one_is_heard():
    decoder = libopus.Decoder()
    with pytest.raises(libopus.OpusError):
        decoder.decode(b"\xff" * 3)
    assert len(decoder.decode(packets(voiced(1))[0])) == FRAME
