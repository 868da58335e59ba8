"""The three people at their browsers, as they would click and type: Playwright, real pages."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, async_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)
VIEW = ViewportSize(width=1440, height=900)


@asynccontextmanager
async def browser(face: Path, voice: Path) -> AsyncIterator[Browser]:
    """Chromium whose camera plays `face` (Y4M) and whose microphone plays `voice` (WAV)."""
    files = (
        f"--use-file-for-fake-video-capture={face}",
        f"--use-file-for-fake-audio-capture={voice}",
    )
    async with async_playwright() as playwright:
        found = await playwright.chromium.launch(
            executable_path=CHROMIUM, headless=True, args=[*FLAGS, *files]
        )
        try:
            yield found
        finally:
            await found.close()


class Someone:
    """A person signed in, in a browser context of their own."""

    def __init__(self, context: BrowserContext, page: Page, url: str) -> None:
        self.context, self.page, self.url = context, page, url

    @classmethod
    async def sign_in(cls, found: Browser, url: str, login: str, password: str) -> Self:
        context = await found.new_context(
            viewport=VIEW, ignore_https_errors=True, locale="fr-FR", accept_downloads=True
        )
        page = await context.new_page()
        await page.goto(url)
        await page.fill("[name=login]", login)
        await page.fill("[name=password]", password)
        await page.click("button[type=submit]")
        await page.wait_for_url(lambda address: "/connexion" not in address)
        return cls(context, page, url)

    async def see(self, selector: str, seconds: float = 15.0) -> None:
        """Wait until it is on the page and visible."""
        await self.page.wait_for_selector(selector, timeout=seconds * 1000)

    async def picture(self, path: Path) -> None:
        await self.page.screenshot(path=str(path), full_page=False)


class Secretary(Someone):
    async def register(self, name: str, first_name: str, motive: str) -> str:
        """Fill the form for the MSA, now; return the request's id."""
        await self.page.fill("#name", name)
        await self.page.fill("#first_name", first_name)
        await self.page.fill("#telephone", "03 23 00 00 00")
        await self.page.get_by_label("MSA de Picardie").check()
        await self.page.fill("#motive", motive)
        relay = self.page.locator("#relay")
        wanted = await relay.locator("option", has_text="Wassigny").get_attribute("value")
        await relay.select_option(wanted)
        await self.page.click("button:has-text('Envoyer la demande')")
        row = self.page.locator(f"li.row[data-said^='{first_name} {name}']")
        await row.wait_for()
        return str(await row.get_attribute("id")).removeprefix("demande-")

    async def sees(self, appointment: str, state: str, seconds: float = 15.0) -> None:
        await self.see(f"#demande-{appointment}[data-state={state}]", seconds)


class Host(Someone):
    async def install(self, appointment: str) -> None:
        await self.page.click(f"[id^='installer-{appointment}']")
        await self.see("[id^='terminer-']")


class Counsellor(Someone):
    async def sees(self, appointment: str, state: str, seconds: float = 15.0) -> None:
        await self.see(f"[data-appointment='{appointment}'][data-state={state}]", seconds)

    async def accept(self, appointment: str) -> None:
        await self.page.click(f"[data-appointment='{appointment}'] .request__accept")

    async def call(self) -> None:
        await self.page.click("#call")

    async def remote_picture(self) -> bytes:
        """What the console shows of the kiosk, as PNG, at the video's own size."""
        found = await self.page.evaluate(
            """() => {
              const video = document.querySelector("video#remote");
              const canvas = document.createElement("canvas");
              [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
              canvas.getContext("2d").drawImage(video, 0, 0);
              return canvas.toDataURL("image/png").split(",")[1];
            }"""
        )
        return base64.b64decode(found)

    async def scan(self, seconds: float) -> Path:
        """Ask for a page, say that the sheet lies, keep it; return the PDF that is offered."""
        await self.page.click("#scan")
        await self.page.click("[data-scan-now]")
        await self.see("[data-scan-state=received]", seconds)
        await self.page.click("#keep")
        card = "[data-document-state=received]"
        await self.see(card, seconds)
        async with self.page.expect_download() as waiting:
            await self.page.click(f"{card} a[download]")
        return Path(await (await waiting.value).path())

    async def ask_print(self, file: Path) -> None:
        """As it is proposed: one copy, in black, on one side."""
        await self.page.set_input_files("#print-file", str(file))
        await self.page.click("#confirm-print")

    async def print(self, pdf: Path, seconds: float) -> None:
        await self.ask_print(pdf)
        await self.see("[data-print-state=out]", seconds)

    async def end(self) -> None:
        await self.page.click("#end-visit")
        await self.page.click("#confirm-end")
