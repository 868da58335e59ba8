"""The pages of what is settled, for axe, on a desk and on a telephone, by keyboard."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.signaling.core.test_png import a_logo
from tests.town import ADMIN, Town, town

from .chromium import DESK, PHONE, visitor
from .test_pages import arrive, fine, said

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
pytestmark = pytest.mark.timeout(180)


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as served:
        yield served


@SIZES
async def test_an_organisation_and_its_motives_are_settled(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    page = await arrive(browser, place, "supervision.msa", viewport=size)
    await page.goto("/administration/organismes/msa")
    await fine(page)
    await page.get_by_label("Délai de réponse").fill("0")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_be_focused()
    await fine(page)
    await page.get_by_label("Délai de réponse").fill("45")
    await page.keyboard.press("Enter")
    await expect(said(page, "Les réglages de l’organisme sont enregistrés")).to_be_focused()
    await page.get_by_label("Motif", exact=True).fill("Décès d’un proche")
    await page.get_by_label("Papiers à apporter").fill("Acte de décès\nRIB")
    await page.get_by_role("button", name="Ajouter", exact=True).press("Enter")
    await expect(said(page, "Les motifs sont enregistrés")).to_be_focused()
    await page.get_by_role("button", name="Monter Décès d’un proche").press("Enter")
    await page.get_by_role("link", name="Modifier Décès d’un proche").press("Enter")
    await fine(page)
    await page.goto("/administration/lieux")
    await fine(page)


@SIZES
async def test_places_are_added_and_the_first_page_gets_its_logo(
    browser: Browser, place: Town, size: dict[str, int], tmp_path: Path
) -> None:
    page = await arrive(browser, place, ADMIN, viewport=size)
    await page.goto("/administration/lieux/relais/nouveau")
    await fine(page)
    await page.get_by_role("button", name="Enregistrer").press("Enter")
    await expect(page.get_by_role("alert")).to_be_focused()
    await fine(page)
    await page.goto("/administration/lieux")
    await fine(page)
    await page.goto("/administration/accueil")
    await fine(page)
    logo = tmp_path / "logo.png"
    logo.write_bytes(a_logo())
    await page.get_by_label("Nom de la collectivité").fill("Communauté de communes")
    await page.get_by_label("Phrase d’accueil").fill("Un souci ? 03 23 00 00 00")
    await page.get_by_label("Logo (facultatif)").set_input_files(logo)
    await page.get_by_role("button", name="Enregistrer").press("Enter")
    await expect(said(page, "La page où l’on se connecte est à jour")).to_be_focused()
    await fine(page)
    stranger = await (await visitor(browser, place.url, viewport=size)).new_page()
    await stranger.goto("/connexion")
    await expect(stranger.get_by_role("img", name="Communauté de communes")).to_be_visible()
    await fine(stranger)
