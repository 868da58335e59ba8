"""The guides as pages: one's own first, each readable and printable, from each role's header."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.town import ADMIN, SECRETARY, Town, town

from .chromium import PHONE, axe, overflow
from .test_hostile_fields import signed_in


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as served:
        yield served


async def test_the_secretary_sees_her_guide_first_and_the_manual_is_for_who_installs(
    browser: Browser, place: Town
) -> None:
    page = await signed_in(place, browser, SECRETARY)
    await page.get_by_role("link", name="Aide", exact=True).click()
    await expect(page.locator("h1")).to_have_text("Guide de la secrétaire de mairie")
    guides = page.get_by_role("navigation", name="Guides").get_by_role("link")
    await expect(guides).to_have_text(["Secrétaire de mairie", "Accueil du relais", "Conseiller"])
    assert await axe(page) == []
    await page.get_by_role("link", name="son guide").click()
    await expect(page.locator("h1")).to_have_text("Guide de l’accueil du relais")
    await page.set_viewport_size(PHONE)
    assert await overflow(page) == 0
    await page.emulate_media(media="print")
    await expect(guides.first).to_be_hidden()
    await expect(page.locator(".guide table")).to_be_visible()


async def test_the_administrator_reads_the_manual_and_finds_its_parts(
    browser: Browser, place: Town
) -> None:
    page = await signed_in(place, browser, ADMIN)
    await page.goto("/aide")
    await expect(page.locator("h1")).to_have_text("Exploitation")
    await page.get_by_role("link", name="Le passage du son et de l’image").click()
    await expect(page.locator("h2:target")).to_be_in_viewport()
    assert await axe(page) == []
    await page.set_viewport_size(PHONE)
    assert await overflow(page) == 0
