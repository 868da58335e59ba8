"""A picture leaves in small steps, so that sound never waits behind a keyframe.

aiortc 1.16 sends all packets of a picture at once, and has no estimate to pace by (aiortc issue
780): 15 kB take 270 ms of a 450 kbit/s uplink, and the voice stands in that queue. Here the task
that sends pictures rests after each packet, as :class:`~kiosk.media.congestion.pacer.Pacer` says:
by what the line carries, or else at 1.5 times the rate that the encoder aims at. What is asked for
again leaves before the next picture, which pays for it, and not all at once either.

aiortc takes the next picture from the camera once the last one has left. With rests in between, a
camera of 25 pictures a second would give every second or third one, the encoder would then make
each two or three times as large, and so on for ever. Here the next one is taken and encoded
meanwhile.
"""

import asyncio
from contextlib import suppress
from math import inf
from typing import Any

from aiortc import RTCDtlsTransport, RTCRtpSender
from aiortc.mediastreams import MediaStreamError
from aiortc.rtcrtpparameters import RTCRtpCodecParameters, RTCRtpSendParameters
from aiortc.rtcrtpsender import RTCEncodedFrame
from aiortc.rtp import RtpPacket, is_rtcp

from ..congestion.pacer import Pacer
from ..congestion.sharing import LEAST_PACE

HEADROOM = 1.5
OVERHEAD = 60
"Bytes of IP, UDP and SRTP around each packet."
MARKER = 0x80
"RFC 3550, 5.1: the last packet of a picture."
START = 300_000.0

original = RTCRtpSender.send
original_next = RTCRtpSender._next_encoded_frame
original_retransmit = RTCRtpSender._retransmit


class PacedTransport:
    """Stands for the transport of one sender of pictures."""

    def __init__(self, transport: RTCDtlsTransport, sender: RTCRtpSender) -> None:
        self._transport, self._sender, self.pacer = transport, sender, Pacer(START)
        self.by_line = False
        "Whoever knows what the line carries sets the pacer's rate,"
        self.round_trip_s = inf
        "and how long it takes until something is heard of a packet, the queue of now included."
        self._filling = False
        self._repeating: asyncio.Task[None] | None = None
        self._again: int | None = None
        "The packet that leaves again at this moment."
        self._ended = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    async def _send_rtp(self, data: bytes) -> None:
        of_pictures = asyncio.current_task() is self._sender._RTCRtpSender__rtp_task  # type: ignore[attr-defined]
        if is_rtcp(data) or not of_pictures:
            await self._transport._send_rtp(data)
            return
        self._follow_encoder()
        self.pacer.start()
        await self._transport._send_rtp(data)
        self.pacer.leaves(len(data) + OVERHEAD, _now())
        if rest := self.pacer.rest(_now()):
            await asyncio.sleep(rest)
        if data[1] & MARKER and not self._filling:
            await self._fill()

    def _follow_encoder(self) -> None:
        rate = getattr(self._sender._RTCRtpSender__encoder, "target_bitrate", None)  # type: ignore[attr-defined]
        if rate is not None and not self.by_line:
            self.pacer.rate = max(LEAST_PACE, HEADROOM * rate)

    async def _fill(self) -> None:
        """A burst for which the picture was too small: what left already leaves again, whoever has
        it throws it away."""
        self._filling = True
        history = self._sender._RTCRtpSender__rtp_history  # type: ignore[attr-defined]
        packets: list[RtpPacket] = []
        try:
            while self.pacer.hungry:
                packets = packets or sorted(history.values(), key=lambda each: len(each.payload))
                # Without a stream of copies the same number would come twice.
                if not packets or self._sender._RTCRtpSender__rtx_payload_type is None:  # type: ignore[attr-defined]
                    self.pacer.burst = None
                    break
                wanted = self.pacer.filler - OVERHEAD
                fits = (n for n, each in enumerate(packets) if len(each.payload) >= wanted)
                packet = packets.pop(next(fits, len(packets) - 1))
                await original_retransmit(self._sender, packet.sequence_number)
        finally:
            self._filling = False

    def repeat(self, number: int) -> None:
        """A packet is asked for again: the task that hears it must never rest."""
        packet = self._sender._RTCRtpSender__rtp_history.get(number)  # type: ignore[attr-defined]
        if packet is None:
            return
        self._follow_encoder()
        # Without a stream of copies the same number would come twice.
        copies = self._sender._RTCRtpSender__rtx_payload_type is not None  # type: ignore[attr-defined]
        self.pacer.twice_after_s = self.round_trip_s if copies else inf
        self.pacer.ask(number, len(packet.payload) + OVERHEAD)
        if not self._ended and (self._repeating is None or self._repeating.done()):
            self._repeating = asyncio.get_running_loop().create_task(self._repeat())

    def packet_of(self, data: bytes) -> tuple[int, bool] | None:
        """The number of the packet of pictures that this is, and whether it is a copy (RFC 4588,
        4); None if it is something else."""
        source = int.from_bytes(data[8:12], "big")
        if source == self._sender._ssrc:
            number = int.from_bytes(data[2:4], "big")
            return number, number == self._again  # without a stream of copies
        if source != self._sender._rtx_ssrc:
            return None
        packet = RtpPacket.parse(data)
        return int.from_bytes(packet.payload[:2], "big"), True

    def end(self) -> None:
        """With the task that sends pictures: nothing leaves after it."""
        self._ended = True
        if self._repeating is not None:
            self._repeating.cancel()

    async def _repeat(self) -> None:
        with suppress(ConnectionError):
            while True:
                numbers, rest = self.pacer.again(_now())
                for number in numbers:
                    self._again = number
                    await original_retransmit(self._sender, number)
                self._again = None
                if rest is None:
                    return
                await asyncio.sleep(rest)


def _now() -> float:
    return asyncio.get_running_loop().time()


async def send(self: RTCRtpSender, parameters: RTCRtpSendParameters) -> None:
    """Stands for `RTCRtpSender.send`."""
    if self.kind != "video" or self._RTCRtpSender__started:  # type: ignore[attr-defined]
        return await original(self, parameters)
    paced = PacedTransport(self.transport, self)
    self._RTCRtpSender__transport = paced  # type: ignore[attr-defined]
    await original(self, parameters)
    self._RTCRtpSender__rtp_task.add_done_callback(lambda _: paced.end())  # type: ignore[attr-defined]


async def retransmit(self: RTCRtpSender, sequence_number: int) -> None:
    """Stands for `RTCRtpSender._retransmit`."""
    paced: Any = self.transport
    if isinstance(paced, PacedTransport):
        paced.repeat(sequence_number)
    else:
        await original_retransmit(self, sequence_number)


class Ahead:
    """The next picture of one sender, in the making while the last one leaves."""

    def __init__(self, sender: RTCRtpSender, codec: RTCRtpCodecParameters) -> None:
        self._sender, self._codec = sender, codec
        self._making: asyncio.Task[RTCEncodedFrame | None] | None = None
        sending = asyncio.current_task()
        assert sending
        sending.add_done_callback(lambda _: self._drop())

    async def next(self) -> RTCEncodedFrame | None:
        frame = await (self._making or original_next(self._sender, self._codec))
        making = original_next(self._sender, self._codec)
        self._making = asyncio.get_running_loop().create_task(making)
        return frame

    def _drop(self) -> None:
        if self._making is not None:
            self._making.cancel()
            self._making.add_done_callback(_forget)


def _forget(made: "asyncio.Task[RTCEncodedFrame | None]") -> None:
    with suppress(asyncio.CancelledError, MediaStreamError):
        made.result()


async def next_encoded_frame(
    self: RTCRtpSender, codec: RTCRtpCodecParameters
) -> RTCEncodedFrame | None:
    """Stands for `RTCRtpSender._next_encoded_frame`."""
    if self.kind != "video":
        return await original_next(self, codec)
    if not hasattr(self, "_ahead"):
        self._ahead = Ahead(self, codec)  # type: ignore[attr-defined]
    frame: RTCEncodedFrame | None = await self._ahead.next()  # type: ignore[attr-defined]
    return frame


def apply() -> None:
    RTCRtpSender.send = send  # type: ignore[method-assign]
    RTCRtpSender._next_encoded_frame = next_encoded_frame  # type: ignore[method-assign]
    RTCRtpSender._retransmit = retransmit  # type: ignore[method-assign]
