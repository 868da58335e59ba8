"""`make bench-incall`: what is set in the call, from the counsellor's key to the resident's screen.

The product here: a real console in Chromium, a real kiosk with its devices. Text is timed from the
letter's own event in the page to the word of the kiosk that its screens have painted it, so with
the way back of that word; a hold until the kiosk says that it is so; a photograph until the page
holds it. Figures in bench-results/incall.json.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from demo.people import Counsellor, browser
from demo.speech import BY_COUNSELLOR
from demo.stage import devices, fresh, stage
from devices.virtual.camera import write_figure
from devices.virtual.figures import Figure
from devices.virtual.sound import sentence

from . import results
from .paper.__main__ import in_call

PORT = 8446
TEXT_GOAL_MS = 500.0
TEXT = "Avez-vous apporté votre avis d’impôt de cette année ?"
BETWEEN_S = 0.25
WATCH = """() => {
  globalThis.letters = [];
  const area = document.querySelector("#live-text");
  const told = document.querySelector("#live-text-state use");
  let written = 0;
  area.addEventListener("input", (event) => { written = event.timeStamp; });
  new MutationObserver(() => {
    if (!told.getAttribute("href").endsWith("#check") || !written) return;
    globalThis.letters.push(performance.now() - written);
    written = 0;
  }).observe(told, { attributes: true });
}"""


async def play(folder: Path) -> dict[str, object]:
    with devices(folder) as found:
        async with stage(found, PORT) as running:
            face = write_figure(folder / "counsellor.y4m", Figure.COUNSELLOR)
            voice = sentence(BY_COUNSELLOR, folder / "counsellor.wav")
            async with browser(face, voice) as opened:
                counsellor = await in_call(opened, running)
                return await measure(counsellor)


async def measure(counsellor: Counsellor) -> dict[str, object]:
    letters = await written(counsellor)
    page_here = "[data-scan-state=received] [data-drawn]"
    return {
        "letters": len(letters),
        "text_ms_p50": round(float(np.percentile(letters, 50)), 1),
        "text_ms_p95": round(float(np.percentile(letters, 95)), 1),
        "hold_s": await timed(counsellor, "u", "#call-state:has-text('En attente.')"),
        "back_s": await timed(counsellor, "u", "visavis-framing:visible"),
        "photograph_s": await timed(counsellor, "Shift+P", page_here),
    }


async def written(counsellor: Counsellor) -> list[float]:
    """Milliseconds of each letter."""
    page = counsellor.page
    await page.keyboard.press("w")
    await page.evaluate(WATCH)
    for letter in TEXT:
        await page.keyboard.type(letter)
        await asyncio.sleep(BETWEEN_S)
    await counsellor.see("#live-text-state:has-text('Affiché')")
    await page.keyboard.press("Escape")
    return list(await page.evaluate("globalThis.letters"))


async def timed(counsellor: Counsellor, key: str, seen: str) -> float:
    began = time.monotonic()
    await counsellor.page.keyboard.press(key)
    await counsellor.see(seen, 30)
    return round(time.monotonic() - began, 2)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="visavis-bench-") as folder:
        figures = asyncio.run(play(fresh(Path(folder) / "run")))
    results.write("incall", figures)
    late = figures["text_ms_p95"]
    assert isinstance(late, float)
    return int(late > TEXT_GOAL_MS)


if __name__ == "__main__":
    sys.exit(main())
