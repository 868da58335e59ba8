"""What was sent is kept by time, so that it can leave again.

aiortc 1.16 keeps 128 packets: 0.7 s of pictures on a wide line, where asking twice may take longer,
and a minute of a voice, where nobody asks so late.
"""

import time
from collections import deque
from collections.abc import Callable

from aiortc import MediaStreamTrack, RTCDtlsTransport, RTCRtpSender, rtcrtpsender
from aiortc.rtp import RtpPacket

KEPT_S = 4.0
"Two round trips of the slowest line, its queue included; by then a keyframe has been asked for. At"
"most some 700 packets: SRTP itself refuses one of more than 1024 numbers ago."
NUMBERS = 1 << 16

original = RTCRtpSender.__init__


class History(dict[int, RtpPacket]):
    """The packets of one stream by their numbers. In aiortc's place the number is the key."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._kept: deque[tuple[float, int]] = deque()

    def __setitem__(self, number: int, packet: RtpPacket) -> None:
        now = self._clock()
        super().__setitem__(number, packet)
        self._kept.append((now, number))
        while self._kept[0][0] < now - KEPT_S:
            self.pop(self._kept.popleft()[1], None)


def init(
    self: RTCRtpSender, track_or_kind: MediaStreamTrack | str, transport: RTCDtlsTransport
) -> None:
    """Stands for `RTCRtpSender.__init__`."""
    original(self, track_or_kind, transport)
    self._RTCRtpSender__rtp_history = History()  # type: ignore[attr-defined]


def apply() -> None:
    rtcrtpsender.RTP_HISTORY_SIZE = NUMBERS  # type: ignore[attr-defined]
    RTCRtpSender.__init__ = init  # type: ignore[assignment, method-assign]
