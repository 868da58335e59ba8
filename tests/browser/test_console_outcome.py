"""The sheet of what was done and what remains: filled from the visit, printed by keys."""

import json

import pytest
from playwright.async_api import expect

from kiosk.paper.sheets import typeset
from signaling import protocol as wire
from signaling.protocol import PrintState

from .chromium import axe
from .visiting import LONG, PDF, Visit


async def written(visit: Visit, count: int = 1) -> tuple[wire.Print, dict[str, object]]:
    """What the kiosk was asked to lay out and print."""
    ready = await visit.kiosk.expect(wire.DocumentReady, count)
    assert ready.manifest.media_type == "application/json"
    words = await visit.kiosk.fetch(ready)
    assert typeset(words)[0] >= 1, "the kiosk can lay out what the console wrote"
    return await visit.kiosk.expect(wire.Print, count), json.loads(words)


@pytest.mark.timeout(90)
async def test_the_outcome_sheet_is_prefilled_put_right_and_printed_without_a_mouse(
    visit: Visit,
) -> None:
    page = visit.page
    await visit.call()
    await visit.scan()
    await page.fill("#document-name", "Carte d’identité")
    await page.locator("#document-name").blur()
    await visit.keep()
    await page.keyboard.press("b")
    dialog = page.locator("#outcome-dialog")
    await expect(dialog).to_be_visible()
    await expect(page.locator("#outcome-done")).to_be_focused()
    await expect(page.locator("#outcome-done")).to_have_value("Carte d’identité : numérisé")
    assert await axe(page) == []
    await page.keyboard.press("Control+End")
    await page.keyboard.type("\nDossier envoyé")
    for words in ("Signer le formulaire", "Vous", "Avant vendredi"):
        await page.keyboard.press("Tab")
        await page.keyboard.type(words)
    await page.fill("#outcome-when", "2026-12-08T10:30")
    await page.fill("#outcome-bring", "un RIB")
    await page.locator("#confirm-outcome").focus()
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_hidden()
    job, sheet = await written(visit)
    assert sheet["done"] == ["Carte d’identité : numérisé", "Dossier envoyé"]
    assert sheet["remaining"] == [
        {"what": "Signer le formulaire", "who": "Vous", "when": "Avant vendredi"}
    ]
    assert sheet["next"] == {
        "when": "Mardi 8 décembre 2026 à 10 h 30",
        "where": "PEL de Wassigny",
        "bring": ["un RIB"],
    }
    card = page.locator(f"[data-print='{job.document}']")
    await expect(card).to_contain_text("Fiche de visite")
    visit.kiosk.print_status(job, PrintState.OUT, page=1, pages=1)
    await expect(card.locator(".paper__state")).to_have_text("Sorti")
    kept = await visit.kiosk.expect(wire.PrintKeep)
    assert kept.printed == job.document
    visit.kiosk.post_sheets(kept, PDF.read_bytes())
    document = page.locator(f"[data-document='{kept.document}']")
    await expect(document.locator("[data-drawn='1']")).to_be_visible(timeout=LONG)
    await expect(document).to_contain_text("Fiche de visite")


@pytest.mark.timeout(90)
async def test_a_sheet_half_written_waits_and_is_gone_with_the_visit(visit: Visit) -> None:
    page = visit.page
    await visit.call()
    await page.keyboard.press("b")
    await page.fill("#outcome-done", "Quelque chose")
    await page.get_by_role("button", name="Ajouter : Il reste à faire").click()
    await expect(page.locator("#outcome-dialog .rows__row")).to_have_count(2)
    await page.get_by_role("button", name="Retirer la chose à faire 2").click()
    await page.keyboard.press("Escape")
    await expect(page.locator("#outcome-dialog")).to_be_hidden()
    await page.keyboard.press("b")
    await expect(page.locator("#outcome-done")).to_have_value("Quelque chose")
    await visit.server.end_by_host(visit.id)
    await expect(page.locator("#outcome-dialog")).to_be_hidden()
    await expect(page.locator("#outcome-done")).to_have_value("")
    assert visit.kiosk.all(wire.Print) == []
