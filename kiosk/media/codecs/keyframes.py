"""Which packet begins a keyframe, by the payload's first bytes."""

from aiortc.codecs.vpx import VpxPayloadDescriptor

SPS, STAP_A = 7, 24
"RFC 6184, 5.2: the parameters that come before a keyframe, alone or with others."


def starts_keyframe(codec: str, payload: bytes) -> bool:
    """`codec` by its name in SDP; False for a payload that cannot be read."""
    return _vp8(payload) if codec.upper() == "VP8" else _h264(payload)


def _vp8(payload: bytes) -> bool:
    try:
        descriptor, data = VpxPayloadDescriptor.parse(payload)
    except ValueError:
        return False
    first = descriptor.partition_start == 1 and descriptor.partition_id == 0
    return first and len(data) > 0 and not data[0] & 1  # RFC 6386, 9.1


def _h264(payload: bytes) -> bool:
    if not payload:
        return False
    kind = payload[0] & 31
    return kind == SPS or (kind == STAP_A and len(payload) > 3 and payload[3] & 31 == SPS)
