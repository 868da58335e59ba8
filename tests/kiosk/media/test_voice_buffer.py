"""A voice comes out in order, at once, and what is missing is told to the decoder."""

import inspect
from itertools import pairwise

import numpy as np
from aiortc import RTCRtpReceiver
from aiortc.jitterbuffer import JitterBuffer
from aiortc.rtp import RtpPacket
from hypothesis import given
from hypothesis import strategies as st

from kiosk.media.aiortc_patches import voice
from kiosk.media.codecs.opus import OpusDecoder, OpusEncoder, sound
from kiosk.media.voice_buffer import FRAME, MOST_RECOVERED, PATIENCE, Burst, Piece, VoiceBuffer
from tests.kiosk.media.voices import voiced

NEAR_WRAP = 65530


def packet(n: int, timestamp: int | None = None) -> RtpPacket:
    made = RtpPacket(
        sequence_number=n & 0xFFFF,
        timestamp=(n * FRAME if timestamp is None else timestamp) & 0xFFFFFFFF,
    )
    made._data = n.to_bytes(4, "big")
    return made


def heard(buffer: VoiceBuffer, *numbers: int) -> list[tuple[int, int]]:
    """Number and samples lost before it, of each piece that came out."""
    pieces: list[Piece] = []
    for n in numbers:
        _, burst = buffer.add(packet(n))
        pieces += burst.pieces if burst else []
    return [(int.from_bytes(piece.data, "big"), piece.lost) for piece in pieces]


def test_each_packet_comes_out_as_it_comes_in():
    buffer = VoiceBuffer()
    for n in range(NEAR_WRAP, NEAR_WRAP + 20):
        assert heard(buffer, n) == [(n, 0)]


def test_two_that_changed_places_are_put_back():
    assert heard(VoiceBuffer(), 1, 3, 2, 4) == [(1, 0), (2, 0), (3, 0), (4, 0)]


def test_a_loss_holds_one_packet_then_all_is_as_before():
    buffer = VoiceBuffer()
    assert heard(buffer, 1, 3) == [(1, 0)]
    assert heard(buffer, 4) == [(3, FRAME), (4, 0)]
    assert heard(buffer, 5) == [(5, 0)]
    assert heard(buffer, 2) == []


def test_the_pinned_aiortc_still_stays_late_after_a_loss():
    buffer = JitterBuffer(capacity=16, prefetch=4)
    assert "JitterBuffer(capacity=16, prefetch=4)" in inspect.getsource(voice.original)
    numbers = [n for n in range(60) if n != 20]
    out = [buffer.add(packet(n))[1] for n in numbers]
    assert sum(frame is not None for frame in out[30:]) > 0
    late = [n - int.from_bytes(f.data, "big") for n, f in zip(numbers, out, strict=True) if f]
    assert late[5] < 5
    assert late[-1] > 10, "aiortc catches up now: this change can go"


def test_a_receiver_of_sound_has_it_and_one_of_pictures_does_not():
    voice.apply()

    class Transport:
        state = "connected"

    kinds = {k: RTCRtpReceiver(k, Transport())._RTCRtpReceiver__jitter_buffer for k in KINDS}
    assert isinstance(kinds["audio"], VoiceBuffer)
    assert isinstance(kinds["video"], JitterBuffer)


KINDS = ("audio", "video")


def test_a_long_cut_is_a_new_start_not_a_long_concealment():
    first = 10 + MOST_RECOVERED + 2
    out = heard(VoiceBuffer(), 9, *range(first, first + 4))
    assert (first, 0) in out


def test_a_pause_of_the_sender_is_no_loss():
    buffer = VoiceBuffer()
    buffer.add(packet(1, 0))
    _, burst = buffer.add(packet(2, 3 * FRAME))
    assert burst.pieces[0].lost == 0


def test_a_sender_that_starts_again_elsewhere_is_followed():
    assert heard(VoiceBuffer(), 1, 2, 30000, 30001)[-2:] == [(30000, 0), (30001, 0)]
    assert heard(VoiceBuffer(), 30000, 1, 2)[-2:] == [(1, 0), (2, 0)]


@given(st.lists(st.sampled_from(["sent", "lost", "late"]), max_size=200), st.integers(0, 65535))
def test_whatever_is_lost_or_late_the_order_is_kept_and_nothing_waits_long(fates, first):
    buffer, waiting, out = VoiceBuffer(), [], []
    for n, fate in enumerate(fates, first):
        arriving = [n] if fate == "sent" else []
        if fate == "late":
            waiting.append(n)
        elif waiting:
            arriving.append(waiting.pop())
        for number in arriving:
            out += heard(buffer, number)
        assert len(buffer._waiting) < PATIENCE
    numbers = [n & 0xFFFF for n, _ in out]
    steps = [(b - a) & 0xFFFF for a, b in pairwise(numbers)]
    assert all(0 < step < 0x8000 for step in steps)


def test_what_a_burst_lost_is_heard_too():
    said, encoder, decoder = voiced(1), OpusEncoder(), OpusDecoder()
    packets = []
    for n in range(50):
        (payload,), _ = encoder.encode(sound(said[n * FRAME : (n + 1) * FRAME], n * FRAME))
        packets.append(payload)
    samples = 0
    for n, payload in enumerate(packets):
        if n % 10 == 5:
            continue
        lost = FRAME * (n % 10 == 6)
        (frame,) = decoder.decode(Burst(n * FRAME, [Piece(payload, lost)]))
        samples += frame.samples
    assert samples == 50 * FRAME
    (frame,) = decoder.decode(Burst(0, [Piece(packets[0], 3 * FRAME)]))
    assert frame.samples == 4 * FRAME
    assert np.abs(frame.to_ndarray()).max() > 0
