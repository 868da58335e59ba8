"""The other end is told how long it may keep a picture, as :class:`~..evenness.Evenness` says.

aiortc 1.16 does not know the extension *playout-delay* (libwebrtc's
docs/native-code/rtp-hdrext/playout-delay), which Chromium offers: 12 bits each for the least and
the most, in 10 ms. Not reported upstream yet.
"""

from math import ceil

from aiortc import codecs, rtp
from aiortc.rtcrtpparameters import RTCRtpHeaderExtensionParameters, RTCRtpParameters
from aiortc.rtp import HeaderExtensions, HeaderExtensionsMap

from ..evenness import Evenness

URI = "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay"
OURS = 6
"Its number where this end offers; an answer takes the other's."
NO, ONE_BYTE = 0, 0xBEDE
"No extension, and the kind with headers of one byte (RFC 8285, 4.2)."
AT_ONCE, AS_EVER = (0).to_bytes(3, "big"), 0xFFF.to_bytes(3, "big")
"From 0 to 0, and from 0 to 41 s."
LEAST, UNIT_S = 1, 0.01
"At 0 Chromium keeps nothing at all, whatever the most is (up to half a second)."


class Extensions(HeaderExtensionsMap):
    """Stands for `HeaderExtensionsMap`, one a sender and one a connection's receivers."""

    def __init__(self) -> None:
        super().__init__()
        self._delay_id = 0
        self._evenness = Evenness()

    def configure(self, parameters: RTCRtpParameters) -> None:
        super().configure(parameters)
        self._delay_id = next((e.id for e in parameters.headerExtensions if e.uri == URI), 0)

    def heard_lost(self, highest: int, lost: int, round_trip_s: float | None) -> None:
        """As :meth:`Evenness.heard_lost`."""
        self._evenness.heard_lost(highest, lost)
        self._evenness.round_trip_s = round_trip_s

    def set(self, values: HeaderExtensions) -> tuple[int, bytes]:
        profile, packed = super().set(values)
        if not self._delay_id or profile not in (NO, ONE_BYTE):
            return profile, packed
        asked = self._asked()
        # What is packed is padded to four bytes, and so it stays.
        return ONE_BYTE, packed + bytes([self._delay_id << 4 | len(asked) - 1]) + asked

    def _asked(self) -> bytes:
        if self._evenness.at_once:
            return AT_ONCE
        if (most := self._evenness.most_s) is None:
            return AS_EVER
        return (LEAST << 12 | max(LEAST, ceil(most / UNIT_S))).to_bytes(3, "big")


def apply() -> None:
    extensions = codecs.HEADER_EXTENSIONS["video"]
    if all(each.uri != URI for each in extensions):
        extensions.append(RTCRtpHeaderExtensionParameters(id=OURS, uri=URI))
    rtp.HeaderExtensionsMap = Extensions  # type: ignore[misc]
