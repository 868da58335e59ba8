"""Our encoders and decoders in the place of aiortc's own.

aiortc 1.16 has no registry of codecs to add to: `get_encoder` and `get_decoder` name their classes
from their module, and an answer's format parameters are those of `CODECS`. What it forbids is felt
in aiortc issue 1393, a voice of 96 kbit/s whatever is asked. Its decoder of a voice stays: nothing
reaches it (:mod:`.voice`).
"""

from aiortc import codecs

from ..codecs.opus import BITRATE, OpusEncoder
from ..codecs.vp8 import Vp8Encoder
from .h264 import H264Encoder
from .pictures import H264Decoder, Vp8Decoder

CLASSES = {
    "OpusEncoder": OpusEncoder,
    "Vp8Encoder": Vp8Encoder,
    "Vp8Decoder": Vp8Decoder,
    "H264Encoder": H264Encoder,
    "H264Decoder": H264Decoder,
}
OPUS = {"minptime": "10", "useinbandfec": "1", "maxaveragebitrate": str(BITRATE)}
"RFC 7587, 6.1: what this end would like to receive; mono is the default."


def apply() -> None:
    for name, ours in CLASSES.items():
        setattr(codecs, name, ours)
    for codec in codecs.CODECS["audio"]:
        if codec.name.lower() == "opus":
            codec.parameters = dict(OPUS)
