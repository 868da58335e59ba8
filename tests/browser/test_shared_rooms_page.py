"""The shared rooms of a relay, for axe, on a desk and on a telephone, by keyboard."""

import pytest
from playwright.async_api import Browser, expect

from tests.town import ADMIN, Town

from .test_agenda_pages import place  # noqa: F401 a fixture
from .test_pages import SIZES, arrive, fine, said


@SIZES
@pytest.mark.timeout(180)
async def test_a_room_is_named_changed_and_removed_by_keyboard(
    browser: Browser,
    place: Town,  # noqa: F811 the fixture
    size: dict[str, int],
) -> None:
    page = await arrive(browser, place, ADMIN, viewport=size)
    await page.goto("/administration/lieux")
    await page.get_by_role("link", name="Salles partagées").first.press("Enter")
    await expect(page.get_by_text("Aucune salle n’est partagée")).to_be_visible()
    await page.get_by_role("button", name="Ajouter la salle").press("Enter")
    await expect(page.get_by_role("alert")).to_be_focused()
    await fine(page)
    await page.get_by_label("Nom").fill("Salle du fond")
    await page.get_by_label("Guichet bleu").press("Space")
    await page.get_by_role("button", name="Ajouter la salle").press("Enter")
    await expect(said(page, "La salle est enregistrée")).to_be_focused()
    await expect(page.get_by_text("déjà dans la salle")).to_be_visible()
    await fine(page)
    await page.get_by_role("link", name="Modifier la salle Salle du fond").press("Enter")
    await expect(page.get_by_label("Guichet bleu")).to_be_checked()
    await fine(page)
    await page.get_by_role("button", name="Retirer la salle Salle du fond").press("Enter")
    await expect(said(page, "La salle est retirée")).to_be_focused()
