"""What a kiosk does while nobody sits at it, and who may ask it to: its mornings, a technician, the
community's colours, its opening hours."""

import asyncio
from typing import TYPE_CHECKING, Any

from signaling import protocol as wire

from .control import Control
from .lifesize import LifeSize
from .livery import Livery
from .opening import Opening
from .paper.reader import Drawn
from .waking import Waking

if TYPE_CHECKING:
    from .app import Kiosk


DRAW_SECONDS = 15.0


class Tending:
    """One for the kiosk's life; run :meth:`run`."""

    def __init__(self, kiosk: "Kiosk") -> None:
        self._kiosk = kiosk
        self.waking = Waking(
            kiosk.settings,
            kiosk.hardware,
            kiosk.link,
            self._idle,
            kiosk._lights_changed,
            alone=lambda: kiosk.attendant.alone,
        )
        self.opening = Opening(
            kiosk.settings,
            kiosk.attendant,
            kiosk.waiting,
            kiosk.put,
            lambda: kiosk.link.connected,
        )
        folder = kiosk.settings.runtime_directory
        self.livery = Livery(
            kiosk.settings.state_directory / "livery",
            folder / "logo.pixels",
            lambda path: kiosk.link.request("GET", path),
            self._draw,
            kiosk.display.wear,
            busy=lambda: kiosk.desk is not None,
        )
        self._life_size = LifeSize(
            kiosk.hardware.vision, kiosk.display, lambda: kiosk.conversation is not None
        )
        kiosk.display.measure_face(kiosk.settings.face_pixels_per_mm)
        self.control = Control(folder, kiosk.put, self.waking.ask_here, self._state)

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.waking.run())
            tasks.create_task(self.control.run())
            tasks.create_task(self.livery.run())
            tasks.create_task(self.opening.run())
            tasks.create_task(self._life_size.run())

    def hear(self, message: wire.Examine | wire.Livery | wire.RoomNews) -> None:
        match message:
            case wire.Livery():
                self.livery.told(message)
            case wire.Examine():
                self.waking.ask()
            case _:
                self.opening.heard(message)

    async def _draw(self, path: str, target: str) -> Drawn:
        """In the sandbox of what is shown to a resident: nobody is, then."""
        reader = self._kiosk.hardware.reader
        drawn = await reader.call("logo", path, target, timeout=DRAW_SECONDS)
        assert isinstance(drawn, Drawn)
        return drawn

    def _idle(self) -> bool:
        return self._kiosk.attendant.idle and self._kiosk.desk is None

    def _state(self) -> dict[str, Any]:
        return {"service": self._kiosk.attendant.in_service}
