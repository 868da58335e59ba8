"""The kiosk's devices, each in its process, and their lights."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

from devices.camera.supervisor import CameraProcess
from devices.card.pcsc import PcscReader
from devices.errors import DeviceError, Missing
from devices.frames import Board
from devices.keyboard.evdev import EnrolledKeyboard
from devices.printer import fault_behind
from devices.printer.cups import CupsPrinter
from devices.scanner.sane import SaneScanner
from devices.sound import choose, sound
from devices.sound.handsfree import HandsFree
from devices.sound.outlets import Outlets, Room
from devices.vision import HeadFinder
from devices.worker import DeviceWorker
from signaling.protocol import Fault, Light

from .media.known_line import KnownLine
from .media.outgoing import Outgoing
from .media.speech import Speech
from .paper.cleaner import Cleaner
from .paper.maker import page_maker
from .paper.reader import Reader
from .press import Press
from .settings import KioskSettings
from .supervision import kept

log = logging.getLogger(__name__)


class Hardware:
    """Starts and stops everything; `changed` is called when a light may have changed.

    `printed` and `card` hear the events of their devices; `seen` and `slip` what the camera
    makes of the room, where the settings let it watch.
    """

    def __init__(
        self,
        settings: KioskSettings,
        changed: Callable[[], None],
        printed: Callable[[Any], None],
        card: Callable[[Any], None],
        seen: Callable[[str], None] = lambda _: None,
        slip: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._settings, self._changed = settings, changed
        self.upload_kbps = settings.upload_kbps
        self.touch, self.keyboard = settings.touch, EnrolledKeyboard(settings.keyboard)
        self._troubles: dict[str, DeviceError | None] = {}
        self.camera_board, self.face_board = Board.create(), Board.create()
        self.window_board = Board.create()
        self.outgoing = Outgoing(line=KnownLine(settings.state_directory / "line-rate"))
        self.speech = Speech()
        "Of the counsellor, while there is a call."
        self.camera = self._camera(seen if settings.presence else None, slip)
        choose(settings.microphone, settings.speaker)
        self.sound = HandsFree(sound("pulse"), self._health)
        self.handset_moved: Callable[[], None] = lambda: None
        self.outlets = Outlets(_room(settings), self._outlet_moved)
        self.cleaner = DeviceWorker(
            "document",
            Cleaner,
            settings.print_megabytes,
            settings.print_pages,
            probe_every=3600.0,
        )
        self.reader = DeviceWorker("document", Reader, probe_every=3600.0)
        self.pages = DeviceWorker("pages", page_maker, probe_every=3600.0)
        self.scanner = self._worker(
            "scanner", SaneScanner, settings.scanner, dict(settings.scanner_options)
        )
        self.printer = self._worker(
            "printer", CupsPrinter, settings.printer, settings.printer_uri, printed
        )
        self.vision = (
            DeviceWorker("vision", HeadFinder, self.face_board.name, probe_every=3600.0)
            if settings.face_pixels_per_mm
            else None
        )
        "Finds the counsellor's head, where the face screen was measured."
        self.press = Press(self.printer)
        self.card = self._worker("card", PcscReader, settings.card_reader, None, card)

    def _camera(
        self, seen: Callable[[str], None] | None, slip: Callable[[str], None]
    ) -> CameraProcess:
        source, height = self._settings.camera, self._settings.camera_height
        return CameraProcess(source, self.camera_board, self._health, seen, slip, height)

    def _worker(
        self,
        name: str,
        factory: Callable[..., object],
        setting: object,
        more: object,
        heard: Callable[[Any], None] | None = None,
    ) -> DeviceWorker | None:
        """None when the settings name no such device."""
        if not setting:
            return None
        args = () if more is None else (setting, more)
        return DeviceWorker(
            name,
            factory,
            *args,
            probe_every=3.0,
            poll_every=0.4 if heard else None,
            on_health=lambda _: self._changed(),
            on_event=heard,
        )

    def workers(self) -> list[DeviceWorker]:
        paper = (self.cleaner, self.reader, self.pages, self.scanner, self.printer)
        found = (*paper, self.card, self.vision)
        return [worker for worker in found if worker is not None]

    def need(self, worker: DeviceWorker | None, name: str) -> DeviceWorker:
        """The worker, or :exc:`devices.errors.Missing` when this kiosk has no such device."""
        if worker is None:
            raise Missing(name)
        return worker

    async def run(self, started: asyncio.Event) -> None:
        """Until cancelled."""
        async with AsyncExitStack() as stack:
            for worker in self.workers():
                await stack.enter_async_context(worker)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(kept("sound", self.sound.run), name="sound")
                if self._settings.handset or self._settings.induction_loop:
                    tasks.create_task(kept("outlets", self.outlets.run), name="outlets")
                if self._settings.camera:
                    tasks.create_task(kept("camera", self.camera.run), name="camera")
                started.set()

    def printer_fault(self) -> Fault | None:
        """Why the printer is red, where it says so itself."""
        fault = fault_behind(self.printer.trouble) if self.printer is not None else None
        return Fault(fault) if fault is not None else None

    def lights(self) -> dict[str, Light]:
        """By field of :class:`signaling.protocol.Lights`; screens are the display's to say."""
        return {
            "camera": self._light("camera") if self._settings.camera else Light.OFF,
            "microphone": self._light("microphone"),
            "speaker": self._light("speaker"),
            "printer": _worker_light(self.printer),
            "scanner": _worker_light(self.scanner),
            "card": _worker_light(self.card),
        }

    def _light(self, device: str) -> Light:
        well = device in self._troubles and self._troubles[device] is None
        return Light.GREEN if well else Light.RED

    def _outlet_moved(self) -> None:
        self.sound.moved()
        self.handset_moved()

    def _health(self, device: str, trouble: DeviceError | None) -> None:
        self._troubles[str(device)] = trouble
        if trouble is not None:
            log.warning("%s is away: %s %s", device, trouble.code, trouble.detail)
        self._changed()


def _room(settings: KioskSettings) -> Room:
    return Room(
        settings.speaker,
        settings.microphone,
        settings.handset,
        settings.handset_microphone,
        settings.induction_loop,
        settings.induction_loop_percent,
    )


def _worker_light(worker: DeviceWorker | None) -> Light:
    if worker is None:
        return Light.OFF
    return Light.GREEN if worker.healthy else Light.RED
