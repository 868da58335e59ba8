"""A picture leaves in small steps, so that sound never waits behind a keyframe.

aiortc 1.16 sends all packets of a picture at once, and has no estimate to pace by (aiortc issue
780): 15 kB take 270 ms of a 450 kbit/s uplink, and the voice stands in that queue. Here the task
that sends pictures rests after each packet, at 1.5 times the rate that the encoder aims at. What is
asked for again leaves at once, since it is late already, and the next picture pays for it.

aiortc takes the next picture from the camera once the last one has left. With rests in between, a
camera of 25 pictures a second would give every second or third one, the encoder would then make
each two or three times as large, and so on for ever. Here the next one is taken and encoded
meanwhile.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from aiortc import RTCDtlsTransport, RTCRtpSender
from aiortc.mediastreams import MediaStreamError
from aiortc.rtcrtpparameters import RTCRtpCodecParameters, RTCRtpSendParameters
from aiortc.rtcrtpsender import RTCEncodedFrame
from aiortc.rtp import is_rtcp

HEADROOM = 1.5
OVERHEAD = 60
"Bytes of IP, UDP and SRTP around each packet."
SLACK_S = 0.005
"Shorter rests are not worth a turn of the loop."
MOST_REST_S = 0.3

original = RTCRtpSender.send
original_next = RTCRtpSender._next_encoded_frame


@dataclass
class Pace:
    """When the line will have carried what was sent, on the caller's clock. Pure."""

    free_at: float = 0.0

    def rest_after(self, size: int, bits_per_s: float, now: float) -> float:
        """Seconds to rest after a packet of `size` bytes that has just left."""
        cost = 8 * (size + OVERHEAD) / (HEADROOM * bits_per_s)
        self.free_at = min(max(self.free_at, now) + cost, now + MOST_REST_S)
        rest = self.free_at - now
        return rest if rest > SLACK_S else 0.0


class PacedTransport:
    """Stands for the transport of one sender of pictures."""

    def __init__(self, transport: RTCDtlsTransport, sender: RTCRtpSender) -> None:
        self._transport, self._sender, self._pace = transport, sender, Pace()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    async def _send_rtp(self, data: bytes) -> None:
        await self._transport._send_rtp(data)
        rate = getattr(self._sender._RTCRtpSender__encoder, "target_bitrate", None)  # type: ignore[attr-defined]
        if rate is None or is_rtcp(data):
            return
        rest = self._pace.rest_after(len(data), rate, asyncio.get_running_loop().time())
        # Retransmissions are sent by the task that receives: it must never rest.
        if rest and asyncio.current_task() is self._sender._RTCRtpSender__rtp_task:  # type: ignore[attr-defined]
            await asyncio.sleep(rest)


async def send(self: RTCRtpSender, parameters: RTCRtpSendParameters) -> None:
    """Stands for `RTCRtpSender.send`."""
    if self.kind == "video" and not self._RTCRtpSender__started:  # type: ignore[attr-defined]
        paced = PacedTransport(self.transport, self)
        self._RTCRtpSender__transport = paced  # type: ignore[attr-defined]
    await original(self, parameters)


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
