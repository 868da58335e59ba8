"""What a document must be to reach the printer, and what is left of it there."""

import io
import random
from pathlib import Path

import pikepdf
import pytest

from devices.errors import Refused
from kiosk.paper.check import MAX_BYTES, MAX_PAGES, PdfChecker

FORM = Path(__file__).parents[2] / "data" / "cerfa_13753_04.pdf"


def saved(document: pikepdf.Pdf) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def blank(pages: int) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    return saved(document)


def test_a_real_form_passes_with_its_fields():
    checked = PdfChecker().check(FORM.read_bytes())
    with pikepdf.open(FORM) as before, pikepdf.open(io.BytesIO(checked.pdf)) as after:
        assert checked.pages == len(before.pages) == len(after.pages)
        fields = [len(page.get("/Annots", [])) for page in before.pages]
        assert [len(page.get("/Annots", [])) for page in after.pages] == fields


def test_a_document_loses_its_programs_and_its_luggage():
    document = pikepdf.new()
    document.add_blank_page()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    document.Root.OpenAction = document.make_indirect(script)
    document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=[]))
    document.attachments["luggage.txt"] = pikepdf.AttachedFileSpec(document, b"CANARY")
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="/bin/sh")
    box = pikepdf.Array([0, 0, 9, 9])
    link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=box, A=launch)
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(link), link])
    raw = PdfChecker().check(saved(document)).pdf
    with pikepdf.open(io.BytesIO(raw)) as after:
        text = b"".join(
            found.read_bytes() if isinstance(found, pikepdf.Stream) else found.unparse()
            for found in after.objects
        )
        assert len(after.pages) == 1
    for gone in (b"JavaScript", b"alert", b"Launch", b"CANARY"):
        assert gone not in text


@pytest.mark.parametrize(
    "pdf",
    [b"", b"PK\x03\x04", b"%PDF-1.7 nothing", blank(MAX_PAGES + 1), b"%PDF-" + bytes(MAX_BYTES)],
    ids=["empty", "zip", "broken", "long", "big"],
)
def test_anything_else_is_refused(pdf):
    with pytest.raises(Refused):
        PdfChecker().check(pdf)


def test_a_mutant_is_refused_or_opens_and_nothing_else():
    chance, form = random.Random(7), FORM.read_bytes()
    ends = {"refused": 0, "opened": 0}
    for _ in range(60):
        mutant = bytearray(form)
        for _ in range(chance.randrange(1, 200)):
            mutant[chance.randrange(8, len(mutant))] = chance.randrange(256)
        try:
            PdfChecker().check(bytes(mutant))
            ends["opened"] += 1
        except Refused:
            ends["refused"] += 1
    assert sum(ends.values()) == 60
