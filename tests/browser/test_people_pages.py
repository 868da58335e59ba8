"""The pages of an account that is there, at a desk and on a telephone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.town import ADMIN, Town, town

from .test_host_called import SIZES
from .test_pages import arrive, fine


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as served:
        yield served


@SIZES
async def test_an_account_is_changed_closed_and_opened_again(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    page = await arrive(browser, place, ADMIN, viewport=size)
    await page.goto("/administration/comptes")
    await page.get_by_role("link", name="Modifier Dominique Exemple").click()
    await fine(page)
    await page.get_by_label("Conseil", exact=True).uncheck()
    await page.get_by_role("button", name="Enregistrer").press("Enter")
    await expect(page.locator("#erreurs")).to_contain_text("Cochez au moins un rôle.")
    await fine(page)
    await page.get_by_label("Conseil", exact=True).check()
    await page.get_by_label("Nom affiché").fill("Dominique Nouveau")
    await page.get_by_role("button", name="Enregistrer").press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("Le compte est à jour.")
    await page.get_by_role("link", name="Désactiver Dominique Nouveau").click()
    await page.get_by_role("button", name="Oui, désactiver le compte").press("Enter")
    await page.get_by_role("link", name="Rouvrir le compte de Dominique Nouveau").click()
    await fine(page)
    await page.get_by_role("button", name="Oui, rouvrir le compte").press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("Le compte est rouvert.")
    await fine(page)
    await page.get_by_role("link", name="Modifier Administration").click()
    await expect(page.get_by_label("Technique")).to_have_count(0)  # nobody changes their own
    await fine(page)
