"""Each packet of a voice goes to who listens, as it comes, and to nobody else."""

import inspect

import pytest
from aiortc import RTCPeerConnection, RTCRtpReceiver, rtcrtpreceiver
from aiortc.jitterbuffer import JitterBuffer
from aiortc.rtcrtpparameters import RTCRtpCodecParameters, RTCRtpReceiveParameters
from aiortc.rtcrtpreceiver import RemoteStreamTrack
from aiortc.rtp import RtpPacket

from kiosk.media.aiortc_patches import pictures
from kiosk.media.aiortc_patches.voice import listen
from kiosk.media.playout import FRAME
from tests.kiosk.media.aiortc_patches.test_pictures import Transport

OPUS = RTCRtpCodecParameters("audio/opus", 48000, 2, 111)


class Ear:
    def __init__(self) -> None:
        self.heard: list[int] = []

    def add(self, packet: RtpPacket) -> tuple[bool, None]:
        self.heard.append(packet.sequence_number)
        return False, None


def packet(number: int) -> RtpPacket:
    made = RtpPacket(OPUS.payloadType, sequence_number=number, timestamp=number * FRAME)
    made.payload = made._data = number.to_bytes(4, "big")
    return made


async def test_who_listens_has_each_packet_as_it_comes_and_none_is_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decoded: list[RTCRtpCodecParameters] = []
    monkeypatch.setattr(rtcrtpreceiver, "get_decoder", decoded.append)
    receiver, ear = RTCRtpReceiver("audio", Transport()), Ear()
    receiver._track = RemoteStreamTrack("audio")
    listen(receiver, ear)
    await receiver.receive(RTCRtpReceiveParameters(codecs=[OPUS]))
    numbers = [*range(20), 22, 21, *range(25, 60)]
    for number in numbers:
        await receiver._handle_rtp_packet(packet(number), arrival_time_ms=0)
    await receiver.stop()
    assert ear.heard == numbers
    assert decoded == []


def test_the_pinned_aiortc_still_has_a_buffer_there_that_stays_late_after_a_loss() -> None:
    receiver = RTCRtpReceiver("audio", Transport())
    assert isinstance(receiver._RTCRtpReceiver__jitter_buffer, JitterBuffer)
    assert "JitterBuffer(capacity=16, prefetch=4)" in inspect.getsource(RTCRtpReceiver.__init__)
    buffer = JitterBuffer(capacity=16, prefetch=4)
    numbers = [n for n in range(60) if n != 20]
    out = [buffer.add(packet(n))[1] for n in numbers]
    late = [n - int.from_bytes(f.data, "big") for n, f in zip(numbers, out, strict=True) if f]
    assert late[5] < 5
    assert late[-1] > 10, "aiortc catches up now: this change can go"


def test_the_pinned_aiortc_still_tells_of_a_track_before_its_receiver_starts() -> None:
    described = inspect.getsource(RTCPeerConnection.setRemoteDescription)
    assert described.index('self.emit("track"') < described.index("self.__connect()")
    assert "self._track._queue" in inspect.getsource(pictures.original)
