"""The counsellor's work on scanned pages, by the pointer and by the keyboard alone."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from signaling import protocol as wire
from signaling.protocol import KeepState, ScanState

from .chromium import axe
from .kiosk import preview
from .visiting import FOUND, LONG, PDF, STRAIGHT, Visit


async def test_a_page_is_asked_seen_kept_and_downloaded_byte_for_byte(
    visit: Visit, tmp_path: Path
) -> None:
    page = visit.page
    await visit.call()
    await page.keyboard.press("n")
    asked = await visit.kiosk.expect(wire.Scan)
    card = page.locator(f"[data-scan='{asked.scan}']")
    visit.kiosk.scan_status(asked, ScanState.GUIDING)
    await expect(card).to_contain_text("L’usager pose sa feuille")
    await expect(page.locator("#scan")).to_be_disabled()
    await page.keyboard.press("n")  # the sheet lies
    again = await visit.kiosk.expect(wire.Scan, 2)
    assert again == asked
    visit.kiosk.scan_status(asked, ScanState.SCANNING)
    await expect(card).to_contain_text("Numérisation en cours")
    visit.kiosk.post_page(asked, "page-1", preview(), faults=FOUND, proposed=STRAIGHT)
    visit.kiosk.scan_status(asked, ScanState.DONE, document="page-1")
    await expect(card.locator("[data-drawn]")).to_be_visible(timeout=LONG)
    await expect(card).to_contain_text("De travers : redressée")
    await visit.kiosk.expect(wire.DocumentDone)
    visit.kiosk.show_page("page-1")
    await expect(card).to_contain_text("l’usager la voit aussi")
    await page.fill("#document-name", "Avis: impots / 2026")
    await page.keyboard.press("Enter")
    keep = await visit.kiosk.expect(wire.ScanKeep)
    assert [one.scan for one in keep.pages] == [asked.scan]
    assert keep.pages[0].correction == STRAIGHT
    await expect(card).to_have_count(0)
    card = page.locator(f"[data-document='{keep.document}']")
    visit.kiosk.keep_status(keep, KeepState.MAKING, page=0, pages=1)
    await expect(card).to_contain_text("Mise au propre")
    visit.kiosk.post_document(keep, PDF.read_bytes())
    visit.kiosk.keep_status(keep, KeepState.DONE)
    await expect(card.locator("[data-drawn='1']")).to_be_visible(timeout=LONG)
    async with page.expect_download() as waiting:
        await card.get_by_role("link", name="Enregistrer").click()
    kept = await waiting.value
    assert kept.suggested_filename.endswith("_Exemple_Camille_Avis-impots-2026.pdf")
    copy = tmp_path / "kept.pdf"
    await kept.save_as(copy)
    assert copy.read_bytes() == PDF.read_bytes()
    await card.get_by_role("button", name="Agrandir Avis").click()
    await expect(page.locator("#page-dialog [data-drawn='1']")).to_be_visible()
    assert await axe(page) == []


async def test_a_page_is_cropped_straightened_and_turned_by_the_keyboard_alone(
    visit: Visit,
) -> None:
    page = visit.page
    await visit.call()
    await visit.scan()
    await page.locator("[data-correct]").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#corrector")).to_be_visible()
    await expect(page.locator("#crop-left")).to_be_focused()
    for key in ("ArrowRight", "ArrowRight", "Tab", "ArrowRight", *["Tab"] * 3, "ArrowLeft"):
        await page.keyboard.press(key)
    await page.locator("#page-turn").focus()
    await page.keyboard.press("Space")
    await page.select_option("#page-ink", "black")
    assert await axe(page) == []
    await page.keyboard.press("Escape")
    await page.keyboard.press("g")
    (kept,) = (await visit.kiosk.expect(wire.ScanKeep)).pages
    left, top, right, bottom = kept.correction.crop
    assert (left, top) == pytest.approx((0.03, 0.015), abs=0.001)
    assert (right, bottom) == pytest.approx((0.98, 0.99), abs=0.001)
    assert kept.correction.skew == pytest.approx(1.6)
    assert (kept.correction.turn, kept.correction.ink) == (90, wire.Ink.BLACK)


async def test_a_frame_drawn_on_the_page_is_what_is_kept(visit: Visit) -> None:
    page = visit.page
    await visit.call()
    await visit.scan()
    await page.click("[data-correct]")
    await page.click("#page-turn")
    box = await page.locator(".corrector__canvas").bounding_box()
    assert box is not None
    at = [
        (box["x"] + box["width"] * x, box["y"] + box["height"] * y)
        for x, y in ((0.25, 0.1), (0.75, 0.9))
    ]
    await page.mouse.move(*at[0])
    await page.mouse.down()
    await page.mouse.move(*at[1], steps=4)
    await page.mouse.up()
    await page.click("#page-corrected")
    await page.keyboard.press("g")
    (kept,) = (await visit.kiosk.expect(wire.ScanKeep)).pages
    # turned a quarter clockwise, what is on the right was at the top
    assert kept.correction.crop == pytest.approx((0.1, 0.25, 0.9, 0.75), abs=0.01)


async def test_pages_are_ordered_scanned_again_and_put_away_by_the_keyboard(visit: Visit) -> None:
    page = visit.page
    await visit.call()
    scans = [(await visit.scan(f"page-{number}")).scan for number in (1, 2, 3)]
    cards = page.locator("[data-scan]")
    await cards.nth(2).get_by_role("button", name="Monter").press("Enter")
    await cards.nth(0).get_by_role("button", name="Retirer").press("Enter")
    await expect(cards).to_have_count(2)
    await cards.nth(0).get_by_role("button", name="Refaire").press("Enter")
    again = await visit.kiosk.expect(wire.Scan, 4)
    visit.kiosk.post_page(again, "page-4", preview(), faults=("blank",), proposed=STRAIGHT)
    visit.kiosk.scan_status(again, ScanState.DONE, document="page-4")
    await expect(page.locator(f"[data-scan='{again.scan}'] [data-drawn]")).to_be_visible()
    await expect(cards).to_have_count(2)
    await expect(cards.nth(0)).to_contain_text("Page blanche")
    assert await axe(page) == []
    keep = await visit.keep()
    assert [one.scan for one in keep.pages] == [again.scan, scans[1]]


async def test_a_feeder_is_offered_where_there_is_one(visit: Visit) -> None:
    page = visit.page
    await visit.call()
    await page.keyboard.press("n")
    asked = await visit.kiosk.expect(wire.Scan)
    visit.kiosk.scan_status(asked, ScanState.GUIDING, source="flatbed", feeder=True)
    await page.get_by_role("button", name="Par le chargeur").click()
    fed = await visit.kiosk.expect(wire.Scan, 2)
    assert (fed.scan, fed.source) == (asked.scan, wire.ScanSource.FEEDER)
    visit.kiosk.scan_status(asked, ScanState.GUIDING, source="feeder", feeder=True)
    await page.get_by_role("button", name="Les feuilles sont dans le chargeur").click()
    await visit.kiosk.expect(wire.Scan, 3)
    visit.kiosk.scan_status(asked, ScanState.SCANNING, progress=0.4, pages=2)
    await expect(page.locator(f"[data-scan='{asked.scan}']")).to_contain_text("2 feuilles passées")
    for number in (1, 2):
        sheet = asked.model_copy(update={"scan": f"{asked.scan}-{number}"})
        visit.kiosk.post_page(sheet, f"sheet-{number}", preview())
        visit.kiosk.scan_status(sheet, ScanState.DONE, document=f"sheet-{number}")
    visit.kiosk.scan_status(asked, ScanState.DONE, pages=2)
    await expect(page.locator("[data-scan] [data-drawn]")).to_have_count(2)
    await expect(page.locator("[data-scan]")).to_have_count(2)


async def test_a_failed_scan_says_why_and_can_be_asked_again(visit: Visit) -> None:
    await visit.call()
    await visit.page.keyboard.press("n")
    asked = await visit.kiosk.expect(wire.Scan)
    visit.kiosk.scan_status(asked, ScanState.FAILED, code="x", sentence="Le capot est ouvert.")
    await expect(visit.page.locator("[data-scan-state=failed]")).to_contain_text("Le capot")
    await expect(visit.page.locator("#scan")).to_be_enabled()
