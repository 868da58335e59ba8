"""Looks for papers that a resident who goes left behind: on the glass, in the printer.

What an empty glass looks like is learnt from the glass itself: each look that finds it empty is
the measure of the next one, so that the lid, the lamp and the dust of the day count. Marks that
two visits leave alike are the glass's own. Only cells of three millimetres are remembered, in
memory. A device that fails, or has nothing to tell, saw nothing.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from devices.errors import DeviceError
from devices.scanner import SILENCE_SECONDS, Page, ScanRequest
from signaling.protocol import Place

from .core import events as e
from .core.leaving import LOOK_SECONDS
from .hardware import Hardware
from .paper.forgotten import GLASS_DPI, GlassSeen, Spots, alike

log = logging.getLogger(__name__)

GLASS_SECONDS = LOOK_SECONDS - 2.0
"Said before the attendant waits no longer."
TRAY_SECONDS = 5.0
READ_SECONDS = 10.0


class Lookout:
    """One for the kiosk's life; `put` hands events to the attendant."""

    def __init__(self, hardware: Hardware, put: Callable[[e.Event], None]) -> None:
        self._hardware, self._put = hardware, put
        self._empty: Spots = b""
        "What the empty glass showed last."
        self._left: tuple[str, Spots] = "", b""
        "What was found last, and after which visit."

    async def look(self, visit: str) -> None:
        """Always ends in a :class:`PaperLooked`, unless cancelled; a glass that takes too long
        hides nothing of the tray."""
        looks = (self._glass(visit), GLASS_SECONDS), (self._tray(), TRAY_SECONDS)
        seen = await asyncio.gather(*(_within(seconds, look) for look, seconds in looks))
        places = zip((Place.GLASS, Place.TRAY), seen, strict=True)
        self._put(e.PaperLooked(visit, tuple(place for place, left in places if left)))

    async def _glass(self, visit: str) -> bool:
        scanner = self._hardware.scanner
        if scanner is None or not scanner.healthy:
            return False
        request = ScanRequest(dpi=GLASS_DPI, colour=False)
        try:
            page: Page = await scanner.call(
                "scan", request, timeout=GLASS_SECONDS, silence=SILENCE_SECONDS
            )
            seen: GlassSeen = await self._hardware.pages.call(
                "glass", page.jpeg, page.dpi, self._empty, timeout=READ_SECONDS
            )
        except DeviceError as error:
            log.warning("glass not looked at: %s", error.code)
            return False
        return self._judged(visit, seen)

    def _judged(self, visit: str, seen: GlassSeen) -> bool:
        if not seen.left:
            self._empty = seen.spots
            return False
        before, spots = self._left
        if before not in ("", visit) and alike(spots, seen.spots):
            self._empty = seen.spots  # told of twice: the glass itself, or nobody cares
        self._left = visit, seen.spots
        return True

    async def _tray(self) -> bool:
        """A printer that cannot print, for want of paper, counts what lies in its tray."""
        printer = self._hardware.printer
        if printer is None:
            return False
        try:
            return bool(await printer.call("sheets_out", timeout=TRAY_SECONDS))
        except DeviceError as error:
            log.warning("tray not looked at: %s", error.code)
            return False


async def _within(seconds: float, look: Coroutine[Any, Any, bool]) -> bool:
    """Past its time it saw nothing; its device is told to stop."""
    try:
        async with asyncio.timeout(seconds):
            return await look
    except TimeoutError:
        log.warning("no look within %s s", seconds)
        return False
