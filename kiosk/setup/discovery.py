"""What is plugged into this computer. Each search has its limit in time and never raises.

Tools print, pure functions read what they print.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices.checks.screens import Screen, screens
from devices.doctor import Check, supervise
from devices.findings import Finding, Level

from .touch import touch_screens

SCAN_SECONDS, IPP_SECONDS = 40.0, 5
IPP = ("ipp", "ipps")


@dataclass(frozen=True)
class Device:
    """`value` is what the settings would name it by."""

    value: str
    label: str
    uri: str = ""
    "Of a printer that answers IPP itself."
    preferred: bool = False


@dataclass(frozen=True)
class Found:
    cameras: tuple[Device, ...] = ()
    scanners: tuple[Device, ...] = ()
    queues: tuple[Device, ...] = ()
    printers: tuple[Device, ...] = ()
    "Without a queue yet; `value` is their address."
    microphones: tuple[Device, ...] = ()
    speakers: tuple[Device, ...] = ()
    card_reader: bool = False
    screens: tuple[Screen, ...] = ()
    touch: tuple[str, ...] = ()
    "Names of the touch screens."


def discover() -> Found:
    """Everything; under a minute even when a network is slow."""
    queues = read_queues(_told(["lpstat", "-v"], 10))
    sound = _sound()
    return Found(
        cameras=cameras(),
        scanners=read_scanners(_told(["scanimage", "-f", "%d|%v %m%n"], SCAN_SECONDS)),
        queues=queues,
        printers=read_printers(_told(["ippfind", "-T", str(IPP_SECONDS)], IPP_SECONDS + 5), queues),
        microphones=_devices(sound.get("sources")),
        speakers=_devices(sound.get("sinks")),
        card_reader=_is_ok(Check("card", "", "devices.checks.card:check", {"expected": True})),
        screens=_screens(),
        touch=touch_screens(),
    )


def _told(command: Sequence[str], seconds: float) -> str:
    tool = shutil.which(command[0])
    if tool is None:
        return ""
    try:
        done = subprocess.run(
            [tool, *command[1:]],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env={**os.environ, "LC_ALL": "C"},
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode(errors="replace")


def _screens() -> tuple[Screen, ...]:
    with suppress(OSError, subprocess.TimeoutExpired):
        return tuple(screens())
    return ()


# -- cameras -----------------------------------------------------------------------------------


def cameras(devices: Path = Path("/dev"), kernel: Path = Path("/sys")) -> tuple[Device, ...]:
    """Capture devices; a webcam's second node, of index 1, only gives metadata."""
    found = []
    for node in sorted(devices.glob("video*"), key=lambda node: (len(node.name), node.name)):
        about = kernel / "class/video4linux" / node.name
        if _read(about / "index") in ("", "0"):
            found.append(Device(str(_stable(node, devices)), _read(about / "name") or node.name))
    return tuple(found)


def _stable(node: Path, devices: Path) -> Path:
    """The name that survives another order of plugging in, if udev gives one."""
    for link in sorted((devices / "v4l/by-id").glob("*-index0")):
        with suppress(OSError):
            if link.resolve() == node.resolve():
                return link
    return node


def _read(file: Path) -> str:
    try:
        return file.read_text().strip()
    except OSError:
        return ""


# -- paper -------------------------------------------------------------------------------------


def read_scanners(told: str) -> tuple[Device, ...]:
    """Lines ``name|vendor model``. A webcam shows up as SANE's v4l: it is no scanner."""
    pairs = (line.split("|", 1) for line in told.splitlines() if "|" in line)
    return tuple(
        Device(name, f"{label.strip()} ({name})".strip())
        for name, label in pairs
        if name and not name.startswith("v4l:")
    )


def read_queues(told: str) -> tuple[Device, ...]:
    """lpstat(1) -v: ``device for NAME: URI``."""
    found = []
    for match in re.finditer(r"^device for (\S+): (\S+)$", told, re.M):
        uri = match[2] if match[2].split(":")[0] in IPP else ""
        found.append(Device(match[1], f"{match[1]} ({match[2].split('?')[0]})", uri))
    return tuple(found)


def read_printers(told: str, queues: Sequence[Device]) -> tuple[Device, ...]:
    """ippfind(1): an address a line; those that a queue already serves are left out."""
    served = {queue.uri for queue in queues}
    uris = [line.strip() for line in told.splitlines()]
    return tuple(
        Device(uri, uri, uri) for uri in uris if uri.split(":")[0] in IPP and uri not in served
    )


# -- sound and cards ---------------------------------------------------------------------------


def _sound() -> dict[str, Any]:
    check = Check("sound", "", "kiosk.setup.discovery:sound_ports")
    return supervise(check, dict(os.environ))[0].details


def sound_ports() -> list[Finding]:
    """In a process of its own, as libpulse may hang: sources and sinks, the default ones marked."""
    import pulsectl  # type: ignore[import-untyped]

    with pulsectl.Pulse("visavis-setup") as server:
        default = server.server_info()
        chosen = default.default_source_name, default.default_sink_name
        sources = _ports(server.source_list(), chosen[0])
        sinks = _ports(server.sink_list(), chosen[1])
    return [Finding("sound", "", Level.OK, "", "", {"sources": sources, "sinks": sinks})]


def _ports(told: list[Any], default: str) -> list[dict[str, Any]]:
    return [
        {"value": p.name, "label": p.description or p.name, "preferred": p.name == default}
        for p in told
        if not p.name.startswith("auto_null")
    ]


def _devices(told: object) -> tuple[Device, ...]:
    """Real microphones before what merely repeats a loudspeaker."""
    ports = [Device(**port) for port in told] if isinstance(told, list) else []
    real = [port for port in ports if not port.value.endswith(".monitor")]
    return tuple(real or ports)


def _is_ok(check: Check) -> bool:
    return supervise(check, dict(os.environ))[0].level == Level.OK
