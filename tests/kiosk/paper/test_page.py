import io

import pikepdf
import pytest
from PIL import Image

from kiosk.paper.page import a4_pdf

MM = 72 / 25.4
"Points in a millimetre."


def jpeg(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(file, "JPEG", quality=60)
    return file.getvalue()


def page_of(pdf: bytes) -> tuple[int, list[float], bytes]:
    """How many pages, the first one's size in millimetres, and its picture as it was given."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (page,) = document.pages
        _, _, width, height = (float(side) / MM for side in page.mediabox)
        (picture,) = page.get_images().values()
        return len(document.pages), [width, height], picture.read_raw_bytes()


@pytest.mark.parametrize(
    ("size", "millimetres"),
    [((248, 351), [210, 297]), ((300, 200), [297, 210]), ((400, 400), [210, 297])],
)
def test_whatever_was_scanned_becomes_one_a4_page(size, millimetres):
    pages, found, _ = page_of(a4_pdf(jpeg(*size)))
    assert pages == 1
    assert found == pytest.approx(millimetres, abs=0.2)


def test_the_picture_is_not_compressed_again():
    given = jpeg(248, 351)
    assert page_of(a4_pdf(given))[2] == given


@pytest.mark.parametrize("noise", [b"", b"\xff\xd8\xff", b"%PDF-1.7", bytes(5000)])
def test_what_is_no_picture_is_one_kind_of_error(noise):
    with pytest.raises(ValueError, match=r"\w"):
        a4_pdf(noise)
