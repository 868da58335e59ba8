"""What a kiosk does while nobody sits at it, and who may ask it to: its mornings, a technician."""

import asyncio
from typing import TYPE_CHECKING, Any

from .control import Control
from .waking import Waking

if TYPE_CHECKING:
    from .app import Kiosk


class Tending:
    """One for the kiosk's life; run :meth:`run`."""

    def __init__(self, kiosk: "Kiosk") -> None:
        self._kiosk = kiosk
        self.waking = Waking(
            kiosk.settings, kiosk.hardware, kiosk.link, self._idle, kiosk._lights_changed
        )
        folder = kiosk.settings.runtime_directory
        self.control = Control(folder, kiosk.put, self.waking.ask, self._state)

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.waking.run())
            tasks.create_task(self.control.run())

    def _idle(self) -> bool:
        return self._kiosk.attendant.idle and self._kiosk.desk is None

    def _state(self) -> dict[str, Any]:
        return {"service": self._kiosk.attendant.in_service}
