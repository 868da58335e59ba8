"""The pages where an organisation brings its forms, for axe, on a desk and on a telephone, by
keyboard, without JavaScript too."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.kiosk.paper.official import OFFICIAL
from tests.kiosk.paper.samples import only_xfa
from tests.town import Town, town

from .chromium import DESK, PHONE
from .test_pages import arrive, fine, said

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
pytestmark = pytest.mark.timeout(240)
HERE = "/administration/organismes/msa/formulaires"


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as served:
        yield served


@SIZES
async def test_a_form_is_brought_refused_then_taken_listed_and_withdrawn(
    browser: Browser, place: Town, size: dict[str, int], tmp_path: Path
) -> None:
    page = await arrive(browser, place, "supervision.msa", viewport=size)
    await page.goto("/administration/organismes/msa")
    await page.get_by_role("link", name="Formulaires à remplir ensemble").press("Enter")
    await fine(page)
    bad = tmp_path / "adobe.pdf"
    bad.write_bytes(only_xfa())
    chosen = page.get_by_label("Le formulaire vierge, en PDF")
    async with page.expect_file_chooser() as choosing:
        await chosen.press("Enter")
    await (await choosing.value).set_files(bad)
    await page.get_by_label("Titre").fill("Demande au tribunal")
    await page.get_by_role("button", name="Vérifier et ajouter").press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("Adobe Reader", timeout=60_000)
    await expect(page.get_by_role("alert")).to_be_focused()
    await expect(page.get_by_label("Titre")).to_have_value("Demande au tribunal")
    await fine(page)
    await chosen.set_input_files(OFFICIAL["n244"])
    await page.get_by_label("Mots du motif").fill("saisie")
    await page.get_by_role("button", name="Vérifier et ajouter").press("Enter")
    await expect(said(page, "Le formulaire est vérifié et ajouté")).to_be_focused(timeout=60_000)
    await fine(page)
    await page.get_by_role("link", name="Revenir").press("Enter")
    await fine(page)
    await page.get_by_role("link", name="Retirer Demande au tribunal").press("Enter")
    await fine(page)
    await page.get_by_role("button", name="Oui, retirer le formulaire").press("Enter")
    await expect(said(page, "Le formulaire est retiré")).to_be_focused()


async def test_a_form_is_brought_without_javascript(browser: Browser, place: Town) -> None:
    page = await arrive(browser, place, "supervision.msa", java_script_enabled=False)
    await page.goto(HERE)
    await page.get_by_label("Le formulaire vierge, en PDF").set_input_files(OFFICIAL["n244"])
    await page.get_by_label("Titre").fill("Demande au tribunal")
    await page.get_by_role("button", name="Vérifier et ajouter").click()
    await expect(page.get_by_text("Le formulaire est vérifié et ajouté")).to_be_visible(
        timeout=60_000
    )
    await expect(page.get_by_role("cell", name="Enter name of court")).to_be_visible()
