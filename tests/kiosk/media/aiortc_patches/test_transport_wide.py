"""Both ends number and report; pictures get what the line carries less the voice."""

import asyncio
import inspect
from typing import Any

import pytest
from aiortc import RTCRtpReceiver, RTCRtpSender, codecs, rtcrtpsender
from aiortc.rtcrtpparameters import (
    RTCRtpCodecParameters,
    RTCRtpHeaderExtensionParameters,
    RTCRtpReceiveParameters,
    RTCRtpSendParameters,
)
from aiortc.rtp import HeaderExtensionsMap, RtpPacket

from kiosk.media.aiortc_patches import transport_wide
from kiosk.media.aiortc_patches.guessed import rate_of
from kiosk.media.aiortc_patches.pacing import PacedTransport
from kiosk.media.aiortc_patches.transport_wide import OURS, URI, Line, line_of
from kiosk.media.congestion.feedback import Arrival, read, split, write
from kiosk.media.congestion.sharing import ALL, SPARE, of_line
from tests.kiosk.media.virtual_time import run

AGREED = [RTCRtpHeaderExtensionParameters(id=3, uri=URI)]
RTCP = b"\x80\xc9" + b"x" * 30


class Router:
    def register_sender(self, *arguments: object, **named: object) -> None: ...

    register_receiver = register_sender


class Transport:
    """What a connection shows of itself; `sent` is what would be encrypted."""

    state = "connected"
    _stats_id = "t"

    def __init__(self) -> None:
        self._rtp_header_extensions_map = HeaderExtensionsMap()
        self._rtp_router = Router()
        self.sent: list[bytes] = []
        self.times: list[float] = []
        "When each left."
        self.handled: list[bytes] = []

    async def _send_rtp(self, data: bytes) -> None:
        await transport_wide.send_rtp(self, data)


class Encoder:
    target_bitrate = 300_000


@pytest.fixture(autouse=True)
def shell(monkeypatch: pytest.MonkeyPatch) -> None:
    transport_wide.apply()

    async def keep(self: Transport, data: bytes, *_: object) -> None:
        self.sent.append(data)
        self.times.append(asyncio.get_running_loop().time())

    async def handle(self: Transport, data: bytes, *_: object) -> None:
        self.handled.append(data)

    monkeypatch.setattr(transport_wide, "original_send", keep)
    monkeypatch.setattr(transport_wide, "original_handle_rtp", handle)
    monkeypatch.setattr(transport_wide, "original_handle_rtcp", handle)


def parameters(extensions: list[RTCRtpHeaderExtensionParameters]) -> RTCRtpSendParameters:
    codec = RTCRtpCodecParameters(mimeType="video/VP8", clockRate=90000, payloadType=96)
    return RTCRtpSendParameters(codecs=[codec], headerExtensions=extensions)


def added(transport: Transport, kind: str, extensions: Any = AGREED) -> RTCRtpSender:
    sender = RTCRtpSender(kind, transport)
    if kind == "video":
        sender._RTCRtpSender__transport = PacedTransport(transport, sender)
    transport_wide.register_rtp_sender(transport, sender, parameters(extensions))
    sender._RTCRtpSender__rtp_header_extensions_map.configure(parameters(extensions))
    if kind == "video":
        sender._RTCRtpSender__encoder = Encoder()
        sender._RTCRtpSender__rtx_payload_type = 97
    return sender


def packet(sender: RTCRtpSender, number: int, size: int = 1000) -> bytes:
    made = RtpPacket(payload_type=96, sequence_number=number, ssrc=7, payload=bytes(size), marker=1)
    sender._RTCRtpSender__rtp_history[number] = made
    return made.serialize(sender._RTCRtpSender__rtp_header_extensions_map)


def numbers(packets: list[bytes]) -> list[int | None]:
    known = HeaderExtensionsMap()
    known.configure(parameters(AGREED))
    return [RtpPacket.parse(each, known).extensions.transport_sequence_number for each in packets]


async def test_all_packets_of_a_connection_have_one_row_of_numbers():
    transport = Transport()
    for n, kind in enumerate(("audio", "video", "video")):
        await transport._send_rtp(packet(added(transport, kind), n))
    await transport._send_rtp(RTCP)
    assert numbers(transport.sent[:3]) == [1, 2, 3]
    assert transport.sent[3] == RTCP


async def test_where_nothing_was_agreed_nothing_is_numbered():
    transport = Transport()
    await transport._send_rtp(packet(added(transport, "video", []), 1))
    assert numbers(transport.sent) == [None]
    assert line_of(transport).estimate is None


async def _film(transport: Transport, seconds: float, rate: float) -> RTCRtpSender:
    """Packets over a line of this rate, whose other end reports."""
    loop, sender = asyncio.get_running_loop(), added(transport, "video")
    sender._RTCRtpSender__rtp_task = asyncio.current_task()
    start, arrivals, free_at, told, seen = loop.time(), [], 0.0, 0.0, 0
    number, reports, due = 0, 0, start
    while loop.time() < start + seconds:
        wanted = sender._RTCRtpSender__encoder.target_bitrate
        await sender.transport._send_rtp(packet(sender, number % 100))
        number += 1
        for data, left in zip(transport.sent[seen:], transport.times[seen:], strict=True):
            (count,) = numbers([data])
            free_at = max(free_at, left) + 8 * (len(data) + 38) / rate
            arrivals.append(Arrival(count, free_at + 0.03))
        seen = len(transport.sent)
        if loop.time() - told > 0.1:
            told = loop.time()
            report = write(1, 7, reports, arrivals)
            reports += 1
            arrivals.clear()
            await transport_wide.handle_rtcp_data(transport, report)
        due += 8 * 1038 / wanted
        await asyncio.sleep(max(0.0, due - loop.time()))
    return sender


def test_the_encoder_of_pictures_gets_what_the_line_carries_less_the_voice():
    transport, told = Transport(), []

    async def play() -> RTCRtpSender:
        line_of(transport).told = told.append
        return await _film(transport, 20, 800_000)

    sender = run(play())
    assert 0 < sender.transport.round_trip_s < 1
    rate = sender._RTCRtpSender__encoder.target_bitrate
    assert 400_000 < rate < 850_000
    assert told[-1] >= rate - 1, "what lasts is no less than what is sent while a queue is emptied"
    known = line_of(transport).known
    assert known - SPARE * (known - ALL) == pytest.approx(of_line(rate), rel=0.01)
    assert transport.handled == [], "reports go no further"


async def test_a_paced_sender_is_on_the_line_of_its_connection():
    transport = Transport()
    transport._transport = "the way below, which is another thing"
    paced = PacedTransport(transport, RTCRtpSender("video", transport))
    assert line_of(paced) is line_of(transport)
    assert line_of(transport)._transport is transport


def test_a_line_that_carries_more_is_asked_with_bursts_of_its_pictures():
    transport = Transport()
    sender = run(_film(transport, 3, 3_000_000))
    assert line_of(transport).estimate.prober.count > 0
    assert sender._RTCRtpSender__encoder.target_bitrate > 600_000
    assert sender.transport.pacer.rate > 700_000
    assert len(set(numbers(transport.sent))) == len(transport.sent)


async def _lose(fates: dict[int, bool], reports: list[list[int]]) -> list[tuple[int, int]]:
    """Three packets of pictures and one of sound leave, and each number's fate is told; the kinds
    and packets that leave."""
    transport = Transport()
    sound, sender = added(transport, "audio"), added(transport, "video")
    for number in (3, 4, 5):
        packet(sender, number)
        made = sender._RTCRtpSender__rtp_history[number]
        made.ssrc = sender._ssrc
        extensions = sender._RTCRtpSender__rtp_header_extensions_map
        await transport._send_rtp(made.serialize(extensions))
    await transport._send_rtp(packet(sound, 6))
    for count, each in enumerate(reports):
        arrivals = [Arrival(n, 5.0 if fates[n] else None) for n in each]
        await transport_wide.handle_rtcp_data(transport, write(1, 7, count, arrivals))
        await asyncio.sleep(0.2)
    found = [RtpPacket.parse(data) for data in transport.sent[4:]]
    return [(p.payload_type, int.from_bytes(p.payload[:2], "big")) for p in found]


def test_what_the_reports_say_is_lost_leaves_again_unasked_and_so_does_a_lost_copy():
    fates = {1: True, 2: False, 3: True, 4: True, 5: False, 6: True}
    assert run(_lose(fates, [[1, 2, 3, 4]])) == [(97, 4)]
    assert run(_lose(fates, [[1, 2, 3, 4], [5, 6]])) == [(97, 4)] * 2
    assert run(_lose(fates, [[1, 2, 3, 4], [2, 3], [6]])) == [(97, 4)], "the same is told again"


async def test_until_the_other_end_reports_its_guess_counts():
    transport = Transport()
    sender = added(transport, "video")
    await transport._send_rtp(packet(sender, 1))
    assert not line_of(transport).reported_on
    sender._RTCRtpSender__encoder.target_bitrate = 123_000
    assert rate_of(sender) == 123_000
    await transport_wide.handle_rtcp_data(transport, write(1, 7, 0, [Arrival(1, 5.0)]))
    assert line_of(transport).reported_on
    assert rate_of(sender) is None


async def _listen(transport: Transport, extension: int | None) -> None:
    line_of(transport).theirs = extension or 0
    map_ = HeaderExtensionsMap()
    map_.configure(parameters(AGREED))
    for n in (5, 6, 9):
        made = RtpPacket(payload_type=96, sequence_number=n, ssrc=77, payload=b"x")
        data = transport_wide.stamped(made.serialize(map_), 3, n)
        await transport_wide.handle_rtp_data(transport, data, 0)
    await asyncio.sleep(0.25)
    transport.state = "closed"
    await asyncio.sleep(0.25)


def test_what_arrives_is_reported_within_a_quarter_of_a_second():
    transport = Transport()
    run(_listen(transport, 3))
    assert len(transport.handled) == 3
    (report,), rest = split(b"".join(transport.sent))
    assert rest == b""
    assert int.from_bytes(report[8:12], "big") == 77
    found = read(report).arrivals
    assert [each.number for each in found] == [5, 6, 7, 8, 9]
    assert [each.at is None for each in found] == [False, False, True, True, False]


def test_nothing_is_reported_that_was_not_agreed():
    transport = Transport()
    run(_listen(transport, None))
    assert transport.sent == []


@pytest.mark.parametrize(("extensions", "judges"), [(AGREED, False), ([], True)])
async def test_a_receiver_judges_the_line_only_where_the_sender_does_not(extensions, judges):
    transport, receiver = Transport(), RTCRtpReceiver("video", Transport())
    found = RTCRtpReceiveParameters(codecs=[], headerExtensions=extensions)
    transport_wide.register_rtp_receiver(transport, receiver, found)
    judge = receiver._RTCRtpReceiver__remote_bitrate_estimator
    assert (judge is not None) is judges


async def test_an_extension_of_a_wrong_length_is_a_lost_packet(monkeypatch):
    monkeypatch.undo()
    transport = Transport()
    transport._rtp_header_extensions_map.configure(parameters(AGREED))
    data = bytes.fromhex("906000010000000100000007bede00013000000078")
    await transport_wide.handle_rtp_data(transport, data, 0)


def test_it_is_offered_once_in_sound_and_in_pictures():
    transport_wide.apply()
    for kind in ("audio", "video"):
        found = [each.id for each in codecs.HEADER_EXTENSIONS[kind] if each.uri == URI]
        assert found == [OURS]
    offered = next(each for each in codecs.CODECS["video"] if each.name == "VP8")
    assert [each.type for each in offered.rtcpFeedback].count("transport-cc") == 1
    assert Line(Transport()).known is None


def test_the_pinned_aiortc_still_has_no_such_reports():
    assert "transport-cc" not in inspect.getsource(codecs)
    assert "transport_sequence_number" not in inspect.getsource(rtcrtpsender)
