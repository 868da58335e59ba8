"""Without appointment, by keyboard: the host adds somebody, a counsellor receives who is next."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from signaling.core.agenda.durations import ENOUGH, Sums, one
from signaling.dropin.crier import CRIER, DROP_IN
from signaling.dropin.queue import Arrival
from signaling.keys import OFFICE
from signaling.store import lengths
from signaling.store.kiosks import of_relay

from .chromium import DESK, PHONE, axe, overflow, visitor
from .counter import HOST, PASSWORD, SCREEN, Counter, mistakes_of
from .kiosk import Kiosk
from .visiting import LONG

HOST_LOGIN = "hote.wassigny"


@pytest_asyncio.fixture
async def console(server: Counter, browser: Browser) -> AsyncIterator[Page]:
    page = await (await visitor(browser, server.url, viewport=SCREEN)).new_page()
    wrong = mistakes_of(page)
    await server.sign_in(page)
    yield page
    assert wrong == []


async def add(server: Counter, name: str, cannot_wait: bool = False) -> None:
    arrival = Arrival("msa", name, "Camille", "motive-msa-1", cannot_wait)
    await server.app[DROP_IN].add(HOST, arrival)
    await server.app[CRIER].look()


async def teach(server: Counter) -> None:
    """Enough visits of the MSA for a time to be said."""
    seen = Sums()
    for n in range(ENOUGH):
        seen += one(60.0 * (15 + n))
    async with server.app[OFFICE].store.writing() as tx:
        await lengths.learn(tx, "msa", "motive-msa-1", seen)


async def fine(page: Page) -> None:
    """For axe and in width, at a desk and on a telephone, in both colours."""
    for scheme, sizes in (("dark", (DESK,)), ("light", (PHONE, DESK))):
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for size in sizes:
            await page.set_viewport_size(size)
            assert await axe(page) == [], (scheme, size)
            assert await overflow(page) == 0, (scheme, size)


@pytest.mark.timeout(150)
async def test_the_host_adds_somebody_by_keyboard_and_gives_a_number(
    server: Counter, console: Page, browser: Browser
) -> None:
    page = await (await visitor(browser, server.url)).new_page()
    wrong = mistakes_of(page)
    await page.goto("/")
    await page.fill("[name=login]", HOST_LOGIN)
    await page.fill("[name=password]", PASSWORD)
    await page.keyboard.press("Enter")
    await page.get_by_role("link", name="Ajouter sans rendez-vous").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Nom", exact=True)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#erreurs")).to_contain_text("Écrivez le nom.")
    await fine(page)
    await page.get_by_label("Nom", exact=True).focus()
    await page.keyboard.type("Exemple")
    await page.keyboard.press("Tab")
    await page.keyboard.type("Camille")
    await page.keyboard.press("Tab")
    await page.get_by_label("Pour quoi vient-elle").select_option("msa/motive-msa-1")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await page.keyboard.press("Enter")
    await expect(page.locator(".notice")).to_contain_text("Donnez-lui le numéro 1")
    row = page.locator(".row--queue")
    await expect(row).to_contain_text("1er pour MSA de Picardie")
    await expect(row).to_contain_text("Ne peut pas attendre longtemps")
    await expect(console.locator("visavis-queue")).to_contain_text("Camille Exemple")
    await add(server, "Deuxième")
    await expect(row).to_have_count(2)  # by itself
    await fine(page)
    await page.get_by_role("button", name="Est parti : Camille Deuxième").focus()
    await page.keyboard.press("Enter")
    await expect(row).to_have_count(1)
    await expect(console.locator(".queue__row")).to_have_count(1)
    assert [each for each in wrong if "422" not in each] == []  # the form that was refused


@pytest.mark.timeout(150)  # three states, judged in two colours and three sizes
async def test_one_key_receives_the_next_one_and_the_call_goes_on_as_ever(
    server: Counter, there: Kiosk, console: Page
) -> None:
    await teach(server)
    await expect(console.locator("visavis-queue")).to_be_hidden()
    await add(server, "Premier")
    await add(server, "Pressée", cannot_wait=True)
    await add(server, "Troisième")
    queue = console.locator("visavis-queue")
    await expect(queue.locator(".queue__row")).to_have_count(3)
    await expect(queue.locator(".queue__row").first).to_contain_text("Pressée")
    await expect(queue.locator(".queue__row").last).to_contain_text("min")
    await expect(console.locator("#spoken")).to_contain_text("attend sans rendez-vous")
    await fine(console)
    await console.set_viewport_size(SCREEN)
    await console.keyboard.press("Shift+Y")
    await expect(console.locator("#who")).to_have_text("Camille Pressée")
    await expect(queue.locator(".queue__row")).to_have_count(2)
    await expect(queue.get_by_role("button")).to_have_attribute("aria-disabled", "true")
    await expect(queue).to_contain_text("Un usager est déjà installé pour vous")
    await console.keyboard.press("Shift+Y")
    await expect(console.locator("visavis-notices")).to_contain_text("recevez-le d’abord")
    await expect(console.locator("#call")).to_be_enabled(timeout=LONG)
    await console.keyboard.press("p")
    stage = console.locator("visavis-stage[data-picture=kiosk][data-media=flowing]")
    await expect(stage).to_be_visible(timeout=LONG)
    await fine(console)


async def test_a_number_of_a_kiosk_is_a_number_in_the_console(
    server: Counter, there: Kiosk, console: Page
) -> None:
    async with server.app[OFFICE].store.reading() as tx:
        (kiosk,) = await of_relay(tx, "pel-wassigny")
    await server.app[DROP_IN].press(kiosk.id, "msa")
    await server.app[CRIER].look()
    await expect(console.locator(".queue__row")).to_contain_text("Numéro 1")
    await console.get_by_role("button", name="Recevoir le suivant").focus()
    await console.keyboard.press("Enter")
    await expect(console.locator("#who")).to_contain_text("Numéro 1")
    await expect(console.locator("visavis-queue")).to_be_hidden()
