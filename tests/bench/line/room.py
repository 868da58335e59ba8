"""Where the two ends live: the console's network is this process's own, the kiosk's is made here.

::

    kiosk 10.77.N.1 [up N] --- emulator N --- [line N] 10.77.0.2 console, server

The kiosk may have several uplinks, each with an address and an emulator of its own; one at a time
carries its packets. To be run through `tests/in_namespace.sh`: the mounts, the names and the
interfaces are in its namespaces and go with them.
"""

import os
import subprocess
from pathlib import Path
from typing import Self

from .emulator import Emulator
from .lines import Line

CONSOLE = "10.77.0.2"
KIOSK = "kiosk"
"Name of its network namespace."
INSIDE = ("nsenter", f"--net=/run/netns/{KIOSK}")
"Before a command that must run there."


def run(*words: str) -> None:
    subprocess.run(words, check=True, timeout=20)


class Uplink:
    """One of the kiosk's ways to the world."""

    def __init__(self, number: int, line: Line, seed: int, folder: Path) -> None:
        self.number, self.line = number, line
        self.address = f"10.77.{number}.1"
        self.emulator = Emulator(
            f"up{number}", f"line{number}", seed, folder / f"packets-{number}.log"
        )

    async def lay(self) -> None:
        """The emulator, and the console's way to this address."""
        await self.emulator.start()
        await self.emulator.obey(self.line.orders())
        here, there = self.emulator.console_tun, self.emulator.kiosk_tun
        run("ip", "link", "set", there, "netns", KIOSK)
        run("ip", "link", "set", here, "addrgenmode", "none", "up")
        run("ip", "route", "add", self.address, "dev", here, "src", CONSOLE)
        run(*INSIDE, "ip", "link", "set", there, "addrgenmode", "none")

    def plug(self) -> None:
        """The kiosk has this address and sends this way."""
        tun = self.emulator.kiosk_tun
        run(*INSIDE, "ip", "link", "set", tun, "up")
        run(*INSIDE, "ip", "addr", "add", f"{self.address}/32", "dev", tun)
        run(*INSIDE, "ip", "route", "add", "default", "dev", tun)

    def unplug(self) -> None:
        """The address and the route go with it."""
        tun = self.emulator.kiosk_tun
        run(*INSIDE, "ip", "addr", "flush", "dev", tun)
        run(*INSIDE, "ip", "link", "set", tun, "down")


class Room:
    """The two networks and the uplinks between them; the first is plugged."""

    def __init__(self, line: Line, seed: int, folder: Path, uplinks: int = 1) -> None:
        self.uplinks = [Uplink(n, line, seed + n, folder) for n in range(1, uplinks + 1)]

    @property
    def logs(self) -> list[Path]:
        return [uplink.emulator.log for uplink in self.uplinks]

    async def __aenter__(self) -> Self:
        if os.environ.get("VISAVIS_NAMESPACE") != "yes":
            raise SystemExit("Run it through tests/in_namespace.sh.")
        _make_networks()
        for uplink in self.uplinks:
            await uplink.lay()
        self.uplinks[0].plug()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def stop(self) -> None:
        """The emulators' logs are whole after that."""
        for uplink in self.uplinks:
            await uplink.emulator.stop()


def _make_networks() -> None:
    """The console has one address, on the interface that `in_namespace.sh` made."""
    run("ip", "addr", "flush", "dev", "visavis0")
    run("ip", "addr", "add", f"{CONSOLE}/24", "dev", "visavis0")
    names = Path("/run/netns")
    names.mkdir(exist_ok=True)
    run("mount", "-t", "tmpfs", "tmpfs", str(names))
    run("ip", "netns", "add", KIOSK)
    run(*INSIDE, "ip", "link", "set", "lo", "up")
