"""From a report and a packet the other end knows when a picture was taken, however late it left."""

import asyncio
import inspect
import time
from types import SimpleNamespace

import pytest
from aiortc import MediaStreamTrack, RTCRtpSender, clock
from aiortc.rtcrtpparameters import RTCRtpCodecParameters
from aiortc.rtcrtpsender import RTCEncodedFrame
from aiortc.rtp import RtcpPacket, RtcpRrPacket, RtcpSrPacket, RtpPacket, is_rtcp
from av import VideoFrame

from kiosk.media.aiortc_patches import apply, pacing, sender_reports
from kiosk.media.aiortc_patches.pacing import PacedTransport
from kiosk.media.aiortc_patches.sender_reports import Dated
from kiosk.media.tracks import CameraTrack, MicrophoneTrack
from tests.kiosk.media.aiortc_patches.test_pacing import CAMERA_S, Encoder, Transport
from tests.kiosk.media.virtual_time import run

CLOCK, ENCODING_S = 90_000, 0.015
SIZES = (9_000, 600, 2_500, 4_800, 300)
"Bytes of a picture: some leave at once, some take three times as long as a camera."


class Camera(MediaStreamTrack):
    """Each picture's stamp is of when it was taken."""

    kind = "video"

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[float] = []

    def stamp_at(self, now: float) -> int:
        return round(now * CLOCK)

    async def recv(self) -> VideoFrame:
        raise AssertionError("pictures come encoded")

    async def next(self, *_: object) -> RTCEncodedFrame:
        """Stands for what takes and encodes a picture."""
        now = asyncio.get_running_loop().time()
        taken = now + CAMERA_S - now % CAMERA_S
        await asyncio.sleep(taken + ENCODING_S - now)
        size = SIZES[len(self.taken) % len(SIZES)]
        self.taken.append(taken)
        payloads = [b"x" * min(1140, size - at) for at in range(0, size, 1140)]
        return RTCEncodedFrame(payloads, round(taken * CLOCK), None)


class Undated(Camera):
    def stamp_at(self, now: float) -> int | None:  # type: ignore[override]
        return None


async def _film(camera: Camera, seconds: float) -> list[bytes]:
    transport, sender = Transport(), RTCRtpSender(camera, Transport())
    sender._RTCRtpSender__encoder = Encoder()
    sender._RTCRtpSender__transport = PacedTransport(transport, sender)
    codec = RTCRtpCodecParameters(mimeType="video/VP8", clockRate=CLOCK, payloadType=96)
    tasks = [asyncio.create_task(sender._run_rtp(codec)), asyncio.create_task(sender._run_rtcp())]
    sender._RTCRtpSender__rtp_task = tasks[0]
    await asyncio.sleep(seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks)
    return [data for _, data in transport.sent]


@pytest.fixture
def virtual_clocks(monkeypatch):
    """The clocks that a report asks are those of the loop."""
    now = lambda: asyncio.get_running_loop().time()  # noqa: E731
    monkeypatch.setattr(sender_reports, "time", SimpleNamespace(monotonic=now))
    monkeypatch.setattr(clock, "current_ntp_time", lambda: round(now() * 2**32))


def off_by(camera: Camera, sent: list[bytes]) -> list[float]:
    """Seconds, for each picture by each report."""
    reports = [one for data in sent if is_rtcp(data) for one in RtcpPacket.parse(data)]
    infos = [one.sender_info for one in reports if isinstance(one, RtcpSrPacket)]
    packets = [RtpPacket.parse(data) for data in sent if not is_rtcp(data)]
    stamps = list(dict.fromkeys(one.timestamp for one in packets if one.payload_type == 96))
    assert len(infos) > 5
    assert len(stamps) > 50
    pairs = list(zip(stamps, camera.taken, strict=False))
    return [
        info.ntp_timestamp / 2**32 - (info.rtp_timestamp - stamp) / CLOCK - taken
        for info in infos
        for stamp, taken in pairs
        if abs(info.rtp_timestamp - stamp) < 2**31
    ]


def test_a_report_dates_every_picture_to_the_millisecond(monkeypatch, virtual_clocks):
    apply()
    camera = Camera()
    monkeypatch.setattr(pacing, "original_next", camera.next)
    off = off_by(camera, run(_film(camera, 12)))
    assert max(map(abs, off)) < 0.001


def test_a_track_that_cannot_date_its_pictures_is_reported_as_before(monkeypatch, virtual_clocks):
    apply()
    camera = Undated()
    monkeypatch.setattr(pacing, "original_next", camera.next)
    off = off_by(camera, run(_film(camera, 12)))
    assert max(off) - min(off) > 0.02, "aiortc dates them by when they left: no change is needed?"


async def test_the_other_end_s_answer_to_such_a_report_still_makes_a_round_trip():
    apply()
    sender = RTCRtpSender(Camera(), Transport())
    sender._begun = 5  # type: ignore[attr-defined]
    info = SimpleNamespace(ntp_timestamp=0, rtp_timestamp=0)
    report = RtcpSrPacket(ssrc=sender._ssrc, sender_info=info)
    sender_reports._date(sender, report)
    answered = (info.ntp_timestamp >> 16) & 0xFFFFFFFF
    assert answered == sender._RTCRtpSender__lsr  # type: ignore[attr-defined]


async def test_a_report_in_the_middle_of_the_first_picture_is_dated_too():
    apply()
    sender = RTCRtpSender(Camera(), Transport())
    sender._last_stamp = 100  # type: ignore[attr-defined]
    sender._RTCRtpSender__packet_count = 1  # type: ignore[attr-defined]
    sender._RTCRtpSender__rtp_timestamp = 4_000_000_100  # type: ignore[attr-defined]
    info = SimpleNamespace(ntp_timestamp=0, rtp_timestamp=0)
    before = sender.track.stamp_at(time.monotonic())
    sender_reports._date(sender, RtcpSrPacket(ssrc=1, sender_info=info))
    assert 0 <= (info.rtp_timestamp - 4_000_000_000 - before) & 0xFFFFFFFF < 60 * CLOCK


async def test_only_a_report_of_what_was_sent_is_dated():
    apply()
    sender = RTCRtpSender(Camera(), Transport())
    info = SimpleNamespace(ntp_timestamp=7, rtp_timestamp=8)
    sender_reports._date(sender, RtcpSrPacket(ssrc=1, sender_info=info))
    assert (info.ntp_timestamp, info.rtp_timestamp) == (7, 8), "nothing has left yet"
    await sender._send_rtcp([RtcpRrPacket(ssrc=1)])
    assert is_rtcp(sender.transport.sent[-1][1])


def test_a_camera_and_a_microphone_say_which_stamp_is_of_which_time():
    assert issubclass(CameraTrack, Dated)
    assert issubclass(MicrophoneTrack, Dated)


def test_the_pinned_aiortc_still_dates_a_packet_by_when_it_left():
    loop = inspect.getsource(RTCRtpSender._run_rtp)
    assert "self.__ntp_timestamp = clock.current_ntp_time()" in loop
    assert "ntp_timestamp=self.__ntp_timestamp" in inspect.getsource(RTCRtpSender._run_rtcp)
