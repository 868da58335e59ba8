"""One lost packet of a voice delays nothing after it.

aiortc 1.16 waits for it until its buffer of 16 is full, then stays that late for ever: 80 ms become
280 (aiortc issue 543). Here an audio receiver is given a buffer of our own; one that is listened to
at a loudspeaker hands every packet to what plays it, and decodes nothing itself.
"""

from typing import Protocol

from aiortc import RTCDtlsTransport, RTCRtpReceiver
from aiortc.rtp import RtpPacket

from ..voice_buffer import VoiceBuffer

original = RTCRtpReceiver.__init__


def init(self: RTCRtpReceiver, kind: str, transport: RTCDtlsTransport) -> None:
    """Stands for `RTCRtpReceiver.__init__`."""
    original(self, kind, transport)
    if kind == "audio":
        self._RTCRtpReceiver__jitter_buffer = VoiceBuffer()  # type: ignore[attr-defined]


class Listener(Protocol):
    """Stands for aiortc's `JitterBuffer`."""

    def add(self, packet: RtpPacket) -> tuple[bool, None]: ...


def listen(receiver: RTCRtpReceiver, listener: Listener) -> None:
    """Before anything is received."""
    receiver._RTCRtpReceiver__jitter_buffer = listener  # type: ignore[attr-defined]


def apply() -> None:
    RTCRtpReceiver.__init__ = init  # type: ignore[method-assign]
