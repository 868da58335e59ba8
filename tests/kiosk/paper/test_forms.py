"""Real forms, read, filled, and read again."""

import io
import json

import numpy as np
import pikepdf
import pypdfium2
import pytest

from kiosk.core.form import MAX_PLACES, Kind
from kiosk.paper.form_letters import wrapped
from kiosk.paper.form_writer import fill_form
from kiosk.paper.lettering import Hand

from . import samples
from .official import OFFICIAL, filled, read, refused, something, values_of

NAMES = sorted(OFFICIAL)


@pytest.fixture(params=NAMES)
def official(request) -> bytes:
    return OFFICIAL[request.param].read_bytes()


def made_up() -> bytes:
    """What the official ones at hand lack: lists, turned pages, an empty drawing of a tick."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(600, 800))
    page.obj.Rotate = 90
    empty = document.make_stream(b"")
    drawings = pikepdf.Dictionary(N=pikepdf.Dictionary(Yes=empty, Off=empty))
    fields = [
        _field(document, "town", "/Ch", [0, 0, 200, 20], Opt=pikepdf.Array([["02", "Aisne"], "x"])),
        _field(document, "tick", "/Btn", [300, 400, 320, 420], AP=drawings),
        _field(document, "fixed", "/Tx", [0, 50, 200, 70], Ff=1, V="as it came"),
        _field(document, "run", "/Btn", [0, 90, 200, 110], Ff=1 << 16),
        _field(document, "hidden", "/Tx", [0, 130, 200, 150], F=2),
    ]
    page.obj.Annots = pikepdf.Array(fields)
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="calculate()")
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields), CO=fields[:1])
    document.Root.OpenAction = script
    fields[0].AA = pikepdf.Dictionary(K=script)
    return samples.saved(document)


def _field(document: pikepdf.Pdf, name: str, kind: str, rect: list[int], **more: object) -> object:
    found = {"Type": pikepdf.Name.Annot, "Subtype": pikepdf.Name.Widget, "T": name, "F": 4}
    found |= {"FT": pikepdf.Name(kind), "Rect": pikepdf.Array(rect), "DA": "/Helv 0 Tf 0 g"}
    return document.make_indirect(pikepdf.Dictionary(**(found | more)))


def shown(pdf: bytes, page: int) -> np.ndarray:
    """Grey pixels, two a point, as pdfium shows the page with its fields."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    drawn = document[page].render(scale=2, grayscale=True)
    return np.asarray(drawn.to_numpy()).squeeze().astype(int)


def test_every_field_of_a_real_form_comes_back_equal(official):
    values = something(read(official))
    assert len(values) > 20
    assert values_of(filled(official, values)) == values


def test_what_is_written_is_seen_in_its_place(official):
    blank, values = read(official), something(read(official))
    pdf = filled(official, values)
    for page in range(len(blank.pages)):
        changed = np.abs(shown(pdf, page) - shown(official, page)) > 60
        height, width = changed.shape
        for one in blank.fields:
            for place in one.places:
                if place.page != page or not values.get(one.name):
                    continue
                rows = slice(int(place.top * height), int(place.bottom * height) + 1)
                columns = slice(int(place.left * width), int(place.right * width) + 1)
                ticked = not place.state or place.state == values[one.name]
                assert changed[rows, columns].any() == ticked, (one.name, place)


def test_a_hybrid_form_keeps_one_description_of_itself():
    for name in ("cerfa_13753_04", "f1040"):
        official = OFFICIAL[name].read_bytes()
        assert read(official).xfa
        pdf = filled(official, something(read(official)))
        assert not read(pdf).xfa
        assert b"/XFA" not in pdf


def test_a_form_for_one_program_alone_is_refused():
    assert refused(samples.only_xfa()) == "document_only_xfa"
    with pikepdf.open(OFFICIAL["cerfa_13753_04"]) as document:
        document.Root.AcroForm.Fields = pikepdf.Array()
        assert refused(samples.saved(document)) == "document_only_xfa"


def test_what_has_nothing_to_fill_says_so():
    assert refused(samples.blank(1)) == "document_no_fields"
    assert refused(samples.locked()) == "document_locked"
    assert refused(samples.png()) == "document_unreadable"


def test_a_list_a_tick_and_what_may_not_be_written():
    blank = read(made_up())
    assert [(one.name, one.kind) for one in blank.fields] == [
        ("town", Kind.CHOICE),
        ("tick", Kind.CHECK),
        ("fixed", Kind.TEXT),
    ]
    assert [one.shown for one in blank.fields[0].options] == ["Aisne", "x"]
    assert blank.fields[2].read_only
    pdf = filled(made_up(), {"town": "02", "tick": "Yes", "fixed": "as it came"})
    assert values_of(pdf) == {"town": "02", "tick": "Yes", "fixed": "as it came"}
    assert (shown(pdf, 0) < 100).any()


def test_places_are_those_of_the_page_as_it_is_turned():
    tick = read(made_up()).fields[1].places[0]
    # a quarter clockwise: what was at the bottom left is at the top left
    assert (tick.left, tick.top) == (pytest.approx(0.5), pytest.approx(0.5))
    assert (tick.right, tick.bottom) == (pytest.approx(0.525), pytest.approx(0.53333))
    assert read(made_up()).pages[0].width == 800


def test_the_scripts_of_a_form_are_told_of_and_go():
    assert read(made_up()).scripts
    pdf = filled(made_up(), {"town": "02"})
    assert not read(pdf).scripts
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "/OpenAction" not in document.Root
        assert "/CO" not in document.Root.AcroForm


def test_a_page_as_long_as_a_field_takes_stays_within_it():
    text = "mot " * 450
    official = OFFICIAL["cerfa_13753_04"].read_bytes()
    (wide,) = [one for one in read(official).fields if one.lines]
    pdf = filled(official, {wide.name: text.strip()})
    changed = np.abs(shown(pdf, 0) - shown(official, 0)) > 60
    height = changed.shape[0]
    outside = changed.copy()
    outside[int(wide.places[0].top * height) : int(wide.places[0].bottom * height) + 1] = False
    assert changed.any()
    assert not outside.any()


def test_lines_break_between_words_and_within_a_word_that_is_too_long():
    hand = Hand()
    room = hand.width("une ligne")
    assert wrapped(["une ligne courte"], room, hand) == ["une ligne", "courte"]
    assert "".join(wrapped(["anticonstitutionnellement"], room, hand)) == (
        "anticonstitutionnellement"
    )
    assert wrapped(["", "x"], room, hand) == ["", "x"]


def test_letters_that_no_font_of_the_form_has_are_written():
    hand = Hand()
    assert hand.spell("Łukasz Öğretmen – œuvre à 12 €") == "Łukasz Öğretmen – œuvre à 12 €"
    assert hand.spell("漢 ẹ̀") == "? e"


def test_values_of_no_field_are_written_nowhere():
    words, _ = fill_form(OFFICIAL["tr1"].read_bytes(), json.dumps({"no such field": "x"}))
    assert words == {"fields": 0}


def test_a_field_whose_name_no_message_holds_stays_as_it_came():
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(600, 800))
    fields = [
        _field(document, "n" * length, "/Tx", [0, 50, 200, 70], V="as it came")
        for length in (300, 301)
    ]
    page.obj.Annots = pikepdf.Array(fields)
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields))
    data = samples.saved(document)
    assert [one.name for one in read(data).fields] == ["n" * 300]
    with pikepdf.open(io.BytesIO(filled(data, {"n" * 300: "DURAND"}))) as made:
        assert [str(one.V) for one in made.Root.AcroForm.Fields] == ["DURAND", "as it came"]


@pytest.mark.parametrize(("boxes", "code"), [(MAX_PLACES, None), (MAX_PLACES + 1, "too_heavy")])
def test_a_form_with_more_boxes_than_the_screen_holds_is_refused(boxes, code):
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(600, 800))
    kids = [
        pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, Rect=[0, 0, 9, 9]) for _ in range(boxes)
    ]
    page.obj.Annots = pikepdf.Array([document.make_indirect(kid) for kid in kids])
    text = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="everywhere", Kids=page.obj.Annots)
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[document.make_indirect(text)])
    data = samples.saved(document)
    if code is None:
        assert len(read(data).fields[0].places) == boxes
    else:
        assert refused(data) == f"document_{code}"
