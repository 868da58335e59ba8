"""Looks, during a call, where the counsellor's head is, so that the face screen shows it life size.

Once every two seconds, on a thumbnail, in a process of its own: a picture that comes meanwhile
waits for nothing. Nothing is kept but where the head is.
"""

import asyncio
import logging
from collections.abc import Callable

from devices.errors import DeviceError
from devices.vision import Head
from devices.worker import DeviceWorker

from .display import Display

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
FIND_SECONDS = 5.0


class LifeSize:
    """Run :meth:`run` for the kiosk's life."""

    def __init__(
        self, vision: DeviceWorker | None, display: Display, in_call: Callable[[], bool]
    ) -> None:
        self._vision, self._display, self._in_call = vision, display, in_call

    async def run(self) -> None:
        """Returns at once where the screen was not measured."""
        while self._vision is not None:
            await asyncio.sleep(LOOK_SECONDS)
            if self._in_call():
                await self.look(self._vision)

    async def look(self, vision: DeviceWorker) -> None:
        try:
            head = await vision.call("find", timeout=FIND_SECONDS)
        except DeviceError as error:
            log.warning("no head is looked for: %s", error.code)
            return
        self._display.head(vars(head) if isinstance(head, Head) else None)
