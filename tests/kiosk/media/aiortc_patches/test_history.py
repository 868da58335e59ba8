"""What was sent is kept for four seconds, however much that is."""

import inspect

from aiortc import RTCRtpSender, rtcrtpsender
from aiortc.rtp import RtpPacket

from kiosk.media.aiortc_patches import history, pacing
from kiosk.media.aiortc_patches.history import KEPT_S, History


class Transport:
    state = "connected"
    _stats_id = "t"

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    async def _send_rtp(self, data: bytes) -> None:
        self.sent.append(data)


def test_a_second_of_many_packets_is_kept_whole():
    now = 0.0
    kept = History(lambda: now)
    for number in range(300):
        now += 1 / 300
        kept[number] = RtpPacket(96, 0, number)
    assert [packet.sequence_number for packet in kept.values()] == list(range(300))


def test_what_nobody_asks_for_any_more_is_forgotten():
    now = 0.0
    kept = History(lambda: now)
    for number in range(1000):
        now += 0.02
        kept[number] = RtpPacket(111, 0, number)
    assert len(kept) <= KEPT_S / 0.02 + 1
    assert kept.get(999) is not None
    assert kept.get(700) is None


async def test_a_sender_keeps_by_time_and_finds_by_number():
    history.apply()
    sender, transport = RTCRtpSender("video", Transport()), Transport()
    sender._RTCRtpSender__transport = transport
    kept = sender._RTCRtpSender__rtp_history
    assert isinstance(kept, History)
    for number in (7, 7 + 128, 65_535):
        kept[number % rtcrtpsender.RTP_HISTORY_SIZE] = RtpPacket(96, 0, number)
    for number in (7, 8, 7 + 128, 65_535):
        await pacing.original_retransmit(sender, number)
    assert [RtpPacket.parse(data).sequence_number for data in transport.sent] == [7, 135, 65_535]


def test_the_pinned_aiortc_still_finds_a_packet_by_the_rest_of_its_number():
    for method in (RTCRtpSender._run_rtp, pacing.original_retransmit):
        assert "sequence_number % RTP_HISTORY_SIZE" in inspect.getsource(method)
    assert "__rtp_history: dict[int, RtpPacket] = {}" in inspect.getsource(history.original)
