"""Every link of a page leads to a page that its reader may open. No browser: links alone."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from signaling.core.person import Role
from signaling.keys import OFFICE
from signaling.store import rooms
from tests.browser.looked import address
from tests.town import ADMIN, COUNSELLOR, HOST, SECRETARY, Town, town

from .browsing import register

LOGINS = {
    Role.SECRETARY: SECRETARY,
    Role.HOST: HOST,
    Role.COUNSELLOR: COUNSELLOR,
    Role.SUPERVISOR: "supervision.msa",
    Role.TECHNICIAN: "technique",
    Role.ADMINISTRATOR: ADMIN,
}
LINK = re.compile(r'(?:href|formaction)="(/[^"#]*)"')


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as served:
        yield served


async def opened(session: aiohttp.ClientSession) -> dict[str, str]:
    """One page of each kind that its reader comes to by links: its answer, and who led there."""
    waiting, seen = [("/", "the door"), ("/compte", "the door")], dict[str, str]()
    while waiting:
        path, shown_by = waiting.pop(0)
        if (kind := address(path)) in seen:
            continue
        async with session.get(path) as answer:
            seen[kind] = f"{answer.status} {path}, of {shown_by}"
            if answer.content_type == "text/html":
                found = LINK.findall(await answer.text())
                waiting += [(link, path) for link in found if not link.startswith("/static")]
    return seen


@pytest.mark.timeout(180)
async def test_no_page_leads_where_its_reader_may_not_go(place: Town) -> None:
    await register(place)
    async with place.app[OFFICE].store.writing() as tx:
        for name in ("Salle du fond", "Salle du conseil"):
            await rooms.open_room(tx, f"room-{name[-4:]}", "pel-wassigny", name)
    async with place.kiosk():
        for role, login in LOGINS.items():
            async with place.client(login) as session:
                seen = await opened(session)
            assert [said for said in seen.values() if not said.startswith("200 ")] == [], role
            assert len(seen) > 3, role
