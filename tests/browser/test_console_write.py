"""CV and letter: the page grows before the resident, prints by one click, is taken up again."""

import json
from pathlib import Path

import pytest
from playwright.async_api import expect

from kiosk.paper.clean import clean
from signaling import protocol as wire

from .chromium import axe
from .counter import until
from .visiting import LONG, PDF, Visit

pytestmark = pytest.mark.timeout(120)


async def drafted(visit: Visit, wanted: str) -> wire.Draft:
    """The draft that holds these words, once the console said it on the channel."""
    await until(lambda: any(wanted in wire.encode(draft) for draft in visit.kiosk.drafts))
    return visit.kiosk.drafts[-1]


async def test_the_resident_sees_a_cv_grow_and_one_click_prints_and_keeps_it(
    visit: Visit,
) -> None:
    page = visit.page
    await visit.call()
    await page.locator("#write-cv").press("Enter")
    await expect(page.locator("#cv-name")).to_have_value("Camille Exemple")
    await expect(page.locator("#cv-name")).to_be_focused()
    assert await axe(page) == []
    await page.fill("#cv-headline", "Ouvrière agricole")
    draft = await drafted(visit, "Ouvrière agricole")
    visit.kiosk.show_page(draft.document, page=1, pages=1)
    await expect(page.locator("#cv-dialog .writing__seen")).to_have_attribute("data-seen", "true")
    rows = page.locator("#cv-dialog visavis-field-rows").first
    await rows.get_by_label("Dates").fill("2019 – 2026")
    await rows.get_by_label("Métier").fill("Traite")
    await rows.get_by_label("Détails").fill("80 vaches\nfoins")
    await page.fill("#cv-skills", "Permis B\nCACES 3")
    draft = await drafted(visit, "CACES 3")
    assert isinstance(draft.sheet, wire.Cv)
    assert draft.sheet.experience[0].more == "80 vaches\nfoins"
    await page.locator("#confirm-cv").press("Enter")
    await expect(page.locator("#cv-dialog")).to_be_hidden()
    words = await visit.kiosk.fetch(await visit.kiosk.expect(wire.DocumentReady))
    assert json.loads(words)["skills"] == ["Permis B", "CACES 3"]
    job = await visit.kiosk.expect(wire.Print)
    kept = await visit.kiosk.expect(wire.PrintKeep)
    assert kept.printed == job.document
    _, (_, pdf) = clean(words, 30)
    visit.kiosk.post_sheets(kept, pdf)
    card = page.locator(f"[data-document='{kept.document}']")
    await expect(card.locator("[data-drawn='1']")).to_be_visible(timeout=LONG)
    await expect(card.locator("h4")).to_have_text("CV")
    await until(lambda: visit.kiosk.nothing_shown)


async def test_a_pdf_that_was_made_here_is_taken_up_again_and_another_is_not(
    visit: Visit, tmp_path: Path
) -> None:
    page = visit.page
    letter = wire.Letter(sender=("Camille Exemple",), subject="retraite", body="Ma\n\ndemande")
    _, (printed, kept) = clean(letter.model_dump_json().encode(), 30)
    mine = tmp_path / "lettre.pdf"
    mine.write_bytes(kept)
    await visit.call()
    await page.click("#write-letter")
    await page.set_input_files("#letter-file", mine)
    await expect(page.locator("#letter-subject")).to_have_value("retraite")
    await expect(page.locator("#letter-body")).to_have_value("Ma\n\ndemande")
    await drafted(visit, "retraite")
    assert await axe(page) == []
    for other in (printed, PDF.read_bytes()):
        mine.write_bytes(other)
        await page.set_input_files("#letter-file", mine)
        await expect(page.locator("#notices")).to_contain_text("n’a pas été fait ici")
        await page.locator("#notices .notice__close").first.evaluate("button => button.click()")
    await expect(page.locator("#letter-body")).to_have_value("Ma\n\ndemande")


async def test_nothing_of_what_was_written_stays_when_the_visit_ends(visit: Visit) -> None:
    page = visit.page
    await visit.call()
    await page.click("#write-letter")
    await page.fill("#letter-body", "Un secret")
    await drafted(visit, "Un secret")
    await visit.server.end_by_host(visit.id)
    await expect(page.locator("#letter-dialog")).to_be_hidden()
    await expect(page.locator("#letter-body")).not_to_have_value("Un secret")
