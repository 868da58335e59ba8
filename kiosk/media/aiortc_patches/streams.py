"""Voice and pictures are two streams, so that a browser does not wait with one for the other.

aiortc 1.16 names one stream for all tracks of a connection (msid, RFC 8830), and a browser then
holds the voice back until a picture is due, by what it reckons pictures may need: Chromium does not
count there that they are shown at once (:mod:`.playout_delay`). On a line of 450 kbit/s the voice
was 210 ms late, 320 a minute later, and by the browser's own reckoning 160 behind lips that were
long there; by themselves it is 162 and stays so, and a picture is decoded 142 ms after it was
taken. Not a fault of aiortc: nothing to report.
"""

import uuid

from aiortc import MediaStreamTrack, RTCPeerConnection, RTCRtpSender

original = RTCPeerConnection.addTrack


def add_track(self: RTCPeerConnection, track: MediaStreamTrack) -> RTCRtpSender:
    """Stands for `RTCPeerConnection.addTrack`."""
    sender = original(self, track)
    sender._stream_id = str(uuid.uuid4())
    return sender


def apply() -> None:
    RTCPeerConnection.addTrack = add_track  # type: ignore[method-assign]
