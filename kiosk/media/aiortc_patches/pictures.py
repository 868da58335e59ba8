"""A lost packet of a picture is asked for until it comes, or else a keyframe is, within 250 ms.

aiortc 1.16 asks once, when it sees the hole; a retransmission that is lost too freezes the picture
until its buffer of 512 packets is full, 5 to 10 s later (aiortc issue 58 and pull request 461).
Here a video receiver is given a buffer of our own and a timer that asks (RFC 4585).
"""

import asyncio
import time
from functools import partial

from aiortc import RTCRtpReceiver
from aiortc.codecs.h264 import H264Decoder as OriginalH264
from aiortc.codecs.vpx import Vp8Decoder as OriginalVp8
from aiortc.jitterbuffer import JitterFrame
from aiortc.rtcrtpparameters import RTCRtpReceiveParameters
from aiortc.rtp import RtpPacket
from av.frame import Frame

from ..codecs.keyframes import starts_keyframe
from ..picture_buffer import PictureBuffer, Pictures

TICK_S = 0.02

original = RTCRtpReceiver.receive


class TimedBuffer:
    """Stands for aiortc's `JitterBuffer` of pictures."""

    def __init__(self, receiver: RTCRtpReceiver) -> None:
        self.pure = PictureBuffer(partial(_starts_keyframe, receiver))
        self.ssrc = 0

    def add(self, packet: RtpPacket) -> tuple[bool, Pictures | None]:
        self.ssrc = packet.ssrc
        return False, self.pure.add(packet, time.monotonic())


def _starts_keyframe(receiver: RTCRtpReceiver, packet: RtpPacket) -> bool:
    codec = receiver._RTCRtpReceiver__codecs.get(packet.payload_type)  # type: ignore[attr-defined]
    return codec is not None and starts_keyframe(codec.name, packet.payload)


async def receive(self: RTCRtpReceiver, parameters: RTCRtpReceiveParameters) -> None:
    """Stands for `RTCRtpReceiver.receive`."""
    video = self._RTCRtpReceiver__kind == "video"  # type: ignore[attr-defined]
    if video and not self._RTCRtpReceiver__started:  # type: ignore[attr-defined]
        buffer = TimedBuffer(self)
        self._RTCRtpReceiver__jitter_buffer = buffer  # type: ignore[attr-defined]
        self._RTCRtpReceiver__nack_generator = None  # type: ignore[attr-defined]
        self._asking = asyncio.create_task(ask(self, buffer))  # type: ignore[attr-defined]
    await original(self, parameters)


async def ask(receiver: RTCRtpReceiver, buffer: TimedBuffer) -> None:
    """Until the receiver's decoder ends."""
    await asyncio.sleep(TICK_S)
    while receiver._RTCRtpReceiver__decoder_thread is not None:  # type: ignore[attr-defined]
        wanted = buffer.pure.wanted(time.monotonic())
        if wanted.packets:
            await receiver._send_rtcp_nack(buffer.ssrc, wanted.packets)
        if wanted.keyframe:
            await receiver._send_rtcp_pli(buffer.ssrc)
        await asyncio.sleep(TICK_S)


class Vp8Decoder(OriginalVp8):
    def decode(self, encoded_frame: JitterFrame) -> list[Frame]:
        """The newest of what became whole at once: a face that hurries is no face."""
        frames: list[Frame] = []
        for each in _apart(encoded_frame):
            frames = super().decode(each) or frames
        return frames[-1:]


class H264Decoder(OriginalH264):
    def decode(self, encoded_frame: JitterFrame) -> list[Frame]:
        """As for VP8."""
        frames: list[Frame] = []
        for each in _apart(encoded_frame):
            frames = super().decode(each) or frames
        return frames[-1:]


def _apart(frame: JitterFrame) -> list[JitterFrame]:
    if not isinstance(frame, Pictures):
        return [frame]
    return [JitterFrame(data, frame.timestamp) for data in frame.pictures]


def apply() -> None:
    RTCRtpReceiver.receive = receive  # type: ignore[method-assign]
