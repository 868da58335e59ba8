"""In the console: a resident who has left is asked for, calmly, and one key keeps the visit."""

import os

from playwright.async_api import expect

from signaling import protocol as wire

from .chromium import axe
from .visiting import Visit


async def test_one_key_keeps_the_visit_of_a_resident_whom_the_camera_does_not_see(
    visit: Visit,
) -> None:
    await visit.call()
    page, question = visit.page, visit.page.locator("visavis-absence")
    await expect(question).to_be_hidden()
    visit.kiosk.link.send(wire.ResidentGone(visit=visit.id, gone=True))
    await expect(question).to_contain_text("L’usager est-il parti ?")
    await expect(page.locator("#spoken")).to_contain_text("L’usager est-il parti ?")
    assert await axe(page) == []
    if folder := os.environ.get("VISAVIS_TEST_PICTURES"):
        await page.screenshot(path=f"{folder}/absence.png")
    await page.keyboard.press("Shift+H")
    assert (await visit.kiosk.expect(wire.ResidentStays)).visit == visit.id
    await expect(question).to_be_hidden()
    await expect(page.locator("#spoken")).to_contain_text("La visite continue.")
    assert visit.kiosk.all(wire.VisitClose) == []
    visit.kiosk.link.send(wire.ResidentGone(visit=visit.id, gone=True))
    visit.kiosk.link.send(wire.ResidentLeft(visit=visit.id))
    await visit.kiosk.expect(wire.VisitClose)
    await expect(question).to_be_hidden()
