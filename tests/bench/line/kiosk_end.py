"""The kiosk's end: `visavis kiosk` itself, in its own network, with a camera of a file and sound.

Its screens are painted in memory; it has no printer nor card reader, and a scanner only if one is
given: a call uses none.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.load import cpu_seconds
from demo.speech import BY_RESIDENT
from demo.stage import write_toml
from devices.virtual import Service
from devices.virtual.figures import Figure
from devices.virtual.sane import VirtualSane
from devices.virtual.sound import VirtualSound
from kiosk.settings import KioskSettings

from .loudspeaker import Loudspeaker, listening, speaking
from .material import Material, face, voice
from .room import INSIDE

ROOT = Path(__file__).resolve().parents[3]
PYTHON = ROOT / ".venv" / "bin" / "python"
PROGRAM = str(ROOT / "visavis.py")
SCREEN = {"width": 1280, "height": 800, "y": 0}
ENROL_S = 60.0


@dataclass
class KioskEnd:
    service: Service
    loudspeaker: Loudspeaker
    log: Path

    def cpu_seconds(self) -> dict[str, float]:
        """By part, see :func:`demo.load.cpu_seconds`."""
        return cpu_seconds(self.service.pid)


@asynccontextmanager
async def kiosk_end(
    folder: Path,
    sound: VirtualSound,
    server: str,
    authority: Path,
    code: str,
    glass: VirtualSane | None = None,
    given: Material | None = None,
    program: Sequence[str] = (PROGRAM,),
    changed: Mapping[str, Any] | None = None,
) -> AsyncIterator[KioskEnd]:
    """Enrolled and started; the resident speaks, their loudspeaker is listened to.

    `program` is what Python runs, before its verb; `changed` replaces settings.
    """
    seen, said = given or await asyncio.to_thread(_resident, folder)
    settings = _settings(folder, seen, server, authority) | _scanner(glass) | (changed or {})
    environment = sound.environment | (glass.environment if glass else {})
    environment |= _environment(folder, KioskSettings.model_validate(settings))
    await _enrol(environment, code)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(speaking(sound, said))
        ear = await stack.enter_async_context(listening(sound))
        log = folder / "kiosk.log"
        service = Service(log, *_command("kiosk", program), environment=environment)
        stack.callback(service.stop)
        yield KioskEnd(service, ear, log)


def _resident(folder: Path) -> Material:
    return Material(
        face(folder / "resident.y4m", Figure.RESIDENT, 1),
        voice(folder / "resident.wav", BY_RESIDENT),
    )


def _command(verb: str, program: Sequence[str] = (PROGRAM,), *more: str) -> tuple[str, ...]:
    return (*INSIDE, str(PYTHON), *program, verb, *more)


async def _enrol(environment: dict[str, str], code: str) -> None:
    """Over the line, as a technician does."""
    process = await asyncio.create_subprocess_exec(
        *_command("enroll", (PROGRAM,), code),
        env=os.environ | environment,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(ENROL_S):
        _, said = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"enrolment: {said.decode(errors='replace')[-300:]}")


def _settings(folder: Path, camera: Path, server: str, authority: Path) -> dict[str, Any]:
    return {
        "closes": False,
        "examination_at": "",
        "server": server,
        "authority": authority,
        "state_directory": folder / "kiosk",
        "runtime_directory": folder / "session",
        "camera": f"file:{camera}",
        "face_screen": "FACE",
    }


def _environment(folder: Path, settings: KioskSettings) -> dict[str, str]:
    screens = [{**SCREEN, "name": name, "x": 1280 * n} for n, name in enumerate(("FACE", "PAPER"))]
    (folder / "screens.json").write_text(json.dumps({"screens": screens}))
    values = settings.model_dump(mode="json", exclude_none=True)
    return {
        "VISAVIS_KIOSK_CONFIG": str(write_toml(folder / "kiosk.toml", values)),
        "QT_QPA_PLATFORM": f"offscreen:configfile={folder / 'screens.json'}",
    }


def _scanner(glass: VirtualSane | None) -> dict[str, Any]:
    if glass is None:
        return {}
    name, options = glass.arguments
    return {"scanner": name, "scanner_options": options}
