"""The counsellor's eye and ear: each picture of the kiosk as it is decoded, and the sound."""

import base64
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from playwright.async_api import Page

from devices.frames import Pixels
from devices.sound.wav import write_wav

from . import figures
from .bar import WINDOW, WINDOWS
from .figures import Seen

SCRIPTS = (Path(__file__).with_name("bar.js"), Path(__file__).with_name("eye.js"))
TRIES = 10


@dataclass(frozen=True)
class Kept:
    """A picture as it was decoded."""

    count: int
    at: float
    i420: Pixels


class Eye:
    """On the console's page, into which :data:`SCRIPTS` were put."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.decoded: list[Seen] = []
        self.codec = ""
        self.unheard_s = 0.0
        "Of the time it listened, what its sound lacks: the page was too busy."
        self._found: dict[str, Any] = {}
        self._offset = 0.0

    async def hush(self, hushed: bool) -> None:
        """Whether the counsellor says nothing."""
        await self._page.evaluate("(hushed) => eye.hush(hushed)", hushed)

    async def begin(self) -> None:
        await self._page.evaluate("([w, n]) => eye.begin(w, n)", [list(WINDOWS), WINDOW])

    async def end(self) -> None:
        """What was seen is known then; pixels and sound are still to be fetched."""
        self._offset = await offset(self._page, "eye.clock()")
        self._found = await self._page.evaluate("eye.end()")
        self.codec = self._found["codec"]
        self.decoded = on_our_clock(self._found["decoded"], self._offset)

    async def sound(self, path: Path) -> None:
        heard = np.frombuffer(base64.b64decode(await self._page.evaluate("eye.sound()")), np.int16)
        if self._found["rate"] != 48_000:
            raise ValueError(f"the console plays at {self._found['rate']} Hz")
        write_wav(path, heard)
        listened = self._found["milliseconds"] / 1000
        self.unheard_s = figures.unheard_s(listened, len(heard))

    async def pictures(self) -> list[Kept]:
        found = []
        for number, told in enumerate(self._found["pictures"]):
            packed = await self._page.evaluate("(n) => eye.picture(n)", number)
            pixels = np.frombuffer(base64.b64decode(packed), np.uint8)
            at = told["at"] / 1000 + self._offset
            found.append(Kept(told["count"], at, _i420(pixels, told)))
        return found


async def offset(page: Page, clock: str) -> float:
    """What to add to the page's seconds to have `time.monotonic`, by the quickest of some tries."""
    best, found = float("inf"), 0.0
    for _ in range(TRIES):
        before = time.monotonic()
        there = await page.evaluate(clock) / 1000
        took = time.monotonic() - before
        if took < best:
            best, found = took, before + took / 2 - there
    return found


def on_our_clock(seen: list[tuple[int | None, float]], by: float) -> list[Seen]:
    return [(count, at / 1000 + by) for count, at in seen]


def _i420(pixels: Pixels, told: dict[str, Any]) -> Pixels:
    """The three planes one after the other, without what is between their rows."""
    width, height = told["width"], told["height"]
    if told["format"] not in ("I420", "NV12"):
        raise ValueError(f"a picture in {told['format']}")
    planes = [_plane(pixels, plane, height >> bool(n)) for n, plane in enumerate(told["planes"])]
    luma, half = planes[0][:, :width], (width // 2, height // 2)
    if told["format"] == "NV12":
        u, v = planes[1][:, 0 : 2 * half[0] : 2], planes[1][:, 1 : 2 * half[0] : 2]
    else:
        u, v = (plane[:, : half[0]] for plane in planes[1:])
    return np.concatenate([part.reshape(-1) for part in (luma, u, v)]).reshape(-1, width)


def _plane(pixels: Pixels, told: dict[str, int], rows: int) -> Pixels:
    offset, stride = told["offset"], told["stride"]
    return pixels[offset : offset + rows * stride].reshape(rows, stride)
