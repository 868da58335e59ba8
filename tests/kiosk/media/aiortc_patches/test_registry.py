"""aiortc's senders and receivers use our codecs, and an answer says so."""

import inspect

import pytest
from aiortc import codecs

from kiosk.media.aiortc_patches import registry


@pytest.fixture(autouse=True)
def _applied() -> None:
    registry.apply()


def codec(mime: str) -> codecs.RTCRtpCodecParameters:
    found = [c for kind in codecs.CODECS.values() for c in kind if c.mimeType == mime]
    return found[0]


@pytest.mark.parametrize("mime", ["audio/opus", "video/VP8", "video/H264"])
def test_an_encoder_is_ours(mime):
    assert type(codecs.get_encoder(codec(mime))) in registry.CLASSES.values()


def test_repetition_is_asked_of_the_other_end():
    assert codec("audio/opus").parameters["useinbandfec"] == "1"


def test_vp8_is_offered_first():
    assert codecs.CODECS["video"][0].mimeType == "video/VP8"


@pytest.mark.parametrize("name", registry.CLASSES)
def test_the_pinned_aiortc_still_names_its_classes_so(name):
    assert f"return {name}()" in inspect.getsource(codecs.get_encoder) + inspect.getsource(
        codecs.get_decoder
    )
