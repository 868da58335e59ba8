"""The encoder of a voice hears what the other end lost."""

from aiortc import RTCRtpSender
from aiortc.rtp import RtcpReceiverInfo, RtcpRrPacket

from kiosk.media.aiortc_patches import loss_reports
from kiosk.media.codecs.opus import LEAST_LOSS, OpusEncoder


class Transport:
    state = "connected"
    _stats_id = "t"


def report(ssrc: int, lost: int) -> RtcpRrPacket:
    info = RtcpReceiverInfo(
        ssrc=ssrc, fraction_lost=lost, packets_lost=0, highest_sequence=0, jitter=0, lsr=0, dlsr=0
    )
    return RtcpRrPacket(ssrc=1, reports=[info])


async def test_a_report_reaches_the_encoder_of_that_stream_alone():
    loss_reports.apply()
    sender = RTCRtpSender("audio", Transport())
    encoder = sender._RTCRtpSender__encoder = OpusEncoder()
    await sender._handle_rtcp_packet(report(sender._ssrc + 1, 128))
    assert encoder.expected_loss == LEAST_LOSS
    await sender._handle_rtcp_packet(report(sender._ssrc, 26))
    assert encoder.expected_loss == 10


async def test_before_any_encoder_a_report_is_only_counted():
    loss_reports.apply()
    sender = RTCRtpSender("audio", Transport())
    await sender._handle_rtcp_packet(report(sender._ssrc, 26))


async def test_the_pinned_aiortc_still_tells_no_encoder():
    sender = RTCRtpSender("audio", Transport())
    encoder = sender._RTCRtpSender__encoder = OpusEncoder()
    await loss_reports.original(sender, report(sender._ssrc, 26))
    assert encoder.expected_loss == LEAST_LOSS
