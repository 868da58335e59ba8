"""A page that waits to be rung does not fall asleep without a word."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from signaling.keys import OFFICE
from signaling.protocol import AppointmentState, Mode
from signaling.store import sessions
from tests.town import HOST, SECRETARY, Town, town
from tests.town import PASSWORD as TOWN_PASSWORD

from .chromium import visitor
from .counter import PASSWORD, SCREEN, Counter, Form, mistakes_of
from .test_console_before import COUNT_NOTES
from .test_console_before import fine as console_fine
from .test_host_called import LISTENING, LOCKED, SIZES
from .test_pages import arrive, fine

MSA = "account-conseil-msa"
MINUTES = 1 / 60


@pytest_asyncio.fixture
async def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    monkeypatch.setattr("signaling.pages.live.QUIET_SECONDS", 0.1)
    async with town(tmp_path) as served:
        yield served


@pytest_asyncio.fixture
async def evening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Counter]:
    """A server whose sessions last twelve minutes."""
    monkeypatch.setattr("signaling.sockets_console.SESSION_SECONDS", 0.1)
    found = Counter(tmp_path / "server", session_hours=12 * MINUTES)
    await found.start()
    await found.seed()
    yield found
    await found.stop()


@pytest_asyncio.fixture
async def console(evening: Counter, browser: Browser) -> Page:
    context = await visitor(browser, evening.url, viewport=SCREEN)
    page = await context.new_page()
    await evening.sign_in(page)
    return page


async def its_end(server: Counter, account: str) -> None:
    async with server.app[OFFICE].store.writing() as tx:
        await sessions.remove_of(tx, account)


@SIZES
async def test_the_host_s_page_that_is_signed_out_sounds_and_says_that_it_rings_no_more(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    page = await arrive(browser, place, HOST, viewport=size)
    await page.add_init_script(LOCKED)
    await page.reload()
    await page.evaluate(LISTENING)
    await page.locator("h1").click()
    await page.evaluate("window.away = true")
    person = await place.person(HOST)
    async with place.app[OFFICE].store.writing() as tx:
        await sessions.remove_of(tx, person.account)
    over = page.locator("[data-over]")
    await expect(over).to_contain_text("ne peuvent plus vous appeler ici")
    await expect(page.locator("[data-ring-said]")).to_contain_text("plus connecté")
    await expect(page).to_have_title("Connexion terminée – Accueil du relais – Vis-à-vis")
    assert await page.evaluate("window.told.length") == 1
    assert await page.evaluate("window.notes") >= 2
    await fine(page)
    await over.get_by_role("link", name="Se reconnecter").click()
    await expect(page).to_have_url(re.compile(r"/connexion\?suite=%2Frelais$"))


async def test_what_a_secretary_typed_is_still_sent_after_signing_in_elsewhere(
    browser: Browser, place: Town
) -> None:
    page = await arrive(browser, place, SECRETARY)
    await page.get_by_label("Nom", exact=True).fill("Exemple")
    await page.get_by_label("Prénom", exact=True).fill("Camille")
    person = await place.person(SECRETARY)
    async with place.app[OFFICE].store.writing() as tx:
        await sessions.remove_of(tx, person.account)
    over = page.locator("[data-over]")
    await expect(over).to_contain_text("ce que vous avez écrit reste ici")
    await fine(page)
    async with page.context.expect_page() as opened:
        await over.get_by_role("link", name="Se reconnecter").click()
    tab = await opened.value
    await tab.fill("[name=login]", SECRETARY)
    await tab.fill("[name=password]", TOWN_PASSWORD)
    await tab.click("form[action='/connexion'] button[type=submit]")
    await tab.wait_for_url("**/secretariat")
    await page.get_by_label("MSA de Picardie").check()
    await page.get_by_label("Retraite", exact=True).check()
    await page.get_by_label("Relais", exact=True).select_option("pel-wassigny")
    await page.get_by_role("button", name="Envoyer").click()
    await expect(page.locator("main")).to_contain_text("La demande de Camille Exemple")


async def test_a_console_says_before_that_it_ends_and_goes_on_once_signed_in_elsewhere(
    evening: Counter, console: Page
) -> None:
    appointment = await evening.register()
    row = console.locator(f"[data-appointment='{appointment}']")
    await row.locator(".request__choose").click()
    stuck = console.locator("#stuck")
    await expect(stuck).to_contain_text("Votre connexion se termine à")
    await console_fine(console)
    async with console.context.expect_page() as opened:
        await stuck.get_by_role("link", name="Se reconnecter").click()
    tab = await opened.value
    await expect(tab.get_by_role("status")).to_contain_text("votre console continue dans l’autre")
    await tab.fill("[name=login]", "conseil.msa")
    await tab.fill("[name=password]", PASSWORD)
    await tab.click("form[action='/connexion'] button[type=submit]")
    await tab.wait_for_url("**/compte")
    await expect(console.locator("#link")).to_have_attribute("data-link", "open")
    await console.keyboard.press("a")  # by the new session: the old one ended with it
    await expect(row).to_have_attribute("data-state", "accepted")
    await expect(console.locator("#who")).to_have_text("Camille Exemple")


async def test_a_console_that_is_signed_out_sounds_and_says_so(
    evening: Counter, console: Page
) -> None:
    hint = console.locator("#mute-hint")
    await expect(hint).to_be_visible()
    await console_fine(console)
    await console.evaluate(COUNT_NOTES)
    await console.click(".column--visit")
    await expect(hint).to_be_hidden()
    await its_end(evening, MSA)
    await expect(console.locator("#stuck")).to_contain_text("cette console ne sonne plus")
    await expect(console).to_have_title("⚠ Session terminée – Vis-à-vis")
    await console.wait_for_function("() => window.notes >= 6")
    await console_fine(console)


@pytest.mark.parametrize("mode", [Mode.TELEPHONE, Mode.ON_SITE])
@pytest.mark.parametrize(
    ("key", "becomes"),
    [("Shift+F", AppointmentState.HONOURED), ("Shift+R", AppointmentState.NO_SHOW)],
)
async def test_how_an_appointment_without_a_kiosk_went_is_told_by_one_key(
    server: Counter, browser: Browser, mode: Mode, key: str, becomes: AppointmentState
) -> None:
    page = await (await visitor(browser, server.url, viewport=SCREEN)).new_page()
    wrong = mistakes_of(page)
    await server.sign_in(page)
    appointment = await server.register(Form(mode=mode))
    row = page.locator(f"[data-appointment='{appointment}']")
    await expect(row).to_be_visible()
    await page.keyboard.press("a")
    await expect(page.locator("#meeting-held")).to_be_visible()
    await expect(page.locator("#visit-message")).to_contain_text("comment cela s’est passé")
    await console_fine(page)
    await page.keyboard.press(key)
    await expect(row).to_have_attribute("data-state", str(becomes))
    await expect(page.locator("#meeting-held")).to_be_hidden()
    assert wrong == []
