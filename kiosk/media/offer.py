"""Looks at an offer before aiortc does, and gives aiortc its own words for it.

Nothing of the text goes further: what a call needs is read, judged and written again, so that
aiortc parses only lines that were made here. What a call does not need is left out; what it needs
and is wrong refuses the offer.
"""

import ipaddress
import re
from collections.abc import Iterable

from aiortc import RTCIceCandidate, RTCRtpCodecParameters, RTCSessionDescription, sdp
from aiortc.rtcdtlstransport import RTCDtlsFingerprint, RTCDtlsParameters
from aiortc.rtcicetransport import RTCIceParameters
from aiortc.rtcrtpparameters import (
    ParametersDict,
    RTCRtcpFeedback,
    RTCRtpHeaderExtensionParameters,
)
from aiortc.rtcsctptransport import RTCSctpCapabilities

MAX_CHARS = 64 * 1024
MAX_SECTIONS = 4
MAX_CANDIDATES = 50
MAX_CODECS = 64
MAX_SSRCS = 16
MAX_CHANNEL_MESSAGE = 256 * 1024

CODECS = {"opus": 48000, "vp8": 90000, "h264": 90000, "rtx": 90000}
"By name in lower case, with the clock that each must have."
PARAMETERS = frozenset({"apt", "packetization-mode", "profile-level-id", "level-asymmetry-allowed"})
FEEDBACK = frozenset(
    {
        ("nack", None),
        ("nack", "pli"),
        ("ccm", "fir"),
        ("goog-remb", None),
        ("transport-cc", None),
    }
)
EXTENSIONS = frozenset(
    {
        "urn:ietf:params:rtp-hdrext:sdes:mid",
        "urn:ietf:params:rtp-hdrext:ssrc-audio-level",
        "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
        "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay",
        "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
    }
)
PROFILES = {
    "audio": "UDP/TLS/RTP/SAVPF",
    "video": "UDP/TLS/RTP/SAVPF",
    "application": "UDP/DTLS/SCTP",
}

MID = re.compile(r"[A-Za-z0-9._-]{1,32}")
WORD = re.compile(r"[A-Za-z0-9+/]{1,32}")
UFRAG = re.compile(r"[A-Za-z0-9+/]{4,256}")
PASSWORD = re.compile(r"[A-Za-z0-9+/]{22,256}")
SHA256 = re.compile(r"[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){31}")
VALUE = re.compile(r"[A-Za-z0-9]{1,16}")
HIDDEN_HOST = re.compile(r"[0-9A-Fa-f-]{36}\.local")
"What a browser says instead of its own address (mDNS)."


class BadSdp(ValueError):
    """The offer cannot be answered; `str` says why, without quoting it."""


def who_offers(offer: RTCSessionDescription) -> str:
    """The fingerprint of the certificate behind a checked offer: the same one, the same end."""
    start = "a=fingerprint:"
    return next(line for line in offer.sdp.splitlines() if line.startswith(start))[len(start) :]


def check_offer(text: str) -> RTCSessionDescription:
    """The offer in our own words, as aiortc takes it. Raises BadSdp, and nothing else."""
    if len(text) > MAX_CHARS or len(text.encode(errors="replace")) > MAX_CHARS:
        raise BadSdp("too long")
    lines = text.splitlines()
    if sum(line.startswith("m=") for line in lines) > MAX_SECTIONS:
        raise BadSdp("too many sections")
    if sum(line.startswith("a=candidate:") for line in lines) > MAX_CANDIDATES:
        raise BadSdp("too many candidates")
    try:
        ours = str(_session(sdp.SessionDescription.parse(text)))
    except BadSdp:
        raise
    except Exception as error:  # noqa: BLE001 - aiortc raises seven kinds for malformed text
        raise BadSdp(f"unreadable: {type(error).__name__}") from None
    return RTCSessionDescription(sdp=ours, type="offer")


def _session(said: sdp.SessionDescription) -> sdp.SessionDescription:
    ours = sdp.SessionDescription()
    ours.origin = "- 1 1 IN IP4 0.0.0.0"
    ours.media = [_section(media) for media in said.media]
    kinds = [media.kind for media in ours.media]
    if kinds.count("application") != 1:
        raise BadSdp("not the sections of a call")
    mids = [media.rtp.muxId for media in ours.media]
    if len(set(mids)) != len(mids):
        raise BadSdp("two sections of one name")
    # RFC 8829, 4.1.1: the console is always "max-bundle".
    for group in said.group:
        if group.semantic == "BUNDLE" and group.items == mids:
            ours.group = [sdp.GroupDescription("BUNDLE", list(mids))]
    if len(mids) > 1 and not ours.group:
        raise BadSdp("not one bundle")
    return ours


def _section(said: sdp.MediaDescription) -> sdp.MediaDescription:
    if PROFILES.get(said.kind) != said.profile:
        raise BadSdp("no section of a call")
    ours = sdp.MediaDescription(said.kind, 9, said.profile, [])
    ours.host = "0.0.0.0"  # RFC 8829, 5.2.1: addresses are in the candidates alone
    ours.rtp.muxId = _matching(MID, said.rtp.muxId, "a section without a name")
    ours.ice = RTCIceParameters(
        usernameFragment=_matching(UFRAG, said.ice and said.ice.usernameFragment, "ICE"),
        password=_matching(PASSWORD, said.ice and said.ice.password, "ICE"),
    )
    ours.ice_options = "trickle"
    ours.ice_candidates = [ours for each in said.ice_candidates for ours in _candidate(each)]
    ours.ice_candidates_complete = said.ice_candidates_complete
    ours.dtls = _dtls(said.dtls)
    if said.kind == "application":
        _channel(said, ours)
    else:
        _media(said, ours)
    return ours


def _matching(pattern: re.Pattern[str], value: object, what: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise BadSdp(f"malformed: {what}")
    return value


def _dtls(said: RTCDtlsParameters | None) -> RTCDtlsParameters:
    if said is None or said.role not in ("auto", "client", "server"):
        raise BadSdp("no role")
    # RFC 8122, 5: weaker and doubled fingerprints help nobody; browsers say this one.
    values = {f.value.upper() for f in said.fingerprints if f.algorithm.lower() == "sha-256"}
    if len(values) != 1:
        raise BadSdp("not one sha-256 fingerprint")
    value = _matching(SHA256, values.pop(), "fingerprint")
    return RTCDtlsParameters([RTCDtlsFingerprint("sha-256", value)], said.role)


def _candidate(said: RTCIceCandidate) -> Iterable[RTCIceCandidate]:
    """None for what ICE here cannot use: TCP, a second component, an address of no machine."""
    if said.protocol.lower() != "udp" or said.component != 1 or not 0 < said.port < 65536:
        return
    if said.type not in ("host", "srflx", "relay") or not WORD.fullmatch(said.foundation):
        return
    if not 0 <= said.priority < 2**32 or not _is_host(said.ip):
        return
    yield RTCIceCandidate(1, said.foundation, said.ip, said.port, said.priority, "udp", said.type)


def _is_host(text: str) -> bool:
    if HIDDEN_HOST.fullmatch(text):
        return True
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    nowhere = address.is_multicast or address.is_loopback or address.is_unspecified
    return not nowhere and not getattr(address, "scope_id", None)


def _channel(said: sdp.MediaDescription, ours: sdp.MediaDescription) -> None:
    if said.fmt != ["webrtc-datachannel"] or not 0 < (said.sctp_port or 0) < 65536:
        raise BadSdp("no data channel")
    ours.fmt, ours.sctp_port = ["webrtc-datachannel"], said.sctp_port
    longest = said.sctpCapabilities.maxMessageSize if said.sctpCapabilities else 65536
    # RFC 8841, 6.1: zero stands for any size.
    longest = min(longest or MAX_CHANNEL_MESSAGE, MAX_CHANNEL_MESSAGE)
    if longest < 0:
        raise BadSdp("no data channel")
    ours.sctpCapabilities = RTCSctpCapabilities(maxMessageSize=longest)


def _media(said: sdp.MediaDescription, ours: sdp.MediaDescription) -> None:
    if not said.rtcp_mux:
        raise BadSdp("RTCP apart")
    ours.rtcp_port, ours.rtcp_host, ours.rtcp_mux = 9, "0.0.0.0", True
    ours.direction = said.direction or "sendrecv"
    if len(said.rtp.codecs) > MAX_CODECS or len(said.ssrc) > MAX_SSRCS:
        raise BadSdp("too many codecs or streams")
    ours.rtp.codecs = [ours for each in said.rtp.codecs for ours in _codec(said.kind, each)]
    ours.fmt = [codec.payloadType for codec in ours.rtp.codecs]
    if len(set(ours.fmt)) != len(ours.fmt):
        raise BadSdp("one payload type twice")
    if not any(codec.name.lower() != "rtx" for codec in ours.rtp.codecs):
        raise BadSdp("no codec in common")
    ours.rtp.headerExtensions = _extensions(said.rtp.headerExtensions)
    ours.ssrc = [sdp.SsrcDescription(s.ssrc, cname="c") for s in said.ssrc if 0 < s.ssrc < 2**32]


def _codec(kind: str, said: RTCRtpCodecParameters) -> Iterable[RTCRtpCodecParameters]:
    name = said.name.lower()
    if CODECS.get(name) != said.clockRate or (kind == "audio") != (name == "opus"):
        return
    # RFC 5761, 4: 64 to 95 would be taken for RTCP.
    if said.payloadType not in range(96, 128) and said.payloadType not in range(35, 64):
        return
    channels = 2 if name == "opus" else None  # RFC 7587, 7: "opus/48000/2", always
    feedback = {(each.type, each.parameter) for each in said.rtcpFeedback} & FEEDBACK
    yield RTCRtpCodecParameters(
        mimeType=said.mimeType,
        clockRate=said.clockRate,
        channels=channels,
        payloadType=said.payloadType,
        rtcpFeedback=[RTCRtcpFeedback(*each) for each in sorted(feedback, key=str)],
        parameters=_parameters(said.parameters),
    )


def _parameters(said: ParametersDict) -> ParametersDict:
    return {
        name: value
        for name, value in said.items()
        if name in PARAMETERS and VALUE.fullmatch(str(value))
    }


def _extensions(
    said: list[RTCRtpHeaderExtensionParameters],
) -> list[RTCRtpHeaderExtensionParameters]:
    """One for each thing aiortc understands, of the one-byte kind (RFC 8285, 4.2)."""
    known = {each.uri: each for each in said if each.uri in EXTENSIONS and 0 < each.id < 15}
    if len({each.id for each in known.values()}) != len(known):
        raise BadSdp("one extension twice")
    return list(known.values())
