"""Figures of a call, for the console's light and for the journal: no content, no address."""

import time
from dataclasses import dataclass, field

from aiortc import RTCPeerConnection


@dataclass(frozen=True)
class Flow:
    """One kind of media, one way, since the call began."""

    packets: int = 0
    lost: int = 0
    "As the receiving end counts; it may be negative after duplicates (RFC 3550, 6.4.1)."


@dataclass(frozen=True)
class CallStats:
    at: float
    "`time.monotonic()`."
    sent: dict[str, Flow] = field(default_factory=dict)
    "By `audio` and `video`."
    received: dict[str, Flow] = field(default_factory=dict)
    bytes_sent: int = 0
    "Of everything, on the wire."
    bytes_received: int = 0
    kbps_sent: float = 0.0
    "Since the figures before these."
    kbps_received: float = 0.0
    round_trip_s: float | None = None


async def call_stats(connection: RTCPeerConnection, before: CallStats | None) -> CallStats:
    """The call's figures now."""
    report = await connection.getStats()
    now, sent, received = time.monotonic(), dict[str, Flow](), dict[str, Flow]()
    lost: dict[str, int] = {}
    transports: dict[str, tuple[int, int]] = {}
    round_trip: float | None = None
    for entry in report.values():
        if entry.type == "outbound-rtp":
            sent[entry.kind] = Flow(entry.packetsSent)
        elif entry.type == "inbound-rtp":
            received[entry.kind] = Flow(entry.packetsReceived, entry.packetsLost)
        elif entry.type == "remote-inbound-rtp":
            lost[entry.kind], round_trip = entry.packetsLost, entry.roundTripTime
        elif entry.type == "transport":
            transports[entry.id] = (entry.bytesSent, entry.bytesReceived)
    up, down = (sum(each) for each in zip((0, 0), *transports.values(), strict=True))
    seconds = now - before.at if before else 0.0
    return CallStats(
        at=now,
        sent={kind: Flow(flow.packets, lost.get(kind, 0)) for kind, flow in sent.items()},
        received=received,
        bytes_sent=up,
        bytes_received=down,
        kbps_sent=(up - before.bytes_sent) / seconds / 125 if before and seconds else 0.0,
        kbps_received=(down - before.bytes_received) / seconds / 125 if before and seconds else 0.0,
        round_trip_s=round_trip,
    )


async def datagrams_received(connection: RTCPeerConnection) -> int:
    """Everything that came on this connection so far: media, reports, the channel."""
    report = await connection.getSenders()[0].getStats()
    return sum(entry.packetsReceived for entry in report.values() if entry.type == "transport")
