"""The whole product on this machine: virtual devices, a server, a kiosk, demo accounts."""

import asyncio
import json
import secrets
import shutil
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from devices.virtual.camera import write_figure
from devices.virtual.card import VirtualCard
from devices.virtual.cups import VirtualPrinter
from devices.virtual.display import DOCUMENT, FACE, VirtualDisplay
from devices.virtual.figures import Figure
from devices.virtual.sane import VirtualSane
from devices.virtual.sound import VirtualSound
from kiosk.enrolment import enrol
from kiosk.settings import KioskSettings
from signaling.auth.passwords import Passwords
from signaling.settings import Settings
from signaling.store import Store, demo_agenda, migrate
from signaling.store import demo as demo_data
from signaling.tls import own_addresses

from .program import ROOT, Program

PAGE_ON_THE_GLASS = ROOT / "tests" / "data" / "formulaire-rempli.jpg"


READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
"Without what one takes for another on paper."


@dataclass
class Devices:
    """Everything that a kiosk needs around it, virtual but real services."""

    folder: Path
    sane: VirtualSane
    printer: VirtualPrinter
    card: VirtualCard
    sound: VirtualSound
    display: VirtualDisplay
    camera: Path

    @property
    def environment(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for device in (self.sane, self.printer, self.card, self.sound, self.display):
            found |= device.environment
        return found


@contextmanager
def devices(folder: Path, inside: str = "") -> Iterator[Devices]:
    """Start them in the calling thread; see :mod:`devices.virtual`.

    `inside` is a real X display, in a window of which the two screens show.
    """
    size = (900, 562) if inside else (1280, 800)
    camera = write_figure(folder / "resident.y4m", Figure.RESIDENT)
    with ExitStack() as stack:
        sane = stack.enter_context(VirtualSane(folder))
        sane.put(PAGE_ON_THE_GLASS)
        yield Devices(
            folder,
            sane,
            stack.enter_context(VirtualPrinter(folder)),
            stack.enter_context(VirtualCard(folder)),
            stack.enter_context(VirtualSound(folder)),
            stack.enter_context(VirtualDisplay(folder / "display", size, inside)),
            camera,
        )


@dataclass
class Stage:
    """The running product."""

    url: str
    authority: Path
    password: str
    "Of every demo account."
    server: Program
    kiosk: Program
    devices: Devices
    kiosk_start_s: float
    "From its start to the welcome on its screens."


def fresh(folder: Path) -> Path:
    """An empty folder for one run."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o755)
    return folder


@asynccontextmanager
async def stage(found: Devices, port: int) -> AsyncIterator[Stage]:
    """Start the server, enrol the kiosk, start it; everything ends with the context."""
    folder = found.folder
    url = f"https://localhost:{port}"
    settings = Settings(
        host="0.0.0.0",
        port=port,
        hostnames=("localhost", *own_addresses()),
        data_dir=folder / "server",
    )
    config = write_toml(folder / "visavis.toml", settings.model_dump(mode="json"))
    password = "".join(secrets.choice(READABLE) for _ in range(8))
    code = await fill(settings, password)
    async with AsyncExitStack() as stack:
        server = Program("serve", folder, {"VISAVIS_CONFIG": str(config)})
        await stack.enter_async_context(server)
        kiosk_settings = _kiosk_settings(found, url, settings)
        await enrol(kiosk_settings, code)
        kiosk_config = write_toml(
            folder / "kiosk.toml", kiosk_settings.model_dump(mode="json", exclude_none=True)
        )
        kiosk = Program(
            "kiosk", folder, {**found.environment, "VISAVIS_KIOSK_CONFIG": str(kiosk_config)}
        )
        began = time.monotonic()
        await stack.enter_async_context(kiosk)
        took = time.monotonic() - began
        authority = kiosk_settings.authority
        assert authority is not None
        yield Stage(url, authority, password, server, kiosk, found, took)


async def fill(settings: Settings, password: str) -> str:
    """Write places and accounts; return the one-time code of the kiosk."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    await asyncio.to_thread(migrate.upgrade, settings.database_url)
    chosen = {person.login: password for person in demo_data.ACCOUNTS}
    passwords = Passwords()
    try:
        async with Store(settings.database_url) as store:
            await demo_data.seed(store, passwords, chosen, time.time())
            await demo_agenda.publish(store, time.time())
            return await demo_data.kiosk_code(store, time.time())
    finally:
        passwords.close()


def _kiosk_settings(found: Devices, url: str, settings: Settings) -> KioskSettings:
    _, options = found.sane.arguments
    return KioskSettings(
        closes=False,  # it is shown at any hour
        examination_at="",  # its note would sound into a visit that is shown
        server=url,
        authority=settings.data_dir / "tls" / "authority.pem",
        state_directory=found.folder / "kiosk",
        runtime_directory=found.folder / "session",
        camera=f"file:{found.camera}",
        scanner="pnm:0",
        scanner_options=options,
        printer=found.printer.queue,
        printer_uri=found.printer.uri,
        card_reader=True,
        face_screen=FACE,
        upload_kbps=5_000,  # both ends are this machine: there is no line to share
    )


def write_toml(path: Path, values: Mapping[str, object]) -> Path:
    """Flat settings; JSON's strings, numbers, lists and booleans are TOML's too."""
    lines = []
    for key, value in values.items():
        if isinstance(value, Mapping):
            inner = ", ".join(f"{name} = {json.dumps(item)}" for name, item in value.items())
            lines.append(f"{key} = {{ {inner} }}")
        elif value is not None:
            lines.append(f"{key} = {json.dumps(value)}")
    path.write_text("\n".join(lines) + "\n")
    return path


async def run_until_ended(running: Stage) -> None:
    """Returns when one of our processes ends by itself."""
    waits = [asyncio.ensure_future(program.ended()) for program in (running.server, running.kiosk)]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


__all__ = ["DOCUMENT", "FACE", "Devices", "Stage", "devices", "fresh", "run_until_ended", "stage"]
