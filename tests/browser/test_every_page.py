"""Each page that a role reaches by its links, with what people write. For `make pictures` alone."""

from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, expect

from signaling.keys import OFFICE
from tests.town import Town

from . import filled
from .chromium import axe
from .pictures import album
from .test_hostile_fields import LINKS, LOGINS, crawl, one_true_request, signed_in
from .test_hostile_fields import place as place  # a fixture


@pytest.mark.skipif(album.folder is None, reason="pictures are made by `make pictures`")
@pytest.mark.timeout(900)
async def test_every_page_of_every_role_has_its_picture(browser: Browser, place: Town) -> None:
    await one_true_request(place, browser)
    office = place.app[OFFICE]
    said = {"name": "Thiérache du Centre", "note": "Première demande."}
    async with office.store.writing() as tx:
        await filled.fill(tx, office.clock(), **said)
    for login in LOGINS.values():
        page = await signed_in(place, browser, login)

        async def look(path: str, page: Page = page) -> list[str]:
            answer = await page.goto(path)
            assert answer is not None
            assert answer.ok, path
            if path == "/console":
                await page.locator(".request__choose").click()
                await expect(page.locator("#who")).to_have_text("Camille Exemple")
            assert await axe(page) == [], path
            links: list[str] = await page.evaluate(LINKS)
            return links

        assert len(await crawl(urlsplit(page.url).path, place.url, look)) > 1
        await page.context.close()
