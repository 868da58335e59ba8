"""A page that is reloaded in a call is back by itself, with everything in its place."""

from time import monotonic

from playwright.async_api import expect

from signaling import protocol as wire

from .visiting import LONG, Visit

LIMIT_SECONDS = 8.0


async def test_a_reload_in_a_call_is_back_with_everything_in_its_place(visit: Visit) -> None:
    page = visit.page
    await page.keyboard.press("Shift+N")
    await page.keyboard.type("Exploitation reprise en 2019.")
    await page.keyboard.press("Control+Enter")
    await page.select_option("#availability", "permanence")
    await visit.call()
    await visit.scan("page-1")
    await visit.keep()
    await visit.scan("page-2")
    began = monotonic()
    await page.reload()
    await visit.talking(2)
    await expect(page.locator("[data-scan-state=received]")).to_have_count(2, timeout=LONG)
    await expect(page.locator("[data-document-state=received]")).to_have_count(1, timeout=LONG)
    await expect(page.locator(".notes__line")).to_contain_text("Exploitation reprise")
    await expect(page.locator("#availability")).to_have_value("permanence")
    await expect(page.locator("#who")).to_have_text("Camille Exemple")
    assert monotonic() - began < 3 * LIMIT_SECONDS
    await visit.more_frames()
    await visit.scan("page-3")


async def test_a_second_page_does_not_take_the_call_away_from_the_first(visit: Visit) -> None:
    await visit.call()
    second = await visit.context.new_page()
    await second.goto("/console")
    await expect(second.locator("#visit-message")).to_contain_text("avant de recharger")
    await expect(second.locator("#call")).to_contain_text("Reprendre l’appel")
    await visit.more_frames()
    assert visit.kiosk.all(wire.Hangup) == []
