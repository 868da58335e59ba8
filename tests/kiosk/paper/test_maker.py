"""The pages' own process: what it answers, and what it refuses."""

import io

import pikepdf
import pytest
from PIL import Image

from devices.errors import Refused
from kiosk.paper.look import Correction, Ink, PageFault
from kiosk.paper.maker import PREVIEW_BYTES, PageMaker

from .pages import FORM, jpeg, letter


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture))


def test_a_page_is_seen_small_and_whole_with_what_is_wrong_with_it():
    with Image.open(FORM) as form:
        given = jpeg(form.resize((2480, 3508)))
    seen = PageMaker().see(given, 300)
    assert seen.look.faults == (PageFault.SKEWED, PageFault.BORDERS)
    assert len(seen.preview) <= PREVIEW_BYTES
    assert opened(seen.preview).size == (827, 1169)
    assert opened(seen.shown).size == (1240, 1754)


def test_pages_are_bound_in_order_as_they_were_made():
    maker, page = PageMaker(), jpeg(letter(9, dpi=150))
    grey = maker.finish(page, 150, Correction())
    black = maker.finish(page, 150, Correction(ink=Ink.BLACK))
    assert len(black) < len(grey)
    with pikepdf.open(io.BytesIO(maker.bind([black, grey]))) as pdf:
        filters = [repr(next(iter(p.get_images().values())).Filter) for p in pdf.pages]
        sizes = [[round(float(side) / 72 * 25.4) for side in p.mediabox[2:]] for p in pdf.pages]
    assert ["CCITTFaxDecode" in filters[0], "DCTDecode" in filters[1]] == [True, True]
    assert sizes == [[210, 297], [210, 297]]


@pytest.mark.parametrize("noise", [b"", b"\xff\xd8\xff", b"%PDF-1.7", bytes(5000)])
def test_what_is_no_page_is_refused(noise):
    maker = PageMaker()
    with pytest.raises(Refused):
        maker.see(noise, 300)
    with pytest.raises(Refused):
        maker.finish(noise, 300, Correction())
    with pytest.raises(Refused):
        maker.bind([noise])


def test_a_page_cut_short_is_refused():
    with pytest.raises(Refused):
        PageMaker().see(jpeg(letter())[:4000], 150)
