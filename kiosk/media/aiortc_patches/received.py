"""How much of each kind came, whatever the streams it came in: `getStats` tells of the last alone.

A receiver of aiortc keeps figures by source; a probe or a packet sent again comes from a source
of its own (RFC 4588), and its figures then stand for all (aiortc 1.16, RTCRtpReceiver.getStats).
"""

from aiortc import RTCRtpReceiver


def received(receiver: RTCRtpReceiver) -> tuple[int, int]:
    """Packets that came, and of those that should have, how many did not."""
    streams = receiver._RTCRtpReceiver__remote_streams.values()  # type: ignore[attr-defined]
    lost = sum(each.packets_lost for each in streams)
    return sum(each.packets_received for each in streams), lost
