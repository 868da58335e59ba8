"""H.264 whose rate changes in place: x264 reconfigures itself, no new encoder and no keyframe.

aiortc 1.16 builds a new encoder at each change over 10 % (since aiortc issue 68), at x264's preset
"medium", which costs 80 % of a core at 720p. Here x264 is opened as CBR at the highest rate, which
alone lets FFmpeg hand it later ones, and `bit_rate` is set on the open codec. The private method
that this replaces is `H264Encoder._encode_frame`; packets are aiortc's own, but for the parts of
what is too large for one: on a thin line they are small.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

import av
from aiortc.codecs.h264 import H264Encoder as Original
from aiortc.mediastreams import VIDEO_TIME_BASE, convert_timebase
from av.frame import Frame
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType

from ..codecs.libvpx import NEVER
from ..codecs.vp8 import MAX_BITRATE, MIN_BITRATE, START_BITRATE
from ..congestion.sharing import payload

FRAME_RATE = 25
BUFFER_BITS = MAX_BITRATE // 5
"A keyframe stays under 20 kB at any rate."
FU_A, FIRST, LAST = 28, 0x80, 0x40
"RFC 6184, 5.8: a part of a NAL unit, where it begins, where it ends."


class H264Encoder(Original):
    def __init__(self) -> None:
        super().__init__()
        self._target = START_BITRATE

    @property
    def target_bitrate(self) -> int:
        """In bits per second; set it as often as the network changes."""
        return self._target

    @target_bitrate.setter
    def target_bitrate(self, bitrate: int) -> None:
        self._target = max(MIN_BITRATE, min(bitrate, MAX_BITRATE))

    def encode(self, frame: Frame, force_keyframe: bool = False) -> tuple[list[bytes], int]:
        """RTP payloads and the time stamp."""
        assert isinstance(frame, av.VideoFrame)
        assert frame.pts is not None
        assert frame.time_base is not None
        units = self._encode_frame(frame, force_keyframe)
        pts = convert_timebase(frame.pts, frame.time_base, VIDEO_TIME_BASE)
        return self._payloads(units, payload(self._target)), pts

    def _payloads(self, units: Iterable[bytes], most: int) -> list[bytes]:
        payloads: list[bytes] = []
        whole: list[bytes] = []
        for unit in units:
            if len(unit) <= most:
                whole.append(unit)
                continue
            payloads += self._packetize(whole) + _parts(unit, most)
            whole = []
        return payloads + self._packetize(whole)

    def _encode_frame(self, frame: av.VideoFrame, force_keyframe: bool) -> Iterator[bytes]:
        codec = self.codec
        if codec is None or (codec.width, codec.height) != (frame.width, frame.height):
            codec = self.codec = _opened(frame.width, frame.height)
        codec.bit_rate = self._target
        frame.pict_type = PictureType.I if force_keyframe else PictureType.NONE
        data = b"".join(bytes(packet) for packet in codec.encode(frame))
        if data:
            yield from self._split_bitstream(data)


def _parts(unit: bytes, most: int) -> list[bytes]:
    """RFC 6184, 5.8; `unit` with its header, payloads of so many bytes at most."""
    room = most - 2
    starts = range(1, len(unit), room)
    payloads = []
    for start in starts:
        place = (FIRST if start == 1 else 0) | (LAST if start == starts[-1] else 0)
        header = bytes([unit[0] & 0xE0 | FU_A, unit[0] & 31 | place])
        payloads.append(header + unit[start : start + room])
    return payloads


def _opened(width: int, height: int) -> VideoCodecContext:
    codec = av.CodecContext.create("libx264", "w")
    assert isinstance(codec, VideoCodecContext)
    codec.width, codec.height, codec.pix_fmt = width, height, "yuv420p"
    codec.framerate, codec.time_base = Fraction(FRAME_RATE), Fraction(1, 90000)
    codec.gop_size, codec.thread_count = NEVER, 1
    codec.bit_rate = MAX_BITRATE
    codec.options = {
        "preset": "superfast",
        "tune": "zerolatency",
        "level": "31",
        "minrate": str(MAX_BITRATE),
        "maxrate": str(MAX_BITRATE),
        "bufsize": str(BUFFER_BITS),
    }
    codec.profile = "Baseline"
    codec.open()
    return codec
