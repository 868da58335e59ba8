"""The shared rooms of a relay, for axe, on a desk and on a telephone, by keyboard."""

import pytest
from playwright.async_api import Browser, expect

from signaling.keys import OFFICE
from signaling.store import rooms
from signaling.store.demo import RELAYS
from tests.town import ADMIN, HOST, SECRETARY, Town

from .chromium import DESK, PHONE
from .test_agenda_pages import SUPERVISOR, place, publish  # noqa: F401 a fixture among them
from .test_pages import SIZES, arrive, fine, register, said


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


async def test_the_host_reads_that_the_room_is_taken_and_installs_when_it_is_not(
    browser: Browser,
    place: Town,  # noqa: F811 the fixture
) -> None:
    async with place.kiosk("Guichet vert") as here, place.kiosk("Guichet jaune") as beside:
        async with place.app[OFFICE].store.writing() as tx:
            await rooms.open_room(tx, "r1", RELAYS[0].id, "Salle du fond")
            await rooms.place(tx, "r1", [here.id, beside.id], 0.0)
        secretary = await arrive(browser, place, SECRETARY)
        for name in ("Exemple", "Autre"):
            await register(secretary, name)
        page = await arrive(browser, place, HOST, viewport=PHONE)
        install = page.get_by_role("button", name="Installer Camille Exemple : Guichet vert")
        await install.press("Enter")
        await expect(said(page, "L’usager est installé.")).to_be_focused()
        kiosk = page.locator(f"#guichet-{beside.id}")
        await expect(kiosk).to_contain_text("Salle occupée")
        await expect(kiosk).to_contain_text("Une visite a lieu dans la même salle.")
        await expect(page.get_by_text("Aucun guichet libre pour l’instant")).to_be_visible()
        await fine(page)
        await page.set_viewport_size(DESK)
        await fine(page)
        await page.get_by_role("link", name="Terminer la visite").press("Enter")
        await page.get_by_role("button", name="Oui, terminer la visite").press("Enter")
        await expect(page.get_by_role("button", name="Camille Autre")).to_be_visible()
        await expect(kiosk).to_contain_text("Libre")


async def test_at_closed_hours_the_mairie_is_shown_the_first_free_slot(
    browser: Browser,
    place: Town,  # noqa: F811 the fixture
) -> None:
    await publish(await arrive(browser, place, SUPERVISOR))
    page = await arrive(browser, place, SECRETARY)
    await page.get_by_label("Nom", exact=True).fill("Exemple")
    await page.get_by_label("Prénom").fill("Camille")
    await page.get_by_label("MSA de Picardie").check()
    await page.get_by_role("radio", name="Retraite").check()
    await page.get_by_role("button", name="Envoyer la demande").press("Enter")
    await expect(said(page, "Premier créneau libre")).to_be_focused()
    await fine(page)
    slots = page.locator("[data-slots]").get_by_role("radio")
    await expect(slots.first).to_be_checked()
    await page.locator("#telephone").fill("03 23 00 00 01")
    await page.get_by_label("Au téléphone").check()
    await expect(slots.first).to_be_checked()
    await page.get_by_role("button", name="Envoyer la demande").press("Enter")
    await expect(page.get_by_text("est enregistrée et envoyée")).to_be_visible()
