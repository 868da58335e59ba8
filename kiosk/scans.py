"""The scans of the visit in progress, as the scanner and the pages' own process do them."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

from devices.errors import DeviceError, FeederEmpty, IoFailed
from devices.scanner import SILENCE_SECONDS, Page, ScanRequest, Source
from signaling import protocol as wire
from signaling.errors import BadDocument

from .core import events as e
from .courier import Courier
from .hardware import Hardware
from .paper import look
from .paper.maker import Seen
from .session import Session

log = logging.getLogger(__name__)

SCAN_SECONDS = 120.0
"A slow flatbed at 300 dpi in colour, and its lamp."
SEE_SECONDS, FINISH_SECONDS, BIND_SECONDS = 30.0, 30.0, 60.0
PROGRESS_STEP = 0.1
POSE_SECONDS = 1.5
"Between the scene that says so and the photograph."
MAX_SHEETS = 50
"Of a feeder, in one scan."

Start = Callable[[Coroutine[Any, Any, None]], "asyncio.Task[None]"]


class Scans:
    """One per visit; `put` hands events to the attendant."""

    def __init__(
        self,
        session: Session,
        hardware: Hardware,
        courier: Courier,
        put: Callable[[e.Event], None],
        start: Start,
    ) -> None:
        self._session, self._hardware, self._courier = session, hardware, courier
        self._put, self._start = put, start
        self._scanning: asyncio.Task[None] | None = None
        self._dpi: dict[str, int] = {}
        "Of each page that lies in the session."
        self._photos: set[str] = set()
        "Those of them that came from the camera: their paper is not white."

    def scan(self, scan: str, source: wire.ScanSource) -> None:
        self._scanning = self._start(self._scan(scan, Source(source)))

    def snap(self, scan: str) -> None:
        self._start(self._snap(scan))

    def cancel(self) -> None:
        if self._scanning is not None:
            self._scanning.cancel()

    def make(self, document: str, pages: tuple[wire.KeptPage, ...]) -> None:
        self._start(self._make(document, pages))

    async def _scan(self, scan: str, source: Source) -> None:
        """A page is read while the next sheet goes through; it is told of in its order."""
        seeing: list[asyncio.Task[None]] = []
        trouble: DeviceError | None = None
        try:
            async for page in self._sheets(scan, source):
                own = scan if source is Source.FLATBED else f"{scan}-{len(seeing) + 1}"
                seeing.append(asyncio.create_task(self._see(scan, own, page)))
        except DeviceError as error:
            trouble = error
        try:
            await asyncio.gather(*seeing)
        except DeviceError as error:
            trouble = error
        finally:
            for task in seeing:
                task.cancel()
        self._put(failure(scan, trouble) if trouble else e.ScanEnded(scan))

    async def _sheets(self, scan: str, source: Source) -> AsyncIterator[Page]:
        scanner = self._hardware.need(self._hardware.scanner, "scanner")
        for sheet in range(1 if source is Source.FLATBED else MAX_SHEETS):
            request = ScanRequest(source=source, more=sheet > 0)
            progress = Steps(lambda part: self._put(e.ScanProgressed(scan, part)))
            try:
                page: Page = await scanner.call(
                    "scan",
                    request,
                    timeout=SCAN_SECONDS,
                    progress=progress,
                    silence=SILENCE_SECONDS,
                )
            except FeederEmpty:
                if sheet == 0:
                    raise
                return
            yield page

    async def _snap(self, scan: str) -> None:
        """The words first: who sits there hears that a photograph is taken."""
        document, path = secrets.token_urlsafe(12), self._session.new_still(scan)
        try:
            await asyncio.sleep(POSE_SECONDS)
            await self._hardware.camera.still(path)
            jpeg = self._session.scan(scan)
            seen: Seen = await self._hardware.pages.call("see_photo", jpeg, timeout=SEE_SECONDS)
            self._photos.add(scan)
            self._dpi[scan] = seen.dpi
            self._session.keep_page(document, seen.shown)
            self._courier.post(document, wire.DocumentKind.PREVIEW, seen.preview)
        except DeviceError as error:
            self._put(failure(scan, error))
        except (ValueError, OSError) as error:
            self._put(failure(scan, IoFailed("camera", type(error).__name__)))
        else:
            self._put(e.PageScanned(scan, scan, document, (), proposal(seen.look.proposed)))

    async def _see(self, of: str, scan: str, page: Page) -> None:
        """Raises DeviceError; the page that was scanned lies in the session all the same."""
        document = secrets.token_urlsafe(12)
        try:
            self._session.keep_scan(scan, page.jpeg)
            self._dpi[scan] = page.dpi
            seen: Seen = await self._hardware.pages.call(
                "see", page.jpeg, page.dpi, timeout=SEE_SECONDS
            )
            self._session.keep_page(document, seen.shown)
            self._courier.post(document, wire.DocumentKind.PREVIEW, seen.preview)
        except (ValueError, OSError) as error:
            raise IoFailed("scanner", type(error).__name__) from None
        faults = tuple(wire.PageFault(fault) for fault in seen.look.faults)
        self._put(e.PageScanned(of, scan, document, faults, proposal(seen.look.proposed)))

    async def _make(self, document: str, pages: tuple[wire.KeptPage, ...]) -> None:
        maker, made = self._hardware.pages, []
        try:
            for number, page in enumerate(pages):
                self._put(e.KeepProgressed(document, number))
                raw = self._session.scan(page.scan)
                asked = correction(page.correction)
                dpi = self._dpi[page.scan]
                how = (raw, dpi, asked, page.scan in self._photos)
                made.append(await maker.call("finish", *how, timeout=FINISH_SECONDS))
            pdf: bytes = await maker.call("bind", made, timeout=BIND_SECONDS)
            self._session.keep_shown(document, pdf)
            self._courier.post(document, wire.DocumentKind.SCAN, pdf)
        except DeviceError as error:
            self._put(e.KeepFailed(document, error.code, f"{error.sentence} {error.remedy}"))
        except (BadDocument, KeyError, OSError) as error:
            log.warning("pages not kept: %s", type(error).__name__)
            self._put(e.KeepFailed(document, BadDocument.code, TOO_LONG))
        else:
            self._put(e.KeepProgressed(document, len(pages)))


TOO_LONG = "Ce document est trop long. Faites-en deux."


class Steps:
    """Passes on what grows, a tenth at a time: the server carries each word of it."""

    def __init__(self, tell: Callable[[float], None]) -> None:
        self._tell, self._told = tell, 0.0

    def __call__(self, part: float) -> None:
        if part >= self._told + PROGRESS_STEP:
            self._told = part
            self._tell(min(1.0, part))


def failure(scan: str, error: DeviceError) -> e.ScanFailed:
    return e.ScanFailed(scan, error.code, f"{error.sentence} {error.remedy}")


def proposal(found: look.Correction) -> wire.Correction:
    return wire.Correction(
        skew=found.skew, crop=found.crop, turn=found.turn, ink=wire.Ink(found.ink)
    )


def correction(asked: wire.Correction) -> look.Correction:
    return look.Correction(asked.skew, asked.crop, asked.turn, look.Ink(asked.ink))
