"""What a document must be to reach the printer, and what is left of it there."""

import io
import struct
import zlib

import numpy as np
import pikepdf
import pypdfium2
import pytest

from kiosk.paper.clean import clean
from kiosk.paper.refusals import BY_CODE, DocumentRefused
from kiosk.paper.sheet import A4_POINTS

from . import samples

PAGES = 30


def kept(data: bytes) -> bytes:
    """What would be printed."""
    words, blobs = clean(data, PAGES)
    assert "refused" not in words, words
    (pdf,) = blobs
    return pdf


def refused(data: bytes) -> str:
    words, blobs = clean(data, PAGES)
    assert blobs == []
    code = words["refused"]
    assert isinstance(code, str)
    return code


def _opened(stream: pikepdf.Stream) -> bytes:
    return b"" if stream.get("/Filter") == pikepdf.Name.DCTDecode else stream.read_bytes()


def inside(pdf: bytes) -> bytes:
    """Everything that it holds, opened."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return b"".join(
            found.read_raw_bytes() + _opened(found) + found.stream_dict.unparse(resolved=True)
            if isinstance(found, pikepdf.Stream)
            else found.unparse(resolved=True)
            for found in document.objects
        )


def shown(pdf: bytes, page: int = 0) -> np.ndarray:
    """Grey pixels, one a point."""
    drawn = pypdfium2.PdfDocument(pdf)[page].render(scale=1, grayscale=True)
    return np.asarray(drawn.to_numpy()).squeeze()


def sheets(pdf: bytes) -> list[tuple[float, float]]:
    return [page.get_size() for page in pypdfium2.PdfDocument(pdf)]


def test_a_real_form_is_printed_as_it_is_shown():
    data = samples.FORM.read_bytes()
    pdf = kept(data)
    assert sheets(pdf) == [pytest.approx(A4_POINTS, abs=0.1)]
    before, after = shown(data).astype(int), shown(pdf).astype(int)
    assert np.abs(before - after).mean() < 0.5
    assert b"XFA" not in inside(pdf)


def test_what_was_filled_in_a_form_is_printed():
    box = np.s_[82:142, 50:500]
    assert shown(kept(samples.filled()))[box].min() < 80
    with pikepdf.open(io.BytesIO(kept(samples.filled()))) as after:
        assert "/AcroForm" not in after.Root
        assert "/Annots" not in after.pages[0]


@pytest.mark.parametrize("needs", [True, False, None])
def test_what_a_form_leaves_to_each_reader_to_draw_is_printed_with_its_accents(needs):
    with pikepdf.open(io.BytesIO(samples.filled())) as form:
        form.Root.AcroForm.Fields[0].V = pikepdf.String("Élodie Łuç")
        del form.Root.AcroForm.NeedAppearances
        if needs is not None:
            form.Root.AcroForm.NeedAppearances = needs
        printed = kept(samples.saved(form))
    page = pypdfium2.PdfDocument(printed)[0]
    assert page.get_textpage().get_text_range().strip() == "Élodie Łuç"


def test_a_form_s_own_drawing_is_printed_as_it_is():
    with pikepdf.open(io.BytesIO(samples.filled())) as form:
        del form.Root.AcroForm.NeedAppearances
        own = form.make_stream(b"0 g 0 0 10 60 re f", Subtype=pikepdf.Name.Form)
        own.Type, own.BBox = pikepdf.Name.XObject, [0, 0, 450, 60]
        form.Root.AcroForm.Fields[0].AP = pikepdf.Dictionary(N=own)
        printed = kept(samples.saved(form))
    assert pypdfium2.PdfDocument(printed)[0].get_textpage().get_text_range() == ""
    assert shown(printed)[82:142, 50:60].max() < 80


def test_a_document_loses_its_programs_its_luggage_and_its_author():
    pdf = kept(samples.dangerous())
    within = inside(pdf) + pdf
    for gone in (b"JavaScript", b"alert", b"Launch", b"/AF", b"EmbeddedFile", samples.CANARY):
        assert gone not in within
    assert len(sheets(pdf)) == 1


@pytest.mark.parametrize(
    "size", [(300, 300), (1684, 2384), (200, 1000), (612, 792), (842, 595), (420, 595)]
)
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_every_page_becomes_an_upright_a4_sheet_that_holds_it_whole(size, rotate):
    pdf = kept(samples.drawn(size, rotate))
    assert sheets(pdf) == [pytest.approx(A4_POINTS, abs=0.1)]
    dark = np.argwhere(shown(pdf) < 128)
    (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0)
    high, wide = sorted(size, reverse=True)
    assert (bottom - top) / (right - left) == pytest.approx(high / wide, rel=0.02)
    fills = max((bottom - top) / A4_POINTS[1], (right - left) / A4_POINTS[0])
    assert fills == pytest.approx(1, abs=0.01)
    assert right < A4_POINTS[0]
    assert bottom < A4_POINTS[1]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_that_its_author_turned_stays_turned(rotate):
    wide = rotate in (90, 270)
    size = (800, 500) if wide else (500, 800)
    page = shown(kept(samples.drawn(size, rotate)))
    dark = np.argwhere(page < 128)
    (top, left) = dark.min(axis=0)
    assert page[top + 5, left + 5] > 200, "the corner that was above and to the left still is"


def test_what_a_layer_hides_stays_hidden():
    document = pikepdf.new()
    page = document.add_blank_page(page_size=A4_POINTS)
    layer = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="brouillon"))
    document.Root.OCProperties = pikepdf.Dictionary(
        OCGs=pikepdf.Array([layer]),
        D=pikepdf.Dictionary(OFF=pikepdf.Array([layer]), Order=pikepdf.Array([layer])),
    )
    page.obj.Resources = pikepdf.Dictionary(Properties=pikepdf.Dictionary(L=layer))
    page.obj.Contents = document.make_stream(b"/OC /L BDC 0 g 0 0 300 300 re f EMC")
    assert shown(kept(samples.saved(document))).min() == 255


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "document_unknown_kind"),
        (b"PK\x03\x04", "document_unknown_kind"),
        (b"\x1b%-12345X@PJL\n%PDF-1.4", "document_unknown_kind"),
        (b"%!PS-Adobe-3.0", "document_unknown_kind"),
        (b"GIF89a", "document_unknown_kind"),
        (b"%PDF-1.7 nothing", "document_unreadable"),
        (b"\xff\xd8\xff\xe0", "document_unreadable"),
        (b"\x89PNG\r\n\x1a\n", "document_unreadable"),
        (samples.blank(PAGES + 1), "document_too_long"),
        (samples.blank(0), "document_unreadable"),
        (samples.locked(), "document_locked"),
        (samples.only_xfa(), "document_only_xfa"),
        (samples.data_elsewhere(), "document_unreadable"),
        (samples.vast(), "document_too_heavy"),
        (samples.png()[:300], "document_unreadable"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_anything_else_is_refused_by_name(data, code):
    assert refused(data) == code


def test_a_picture_that_opens_into_too_many_pixels_is_refused_before_it_is_decoded():
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", len(head)) + b"IHDR" + head
    chunk += struct.pack(">I", zlib.crc32(chunk[4:]))
    assert refused(b"\x89PNG\r\n\x1a\n" + chunk + samples.png()[33:]) == "document_too_heavy"


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
def test_a_picture_of_any_kind_fits_on_one_a4_sheet(mode):
    pdf = kept(samples.png(mode=mode))
    assert sheets(pdf) == [pytest.approx(A4_POINTS, abs=0.1)]
    dark = np.argwhere(shown(pdf) < 128)
    (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0)
    assert (bottom - top) / (right - left) == pytest.approx(300 / 200, rel=0.02)


def test_a_photograph_stands_as_it_was_taken_and_tells_nothing_else():
    upright = samples.jpeg((200, 300))
    lying = samples.jpeg((300, 200), orientation=6)  # the camera was held on its side
    for data in (upright, lying):
        pdf = kept(data)
        assert samples.CANARY not in inside(pdf) + pdf
        dark = np.argwhere(shown(pdf) < 128)
        (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0)
        assert (bottom - top) / (right - left) == pytest.approx(1.5, rel=0.02)
    corner = shown(kept(lying))
    assert corner[40, 550] > 200, "the white square of a picture turned once to the right"


def test_a_large_photograph_is_brought_to_what_a_printer_can_show():
    data = samples.jpeg((6000, 8000), quality=50)
    with pikepdf.open(io.BytesIO(kept(data))) as document:
        (image,) = document.pages[0].get_images().values()
        assert int(image.Width) * int(image.Height) <= 2 * 3508 * 2480


def test_each_refusal_has_its_sentence_and_says_what_to_do():
    for kind in (DocumentRefused, *BY_CODE.values()):
        refusal = kind(detail="30")
        assert refusal.sentence[0].isupper()
        assert refusal.sentence.endswith(".")
        assert refusal.remedy
        assert "{" not in refusal.sentence
    assert len(BY_CODE) == 8


def test_what_an_author_added_to_a_drawing_does_not_follow():
    with pikepdf.open(io.BytesIO(samples.dangerous())) as document:
        drawing = document.pages[0].obj.Resources.XObject.I
        drawing["/Anything"] = pikepdf.Dictionary(X=samples.CANARY.decode())
        data = samples.saved(document)
    assert samples.CANARY not in inside(kept(data))


def test_a_text_that_a_broken_reference_reaches_does_not_follow():
    with pikepdf.open(io.BytesIO(samples.dangerous())) as document:
        page = document.pages[0].obj
        page.Resources.XObject.I.Group = document.trailer.Info
        page.Resources.Properties = pikepdf.Dictionary(
            Layer=pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=samples.CANARY.decode())
        )
        data = samples.saved(document)
    assert samples.CANARY not in inside(kept(data))
