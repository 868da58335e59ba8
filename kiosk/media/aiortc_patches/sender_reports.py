"""A report says when what is sent was seen and said; not when it left.

RFC 3550, 6.4.1: both time stamps of a report are of the same instant. aiortc 1.16 gives the stamp
of the last packet and the time when that packet had left: behind a pacer that is some tens of ms
after the picture was taken, and never as many. A browser keeps the voice for a picture that it
takes to be late: by 80 ms after two minutes, by more later, and hardly ever less again. Here both
are of now, reckoned from when the track took what it gives, as libwebrtc does.
Not reported upstream yet.
"""

import time
from typing import Protocol, runtime_checkable

from aiortc import RTCRtpSender, clock
from aiortc.rtcrtpparameters import RTCRtpCodecParameters
from aiortc.rtcrtpsender import RTCEncodedFrame
from aiortc.rtp import AnyRtcpPacket, RtcpSrPacket

from . import pacing

original = RTCRtpSender._send_rtcp


@runtime_checkable
class Dated(Protocol):
    """A track that knows which time stamp belongs to which time."""

    def stamp_at(self, now: float) -> int | None:
        """In units of its codec's clock, of what is taken at this `time.monotonic`; None: not
        known."""
        ...


async def next_encoded_frame(
    self: RTCRtpSender, codec: RTCRtpCodecParameters
) -> RTCEncodedFrame | None:
    """Stands for `RTCRtpSender._next_encoded_frame`, after what :mod:`.pacing` makes of it."""
    if getattr(self, "_begun", None) is None:  # the first frame has left by its second one
        self._begun = _begun(self)  # type: ignore[attr-defined]
    frame = await pacing.next_encoded_frame(self, codec)
    if frame is not None:
        self._last_stamp = frame.timestamp  # type: ignore[attr-defined]
    return frame


def _begun(sender: RTCRtpSender) -> int | None:
    """What aiortc adds to every stamp, once a packet of the first frame has left."""
    last: int | None = getattr(sender, "_last_stamp", None)
    if last is None or not sender._RTCRtpSender__packet_count:  # type: ignore[attr-defined]
        return None
    return int(sender._RTCRtpSender__rtp_timestamp) - last  # type: ignore[attr-defined]


async def send_rtcp(self: RTCRtpSender, packets: list[AnyRtcpPacket]) -> None:
    """Stands for `RTCRtpSender._send_rtcp`."""
    for packet in packets:
        if isinstance(packet, RtcpSrPacket):
            _date(self, packet)
    await original(self, packets)


def _date(sender: RTCRtpSender, report: RtcpSrPacket) -> None:
    begun, track = getattr(sender, "_begun", None), sender.track
    begun = _begun(sender) if begun is None else begun
    stamp = track.stamp_at(time.monotonic()) if isinstance(track, Dated) else None
    if begun is None or stamp is None:
        return
    now = clock.current_ntp_time()
    report.sender_info.ntp_timestamp = now
    report.sender_info.rtp_timestamp = (begun + stamp) & 0xFFFFFFFF
    # By this the other end's answer is known again: it makes the round trip.
    sender._RTCRtpSender__lsr = (now >> 16) & 0xFFFFFFFF  # type: ignore[attr-defined]


def apply() -> None:
    RTCRtpSender._next_encoded_frame = next_encoded_frame  # type: ignore[method-assign]
    RTCRtpSender._send_rtcp = send_rtcp  # type: ignore[method-assign]
