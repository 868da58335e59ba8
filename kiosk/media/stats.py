"""Figures of a call, for the console's light and for the journal: no content, no address."""

import time
from dataclasses import dataclass, field, replace

from aiortc import RTCPeerConnection

from .aiortc_patches.received import received as packets
from .aiortc_patches.transport_wide import Line
from .freezes import Freezes
from .playout import Heard


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
    voice: Heard = field(default_factory=Heard)
    "The counsellor's, as it was given to the loudspeaker."
    freezes: Freezes = field(default_factory=Freezes)
    "Of the counsellor's picture."
    line_kbps: float | None = None
    "What the line carries, everything together; None where the other end does not report."
    queue_s: float | None = None
    "That stands before it."


def told(stats: CallStats) -> str:
    """One line for the journal."""
    voice, line, freezes = stats.voice, stats.line_kbps, stats.freezes
    made_up, twice = (
        100 * each / max(1, voice.total) for each in (voice.concealed, voice.repeated)
    )
    return (
        f"voice: {made_up:.1f} % made up in {voice.concealments} holes, {twice:.1f} % from a copy, "
        f"{1000 * voice.mean_delay_s:.0f} ms late; "
        f"picture: {freezes.count} freezes, {freezes.seconds:.1f} s; "
        f"line: {'unknown' if line is None else f'{line:.0f} kbit/s'}, "
        f"queue {1000 * (stats.queue_s or 0.0):.0f} ms, "
        f"{stats.kbps_sent:.0f} kbit/s sent, {stats.kbps_received:.0f} received"
    )


async def call_stats(
    connection: RTCPeerConnection,
    before: CallStats | None,
    voice: Heard | None = None,
    freezes: Freezes | None = None,
    line: Line | None = None,
) -> CallStats:
    """The call's figures now."""
    report = await connection.getStats()
    now, sent, received = time.monotonic(), dict[str, Flow](), dict[str, Flow]()
    lost: dict[str, int] = {}
    transports: dict[str, tuple[int, int]] = {}
    round_trip: float | None = None
    for entry in report.values():
        if entry.type == "outbound-rtp":
            sent[entry.kind] = Flow(entry.packetsSent)
        elif entry.type == "remote-inbound-rtp":
            lost[entry.kind], round_trip = entry.packetsLost, entry.roundTripTime
        elif entry.type == "transport":
            transports[entry.id] = (entry.bytesSent, entry.bytesReceived)
    for receiver in connection.getReceivers():
        received[receiver.track.kind] = Flow(*packets(receiver))
    up, down = (sum(each) for each in zip((0, 0), *transports.values(), strict=True))
    seconds = now - before.at if before else 0.0
    estimate = line.estimate if line else None
    return CallStats(
        at=now,
        sent={kind: Flow(flow.packets, lost.get(kind, 0)) for kind, flow in sent.items()},
        received=received,
        bytes_sent=up,
        bytes_received=down,
        kbps_sent=(up - before.bytes_sent) / seconds / 125 if before and seconds else 0.0,
        kbps_received=(down - before.bytes_received) / seconds / 125 if before and seconds else 0.0,
        round_trip_s=estimate.round_trip_s if estimate and estimate.reports else round_trip,
        voice=replace(voice) if voice else Heard(),
        freezes=replace(freezes) if freezes else Freezes(),
        line_kbps=estimate.rate / 1000 if estimate and estimate.reports else None,
        queue_s=estimate.queue_s if estimate and estimate.reports else None,
    )


async def datagrams_received(connection: RTCPeerConnection) -> int:
    """Everything that came on this connection so far: media, reports, the channel."""
    report = await connection.getSenders()[0].getStats()
    return sum(entry.packetsReceived for entry in report.values() if entry.type == "transport")
