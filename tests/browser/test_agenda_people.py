"""A counsellor's absences, a relay's rooms, an appointment that the organisation cancels."""

from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page, expect

from signaling.agenda.publishing import PUBLISHING
from signaling.core.agenda.permanences import away
from signaling.core.agenda.wall import day_of
from signaling.keys import OFFICE
from tests.services.serving import Form
from tests.town import ADMIN, COUNSELLOR, HOST, PASSWORD, SECRETARY, Town

from .chromium import DESK, visitor
from .test_agenda_pages import PAGE, place, publish  # noqa: F401 a fixture among them
from .test_pages import SIZES, arrive, fine, said

SLOW = 40_000


async def registered(town: Town, name: str) -> str:
    at = town.app[OFFICE].clock() + 3600
    record = await town.desk.register_appointment(
        await town.person(SECRETARY), Form(name=name, at=at)
    )
    await town.desk.accept(await town.person(COUNSELLOR), record.id)
    return record.id


async def absences(browser: Browser, place: Town, **options: object) -> Page:  # noqa: F811
    """Not by the console, which needs scripts."""
    page = await (await visitor(browser, place.url, **options)).new_page()
    await page.goto("/connexion?suite=/compte/absences")
    await page.get_by_label("Identifiant").fill(COUNSELLOR)
    await page.get_by_label("Mot de passe").fill(PASSWORD)
    await page.get_by_role("button", name="Se connecter").click()
    await expect(page.get_by_role("heading", name="Mes absences")).to_be_visible(timeout=SLOW)
    return page


@SIZES
@pytest.mark.timeout(180)
async def test_a_counsellor_notes_an_absence_by_keyboard_without_javascript(
    browser: Browser,
    place: Town,  # noqa: F811 the fixture
    size: dict[str, int],
) -> None:
    page = await absences(browser, place, viewport=size, java_script_enabled=False)
    await page.get_by_label("Premier jour").fill("2099-12-28")
    await page.get_by_label("Dernier jour").fill("2099-12-31")
    await page.get_by_role("button", name="Noter l’absence").press("Enter")
    await expect(said(page, "C’est noté")).to_be_visible()
    with_script = await absences(browser, place, viewport=size)
    await fine(with_script)
    await with_script.get_by_role("button", name="Noter l’absence").press("Enter")
    await expect(with_script.get_by_role("alert")).to_be_focused()
    await fine(with_script)
    await with_script.get_by_role("button", name="Retirer").press("Enter")
    await expect(said(with_script, "C’est retiré")).to_be_focused()


@SIZES
@pytest.mark.timeout(180)
async def test_the_rooms_of_a_relay_are_read_by_its_host_and_by_an_administrator(
    browser: Browser,
    place: Town,  # noqa: F811 the fixture
    size: dict[str, int],
) -> None:
    await registered(place, "Premier")
    page = await arrive(browser, place, HOST, viewport=size)
    await page.get_by_role("link", name="Salles et guichets").press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Salles et guichets")
    await fine(page)
    await page.get_by_role("link", name="Voir la semaine").press("Enter")
    await expect(page.get_by_text("Premier", exact=True)).to_be_visible()
    await fine(page)
    other = await arrive(browser, place, ADMIN, viewport=size)
    await other.goto("/administration/lieux")
    await other.get_by_role("link", name="Salles et guichets").first.press("Enter")
    await fine(other)
    tomorrow = day_of(place.app[OFFICE].clock() + 86_400)
    closed = away("msa", None, tomorrow - timedelta(days=1), tomorrow)
    await place.app[PUBLISHING].be_absent(await place.person(ADMIN), closed)
    await other.goto(PAGE)
    await expect(other.get_by_text("Un rendez-vous est à déplacer")).to_be_visible()
    await fine(other)


@pytest.mark.timeout(180)
async def test_an_organisation_cancels_by_keyboard_and_the_mairie_reads_why(
    browser: Browser,
    place: Town,  # noqa: F811 the fixture
) -> None:
    await registered(place, "Premier")
    context = await visitor(browser, place.url, viewport=DESK)
    console = await context.new_page()
    await console.goto("/connexion")
    await console.get_by_label("Identifiant").fill(COUNSELLOR)
    await console.get_by_label("Mot de passe").fill(PASSWORD)
    await console.get_by_role("button", name="Se connecter").click()
    await expect(console.locator("#link")).to_have_attribute("data-link", "open", timeout=SLOW)
    await console.locator("[data-appointment]").first.click()
    await expect(console.locator("#who")).to_have_text("Camille Premier", timeout=SLOW)
    await console.keyboard.press("Shift+A")
    await expect(console.locator("#withdraw-dialog")).to_be_visible()
    await console.locator("#withdraw-send").press("Enter")
    await expect(console.locator("#withdraw-wrong")).to_be_visible()
    await fine(console)
    await console.get_by_label("L’organisme est fermé ce jour-là").check()
    await console.locator("#withdraw-send").press("Enter")
    await expect(console.locator("#visit-state")).to_have_text("Annulé par nous", timeout=SLOW)
    page = await arrive(browser, place, SECRETARY)
    row = page.locator(".row", has_text="Premier")
    await expect(row).to_contain_text("L’organisme est fermé ce jour-là")
    await fine(page)
    await row.get_by_role("button", name="Personne prévenue").press("Enter")
    await expect(page.get_by_text("À rappeler")).to_have_count(0)
