"""The page's own policy lets the browser ask what the console asks for, for real."""

import pytest
from playwright.async_api import Browser

from .chromium import visitor
from .counter import SCREEN, Counter

OPENED = """asked => navigator.mediaDevices[asked]({ video: true }).then(
  (stream) => stream.getTracks().map((track) => { track.stop(); return track.kind; }).join(),
  (error) => `${error.name}: ${error.message}`,
)"""


@pytest.mark.parametrize("asked", ["getUserMedia", "getDisplayMedia"])
async def test_a_camera_and_a_window_are_given_to_the_console(
    server: Counter, browser: Browser, asked: str
) -> None:
    page = await (await visitor(browser, server.url, viewport=SCREEN)).new_page()
    await server.sign_in(page)
    await page.click(".column--visit")  # a window is given to who just touched the page
    assert await page.evaluate(OPENED, asked) == "video"
