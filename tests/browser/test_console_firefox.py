"""The same console in Firefox: one visit, from the request to the wiped page; a call repaired."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from signaling import protocol as wire
from signaling.protocol import PrintState, ScanState

from .counter import MSA, PASSWORD, counter, until
from .firefox import Firefox, firefox
from .kiosk import Kiosk, kiosk, preview

PDF = Path(__file__).parents[1] / "data" / "cerfa_13753_04.pdf"
COLOUR = """(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  canvas.drawImage(document.querySelector("video#remote"), 0, 0, 1, 1);
  return Array.from(canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
})()"""


@asynccontextmanager
async def called(folder: Path, **options: Any) -> AsyncIterator[tuple[Kiosk, Firefox]]:
    """A counsellor in Firefox, with its `options`, signed in, accepted a request and sees the
    resident."""
    async with (
        counter(folder / "server") as server,
        kiosk(server, folder) as there,
        firefox(**options) as page,
    ):
        await page.goto(f"{server.url}/connexion")
        await page.fill("[name=login]", MSA)
        await page.fill("[name=password]", PASSWORD)
        await page.click("button[type=submit]")
        await page.see("#link[data-link=open]")

        appointment = await server.register()
        row = f"[data-appointment='{appointment}']"
        await page.see(f"{row}[data-state=received]")
        await page.press("a")
        await page.see(f"{row}[data-state=accepted]")
        await server.install(appointment)
        await page.see("#call[aria-disabled=false]")
        await page.press("p")
        await page.see("visavis-stage[data-picture=kiosk][data-media=flowing]")
        await until(lambda: there.frames > 5 and there.sounds > 5)
        yield there, page


@pytest.mark.timeout(150)
async def test_a_whole_visit_in_firefox(tmp_path: Path) -> None:
    async with called(tmp_path) as (there, page):
        red, green, blue = await page.ask(COLOUR)
        assert red > 200
        assert 90 < green < 170
        assert blue < 60

        await page.see("#scan[aria-disabled=false]")
        await page.press("n")
        asked = await there.expect(wire.Scan)
        there.post_page(asked, "page-1", preview())
        there.scan_status(asked, ScanState.DONE, document="page-1")
        await page.see("[data-scan-state=received] [data-drawn]")
        await page.press("g")
        keep = await there.expect(wire.ScanKeep)
        there.post_document(keep, PDF.read_bytes())
        await page.see("[data-document-state=received] [data-drawn='1']")
        name = await page.ask("document.querySelector('a[download]').download")
        assert name.endswith("_Exemple_Camille_Document-1.pdf")

        await page.give_file("#print-file", PDF)
        await page.see("#print-dialog[open]")
        await page.click("#confirm-print")
        ready = await there.expect(wire.DocumentReady)
        assert await there.fetch(ready) == PDF.read_bytes()
        job = await there.expect(wire.Print)
        there.print_status(job, PrintState.OUT, page=2, pages=2)
        await page.see("[data-print-state=out]")

        await page.press("f")
        await page.click("#confirm-end")
        await there.expect(wire.VisitClose)
        await page.until("!document.querySelector('[data-scan], [data-print]')")


@pytest.mark.timeout(150)
async def test_a_call_that_is_cut_comes_back_by_itself_in_firefox_too(tmp_path: Path) -> None:
    async with called(tmp_path) as (there, page):
        call = (await there.expect(wire.Ring)).call
        there.answers.clear()
        there.cut()
        await page.see("visavis-stage[data-media=broken]")
        there.answers.set()
        await until(lambda: len(there.peers) > 1)
        await page.see("visavis-stage[data-picture=kiosk][data-media=flowing]")
        frames, sounds = there.frames, there.sounds
        await until(lambda: there.frames > frames + 5 and there.sounds > sounds + 5)
        red, green, blue = await page.ask(COLOUR)
        assert red > 200
        assert 90 < green < 170
        assert blue < 60
        assert (await there.expect(wire.CallRepair)).call == call
        assert there.all(wire.Hangup) == []
