"""At 200 % in Firefox: a page of each kind, as who reads it finds it. Chromium zooms them all."""

from pathlib import Path

import pytest

from .counter import PASSWORD, counter
from .firefox import Firefox, firefox

PAGES = {
    "secretaire.hannapes": ("/secretariat",),
    "hote.wassigny": ("/relais",),
    "conseil.msa": ("/console",),
    "admin": ("/administration/statistiques", "/compte"),
}


async def leave_and_enter(page: Firefox, url: str, login: str) -> None:
    await page.ask("fetch('/deconnexion', { method: 'POST' })")
    await page.goto(f"{url}/connexion")
    await page.fill("[name=login]", login)
    await page.fill("[name=password]", PASSWORD)
    await page.click("button[type=submit]")
    await page.until("location.pathname !== '/connexion' && document.readyState === 'complete'")


@pytest.mark.timeout(400)
async def test_nothing_is_lost_at_twice_the_size(tmp_path: Path) -> None:
    async with counter(tmp_path / "server") as server, firefox() as page:
        await server.register()
        await page.goto(f"{server.url}/connexion")
        assert await page.axe(zoomed=True) == []
        for login, paths in PAGES.items():
            await leave_and_enter(page, server.url, login)
            for path in paths:
                await page.goto(server.url + path)
                if path == "/console":
                    await page.see("#link[data-link=open]")
                assert await page.ask("location.pathname") == path
                assert await page.axe(zoomed=True) == [], path
