"""Each page that a role reaches by its links, with what people write. For `make pictures` alone,
of one role by ``make pictures ROLE=host``; `test_hostile_fields` has axe judge the same pages."""

from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, expect

from signaling.core.person import Role
from signaling.keys import OFFICE
from tests.town import Town

from . import filled
from .pictures import album
from .test_hostile_fields import LINKS, LOGINS, crawl, one_true_request, signed_in
from .test_hostile_fields import place as place  # a fixture


@pytest.mark.skipif(album.folder is None, reason="pictures are made by `make pictures`")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("role", LOGINS)
async def test_every_page_of_a_role_has_its_picture(
    role: Role, browser: Browser, place: Town
) -> None:
    await one_true_request(place, browser)
    office = place.app[OFFICE]
    said = {"name": "Thiérache du Centre", "note": "Première demande."}
    async with office.store.writing() as tx:
        await filled.fill(tx, office.clock(), **said)
    page = await signed_in(place, browser, LOGINS[role])

    async def look(path: str) -> list[str]:
        answer = await page.goto(path)
        assert answer is not None
        assert answer.ok, path
        if path == "/console":
            await page.locator(".request__choose").click()
            await expect(page.locator("#who")).to_have_text("Camille Exemple")
        await album.keep(page, f"chaque page : {role}", part=role)
        links: list[str] = await page.evaluate(LINKS)
        return links

    assert len(await crawl(urlsplit(page.url).path, place.url, look)) > 1
