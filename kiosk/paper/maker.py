"""Reads scanned pages and finishes them, in a process of its own that may die.

A driver for a worker (:mod:`devices.worker`), without a device: a page that breaks a decoder, or
that takes too long, ends that process and never the call's. One page at a time: forty of them
never lie in memory together as pixels.
"""

import io
import resource
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from devices.errors import Refused

from .finish import encoded, finished
from .forgotten import GLASS_DPI, GlassSeen, Spots, glass_seen
from .ink import LOOK_DPI
from .look import Correction, Ink, Look, look
from .page import a4_pdf

PREVIEW_BYTES = 60_000
"Two and a half seconds at 200 kbit/s."
PREVIEW_DPI = 100
PHOTO_MM = 190.0
"The longer side of a photograph on its page."
MOST_PIXELS = 140_000_000
"A4 at 1200 dpi."
MEMORY_BYTES = 2 * 1024 * 1024 * 1024


@dataclass(frozen=True)
class Seen:
    """A page as it is shown before it is finished."""

    preview: bytes
    "JPEG of the whole glass, small; corrections are drawn on it in the console."
    shown: bytes
    "JPEG of the page as proposed, for the resident."
    look: Look
    dpi: int = 0
    "Of a photograph: such that it has the width of a page."


class PageMaker:
    """Called through a :class:`devices.worker.DeviceWorker`; raises Refused for what is no page."""

    def probe(self) -> None:
        """Nothing to unplug."""

    def see(self, jpeg: bytes, dpi: int) -> Seen:
        page = _opened(jpeg)
        small = _at(page, dpi, LOOK_DPI)
        seen = look(small)
        shown = finished(small, LOOK_DPI, _calm(seen.proposed), LOOK_DPI)
        preview = _at(small, LOOK_DPI, PREVIEW_DPI)
        return Seen(_within(preview, PREVIEW_BYTES), _within(shown, 2**20), seen)

    def see_photo(self, jpeg: bytes) -> Seen:
        """Of the camera: there is no sheet to look for, and its colours are its own."""
        photo = _opened(jpeg)
        dpi = max(1, round(max(photo.size) / PHOTO_MM * 25.4))
        small = _at(photo, dpi, LOOK_DPI)
        seen = Look((), Correction(ink=Ink.COLOUR))
        preview = _within(_at(photo, dpi, PREVIEW_DPI), PREVIEW_BYTES)
        return Seen(preview, _within(small, 2**20), seen, dpi)

    def glass(self, jpeg: bytes, dpi: int, known: Spots) -> GlassSeen:
        """Whether a sheet was left there; `known` is what an empty glass shows."""
        return glass_seen(_at(_opened(jpeg), dpi, GLASS_DPI), known)

    def finish(self, jpeg: bytes, dpi: int, correction: Correction, photo: bool = False) -> bytes:
        """The page of the final document, encoded."""
        return encoded(finished(_opened(jpeg), dpi, correction, photo=photo))

    def bind(self, pages: Sequence[bytes]) -> bytes:
        """One PDF of A4 pages, in this order, out of what :meth:`finish` gave."""
        try:
            return a4_pdf(*pages)
        except ValueError as error:
            raise Refused("pages", str(error)) from None


def page_maker() -> PageMaker:
    """For a process that does nothing else: what a page may not need, it cannot take."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    return PageMaker()


def _opened(jpeg: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as page:
            if page.width * page.height > MOST_PIXELS:
                raise Refused("pages", "too large")
            return page.convert("L" if page.mode == "L" else "RGB")
    except (OSError, ValueError, SyntaxError) as error:
        raise Refused("pages", type(error).__name__) from None


def _at(page: Image.Image, dpi: int, wanted: int) -> Image.Image:
    if dpi == wanted:
        return page
    size = tuple(max(1, round(side * wanted / dpi)) for side in page.size)
    return page.resize((size[0], size[1]), Image.Resampling.BOX, reducing_gap=2.0)


def _calm(proposed: Correction) -> Correction:
    """The resident sees the sheet in its own colours, whatever is kept of it."""
    return Correction(proposed.skew, proposed.crop, proposed.turn, Ink.COLOUR)


def _within(page: Image.Image, most: int) -> bytes:
    for quality in (80, 65, 50, 40, 30, 20):
        data = io.BytesIO()
        page.save(data, "JPEG", quality=quality, optimize=True)
        if data.tell() <= most:
            break
    return data.getvalue()
