"""Looks at an offer before aiortc does."""

from aiortc import RTCSessionDescription
from aiortc.sdp import SessionDescription

MAX_CHARS = 64 * 1024
MAX_SECTIONS = 4
MAX_CANDIDATES = 50


class BadSdp(ValueError):
    """The offer cannot be answered; `str` says why, without quoting it."""


def check_offer(sdp: str) -> RTCSessionDescription:
    """The offer, as aiortc takes it. Raises BadSdp, and nothing else, whatever the text."""
    if len(sdp) > MAX_CHARS:
        raise BadSdp("too long")
    if sdp.count("m=") > 4 * MAX_SECTIONS or sdp.count("a=candidate:") > MAX_CANDIDATES:
        raise BadSdp("too many sections or candidates")
    try:
        parsed = SessionDescription.parse(sdp)
        kinds = [media.kind for media in parsed.media]
    except Exception as error:  # noqa: BLE001 - aiortc raises seven kinds for malformed text
        raise BadSdp(f"unreadable: {type(error).__name__}") from None
    if not 1 <= len(kinds) <= MAX_SECTIONS or "application" not in kinds:
        raise BadSdp("not the sections of a call")
    for media in parsed.media:
        if not (
            media.dtls and media.dtls.fingerprints and media.ice and media.ice.usernameFragment
        ):
            raise BadSdp("no key or no ICE credentials")
    return RTCSessionDescription(sdp=sdp, type="offer")
