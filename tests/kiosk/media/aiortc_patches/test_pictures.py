"""A video receiver asks until it has what it lacks, and shows the newest picture."""

import asyncio
import inspect
from fractions import Fraction

import pytest
from aiortc import RTCRtpReceiver, rtcrtpreceiver
from aiortc.codecs import get_capabilities
from aiortc.jitterbuffer import JitterFrame
from aiortc.rtcrtpparameters import RTCRtpCodecParameters, RTCRtpReceiveParameters
from aiortc.rtcrtpreceiver import RemoteStreamTrack
from aiortc.rtp import RtcpPacket, RtcpPsfbPacket, RtcpRtpfbPacket, RtpPacket
from av import VideoFrame

from kiosk.media.aiortc_patches import pictures
from kiosk.media.aiortc_patches.h264 import H264Encoder
from kiosk.media.aiortc_patches.pictures import H264Decoder, Vp8Decoder
from kiosk.media.codecs.keyframes import starts_keyframe
from kiosk.media.codecs.vp8 import Vp8Encoder
from kiosk.media.picture_buffer import Pictures
from tests.kiosk.media.codecs.test_video import moving

VP8 = RTCRtpCodecParameters(mimeType="video/VP8", clockRate=90000, payloadType=96)


class Transport:
    """Keeps what the receiver asks."""

    state = "connected"

    def __init__(self) -> None:
        self.lost: list[int] = []
        self.keyframes = 0

    def _register_rtp_receiver(self, *arguments: object) -> None: ...

    def _unregister_rtp_receiver(self, *arguments: object) -> None: ...

    async def _send_rtp(self, data: bytes) -> None:
        for packet in RtcpPacket.parse(data):
            if isinstance(packet, RtcpRtpfbPacket):
                self.lost += packet.lost
            elif isinstance(packet, RtcpPsfbPacket):
                self.keyframes += 1


def encoded(encoder: Vp8Encoder | H264Encoder, n: int) -> list[bytes]:
    frame = VideoFrame.from_ndarray(moving()[n], format="yuv420p")
    frame.pts, frame.time_base = n * 3600, Fraction(1, 90000)
    return encoder.encode(frame)[0]


@pytest.fixture
async def receiver():
    pictures.apply()
    one = RTCRtpReceiver("video", Transport())
    one._track = RemoteStreamTrack(kind="video")
    one._set_rtcp_ssrc(7)
    await one.receive(RTCRtpReceiveParameters(codecs=[VP8]))
    yield one
    await one.stop()


async def give(receiver: RTCRtpReceiver, number: int, payload: bytes, marker: bool) -> None:
    packet = RtpPacket(payload_type=96, sequence_number=number, timestamp=number * 90)
    packet.ssrc, packet.payload, packet.marker = 5, payload, int(marker)
    await receiver._handle_rtp_packet(packet, arrival_time_ms=0)


async def test_a_hole_is_asked_for_again_and_again_then_a_keyframe_is(receiver):
    encoder = Vp8Encoder()
    encoder.target_bitrate = 100_000
    await give(receiver, 1, encoded(encoder, 0)[0], marker=True)
    await give(receiver, 3, encoded(encoder, 1)[0], marker=True)
    transport = receiver.transport
    async with asyncio.timeout(10):
        while not transport.keyframes or len(transport.lost) < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert set(transport.lost) == {2}


async def test_a_whole_picture_is_seen_without_the_next_one(receiver):
    payloads = encoded(Vp8Encoder(), 0)
    for n, payload in enumerate(payloads):
        await give(receiver, n, payload, marker=n == len(payloads) - 1)
    async with asyncio.timeout(10):
        frame = await receiver.track.recv()
    assert (frame.width, frame.height) == (320, 240)


@pytest.mark.parametrize(
    ("encoder", "decoder", "name"),
    [(Vp8Encoder, Vp8Decoder, "VP8"), (H264Encoder, H264Decoder, "H264")],
)
def test_of_several_pictures_at_once_the_newest_is_shown(encoder, decoder, name):
    codec = RTCRtpCodecParameters(mimeType=f"video/{name}", clockRate=90000, payloadType=96)
    one, other, whole = encoder(), decoder(), []
    for n in range(5):
        payloads = encoded(one, n)
        whole.append(b"".join(rtcrtpreceiver.depayload(codec, each) for each in payloads))
        assert starts_keyframe(name, payloads[0]) is (n == 0)
        assert not any(starts_keyframe(name, each) for each in payloads[1:])
    (frame,) = other.decode(Pictures(900, whole))
    truth = moving()[4].astype(int)
    assert abs(frame.to_ndarray(format="yuv420p") - truth).mean() < 12
    assert len(other.decode(JitterFrame(whole[4], 4500))) == 1


@pytest.mark.parametrize("codec", ["VP8", "H264"])
@pytest.mark.parametrize("payload", [b"", b"\x90", b"\x90\x80", b"\x18\x00", b"\xff" * 5])
def test_an_unreadable_payload_begins_nothing(codec, payload):
    assert starts_keyframe(codec, payload) is False


def test_the_pinned_aiortc_still_asks_once():
    handle = inspect.getsource(RTCRtpReceiver._handle_rtp_packet)
    assert "self.__nack_generator is not None and self.__nack_generator.add(packet)" in handle
    assert "self.__jitter_buffer.add(packet)" in handle
    assert "JitterBuffer(capacity=512, is_video=True)" in inspect.getsource(rtcrtpreceiver)
    assert get_capabilities("video")
