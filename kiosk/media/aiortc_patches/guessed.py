"""How much of pictures the other end thinks that the line carries (REMB).

It is all that is known of a line until packets are reported one by one (:mod:`.transport_wide`).
aiortc 1.16 makes a sender's encoder at its first picture and at a rate of the encoder's own, whose
first keyframe fills a thin line for seconds: here it may be made before, for what the line bears.
"""

from aiortc import RTCPeerConnection, RTCRtpSender, codecs

from .transport_wide import START as ASKED
from .transport_wide import URI, line_of

START = 300_000.0
"Where a line of which nothing is known is guessed: REMB rises by 8 % a second, and no burst asks."


def first_rate(connection: RTCPeerConnection) -> float:
    """Bits per second with which a line begins of which nothing is known, once its offer is."""
    both = [each.uri for t in connection.getTransceivers() for each in t._headerExtensions]
    return ASKED if URI in both else START


def begin(connection: RTCPeerConnection, rate: float) -> None:
    """Pictures begin with `rate` bits per second; of a connection that was offered, before it is
    answered."""
    for transceiver in connection.getTransceivers():
        sender = transceiver.sender
        if transceiver.kind == "video" and transceiver._codecs:
            encoder = codecs.get_encoder(transceiver._codecs[0])
            if hasattr(encoder, "target_bitrate"):
                encoder.target_bitrate = round(rate)
            sender._RTCRtpSender__encoder = encoder  # type: ignore[attr-defined]


def rate_of(sender: RTCRtpSender) -> float | None:
    """Bits per second for pictures; None where packets are reported one by one, for a voice, and
    before the first picture."""
    if sender.kind != "video" or line_of(sender.transport).reported_on:
        return None
    return getattr(sender._RTCRtpSender__encoder, "target_bitrate", None)  # type: ignore[attr-defined]
