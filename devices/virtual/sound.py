"""A sound server of one's own, without systemd, hardware or desktop: PipeWire and two null sinks.

- ``speaker``: the kiosk plays into it; ``speaker.monitor`` is what the resident hears.
- ``micin``: whoever plays the resident speaks into it; ``micin.monitor`` is the kiosk's microphone.

Debian packages: pipewire, pipewire-pulse, wireplumber, pulseaudio-utils, libasound2-plugins.
"""

import asyncio
import ctypes
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

READY_S = 15.0
_PR_SET_PDEATHSIG = 1


_WIREPLUMBER = {
    # Each of these asks D-Bus, without which wireplumber 0.4 ends: hardware is not our business.
    "main.lua.d/51-visavis.lua": """
        alsa_monitor.enabled = false
        v4l2_monitor.enabled = false
        libcamera_monitor.enabled = false
        default_access.properties["enable-flatpak-portal"] = false
    """,
    "bluetooth.lua.d/51-visavis.lua": "bluez_monitor.enabled = false\n",
}


class SoundServerFailed(RuntimeError):
    """The virtual sound server did not get ready; says which part."""


def _die_with_owner() -> None:
    # prctl(2): "the parent-death signal ... when the parent dies", even by SIGKILL.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


@dataclass(frozen=True)
class VirtualSound:
    """A running server; :attr:`env` makes any process of this machine use it."""

    env: dict[str, str]

    async def pactl(self, *arguments: str) -> str:
        """Runs `pactl` on this server; returns what it prints. Raises SoundServerFailed."""
        process = await asyncio.create_subprocess_exec(
            *("pactl", *arguments),
            env=os.environ | self.env,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(10):
                answer, _ = await process.communicate()
        except TimeoutError:
            process.kill()
            raise SoundServerFailed(f"pactl {arguments[0]}: no answer") from None
        if process.returncode:
            raise SoundServerFailed(f"pactl {arguments[0]}: exit {process.returncode}")
        return answer.decode()

    async def plug(self, sink: str) -> str:
        """Makes the null sink `speaker` or `micin`; returns what :meth:`unplug` wants."""
        rate = ("rate=48000", "channels=1", "channel_map=mono")
        module = await self.pactl("load-module", "module-null-sink", f"sink_name={sink}", *rate)
        return module.strip()

    async def unplug(self, module: str) -> None:
        await self.pactl("unload-module", module)

    async def answers(self) -> bool:
        try:
            return bool(await self.pactl("info"))
        except SoundServerFailed:
            return False

    async def links(self) -> bool:
        """Whether the session manager works: it has chosen a default among both sinks."""
        return "Default Sink: @" not in await self.pactl("info")

    async def names(self, kind: str) -> list[str]:
        """Names of `sinks` or `sources`; numbers of `source-outputs` or `sink-inputs`."""
        column = 1 if kind in ("sinks", "sources") else 0
        lines = (await self.pactl("list", "short", kind)).splitlines()
        return [line.split("\t")[column] for line in lines]


@asynccontextmanager
async def virtual_sound(directory: Path) -> AsyncIterator[VirtualSound]:
    """A server whose sockets, state and logs live in `directory`, which must be short and private.

    Its processes end with the context, and with the calling process however that ends.
    """
    runtime = directory / "run"
    _prepare(directory, runtime)
    own = {
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_STATE_HOME": str(directory / "state"),
        "XDG_CONFIG_HOME": str(directory / "config"),
        "PIPEWIRE_RUNTIME_DIR": str(runtime),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={runtime}/no-bus",
        "DISABLE_RTKIT": "1",
    }
    server = f"unix:{runtime}/pulse/native"
    chosen = {"PULSE_SINK": "speaker", "PULSE_SOURCE": "micin.monitor"}
    sound = VirtualSound({"XDG_RUNTIME_DIR": str(runtime), "PULSE_SERVER": server} | chosen)
    started: list[asyncio.subprocess.Process] = []
    try:
        for program, ready in (
            ("pipewire", partial(_exists, runtime / "pipewire-0")),
            ("pipewire-pulse", sound.answers),
            ("wireplumber", sound.links),
        ):
            started.append(await _start(program, os.environ | own, directory))
            if program == "wireplumber":
                await sound.plug("speaker")
                await sound.plug("micin")
            await _until(ready, program)
        yield sound
    finally:
        for process in reversed(started):
            if process.returncode is None:
                process.kill()
            await asyncio.shield(process.wait())


def _prepare(directory: Path, runtime: Path) -> None:
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, lines in _WIREPLUMBER.items():
        file = directory / "config" / "wireplumber" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(lines)


async def _exists(path: Path) -> bool:
    return await asyncio.to_thread(path.exists)


async def _start(program: str, env: dict[str, str], directory: Path) -> asyncio.subprocess.Process:
    log = os.open(directory / f"{program}.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        return await asyncio.create_subprocess_exec(
            program,
            env=env,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=_die_with_owner,
        )
    finally:
        os.close(log)


async def _until(ready: Callable[[], Awaitable[bool]], what: str) -> None:
    deadline = time.monotonic() + READY_S
    while not await ready():
        if time.monotonic() > deadline:
            raise SoundServerFailed(f"{what} does not get ready")
        await asyncio.sleep(0.03)
