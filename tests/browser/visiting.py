"""A visit from the console's side: a resident installed, accepted, called, worked with."""

from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page, expect

from signaling import protocol as wire
from signaling.protocol import KeepState, PageFault, ScanState

from .chromium import visitor
from .counter import SCREEN, Counter, until
from .kiosk import Kiosk, preview

PDF = Path(__file__).parents[1] / "data" / "cerfa_13753_04.pdf"
PHOTOGRAPH = PDF.with_name("formulaire-rempli.jpg")
LONG = 30_000
FOUND = (PageFault.SKEWED, PageFault.BORDERS)
STRAIGHT = wire.Correction(skew=1.7, crop=(0.02, 0.01, 0.98, 0.99), ink=wire.Ink.COLOUR)


@dataclass
class Visit:
    """A resident is installed and accepted; the console shows them."""

    server: Counter
    kiosk: Kiosk
    context: BrowserContext
    page: Page
    id: str

    async def call(self, count: int = 1) -> None:
        await expect(self.page.locator("#call")).to_be_enabled(timeout=LONG)
        await self.page.keyboard.press("p")
        await self.talking(count)

    async def talking(self, count: int = 1) -> None:
        stage = self.page.locator("visavis-stage[data-picture=kiosk][data-media=flowing]")
        await expect(stage).to_be_visible(timeout=LONG)
        await expect(self.page.locator("#scan")).to_be_enabled(timeout=LONG)
        await until(lambda: len(self.kiosk.peers) >= count)  # a slow machine may repair

    async def colour(self) -> list[int]:
        """The middle of the kiosk's picture, as the console shows it."""
        return await self.page.evaluate(
            """() => {
              const video = document.querySelector("video#remote");
              const canvas = new OffscreenCanvas(1, 1).getContext("2d");
              canvas.drawImage(video, 0, 0, 1, 1);
              return Array.from(canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
            }"""
        )

    async def frames(self) -> int:
        """Pictures of the kiosk that the console showed."""
        return await self.page.evaluate(
            "document.querySelector('video#remote').getVideoPlaybackQuality().totalVideoFrames"
        )

    async def more_frames(self) -> None:
        """The picture moves."""
        seen = await self.frames()
        await self.page.wait_for_function(
            """seen => document.querySelector('video#remote')
              .getVideoPlaybackQuality().totalVideoFrames > seen + 10""",
            arg=seen,
        )

    async def scan(self, document: str = "page-1") -> wire.Scan:
        """Until the page is seen in the console."""
        count = len(self.kiosk.all(wire.Scan)) + 1
        await self.page.keyboard.press("n")
        asked = await self.kiosk.expect(wire.Scan, count)
        self.kiosk.post_page(asked, document, preview(), faults=FOUND, proposed=STRAIGHT)
        self.kiosk.scan_status(asked, ScanState.DONE, document=document)
        card = self.page.locator(f"[data-scan='{asked.scan}'][data-scan-state=received]")
        await expect(card.locator("[data-drawn]")).to_be_visible(timeout=LONG)
        return asked

    async def keep(self) -> wire.ScanKeep:
        """Until the pages in hand are a document in the console."""
        count = len(self.kiosk.all(wire.ScanKeep)) + 1
        await self.page.keyboard.press("g")
        asked = await self.kiosk.expect(wire.ScanKeep, count)
        self.kiosk.post_document(asked, PDF.read_bytes())
        self.kiosk.keep_status(asked, KeepState.DONE)
        card = self.page.locator(f"[data-document='{asked.document}']")
        await expect(card.locator("[data-drawn='1']")).to_be_visible(timeout=LONG)
        return asked

    async def print(self, *keys: str) -> wire.Print:
        """Until the kiosk has the file and was asked to print it; `keys` say how."""
        count = len(self.kiosk.all(wire.Print)) + 1
        await self.page.set_input_files("#print-file", PDF)
        await expect(self.page.locator("#confirm-print")).to_be_focused()
        for key in (*keys, "Enter"):
            await self.page.keyboard.press(key)
        ready = await self.kiosk.expect(wire.DocumentReady, count)
        assert await self.kiosk.fetch(ready) == PDF.read_bytes()
        return await self.kiosk.expect(wire.Print, count)


async def opened(server: Counter, browser: Browser, there: Kiosk, **options: object) -> Visit:
    context = await visitor(browser, server.url, viewport=SCREEN, **options)
    page = await context.new_page()
    await server.sign_in(page)
    appointment = await server.register()
    row = page.locator(f"[data-appointment='{appointment}']")
    await row.locator(".request__accept").click()
    await expect(row).to_have_attribute("data-state", "accepted")
    visit = await server.install(appointment)
    await expect(page.locator("#call")).to_be_enabled()
    return Visit(server, there, context, page, visit)
