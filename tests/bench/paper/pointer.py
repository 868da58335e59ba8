"""Milliseconds from the counsellor's pointer to the resident's screen, end to end.

The console is a real page in Chromium: its pointer begins at the event of its mouse. The screen is
a real X monitor on which the real screens' process paints: the pointer is there when the pixel in
the middle of its arrow is. Both clocks are this machine's.
"""

import asyncio
import random
import time

import numpy as np
from Xlib import X
from Xlib.display import Display

from demo.people import Counsellor
from demo.stage import Stage
from devices.virtual.display import DOCUMENT, MONITORS
from kiosk.core.reading import Area, Place, View, lay

from ...kiosk.paper.samples import FORM

SAMPLES = 80
GIVE_UP_SECONDS = 10.0
A4_MM = (210.0, 297.0)
LECTERN_WIDE = 0.74
"Of the document screen; see `kiosk/screens/plate.py`."
ARROW = 0.075
"Of the screen's height; see `kiosk/screens/pointer.py`."
INSIDE = (0.16, 0.45)
"A place in the arrow, from its tip, in lengths of it."
DARK = np.array((10, 59, 63))
FAR = 0.25
"Parts of the page between two places, at least: neither halo nor trail reaches so far."


class Eye:
    """Looks at one pixel of the document screen, over and over."""

    def __init__(self, name: str, left: int) -> None:
        self._display, self._left = Display(name), left
        self._root = self._display.screen().root

    def waits_for(self, x: int, y: int) -> float:
        """When the arrow is there, on the wall's clock."""
        deadline = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < deadline:
            data = self._root.get_image(self._left + x, y, 1, 1, X.ZPixmap, 0xFFFFFFFF).data
            blue, green, red = data[:3]
            if np.abs(np.array((red, green, blue)) - DARK).max() < 24:
                return time.time()
        raise TimeoutError("the pointer never came")

    def close(self) -> None:
        self._display.close()


async def at_rest(counsellor: Counsellor) -> None:
    """The page stands where it will stay: words above it come and go until it is shown."""
    sheet, before = counsellor.page.locator(".sheet"), None
    while (box := await sheet.bounding_box()) != before or box is None:
        before = box
        await asyncio.sleep(0.5)


async def measure(running: Stage, counsellor: Counsellor) -> dict[str, float]:
    """The visit must be in its call."""
    page, display = counsellor.page, running.devices.display
    began = time.monotonic()
    await page.set_input_files("#show-file", str(FORM))
    await counsellor.see("visavis-lectern[data-shown][data-drawn]", 60)
    shown = time.monotonic() - began
    await page.evaluate(
        """() => addEventListener("pointermove", (event) => {
          globalThis.movedAt = performance.timeOrigin + event.timeStamp;
        }, { capture: true })"""
    )
    await at_rest(counsellor)
    width, height = display.picture(DOCUMENT).size
    area = Area(round(width * LECTERN_WIDE), height)
    there = lay(area, A4_MM, View()).on_pixels()
    eye = Eye(display.environment["DISPLAY"], width * MONITORS.index(DOCUMENT))
    try:
        found = [await _one(counsellor, eye, there, area.height, at) for at in _places()]
    finally:
        eye.close()
    await page.click("#show-stop")
    return {
        "pointer_ms_p50": round(float(np.percentile(found, 50)), 1),
        "pointer_ms_p95": round(float(np.percentile(found, 95)), 1),
        "show_s": round(shown, 2),
    }


def _places() -> list[tuple[float, float]]:
    chance, places = random.Random(4), [(0.5, 0.5)]
    while len(places) < SAMPLES:
        x, y = chance.uniform(0.1, 0.8), chance.uniform(0.1, 0.8)
        if abs(x - places[-1][0]) + abs(y - places[-1][1]) > FAR:
            places.append((x, y))
    return places


async def _one(
    counsellor: Counsellor, eye: Eye, there: Place, height: float, at: tuple[float, float]
) -> float:
    box = await counsellor.page.locator(".sheet").bounding_box()
    assert box is not None
    # The mouse goes to a whole pixel: the page's place is that one.
    x = round(box["x"] + at[0] * box["width"])
    y = round(box["y"] + at[1] * box["height"])
    tip = there.point((x - box["x"]) / box["width"], (y - box["y"]) / box["height"])
    look = [round(tip[i] + INSIDE[i] * ARROW * height) for i in (0, 1)]
    seen = asyncio.create_task(asyncio.to_thread(eye.waits_for, look[0], look[1]))
    await counsellor.page.mouse.move(x, y)
    at_kiosk = await seen
    moved = await counsellor.page.evaluate("globalThis.movedAt")
    await asyncio.sleep(random.uniform(0.05, 0.25))
    return at_kiosk * 1e3 - float(moved)
