"""A logo comes out with its pixels and nothing else, or does not come in."""

import contextlib
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.core import png
from signaling.core.png import NotALogo, clean

SECRET = b"Wassigny, 49.97 N 3.60 E"


def chunk(kind: bytes, data: bytes) -> bytes:
    return png._chunk(kind, data)


def header(width=3, height=2, depth=8, colour=6, interlace=0) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))


def pixels(size: int = 2 * (1 + 3 * 4)) -> bytes:
    return chunk(b"IDAT", zlib.compress(bytes(size)))


def a_logo(head: bytes = b"", body: bytes = b"", more: bytes = b"", tail: bytes = b"") -> bytes:
    parts = png.SIGNATURE, head or header(), more, body or pixels(), chunk(b"IEND", b"")
    return b"".join(parts) + tail


def test_the_pixels_stay_and_what_is_hidden_goes() -> None:
    hidden = chunk(b"tEXt", b"Comment\0" + SECRET) + chunk(b"eXIf", SECRET) + chunk(b"iCCP", SECRET)
    cleaned = clean(a_logo(more=hidden, tail=SECRET))
    assert cleaned == a_logo()
    assert clean(cleaned) == cleaned


def test_a_palette_and_its_transparency_stay() -> None:
    more = chunk(b"PLTE", bytes(6)) + chunk(b"tRNS", b"\0")
    logo = a_logo(header(colour=3, depth=1), pixels(2 * 2), more)
    assert clean(logo) == logo


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "pas une image PNG"),
        (b"\xff\xd8\xff\xe0", "pas une image PNG"),
        (b"", "pas une image PNG"),
        (png.SIGNATURE, "abîmée"),
        (bytes(png.LARGEST + 1), "dépasse"),
        (a_logo()[:-4], "abîmée"),
        (a_logo(header(width=20_000)), "dépasse"),
        (a_logo(header(height=0)), "dépasse"),
        (a_logo(header(interlace=1)), "entrelacement"),
        (a_logo(header(depth=3)), "ordinaire"),
        (a_logo(body=pixels(5)), "abîmée"),
        (a_logo(body=pixels(10_000_000)), "abîmée"),
        (a_logo(body=chunk(b"IDAT", b"not zlib")), "abîmée"),
        (a_logo(more=header()), "abîmée"),
        (a_logo().replace(b"IDAT", b"IDAX", 1), "abîmée"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_logo_is_refused_with_its_reason(file: bytes, why: str) -> None:
    with pytest.raises(NotALogo, match=why):
        clean(file)


@given(st.integers(0, len(a_logo()) - 1), st.integers(1, 255))
def test_a_logo_with_one_byte_changed_is_refused_or_still_clean(at: int, change: int) -> None:
    file = bytearray(a_logo())
    file[at] ^= change
    with contextlib.suppress(NotALogo):
        assert clean(bytes(file)) == clean(clean(bytes(file)))


@given(st.binary(max_size=300))
def test_any_bytes_after_the_signature_are_read_without_a_fall(tail: bytes) -> None:
    with pytest.raises(NotALogo):
        clean(png.SIGNATURE + tail)
