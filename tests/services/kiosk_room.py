"""A kiosk's room of virtual devices, for the doctor and the assistant."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from devices.doctor import Equipment, examine, kiosk_checks
from devices.findings import Finding
from devices.virtual.camera import write_pattern
from devices.virtual.card import VirtualCard
from devices.virtual.cups import VirtualPrinter
from devices.virtual.display import VirtualDisplay
from devices.virtual.sane import VirtualSane
from devices.virtual.sound import VirtualSound


@dataclass
class Room:
    """A kiosk's room: all its virtual devices, and the settings that name them."""

    folder: Path
    glass: VirtualSane
    printer: VirtualPrinter
    card: VirtualCard
    display: VirtualDisplay
    sound: VirtualSound

    @property
    def equipment(self) -> Equipment:
        return Equipment(
            camera=f"file:{self.folder / 'camera.y4m'}",
            scanner=self.glass.arguments[0],
            printer=self.printer.queue,
            printer_uri=self.printer.uri,
            card_reader=True,
            microphone="micin.monitor",
            speaker="speaker",
            face_screen="FACE",
            state_directory=str(self.folder),
            runtime_directory="/dev/shm",
        )

    @property
    def environment(self) -> dict[str, str]:
        devices = (self.glass, self.printer, self.card, self.display, self.sound)
        return {k: v for device in devices for k, v in device.environment.items()}

    def examine(self, only: str = "", **changed: object) -> dict[str, Finding]:
        """By id; `changed` replaces settings, `only` keeps one check."""
        equipment = replace(self.equipment, **changed)  # type: ignore[arg-type]
        checks = [c for c in kiosk_checks(equipment) if only in ("", c.id)]
        return {finding.id: finding for finding in examine(checks, self.environment)}


@contextmanager
def open_room(folder: Path) -> Iterator[Room]:
    """`folder` must be short: sockets live in it."""
    write_pattern(folder / "camera.y4m", seed=3)
    with (
        VirtualSane(folder) as glass,
        VirtualPrinter(folder) as printer,
        VirtualCard(folder) as card,
        VirtualDisplay(folder) as display,
        VirtualSound(folder) as sound,
    ):
        yield Room(folder, glass, printer, card, display, sound)
