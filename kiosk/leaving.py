"""Looks for papers that a resident who goes left behind: on the glass, in the printer.

What an empty glass looks like is learnt from the glass itself: each look that finds it empty is
the measure of the next one, so that the lid, the lamp and the dust of the day count. Marks that
two visits leave alike are the glass's own. Only cells of three millimetres are remembered, in
memory. A device that fails, or has nothing to tell, saw nothing.
"""

import asyncio
import logging
from collections.abc import Callable

from devices.errors import DeviceError
from devices.scanner import SILENCE_SECONDS, Page, ScanRequest
from signaling.protocol import Place

from .core import events as e
from .core.leaving import LOOK_SECONDS
from .hardware import Hardware
from .paper.forgotten import GLASS_DPI, GlassSeen, Spots, alike

log = logging.getLogger(__name__)

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
        """Always ends in a :class:`PaperLooked`, unless cancelled."""
        kinds = (Place.GLASS, self._glass(visit)), (Place.TRAY, self._tray())
        found: tuple[Place, ...] = ()
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                seen = await asyncio.gather(*(look for _, look in kinds))
                found = tuple(place for (place, _), left in zip(kinds, seen, strict=True) if left)
        except TimeoutError:
            log.warning("no look at the glass within %s s", LOOK_SECONDS)
        self._put(e.PaperLooked(visit, found))

    async def _glass(self, visit: str) -> bool:
        scanner = self._hardware.scanner
        if scanner is None or not scanner.healthy:
            return False
        request = ScanRequest(dpi=GLASS_DPI, colour=False)
        try:
            page: Page = await scanner.call(
                "scan", request, timeout=LOOK_SECONDS, silence=SILENCE_SECONDS
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
        printer = self._hardware.printer
        if printer is None or not printer.healthy:
            return False
        try:
            return bool(await printer.call("sheets_out", timeout=TRAY_SECONDS))
        except DeviceError as error:
            log.warning("tray not looked at: %s", error.code)
            return False
