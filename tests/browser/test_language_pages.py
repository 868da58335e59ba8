"""Arabic is read beside the French, marked, chosen at the mairie and seen by the host."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from signaling.languages import known
from signaling.store import languages
from signaling.store.languages import Review
from tests.town import ADMIN, HOST, SECRETARY, Town, town

from .chromium import DESK, PHONE
from .test_pages import arrive, fine, register, said

pytestmark = pytest.mark.timeout(240)
HERE = "/administration/langues"


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as served:
        yield served


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_a_language_is_read_marked_chosen_and_seen(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    admin = await place.person(ADMIN)
    arabic = known()["ar"]
    before = Review("ar", frozenset(sorted(arabic.marks)[1:]), admin.account, 1_795_000_000.0)
    async with place.desk.office.store.writing() as tx:
        await languages.keep(tx, before)
    page = await arrive(browser, place, ADMIN, viewport=size)
    await page.goto(HERE)
    await fine(page)
    await page.get_by_role("link", name="Relire : Arabe").press("Enter")
    first = page.locator('td[lang="ar"]').first
    assert await first.evaluate("cell => getComputedStyle(cell).direction") == "rtl"
    await page.get_by_role("link", name="1 phrase à relire").press("Enter")
    await expect(page.locator(".sayings__changed")).to_be_in_viewport()
    await fine(page)
    await page.get_by_role("button", name="Toutes les phrases sont relues").press("Enter")
    await expect(said(page, "La langue est relue")).to_be_focused()
    await fine(page)
    secretary = await arrive(browser, place, SECRETARY, viewport=size)
    await secretary.get_by_label("Langue du guichet").select_option("ar")
    await fine(secretary)
    await register(secretary)
    host = await arrive(browser, place, HOST, viewport=size)
    await expect(host.get_by_text("Langue : Arabe")).to_be_visible()
    await fine(host)
    await host.get_by_role("link", name="Ajouter sans rendez-vous").press("Enter")
    await host.get_by_label("Langue du guichet").select_option("ar")
    await fine(host)
    await page.get_by_role("link", name="Voir : Arabe").press("Enter")
    await fine(page)
    await page.get_by_role("button", name="Ne plus la proposer").press("Enter")
    await expect(said(page, "n’est plus proposée")).to_be_focused()
