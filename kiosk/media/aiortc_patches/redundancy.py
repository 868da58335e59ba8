"""A voice may be said twice (RED, RFC 2198), both ways, with whoever offers it: Chromium does.

aiortc 1.16 knows no such codec. Here an answer takes the console's, before its Opus: Chromium says
a voice twice only where it stands there. What is sent is wrapped by the encoder; what comes is
unwrapped before any buffer sees it, and brings its copies along, to who listens (:mod:`.voice`):
aiortc has no decoder for it, nor is it given one. Not reported upstream yet.
"""

from collections.abc import Iterable
from typing import Any

from aiortc import (
    RTCPeerConnection,
    RTCRtpSender,
    codecs,
    rtcpeerconnection,
    rtcrtpreceiver,
    rtcrtpsender,
)
from aiortc.codecs.base import Encoder
from aiortc.rtcrtpparameters import RTCRtpCodecParameters
from av.frame import Frame
from av.packet import Packet

from ..codecs.opus import LEAST_LOSS, OpusEncoder
from ..playout import FRAME
from ..redundancy import Block, Redundancy, unpack

original_common = rtcpeerconnection.find_common_codecs
original_depayload = codecs.depayload
original_encoder = codecs.get_encoder


class Said(bytes):
    """A packet's own frame; `copies` are those of the packets before it."""

    copies: tuple[Block, ...]


class RedEncoder(OpusEncoder):
    """Packets of Opus, of the payload type `kind`, with copies of the ones before."""

    def __init__(self, kind: int) -> None:
        self.redundancy = Redundancy(kind)
        super().__init__()

    def heard_loss(self, fraction: float) -> None:
        self.redundancy.heard_loss(fraction)
        super().heard_loss(fraction)

    @property
    def expected_loss(self) -> int:
        """In percent; few where copies repeat the voice whole: a copy then repeats coarsely what
        came before it, for two that are lost in a row."""
        return LEAST_LOSS if self.redundancy.copies else super().expected_loss

    def encode(self, frame: Frame, force_keyframe: bool = False) -> tuple[list[bytes], int]:
        payloads, stamp = super().encode(frame, force_keyframe)
        return self._wrapped(payloads, stamp), stamp

    def pack(self, packet: "Packet[Any]") -> tuple[list[bytes], int]:
        payloads, stamp = super().pack(packet)
        return self._wrapped(payloads, stamp), stamp

    def _wrapped(self, payloads: list[bytes], stamp: int) -> list[bytes]:
        return [self.redundancy.payload(data, stamp + n * FRAME) for n, data in enumerate(payloads)]


def is_red(codec: RTCRtpCodecParameters) -> bool:
    return codec.mimeType.lower() == "audio/red"


def _kind(codec: RTCRtpCodecParameters) -> int:
    """The payload type of each block: "111/111" is one Opus and its copy (RFC 2198, 5)."""
    return int(next(iter(codec.parameters)).split("/")[0])


def find_common_codecs(
    local_codecs: list[RTCRtpCodecParameters], remote_codecs: list[RTCRtpCodecParameters]
) -> list[RTCRtpCodecParameters]:
    """Stands for `find_common_codecs`; formats of RED were judged by :mod:`kiosk.media.offer`."""
    common = original_common(local_codecs, remote_codecs)
    opus = {codec.payloadType for codec in common if codec.mimeType.lower() == "audio/opus"}
    for codec in remote_codecs:
        if is_red(codec) and codec.parameters and (kind := _kind(codec)) in opus:
            return [
                RTCRtpCodecParameters(
                    mimeType="audio/red",
                    clockRate=codec.clockRate,
                    channels=codec.channels,
                    payloadType=codec.payloadType,
                    parameters={f"{kind}/{kind}": None},
                ),
                *common,
            ]
    return common


def say_once(connection: RTCPeerConnection) -> None:
    """The line is too thin for copies, either way; of a connection that was offered, before it is
    answered. Those that come nevertheless are heard."""
    for transceiver in connection.getTransceivers():
        transceiver._codecs = sorted(transceiver._codecs, key=is_red)


def tell_room(connection: RTCPeerConnection, pictures: float) -> None:
    """The line has so many bits per second for pictures: what is said twice takes from them."""
    for sender in connection.getSenders():
        encoder: Any = sender._RTCRtpSender__encoder  # type: ignore[attr-defined]
        if isinstance(encoder, RedEncoder):
            encoder.redundancy.tell_room(pictures)


def copies_of(senders: Iterable[RTCRtpSender]) -> int:
    """How often more than once these say a voice now."""
    encoders: list[Any] = [sender._RTCRtpSender__encoder for sender in senders]  # type: ignore[attr-defined]
    return sum(one.redundancy.copies for one in encoders if isinstance(one, RedEncoder))


def depayload(codec: RTCRtpCodecParameters, payload: bytes) -> bytes:
    """Stands for `depayload`. Raises ValueError: the packet is then a lost one."""
    if not is_red(codec):
        return original_depayload(codec, payload)
    *copies, own = unpack(payload, _kind(codec))
    said = Said(own.data)
    said.copies = tuple(copies)
    return said


def get_encoder(codec: RTCRtpCodecParameters) -> Encoder:
    """Stands for `get_encoder`."""
    return RedEncoder(_kind(codec)) if is_red(codec) else original_encoder(codec)


def apply() -> None:
    rtcpeerconnection.find_common_codecs = find_common_codecs
    rtcrtpreceiver.depayload = depayload  # type: ignore[attr-defined]
    rtcrtpsender.get_encoder = get_encoder  # type: ignore[attr-defined]
