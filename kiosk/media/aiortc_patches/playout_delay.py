"""The other end is told how long it may keep a picture, as :class:`~..evenness.Evenness` says.

aiortc 1.16 does not know the extension *playout-delay* (libwebrtc's
docs/native-code/rtp-hdrext/playout-delay), which Chromium offers: 12 bits each for the least and
the most, in 10 ms. Not reported upstream yet.
"""

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


class Extensions(HeaderExtensionsMap):
    """Stands for `HeaderExtensionsMap`, one a sender and one a connection's receivers."""

    def __init__(self) -> None:
        super().__init__()
        self._delay_id = 0
        self._evenness = Evenness()

    def configure(self, parameters: RTCRtpParameters) -> None:
        super().configure(parameters)
        self._delay_id = next((e.id for e in parameters.headerExtensions if e.uri == URI), 0)

    def heard_lost(self, highest: int, lost: int) -> None:
        """As :meth:`Evenness.heard_lost`."""
        self._evenness.heard_lost(highest, lost)

    def set(self, values: HeaderExtensions) -> tuple[int, bytes]:
        profile, packed = super().set(values)
        if not self._delay_id or profile not in (NO, ONE_BYTE):
            return profile, packed
        asked = AT_ONCE if self._evenness.at_once else AS_EVER
        # What is packed is padded to four bytes, and so it stays.
        return ONE_BYTE, packed + bytes([self._delay_id << 4 | len(asked) - 1]) + asked


def apply() -> None:
    extensions = codecs.HEADER_EXTENSIONS["video"]
    if all(each.uri != URI for each in extensions):
        extensions.append(RTCRtpHeaderExtensionParameters(id=OURS, uri=URI))
    rtp.HeaderExtensionsMap = Extensions  # type: ignore[misc]
