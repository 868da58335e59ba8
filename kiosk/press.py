"""The printer, and what it owes: what is left of a visit that is over is cancelled before anything
else is printed, however long its driver, its queue or the printer stays away."""

import asyncio
import logging

from devices.errors import DeviceError, Missing
from devices.printer import PrintRequest
from devices.worker import DeviceWorker

log = logging.getLogger(__name__)

PRINTER_SECONDS = 20.0
TRIES, AGAIN_SECONDS = 10, 2.0


class Press:
    """One for the kiosk's life; None for a kiosk without a printer."""

    def __init__(self, worker: DeviceWorker | None) -> None:
        self._worker = worker
        self._owes = False
        self._turn = asyncio.Lock()

    async def submit(self, request: PrintRequest) -> str:
        """The printer's job. Raises DeviceError."""
        async with self._turn:
            await self._settle()
            job: str = await self._need().call("submit", request, timeout=PRINTER_SECONDS)
            return job

    async def cancel(self, job: str) -> None:
        """Said again to a driver that did not hear it: its next life finds the job again.
        Raises DeviceError when it never does."""
        for left in reversed(range(TRIES)):
            try:
                await self._need().call("cancel", job, timeout=PRINTER_SECONDS)
                return
            except DeviceError as error:
                if not left:
                    raise
                log.warning("print not cancelled yet: %s", error.code)
            await asyncio.sleep(AGAIN_SECONDS)

    def owe(self) -> None:
        """A visit is over, or was cut short: :meth:`clear` follows."""
        self._owes = self._worker is not None

    async def clear(self) -> None:
        """Until the driver has heard it; from then on it does so by itself."""
        why = ""
        while self._owes:
            try:
                async with self._turn:
                    await self._settle()
            except DeviceError as error:
                if error.code != why:
                    log.warning("prints not cancelled yet: %s", error.code)
                why = error.code
                await asyncio.sleep(AGAIN_SECONDS)

    async def _settle(self) -> None:
        if self._owes:
            await self._need().call("cancel_all", timeout=PRINTER_SECONDS)
            self._owes = False

    def _need(self) -> DeviceWorker:
        if self._worker is None:
            raise Missing("printer")
        return self._worker
