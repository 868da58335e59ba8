"""A big scan travels on a poor line in a call: how long it takes, what the sound suffers of it.

    tests/in_namespace.sh .venv/bin/python -m tests.bench.paper.over_line

The real kiosk and the real console with line B between them (450 kbit/s up, 2 % lost), as
`make bench-call` has them. Three sheets are scanned in the call, then kept as one document. Writes
`bench-results/paper-line.json`, and into `paper.json` as `scan_over_450k`:

- `s`: from the counsellor's key that keeps them to the whole document in the console;
- `audio_concealed_pct`: of the sound that the console played meanwhile, what was made up.

The same of the half minute before, without any transfer, is beside it.
"""

import asyncio
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from playwright.async_api import Page

from devices.virtual.sane import VirtualSane
from devices.virtual.sound import VirtualSound

from .. import results
from ..call_line import END, folder_of_a_run
from ..line.console_end import console_end, server_end
from ..line.figures import Sample, call_figures
from ..line.kiosk_end import kiosk_end
from ..line.lines import LINES
from ..line.play import measure_line
from ..line.room import Room

FORM = Path(__file__).parents[2] / "data" / "formulaire-rempli.jpg"
SHEETS = 3
SETTLE_S, BEFORE_S = 20.0, 30.0
"For the picture to find its rate; then to know what the line alone does."
PATIENCE_MS = 300_000.0


async def measure(folder: Path, sound: VirtualSound, glass: VirtualSane) -> dict[str, Any]:
    async with AsyncExitStack() as stack:
        room = await stack.enter_async_context(Room(LINES["B"], 1, folder))
        server = await stack.enter_async_context(server_end(folder))
        there = (server.url, server.authority, server.code)
        await stack.enter_async_context(kiosk_end(folder, sound, *there, glass=glass))
        console = await stack.enter_async_context(console_end(folder, server.url))
        await console.call()
        await asyncio.sleep(SETTLE_S)
        calm = time.monotonic()
        await asyncio.sleep(BEFORE_S)
        scanning = time.monotonic()
        for count in range(1, SHEETS + 1):
            await _scan(console.page, count)
        keeping = time.monotonic()
        await _keep(console.page)
        there_at = time.monotonic()
        size = await _kilobytes(console.page)
    return {
        "before": _told(console.samples, room.logs, calm, scanning),
        "previews": _told(console.samples, room.logs, scanning, keeping),
        "document": _told(console.samples, room.logs, keeping, there_at) | {"kb": size},
    }


async def _scan(page: Page, count: int) -> None:
    await page.click("#scan")
    await page.click("[data-scan-now]:visible")
    await page.wait_for_function(
        "n => document.querySelectorAll('[data-scan-state=received]').length === n",
        arg=count,
        timeout=PATIENCE_MS,
    )


async def _keep(page: Page) -> None:
    """The pages as one document; returns once it is there, whole."""
    await page.click("#keep")
    await page.wait_for_selector("[data-document-state=received]", timeout=PATIENCE_MS)


async def _kilobytes(page: Page) -> float:
    """Of the document that is there."""
    async with page.expect_download() as waiting:
        await page.click("[data-document-state=received] a[download]")
    path = await (await waiting.value).path()
    return round(path.stat().st_size / 1000)


def _told(samples: Sequence[Sample], logs: list[Path], start: float, end: float) -> dict[str, Any]:
    found = call_figures([sample for sample in samples if start <= sample.at <= end])
    line = measure_line(logs, start, end)
    return {
        "s": round(end - start, 1),
        "audio_concealed_pct": found["audio_concealed_pct"],
        "video_kbps": found["video_kbps"],
        "freezes_s": found["freezes_s"],
        "queue_p95_ms": line["up"]["queue_p95_ms"],
        "up_kbps_by_kind": line["up"]["kbps_by_kind"],
    }


def main() -> int:
    for number in END:
        signal.signal(number, signal.default_int_handler)
    with (
        folder_of_a_run(None) as folder,
        VirtualSound(folder) as sound,
        VirtualSane(folder) as glass,
    ):
        glass.put(FORM)
        figures = asyncio.run(measure(folder, sound, glass))
    results.write("paper-line", figures)
    whole = figures["document"]
    goal = {name: whole[name] for name in ("s", "audio_concealed_pct")}
    results.merge("paper", {"scan_over_450k": goal})
    return 0


if __name__ == "__main__":
    sys.exit(main())
