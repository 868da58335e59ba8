"""Fixtures of the browser's ring. Run it through tests/in_namespace.sh."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from .chromium import chromium
from .counter import Counter, counter, mistakes_of
from .kiosk import Kiosk, kiosk
from .looked import looked
from .pictures import album
from .visiting import Visit, opened

expect.set_options(timeout=15_000)  # a shared machine may be slow; what never comes still fails


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[Browser]:
    """A Chromium of its own for each test, with a fake camera and a fake microphone."""
    async with chromium() as opened:
        yield opened


@pytest_asyncio.fixture
async def server(tmp_path: Path) -> AsyncIterator[Counter]:
    async with counter(tmp_path / "server") as found:
        yield found


@pytest_asyncio.fixture
async def there(server: Counter, tmp_path: Path) -> AsyncIterator[Kiosk]:
    async with kiosk(server, tmp_path) as found:
        yield found


@pytest_asyncio.fixture
async def visit(server: Counter, there: Kiosk, browser: Browser) -> AsyncIterator[Visit]:
    found = await opened(server, browser, there)
    wrong = mistakes_of(found.page)
    yield found
    assert wrong == []


def pytest_sessionfinish(session: pytest.Session) -> None:
    if looked.tests:
        looked.write()
    album.index()
