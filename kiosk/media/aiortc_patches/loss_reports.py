"""Who sends hears of losses: aiortc 1.16 keeps receiver reports for statistics alone.

The encoder of a voice repeats more; pictures are kept longer at the other end.

Not reported upstream yet.
"""

from aiortc import RTCRtpSender
from aiortc.rtp import AnyRtcpPacket, RtcpRrPacket, RtcpSrPacket

from .playout_delay import Extensions

original = RTCRtpSender._handle_rtcp_packet


async def handle_rtcp_packet(self: RTCRtpSender, packet: AnyRtcpPacket) -> None:
    """Stands for `RTCRtpSender._handle_rtcp_packet`."""
    await original(self, packet)
    if isinstance(packet, RtcpRrPacket | RtcpSrPacket):
        hear = getattr(self._RTCRtpSender__encoder, "heard_loss", None)  # type: ignore[attr-defined]
        extensions = self._RTCRtpSender__rtp_header_extensions_map  # type: ignore[attr-defined]
        for report in packet.reports:
            if report.ssrc != self._ssrc:
                continue
            if hear is not None:
                hear(report.fraction_lost / 256)  # RFC 3550, 6.4.1: a fixed point of 8 bits
            if isinstance(extensions, Extensions):
                trip = self._RTCRtpSender__rtt  # type: ignore[attr-defined]
                extensions.heard_lost(report.highest_sequence, report.packets_lost, trip)


def apply() -> None:
    RTCRtpSender._handle_rtcp_packet = handle_rtcp_packet  # type: ignore[method-assign]
