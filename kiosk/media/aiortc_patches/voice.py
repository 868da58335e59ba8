"""One lost packet of a voice delays nothing after it.

aiortc 1.16 waits for it until its buffer of 16 is full, then stays that late for ever: 80 ms become
280 (aiortc issue 543). Here an audio receiver is given a buffer of our own.
"""

from aiortc import RTCDtlsTransport, RTCRtpReceiver

from ..voice_buffer import VoiceBuffer

original = RTCRtpReceiver.__init__


def init(self: RTCRtpReceiver, kind: str, transport: RTCDtlsTransport) -> None:
    """Stands for `RTCRtpReceiver.__init__`."""
    original(self, kind, transport)
    if kind == "audio":
        self._RTCRtpReceiver__jitter_buffer = VoiceBuffer()  # type: ignore[attr-defined]


def apply() -> None:
    RTCRtpReceiver.__init__ = init  # type: ignore[method-assign]
