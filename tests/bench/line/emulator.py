"""The program of `emulator.c`: compiled once, started, spoken to. It needs root."""

import asyncio
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SOURCE = Path(__file__).with_name("emulator.c")
BINARY = ROOT / "build" / "emulator"
ANSWER_S = 10.0


def compiled() -> Path:
    """Where the program is; made anew when its source is younger."""
    if not BINARY.exists() or BINARY.stat().st_mtime < SOURCE.stat().st_mtime:
        BINARY.parent.mkdir(exist_ok=True)
        fresh = BINARY.with_suffix(f".{os.getpid()}")
        subprocess.run(
            ["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", str(fresh), str(SOURCE)], check=True
        )
        fresh.replace(BINARY)  # two runs may come at the same time
    return BINARY


class Emulator:
    """Two TUN interfaces and what is between them. `log` is whole after :meth:`stop`."""

    def __init__(self, kiosk_tun: str, console_tun: str, seed: int, log: Path) -> None:
        self.kiosk_tun, self.console_tun, self.log = kiosk_tun, console_tun, log
        self._seed = seed
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """When this returns the interfaces are there."""
        words = (self.kiosk_tun, self.console_tun, str(self._seed), str(self.log))
        self._process = await asyncio.create_subprocess_exec(
            *("setpriv", "--pdeathsig", "TERM", str(compiled()), *words),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        await self._answer()

    async def obey(self, orders: Iterable[str]) -> None:
        """As `emulator.c` describes them; each takes effect before the next."""
        assert self._process
        assert self._process.stdin
        for order in orders:
            self._process.stdin.write(f"{order}\n".encode())
            await self._answer()

    async def cut(self) -> None:
        await self.obey(["cut"])

    async def join(self) -> None:
        await self.obey(["join"])

    async def stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin
        process.stdin.close()
        await process.wait()

    async def _answer(self) -> None:
        assert self._process
        assert self._process.stdout
        async with asyncio.timeout(ANSWER_S):
            said = await self._process.stdout.readline()
        if said != b"ok\n":
            raise RuntimeError(f"the emulator said {said!r}")
