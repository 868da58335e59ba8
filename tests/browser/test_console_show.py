"""The document screen, from the counsellor's page to the resident's monitor: the whole product."""

import asyncio
import io
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from demo.people import Counsellor
from demo.people import browser as people
from demo.stage import Stage, devices, fresh, stage
from devices.virtual.camera import write_figure
from devices.virtual.display import DOCUMENT
from devices.virtual.figures import Figure
from tests.bench.paper.__main__ import in_call

from ..services.sheets import coloured
from .chromium import axe

pytestmark = [pytest.mark.timeout(240), pytest.mark.asyncio(loop_scope="module")]
PORT = 8446
LONG = 60_000
RED, GREEN, BLUE = (1.0, 0.0, 0.0), (0.0, 0.7, 0.0), (0.0, 0.0, 1.0)
LECTERN_WIDE = 0.73


@dataclass
class Shown:
    """A call in progress: the counsellor's page, the resident's monitor."""

    counsellor: Counsellor
    stage: Stage

    @property
    def page(self) -> Page:
        return self.counsellor.page

    def pixels(self) -> np.ndarray:
        """The document screen, beside what the resident sees of themselves."""
        picture = self.stage.devices.display.picture(DOCUMENT).convert("RGB")
        area = picture.crop((0, 0, int(picture.width * LECTERN_WIDE), picture.height))
        return np.asarray(area).astype(int)

    def share(self, colour: tuple[float, float, float]) -> float:
        near = np.abs(self.pixels() - np.array(colour) * 255).max(axis=2) < 12
        return float(near.mean())

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(LONG / 1000):
            while not condition():  # noqa: ASYNC110 - another process paints it
                await asyncio.sleep(0.05)

    async def show(self, name: str, data: bytes, kind: str = "application/pdf") -> None:
        file = {"name": name, "mimeType": kind, "buffer": data}
        await self.page.set_input_files("#show-file", files=[file])  # type: ignore[list-item]
        await expect(self.page.locator("#lectern-name")).to_have_text(name)

    async def sees(self, page: int = 1) -> None:
        """The kiosk says that it shows this page, and the console believes it."""
        seen = self.page.locator(f"visavis-lectern[data-shown$=' {page}'][data-drawn='{page}']")
        await expect(seen).to_be_visible(timeout=LONG)

    async def clear(self) -> None:
        await self.page.keyboard.press("x")
        await expect(self.page.locator("visavis-lectern")).to_be_hidden()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shown() -> AsyncIterator[Shown]:
    """One call for all: each test shows a document of its own."""
    with tempfile.TemporaryDirectory(prefix="vv-") as folder:
        run = fresh(Path(folder) / "run")
        with devices(run) as found:
            async with stage(found, PORT) as running:
                face = write_figure(run / "counsellor.y4m", Figure.COUNSELLOR)
                async with people(face, Path("/dev/null")) as opened:
                    counsellor = await in_call(opened, running)
                    await counsellor.see("#show[aria-disabled=false]", 60)
                    yield Shown(counsellor, running)


async def test_a_dropped_document_is_on_the_residents_screen_and_pages_turn(shown: Shown) -> None:
    await shown.page.evaluate(
        """bytes => {
          const files = new DataTransfer();
          files.items.add(new File([new Uint8Array(bytes)], "courrier.pdf"));
          const drop = new DragEvent("drop", { dataTransfer: files, bubbles: true });
          document.querySelector("#show-drop").dispatchEvent(drop);
        }""",
        list(coloured(RED, GREEN, BLUE)),
    )
    await shown.sees()
    await expect(shown.page.locator("#lectern-state")).to_contain_text("L’usager voit cette page")
    await shown.until(lambda: shown.share(RED) > 0.4)
    assert await axe(shown.page) == []
    await shown.page.keyboard.press("PageDown")
    await shown.sees(2)
    await shown.until(lambda: shown.share(GREEN) > 0.4)
    await expect(shown.page.locator(".lectern__page")).to_have_text("2 / 3")
    await shown.page.keyboard.press("PageUp")
    await shown.sees(1)
    await shown.clear()
    await shown.until(lambda: shown.share(RED) < 0.01)


async def test_the_pointer_the_highlighter_and_the_pen_go_by_keys_alone(shown: Shown) -> None:
    page = shown.page
    await shown.show("blanc.pdf", coloured((1.0, 1.0, 1.0)))
    await shown.sees()
    await expect(page.locator("#lectern-area")).to_be_focused()
    white = shown.pixels()
    await page.keyboard.press("ArrowDown")
    await shown.until(lambda: (shown.pixels() != white).any())
    await page.keyboard.press("s")
    await page.keyboard.press("Space")
    for _ in range(10):
        await page.keyboard.press("Shift+ArrowRight")
    await page.keyboard.press("Space")
    yellow = (1.0, 221 / 255, 87 / 255)
    await shown.until(lambda: shown.share(yellow) > 0.002)
    await page.keyboard.press("t")
    await page.keyboard.press("Shift+ArrowDown")
    await page.keyboard.press("Enter")
    for _ in range(5):
        await page.keyboard.press("Shift+ArrowLeft")
    await page.keyboard.press("Enter")
    ink = (179 / 255, 55 / 255, 47 / 255)
    await shown.until(lambda: shown.share(ink) > 0.0002)
    await expect(page.locator(".mark")).to_have_count(2)
    assert await axe(page) == []
    await page.keyboard.press("Backspace")
    await shown.until(lambda: shown.share(ink) < 0.00005)
    await page.click("#erase-all")
    await page.focus("#lectern-area")
    await page.keyboard.press("Escape")
    await shown.until(lambda: (shown.pixels() == white).all())
    await shown.clear()


async def test_zoom_follows_the_counsellor_and_what_is_pointed_at_stays(shown: Shown) -> None:
    page = shown.page
    await shown.show("rouge.pdf", coloured(RED))
    await shown.sees()
    before = shown.share(RED)
    for _ in range(4):
        await page.keyboard.press("+")
    await shown.until(lambda: shown.share(RED) > before * 1.4)
    await expect(page.locator(".lectern__zoom")).to_have_text("244 %")
    await expect(page.locator(".sheet__seen")).to_be_visible()
    for _ in range(4):
        await page.keyboard.press("-")
    await shown.until(lambda: abs(shown.share(RED) - before) < 0.01)
    await shown.clear()


async def test_a_stroke_of_the_mouse_is_there_while_it_is_drawn(shown: Shown) -> None:
    page = shown.page
    await shown.show("blanc.pdf", coloured((1.0, 1.0, 1.0)))
    await shown.sees()
    await page.click("#tool-ink")
    box = await page.locator(".sheet").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.3
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + box["width"] * 0.5, y, steps=20)
    ink = (179 / 255, 55 / 255, 47 / 255)
    await shown.until(lambda: shown.share(ink) > 0.0002)
    await page.mouse.up()
    await expect(page.locator(".mark--ink")).to_have_count(1)
    await shown.clear()


async def test_a_hostile_document_is_refused_with_what_to_do(shown: Shown) -> None:
    page = shown.page
    await shown.show("cassé.pdf", b"%PDF-1.7 and nothing of one")
    state = page.locator("#lectern-state[data-tone=bad]")
    await expect(state).to_contain_text("Ce fichier est abîmé", timeout=LONG)
    assert await axe(page) == []
    await shown.clear()


async def test_a_photograph_is_shown_upright(shown: Shown) -> None:
    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", (1200, 800), (0, 0, 255)).save(data, "PNG")
    await shown.show("photo.png", data.getvalue(), "image/png")
    await shown.sees()
    await shown.until(lambda: shown.share(BLUE) > 0.3)
    blue = np.argwhere(np.abs(shown.pixels() - (0, 0, 255)).max(axis=2) < 12)
    high, wide = np.ptp(blue, axis=0)
    assert wide / high == pytest.approx(1.5, rel=0.05)
    await shown.clear()


async def test_a_scan_takes_the_screen_and_one_click_brings_the_page_back(shown: Shown) -> None:
    page = shown.page
    await shown.show("rouge.pdf", coloured(RED))
    await shown.sees()
    await page.click("#scan")
    await expect(page.locator("#lectern-state")).to_contain_text("autre chose", timeout=LONG)
    await page.click("[data-scan-now]")
    await shown.counsellor.see("[data-scan-state=received]", 60)
    await page.click("#show-again")
    await shown.sees()
    await shown.until(lambda: shown.share(RED) > 0.4)
    await page.click("#keep")
    card = page.locator("[data-document-state=received]").first
    await expect(card).to_be_visible(timeout=LONG)
    await card.locator("[data-show-it]").click()
    await expect(page.locator("#lectern-name")).to_have_text("Document 1")
    await shown.sees()
    await shown.clear()
