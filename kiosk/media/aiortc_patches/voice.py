"""A voice goes from its packets to what plays it: aiortc keeps none of them and decodes nothing.

aiortc 1.16 waits for one that is lost until its buffer of 16 is full, then stays that late for
ever: 80 ms become 280 (aiortc issue 543). An end that listens has its place before anything comes:
a track is told of with the offer that names it, and a receiver without a track never starts.
"""

from typing import Protocol

from aiortc import RTCRtpReceiver
from aiortc.rtp import RtpPacket


class Listener(Protocol):
    """Stands for aiortc's `JitterBuffer`."""

    def add(self, packet: RtpPacket) -> tuple[bool, None]: ...


def listen(receiver: RTCRtpReceiver, listener: Listener) -> None:
    """When its track is told of, at once."""
    receiver._RTCRtpReceiver__jitter_buffer = listener  # type: ignore[attr-defined]
