"""The resident writes back: opened by a key, read letter by letter, told in words, never kept."""

import re

import pytest
from playwright.async_api import expect

from signaling import protocol as wire

from .chromium import axe, overflow
from .counter import until
from .test_console_incall import called, newest
from .visiting import Visit

pytestmark = pytest.mark.timeout(180)


async def test_the_resident_is_let_write_and_what_they_write_is_read_and_goes(visit: Visit) -> None:
    page = await called(visit)
    await expect(page.locator("#reply-pad")).to_have_attribute("aria-disabled", "true")
    visit.kiosk.tell(wire.ReplyPadState(open=False, touch=True))
    await expect(page.locator("#reply-pad")).not_to_have_attribute("aria-disabled", "true")
    await page.keyboard.press("Shift+W")
    await until(lambda: newest(visit, wire.ReplyPad) == wire.ReplyPad(open=True))
    visit.kiosk.tell(wire.ReplyPadState(open=True, touch=True))
    await expect(page.locator("#spoken")).to_contain_text("L’usager peut vous écrire.")
    await expect(page.locator("#reply-pad")).to_have_attribute("aria-pressed", "true")
    for at, letter in enumerate("Oui, j’ai la lettre."):
        visit.kiosk.tell(wire.ReplyText(keep=at, put=letter))
    await expect(page.locator("#reply-text")).to_have_text(
        "Oui, j’ai la lettre.", use_inner_text=True
    )
    # read after a pause; where a busy machine made one before the end, the rest of it
    await expect(page.locator("#reply-heard")).to_have_text(re.compile(r"\.$"))
    assert await axe(page) == []
    assert await overflow(page) == 0
    await page.keyboard.press("Shift+W")
    await until(lambda: newest(visit, wire.ReplyPad) == wire.ReplyPad(open=False))
    visit.kiosk.tell(wire.ReplyPadState(open=False, touch=True))
    await expect(page.locator("#reply-text")).to_be_hidden()
    assert "j’ai" not in await page.locator("#reply-text").inner_html()
    assert "j’ai" not in await page.locator("#reply-heard").inner_html()
    kept = "Object.values({...localStorage, ...sessionStorage}).join()"
    assert "j’ai" not in await page.evaluate(kept)
