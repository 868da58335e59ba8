"""Sheets that a counsellor writes: every word is there, on A4, in large type, and nothing else."""

import io
import json

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.paper.clean import SOURCE, clean
from kiosk.paper.sheets import typeset
from signaling.protocol import Cv, CvEntry, Letter, NextVisit, OutcomeSheet, Sheet, Step

A4 = (595.276, 841.89)
OUTCOME = OutcomeSheet(
    resident="Camille Exemple",
    date="Mercredi 25 novembre 2026",
    organisation="MSA Picardie",
    counsellor="Claude Conseil",
    relay="PEL de Wassigny",
    done=("Carte d’identité numérisée", "Dossier envoyé – « retraite » à 1 200 €"),
    remaining=(Step(what="Signer le cœur du dossier", who="Vous", when="Avant le 12 décembre"),),
    next=NextVisit(when="Mardi 8 décembre à 10 h 30", where="Wassigny", bring=("un RIB", "l’avis")),
    telephone="03 23 00 00 00",
)
LETTER = Letter(
    sender=("Camille Exemple", "02630 Hannapes"),
    recipient=("MSA Picardie", "60000 Beauvais"),
    place_and_date="Wassigny, le 25 novembre 2026",
    subject="demande de retraite",
    body="Madame, Monsieur,\n\nVoici ma demande.",
    closing="Je vous prie d’agréer mes salutations distinguées.",
    signature="Camille Exemple",
)
CV = Cv(
    name="Camille Exemple",
    headline="Ouvrière agricole",
    contact=("06 00 00 00 00",),
    experience=(CvEntry(when="2019", what="Traite", where="GAEC", more="80 vaches\nfoins"),),
    training=(CvEntry(when="2011", what="BEPA"),),
    skills=("Permis B",),
    more=("Anglais",),
)
EACH = pytest.mark.parametrize("sheet", [OUTCOME, LETTER, CV], ids=lambda sheet: sheet.type)


def words(sheet: Sheet) -> bytes:
    return sheet.model_dump_json().encode()


def text_of(pdf: bytes) -> str:
    found = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    return " ".join(" ".join(found).split())


def written(value: object) -> list[str]:
    """Every text that a person wrote in a sheet, `type` apart."""
    if isinstance(value, dict):
        return [text for key, each in value.items() if key != "type" for text in written(each)]
    if isinstance(value, list):
        return [text for each in value for text in written(each)]
    return [value] if isinstance(value, str) else []


@EACH
def test_every_word_is_on_one_a4_sheet_with_its_accents(sheet):
    pages, pdf = typeset(words(sheet))
    assert pages == 1
    (page,) = pypdfium2.PdfDocument(pdf)
    assert page.get_size() == pytest.approx(A4, abs=0.5)
    shown = text_of(pdf)
    for text in written(json.loads(words(sheet))):
        assert " ".join(text.split()) in shown


@EACH
def test_its_letters_are_embedded_so_that_every_reader_shows_them(sheet):
    with pikepdf.open(io.BytesIO(typeset(words(sheet))[1])) as document:
        fonts = [found for found in document.objects if is_font(found)]
        assert fonts
        for font in fonts:
            assert "/FontFile2" in font.FontDescriptor
            assert "Atkinson" in str(font.BaseFont)


def is_font(found: object) -> bool:
    return isinstance(found, pikepdf.Dictionary) and "/FontDescriptor" in found


def test_the_outcome_sheet_is_written_large_and_its_parts_have_their_drawings():
    _, pdf = typeset(words(OUTCOME))
    page = pypdfium2.PdfDocument(pdf)[0]
    characters = page.get_textpage()
    sizes = [
        round(characters.get_charbox(at)[3] - characters.get_charbox(at)[1], 1)
        for at in range(characters.count_chars())
        if characters.get_text_range(at, 1) == "E"
    ]
    assert min(sizes) >= 10.5  # the height of a capital of 16 points
    assert "Il reste à faire" in text_of(pdf)


@EACH
def test_the_same_words_give_the_same_file(sheet):
    assert typeset(words(sheet)) == typeset(words(sheet))


def test_what_is_written_is_shown_and_never_obeyed():
    bold = OUTCOME.model_copy(update={"done": ("<b>x</b> & <img src='/etc/passwd'/>",)})
    assert "<b>x</b> & <img src='/etc/passwd'/>" in text_of(typeset(words(bold))[1])


def test_a_long_sheet_goes_on_over_the_page_and_loses_nothing():
    done = tuple(f"Chose faite {number}" for number in range(40))
    pages, pdf = typeset(words(OUTCOME.model_copy(update={"done": done})))
    assert pages > 1
    assert all(each in text_of(pdf) for each in done)


@pytest.mark.parametrize(
    "data", [b"{", b"{}", b'{"type":"page"}', b'{"type":"cv","name":3}', b'{"type":"letter"}x']
)
def test_what_is_no_sheet_is_refused(data):
    with pytest.raises(ValueError, match="faults"):
        typeset(data)
    assert clean(data, 30) == ({"refused": "document_unreadable"}, [])


@EACH
def test_what_is_kept_holds_its_words_and_what_is_printed_does_not(sheet):
    told, (printed, kept) = clean(words(sheet), 30)
    assert told == {"pages": 1}
    with pikepdf.open(io.BytesIO(kept)) as document:
        assert document.attachments[SOURCE].get_file().read_bytes() == words(sheet)
    with pikepdf.open(io.BytesIO(printed)) as document:
        assert list(document.attachments) == []
    assert text_of(printed) == text_of(kept)


def test_a_sheet_of_too_many_pages_is_refused():
    body = "\n".join(["ligne"] * 1500)
    data = words(LETTER.model_copy(update={"body": body}))
    assert clean(data, 2) == ({"refused": "document_too_long"}, [])


any_text = st.text(max_size=60)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Cv,
        name=any_text,
        headline=any_text,
        contact=st.lists(any_text, max_size=3).map(tuple),
        experience=st.lists(
            st.builds(CvEntry, when=any_text, what=any_text, where=any_text, more=any_text),
            max_size=3,
        ).map(tuple),
        skills=st.lists(any_text, max_size=3).map(tuple),
    )
)
def test_whatever_is_written_makes_a_pdf(cv):
    data = cv.model_dump_json().encode("utf-8", errors="replace")
    pages, pdf = typeset(data)
    assert len(pypdfium2.PdfDocument(pdf)) == pages
