"""Both ends tell each other when each packet arrived, and this one sends what the line carries.

aiortc 1.16 follows the other end's guess alone (REMB: 8 % a second, no losses, no probes; aiortc
issue 780). It reads and writes the extension with the number of a packet, but does not offer it,
nor the reports (draft-holmer-rmcat-transport-wide-cc-extensions-01). Here it offers both, numbers
all packets of a connection in one row, reports what arrives, and hands the reports on what was sent
to :class:`~kiosk.media.congestion.estimate.Estimate`, whose rate the encoder of pictures gets once
the voice has had its part. What the reports say never came leaves again.
"""

import asyncio
import struct
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import Any

from aiortc import RTCDtlsTransport, RTCRtpSender, codecs
from aiortc.rtcrtpparameters import (
    RTCRtcpFeedback,
    RTCRtpHeaderExtensionParameters,
    RTCRtpParameters,
    RTCRtpReceiveParameters,
    RTCRtpSendParameters,
)
from aiortc.rtcrtpreceiver import RTCRtpReceiver
from aiortc.rtp import HeaderExtensions, HeaderExtensionsMap, is_rtcp

from ..congestion.arrivals import Arrivals
from ..congestion.estimate import Estimate
from ..congestion.feedback import BadFeedback, Feedback, place, read, split, stamped, write
from ..congestion.probing import PACKETS
from ..congestion.sharing import COPY, Shares, of_pictures
from ..congestion.undelivered import Undelivered
from .arrival_times import arrived_at
from .pacing import OVERHEAD, PacedTransport
from .redundancy import copies_of

URI = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
OURS = 5
"Its number where this end offers; an answer takes the other's."
REPORT_S = 0.1
"The draft, 4: 50 to 250 ms."
HEADERS = 38
"Bytes of IP, UDP and SRTP around a packet of RTP."
ENOUGH = 100
"Reports: some ten seconds."
START = 150_000.0
"While nothing is known of the line: the first burst asks it for four times as much."
FRESH = 100
"Packets before the first report: later none will come."

original_register_sender = RTCDtlsTransport._register_rtp_sender
original_register_receiver = RTCDtlsTransport._register_rtp_receiver
original_send = RTCDtlsTransport._send_rtp
original_handle_rtp = RTCDtlsTransport._handle_rtp_data
original_handle_rtcp = RTCDtlsTransport._handle_rtcp_data
original_set = HeaderExtensionsMap.set


class Line:
    """What is known of the way of one connection. `told` is given each new rate for pictures, the
    one that lasts: an encoder's own also empties a queue."""

    def __init__(self, transport: RTCDtlsTransport) -> None:
        self._transport = transport
        self.start = START
        self.told: Callable[[float], None] = lambda _: None
        self.estimate: Estimate | None = None
        self.arrivals = Arrivals()
        self._undelivered = Undelivered()
        self.ours = self.theirs = 0
        "The extension's number in what is sent and in what is received; 0: not agreed."
        self._number = self._numbered = self._reports = 0
        self._about = 0
        self._shares = Shares(START)
        self._senders: list[RTCRtpSender] = []
        self._paced: PacedTransport | None = None
        "Of the pictures."
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def known(self) -> float | None:
        """Bits per second that it carries; None after a call too short to tell."""
        estimate = self.estimate
        return estimate.rate if estimate is not None and estimate.reports >= ENOUGH else None

    # -- what is sent ---

    def add_sender(self, sender: RTCRtpSender, extension: int) -> None:
        self._senders.append(sender)
        self.ours = extension or self.ours
        paced: Any = sender.transport
        if isinstance(paced, PacedTransport):
            self._paced = paced
        if self.fresh:
            self.told(of_pictures(self.start))

    @property
    def fresh(self) -> bool:
        """Reports were agreed on, and are awaited."""
        return self.ours > 0 and self._numbered < FRESH and not self.reported_on

    @property
    def reported_on(self) -> bool:
        """The other end does say when each packet arrived; until then its guess counts."""
        return self.estimate is not None and self.estimate.reports > 0

    def number(self, packet: bytes) -> bytes:
        """The packet with the next number, noted."""
        if not self.ours or place(packet, self.ours) is None:
            return packet
        now = _now()
        if self.estimate is None:
            self.estimate = Estimate(self.start, now)
        self._numbered += 1
        self._number = self._numbered & 0xFFFF
        burst = self._paced.pacer.going if self._paced is not None else 0
        self.estimate.sent(self._number, len(packet) + HEADERS, now, burst)
        if self._paced is not None and (picture := self._paced.packet_of(packet)) is not None:
            self._undelivered.sent(self._number, *picture, now)
        return stamped(packet, self.ours, self._number)

    def reported(self, report: bytes) -> None:
        """What the other end says of it; what cannot be read says nothing."""
        if self.estimate is None:
            return
        with suppress(BadFeedback):
            feedback = read(report)
            self.estimate.reported(feedback, _now())
            if self.reported_on:
                self._share(self.estimate)
            self._repeat(feedback)

    def _repeat(self, feedback: Feedback) -> None:
        for arrival in feedback.arrivals:
            packet = self._undelivered.told(arrival.number, arrival.at is not None, _now())
            if packet is not None and self._paced is not None:
                self._paced.repeat(packet)

    def _share(self, estimate: Estimate) -> None:
        again = COPY * copies_of(self._senders)
        if self._paced is not None:
            again += self._paced.pacer.repeated(_now())
        self._shares.told(estimate.rate, again)
        pictures = self._shares.pictures
        self.told(of_pictures(estimate.lasting - again))
        for sender in self._senders:
            encoder = sender._RTCRtpSender__encoder  # type: ignore[attr-defined]
            if sender.kind == "video" and hasattr(encoder, "target_bitrate"):
                encoder.target_bitrate = round(pictures)
        if self._paced is not None:
            self._paced.by_line, self._paced.pacer.rate = True, self._shares.pace
            self._paced.round_trip_s = estimate.round_trip_s
            if (asked := estimate.probe(_now())) is not None:
                number, rate, least = asked
                # The pacer counts a packet larger than the estimate does.
                self._paced.pacer.begin(
                    number, rate, least + PACKETS * (OVERHEAD - HEADERS), PACKETS
                )

    # -- what is received ---

    def arrived(self, packet: bytes, now: float) -> None:
        at = place(packet, self.theirs) if self.theirs else None
        if at is None:
            return
        self.arrivals.note(int.from_bytes(packet[at : at + 2], "big"), now)
        if not self._about:
            self._do(self._report())
        self._about = int.from_bytes(packet[8:12], "big")

    async def _report(self) -> None:
        """Until the connection ends."""
        while self._transport.state == "connected":
            await asyncio.sleep(REPORT_S)
            arrivals = self.arrivals.told()
            if not arrivals:
                continue
            ssrc = self._senders[0]._ssrc if self._senders else 1
            with suppress(ConnectionError):
                await original_send(
                    self._transport, write(ssrc, self._about, self._reports, arrivals)
                )
            self._reports += 1

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _now() -> float:
    return asyncio.get_running_loop().time()


def line_of(transport: RTCDtlsTransport | PacedTransport) -> Line:
    """The one of this connection; say where it starts and whom it tells before it sends."""
    # A sender of pictures has a paced transport in the place of its own.
    whole: Any = transport._transport if isinstance(transport, PacedTransport) else transport
    if not hasattr(whole, "_line"):
        whole._line = Line(whole)
    line: Line = whole._line
    return line


def _extension(parameters: RTCRtpParameters) -> int:
    return next((each.id for each in parameters.headerExtensions if each.uri == URI), 0)


def register_rtp_sender(
    self: RTCDtlsTransport, sender: RTCRtpSender, parameters: RTCRtpSendParameters
) -> None:
    """Stands for `RTCDtlsTransport._register_rtp_sender`."""
    original_register_sender(self, sender, parameters)
    line_of(self).add_sender(sender, _extension(parameters))


def register_rtp_receiver(
    self: RTCDtlsTransport, receiver: RTCRtpReceiver, parameters: RTCRtpReceiveParameters
) -> None:
    """Stands for `RTCDtlsTransport._register_rtp_receiver`."""
    original_register_receiver(self, receiver, parameters)
    if extension := _extension(parameters):
        line_of(self).theirs = extension
        # Two judges of one line would not agree: the sender decides (REMB is the receiver's).
        receiver._RTCRtpReceiver__remote_bitrate_estimator = None  # type: ignore[attr-defined]


async def send_rtp(self: RTCDtlsTransport, data: bytes) -> None:
    """Stands for `RTCDtlsTransport._send_rtp`."""
    await original_send(self, data if is_rtcp(data) else line_of(self).number(data))


async def handle_rtp_data(self: RTCDtlsTransport, data: bytes, arrival_time_ms: int) -> None:
    """Stands for `RTCDtlsTransport._handle_rtp_data`."""
    line_of(self).arrived(data, arrived_at(self))
    with suppress(struct.error):  # an extension of another length than its kind has
        await original_handle_rtp(self, data, arrival_time_ms)


async def handle_rtcp_data(self: RTCDtlsTransport, data: bytes) -> None:
    """Stands for `RTCDtlsTransport._handle_rtcp_data`."""
    reports, rest = split(data)
    for report in reports:
        line_of(self).reported(report)
    if rest:
        await original_handle_rtcp(self, rest)


def set_extensions(self: HeaderExtensionsMap, values: HeaderExtensions) -> tuple[int, bytes]:
    """Stands for `HeaderExtensionsMap.set`: there is room for the number, wherever it is agreed."""
    return original_set(self, replace(values, transport_sequence_number=0))


def apply() -> None:
    for kind, extensions in codecs.HEADER_EXTENSIONS.items():
        if all(each.uri != URI for each in extensions):
            extensions.append(RTCRtpHeaderExtensionParameters(id=OURS, uri=URI))
        for codec in codecs.CODECS[kind]:
            feedback = RTCRtcpFeedback(type="transport-cc")
            if codec.name.lower() in ("opus", "vp8", "h264") and feedback not in codec.rtcpFeedback:
                codec.rtcpFeedback.append(feedback)
    RTCDtlsTransport._register_rtp_sender = register_rtp_sender  # type: ignore[assignment,method-assign]
    RTCDtlsTransport._register_rtp_receiver = register_rtp_receiver  # type: ignore[assignment,method-assign]
    RTCDtlsTransport._send_rtp = send_rtp  # type: ignore[method-assign]
    RTCDtlsTransport._handle_rtp_data = handle_rtp_data  # type: ignore[method-assign]
    RTCDtlsTransport._handle_rtcp_data = handle_rtcp_data  # type: ignore[method-assign]
    HeaderExtensionsMap.set = set_extensions  # type: ignore[method-assign]
