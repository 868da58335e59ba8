"""Fixtures of the browser's ring. Run it through tests/in_namespace.sh."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser

from .chromium import chromium


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[Browser]:
    """A Chromium of its own for each test, with a fake camera and a fake microphone."""
    async with chromium() as opened:
        yield opened
