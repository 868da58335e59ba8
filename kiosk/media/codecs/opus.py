"""Speech first: one voice at 32 kbit/s, each packet repeating what the one before it said.

aiortc's own encoder is fixed at 96 kbit/s stereo without repetition (aiortc issue 1393). RFC 7587,
3.3: in-band FEC costs bits only while losses are expected, so the encoder is told of them.
"""

from fractions import Fraction
from typing import Any

import numpy as np
from aiortc.codecs.base import Encoder
from aiortc.mediastreams import convert_timebase
from av import AudioFrame, AudioResampler
from av.frame import Frame
from av.packet import Packet

from devices.sound import RATE, Samples

from ..playout import FRAME
from . import libopus

BITRATE = 32_000
TIME_BASE = Fraction(1, RATE)
LEAST_LOSS, MOST_LOSS = 5, 25
"Percent that the encoder expects; never none: the first loss is heard before it is reported."
FORGETTING = 0.8
"Of each receiver report, about once a second."


class OpusEncoder(Encoder):
    def __init__(self) -> None:
        self._opus = libopus.Encoder(BITRATE)
        self._opus.set(libopus.SET_INBAND_FEC, 1)
        self._loss = 0.0
        self._told = self._expected = 0
        self._resampler = AudioResampler("s16", "mono", RATE, frame_size=FRAME)
        self.heard_loss(0.0)

    @property
    def expected_loss(self) -> int:
        """In percent."""
        return self._expected

    def heard_loss(self, fraction: float) -> None:
        """What the other end reports, 0 to 1: believed at once, forgotten slowly."""
        self._loss = max(fraction, self._loss * FORGETTING)
        self._expected = min(max(round(100 * self._loss), LEAST_LOSS), MOST_LOSS)

    def encode(self, frame: Frame, force_keyframe: bool = False) -> tuple[list[bytes], int]:
        """RTP payloads of 20 ms each, and the time stamp of the first."""
        assert isinstance(frame, AudioFrame)
        if (expected := self.expected_loss) != self._told:
            self._opus.set(libopus.SET_LOSS_PERCENT, expected)
            self._told = expected
        frames = [frame] if self._is_ours(frame) else self._resampler.resample(frame)
        payloads = [self._opus.encode(_samples(each)) for each in frames]
        pts = frames[0].pts if frames else None
        return payloads, 0 if pts is None else pts

    def pack(self, packet: "Packet[Any]") -> tuple[list[bytes], int]:
        assert packet.pts is not None
        return [bytes(packet)], convert_timebase(packet.pts, packet.time_base, TIME_BASE)

    @staticmethod
    def _is_ours(frame: AudioFrame) -> bool:
        shape = (frame.format.name, frame.layout.name, frame.sample_rate, frame.samples)
        return shape == ("s16", "mono", RATE, FRAME)


def _samples(frame: AudioFrame) -> Samples:
    return np.asarray(frame.to_ndarray(), np.int16).reshape(-1)
