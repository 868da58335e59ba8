"""The host ends a visit while papers are in hand; a page is pointed at before it is kept."""

import io
import zipfile
from pathlib import Path

from playwright.async_api import expect

from signaling import protocol as wire

from .kiosk import preview
from .test_console_before import fine
from .visiting import LONG, PDF, Visit


async def test_what_was_in_hand_when_the_host_ends_the_visit_is_still_taken_by_one_key(
    visit: Visit, tmp_path: Path
) -> None:
    page = visit.page
    await visit.call()
    await visit.scan()
    await visit.keep()
    await visit.scan("page-2")
    await visit.server.end_by_host(visit.id)
    dialog = page.locator("#leftover-dialog")
    await expect(dialog).to_contain_text("La visite de Camille Exemple est terminée")
    await expect(page.locator("#leftover-files li")).to_have_count(2)
    await expect(page.locator("#leftover-take")).to_be_focused()
    await fine(page)
    await page.keyboard.press("Escape")  # nothing is erased by a key that was meant elsewhere
    await expect(dialog).to_be_visible()
    async with page.expect_download() as waiting:
        await page.keyboard.press("Enter")
    copy = tmp_path / "all.zip"
    await (await waiting.value).save_as(copy)
    with zipfile.ZipFile(io.BytesIO(copy.read_bytes())) as inside:
        document, seen = inside.namelist()
        assert inside.read(document) == PDF.read_bytes()
        assert seen.endswith(".jpg")
        assert inside.read(seen) == preview()
    await expect(dialog).to_be_hidden()
    await expect(page.locator("#leftover-files li")).to_have_count(0)


async def test_nothing_is_asked_when_nothing_is_left(visit: Visit) -> None:
    await visit.call()
    await visit.server.end_by_host(visit.id)
    await expect(visit.page.locator("visavis-stage[data-phase=talking]")).to_have_count(0)
    await expect(visit.page.locator("#leftover-dialog")).to_be_hidden()


async def test_a_page_in_hand_is_shown_to_be_pointed_at_before_it_is_kept(visit: Visit) -> None:
    page = visit.page
    await visit.call()
    asked = await visit.scan()
    card = page.locator(f"[data-scan='{asked.scan}']")
    await card.get_by_role("button", name="Montrer à l’usager : Page").press("Enter")
    ready = await visit.kiosk.expect(wire.DocumentReady)
    assert ready.manifest.kind is wire.DocumentKind.SHOW
    assert await visit.kiosk.fetch(ready) == preview()
    await expect(page.locator("#lectern-name")).to_have_text("Page", timeout=LONG)
    await expect(card).to_be_visible()  # it is in hand still
    await fine(page)
