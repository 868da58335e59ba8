"""Two guests in a call, one of them in Firefox: each hears the other, and sees the resident."""

import pytest
from playwright.async_api import Browser, expect

from signaling import protocol as wire

from .counter import until
from .firefox import Firefox, firefox
from .test_console_guests import ENERGY, in_call, invited, knock, telephone
from .visiting import LONG, Visit

RESIDENT = ".guest__resident"
FRAMES = f"document.querySelector('{RESIDENT}').getVideoPlaybackQuality().totalVideoFrames"


async def knocks(page: Firefox, name: str) -> None:
    await page.fill("#name", name)
    await page.click("input[name=quality]")
    await page.click("button[type=submit]")


@pytest.mark.timeout(230)
async def test_a_guest_in_firefox_and_one_in_chromium_are_in_one_call(
    visit: Visit, browser: Browser
) -> None:
    await visit.call()
    first, second = await invited(visit), await invited(visit)
    async with telephone(browser, visit, first) as sofia, firefox() as paul:
        await knock(sofia)
        await visit.page.keyboard.press("Shift+E")
        await in_call(sofia)
        await paul.goto(second)
        await paul.see("#name")
        assert await paul.axe() == []
        await knocks(paul, "Paul Modèle")
        await expect(visit.page.locator(".guest")).to_have_count(2, timeout=LONG)
        await visit.page.keyboard.press("Shift+E")
        await paul.see("visavis-guest[data-where=call][data-media=flowing]")
        seen = await paul.ask(FRAMES)
        await paul.until(f"{FRAMES} > v[0] + 5", seen)
        assert await paul.axe() == []
        assert len(visit.kiosk.all(wire.Company)[-1].guests) == 2
        # what Firefox hears is the resident and the other guest, mixed by the console
        assert await paul.ask(f"({ENERGY})(v[0])", RESIDENT) > 0.001
        frames = visit.kiosk.frames
        await until(lambda: visit.kiosk.frames > frames + 5)
        await visit.page.keyboard.press("r")
        await paul.until("document.body.innerText.includes(v[0])", "L’appel est terminé")
