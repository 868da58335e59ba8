"""VP8 whose rate changes from one picture to the next, without a keyframe.

aiortc's own builds a new encoder for each change over 10 % (aiortc issue 174 asked for better): 24
to 37 keyframes a minute where a browser sends one, and never under 250 kbit/s.
"""

import random
from typing import Any

import numpy as np
from aiortc.codecs.base import Encoder
from aiortc.codecs.vpx import VpxPayloadDescriptor
from aiortc.mediastreams import VIDEO_TIME_BASE, convert_timebase
from av import VideoFrame
from av.frame import Frame
from av.packet import Packet

from ..congestion.sharing import payload
from .libvpx import Vp8

MIN_BITRATE, START_BITRATE, MAX_BITRATE = 15_000, 300_000, 1_500_000
"The least is of pictures that stand still, beside a voice on 100 kbit/s."
FRAME_TICKS = 90000 // 25
PICTURE_IDS = 1 << 15
WEIGHT, ANOTHER, MOST_TICKS = 1 / 16, 8.0, 90000
"Of an interval between pictures in their mean; one so many times as long or short is no chance;"
"and after a pause a picture is no dearer than a still."
LONGEST = 1.25
"Times the duration that a picture is meant to have: so much faster does it leave (`sharing.PACE`)."


class Even:
    """Time stamps as regular as the mean of the last intervals: a rate is made of no more.

    libvpx takes a camera's rate from the last interval alone where that differs from the picture's
    own duration (`vp8_get_compressed_data`): 40 and 80 ms by turns, as on a line that is busy with
    a large picture, make a third more bits than are asked for, and the line stays busy. Here each
    picture begins where the last one ended. And no more for pictures that come late because the
    line was busy: a large one makes the next one late, which would be as large again, twice a
    second for half a minute.
    """

    def __init__(self) -> None:
        self._last: int | None = None
        self._interval, self._end = float(FRAME_TICKS), 0

    def told(self, pts: int, meant: int = MOST_TICKS) -> tuple[int, int]:
        """The stamp and the duration to encode with; `meant` is from one picture to the next where
        none is late."""
        if self._last is not None:
            interval = min(max(1, pts - self._last), MOST_TICKS)
            ratio = interval / self._interval
            # A picture that comes just after one that was shown twice is no quick camera.
            if interval < FRAME_TICKS / 2 or 1 / ANOTHER < ratio < ANOTHER:
                self._interval += WEIGHT * (interval - self._interval)
            else:
                self._interval = float(interval)
        self._last, self._interval = pts, min(self._interval, LONGEST * meant)
        stamp, duration = self._end, max(1, round(self._interval))
        self._end += duration
        return stamp, duration


class Vp8Encoder(Encoder):
    def __init__(self) -> None:
        self._vp8: Vp8 | None = None
        self._target = START_BITRATE
        self._picture_id = random.randrange(PICTURE_IDS)
        self._even = Even()
        self.keyframes = 0

    @property
    def target_bitrate(self) -> int:
        """In bits per second; set it as often as the network changes."""
        return self._target

    @target_bitrate.setter
    def target_bitrate(self, bitrate: int) -> None:
        self._target = max(MIN_BITRATE, min(bitrate, MAX_BITRATE))

    def encode(self, frame: Frame, force_keyframe: bool = False) -> tuple[list[bytes], int]:
        """RTP payloads, none when the rate has no room for this picture, and the time stamp."""
        assert isinstance(frame, VideoFrame)
        assert frame.pts is not None
        assert frame.time_base is not None
        pts = convert_timebase(frame.pts, frame.time_base, VIDEO_TIME_BASE)
        encoder = self._encoder_for(frame.width & ~1, frame.height & ~1)
        meant = convert_timebase(frame.duration, frame.time_base, VIDEO_TIME_BASE)
        stamp, duration = self._even.told(pts, meant or MOST_TICKS)
        pixels = self._pixels(frame, *encoder.size)
        data, key = encoder.encode(pixels, stamp, duration, force_keyframe)
        self.keyframes += key
        return self._payloads(data), pts

    def pack(self, packet: "Packet[Any]") -> tuple[list[bytes], int]:
        assert packet.pts is not None
        pts = convert_timebase(packet.pts, packet.time_base, VIDEO_TIME_BASE)
        return self._payloads(bytes(packet)), pts

    def _encoder_for(self, width: int, height: int) -> Vp8:
        kbps = self._target // 1000
        if self._vp8 is None or self._vp8.size != (width, height):
            self._vp8 = Vp8(width, height, kbps, threads=1)
            self._even = Even()
        elif self._vp8.kbps != kbps:
            self._vp8.kbps = kbps
        return self._vp8

    @staticmethod
    def _pixels(frame: VideoFrame, width: int, height: int) -> np.ndarray:
        if (frame.width, frame.height) != (width, height):
            frame = frame.reformat(width=width, height=height, format="yuv420p")
        return np.ascontiguousarray(frame.to_ndarray(format="yuv420p"))

    def _payloads(self, data: bytes) -> list[bytes]:
        """RFC 7741, 4.2: the first of a picture is marked, each carries the picture's number."""
        if not data:
            return []
        descriptor = VpxPayloadDescriptor(1, 0, picture_id=self._picture_id)
        room = payload(self._target) - len(bytes(descriptor))
        payloads = []
        for start in range(0, len(data), room):
            descriptor.partition_start = int(start == 0)
            payloads.append(bytes(descriptor) + data[start : start + room])
        self._picture_id = (self._picture_id + 1) % PICTURE_IDS
        return payloads
