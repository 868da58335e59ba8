"""Chromium for the tests: Debian's, with a fake camera and microphone, and axe-core in a page."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from .looked import looked, state_of_test
from .pictures import album

CHROMIUM = "/usr/bin/chromium"
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OPTIONS = {"runOnly": {"type": "tag", "values": list(RULES)}}
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=fr-FR",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
)

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 320, "height": 640}


@asynccontextmanager
async def chromium(
    video: Path | None = None,
    sound: Path | None = None,
    flags: Sequence[str] = (),
    proxy: str = "",
) -> AsyncIterator[Browser]:
    """A browser that ends with the block. `video` (.y4m) and `sound` (.wav) feed its fakes."""
    fed = [f"--use-file-for-fake-video-capture={video}"] if video else []
    fed += [f"--use-file-for-fake-audio-capture={sound}"] if sound else []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[*FLAGS, *fed, *flags],
            # A date field is written in the browser's language, whatever the page's, and needs its
            # words (chromium-l10n); without UTF-8, no accent in the name of a file.
            env={"LANGUAGE": "fr", "LC_ALL": "C.UTF-8"},
            proxy={"server": proxy} if proxy else None,
        )
        try:
            yield browser
        finally:
            await browser.close()


async def visitor(browser: Browser, url: str, **options: Any) -> BrowserContext:
    """Somebody with their own cookies. The server's authority is local: its errors are ignored."""
    wanted = {"viewport": DESK, "locale": "fr-FR", "timezone_id": "Europe/Paris"}
    wanted |= {"reduced_motion": "reduce"} | options  # no colour is judged on its way to another
    return await browser.new_context(base_url=url, ignore_https_errors=True, **wanted)


async def axe(page: Page) -> list[str]:
    """What axe-core finds against the page as it is, and at 200 % where it stands on a desk (a
    window half as wide and high: WCAG 2.2, 1.4.4); an empty list is what tests want."""
    await page.wait_for_load_state("load")  # a page is judged with its style sheets
    # Injected by the protocol, not by a tag: the page's own policy forbids foreign scripts.
    await page.evaluate(AXE.read_text())
    found, size = await _judged(page), page.viewport_size
    if size is not None and size["width"] >= DESK["width"]:
        await page.set_viewport_size({side: pixels // 2 for side, pixels in size.items()})
        found += [f"at 200 %: {each}" for each in await _judged(page) if each not in found]
        if wide := await overflow(page):
            found.append(f"at 200 %: {wide} pixels wider than its window")
        await page.set_viewport_size(size)
    await album.keep(page, state_of_test())
    looked.saw("chromium", page.url, len(found))
    return found


async def _judged(page: Page) -> list[str]:
    found = await page.evaluate("options => axe.run(document, options)", OPTIONS)
    assert found["passes"], "axe looked at nothing"
    return violations(found)


def violations(found: dict[str, Any]) -> list[str]:
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


async def overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window (WCAG 2.2, 1.4.10)."""
    await page.wait_for_load_state("load")
    width = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return max(0, int(width))
