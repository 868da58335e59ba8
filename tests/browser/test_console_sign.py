"""Print, sign, scan back: one choice at the print, and the signed page joins the file by itself."""

import pytest
from playwright.async_api import expect

from signaling import protocol as wire
from signaling.protocol import KeepState, PrintState, ScanState

from .chromium import axe
from .kiosk import preview
from .visiting import FOUND, LONG, PDF, STRAIGHT, Visit

pytestmark = pytest.mark.timeout(120)


async def signed_page(visit: Visit, count: int = 1) -> wire.ScanKeep:
    """The kiosk was asked to have it signed; the page comes, and the console keeps it."""
    asked = await visit.kiosk.expect(wire.Scan, count)
    assert asked.sign
    visit.kiosk.scan_status(asked, ScanState.GUIDING, source="flatbed", feeder=False)
    card = visit.page.locator(f"[data-scan='{asked.scan}']")
    await expect(card).to_contain_text("L’usager signe, puis pose la feuille")
    await visit.page.keyboard.press("n")
    await visit.kiosk.expect(wire.Scan, count + 1)
    visit.kiosk.post_page(asked, "page-1", preview(), faults=FOUND, proposed=STRAIGHT)
    visit.kiosk.scan_status(asked, ScanState.DONE, document="page-1")
    kept = await visit.kiosk.expect(wire.ScanKeep)
    assert [(each.scan, each.correction) for each in kept.pages] == [(asked.scan, STRAIGHT)]
    return kept


async def test_a_print_to_be_signed_is_asked_for_when_it_comes_out_and_kept_under_its_name(
    visit: Visit,
) -> None:
    page = visit.page
    await visit.call()
    await page.set_input_files("#print-file", PDF)
    await expect(page.locator("#confirm-print")).to_be_focused()
    assert await axe(page) == []
    await page.keyboard.press("s")
    await expect(page.locator("#to-sign")).to_be_checked()
    await page.keyboard.press("Enter")
    await visit.kiosk.fetch(await visit.kiosk.expect(wire.DocumentReady))
    job = await visit.kiosk.expect(wire.Print)
    visit.kiosk.print_status(job, PrintState.PRINTING, page=0, pages=1)
    assert visit.kiosk.all(wire.Scan) == []
    visit.kiosk.print_status(job, PrintState.OUT, page=1, pages=1)
    kept = await signed_page(visit)
    visit.kiosk.post_document(kept, PDF.read_bytes())
    visit.kiosk.keep_status(kept, KeepState.DONE)
    card = page.locator(f"[data-document='{kept.document}']")
    await expect(card.locator("[data-drawn='1']")).to_be_visible(timeout=LONG)
    await expect(card.locator("h4")).to_have_text("cerfa_13753_04 signé")
    assert await axe(page) == []
    async with page.expect_download() as coming:
        await page.keyboard.press("t")
    assert (await coming.value).suggested_filename.endswith("_cerfa_13753_04-signé.pdf")


async def test_a_sheet_that_is_out_can_be_signed_though_nobody_had_thought_of_it(
    visit: Visit,
) -> None:
    page = visit.page
    await visit.call()
    job = await visit.print()
    sign = page.get_by_role("button", name="Faire signer cerfa_13753_04.pdf")
    await expect(sign).to_be_hidden()
    visit.kiosk.print_status(job, PrintState.OUT, page=1, pages=1)
    await sign.press("Enter")
    await signed_page(visit)
