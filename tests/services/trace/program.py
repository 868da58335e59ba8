"""A kiosk that is a process, as systemd starts it: it may be killed, and started again."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from kiosk.enrolment import enrol
from kiosk.settings import KioskSettings
from signaling import protocol as wire
from signaling.store import journal

from ..kiosk_room import Room
from ..living_kiosk import GREEN, kiosk_settings
from ..serving import RELAY, Served, serving, until

ROOT = Path(__file__).resolve().parents[3]
START_SECONDS = 120.0
"Of a machine that does others."
EDGE = 32
"Of 255: by how much the edge of a large letter may differ where another process drew it again."


def alike(one: np.ndarray, other: np.ndarray) -> bool:
    """Two pictures of a screen that nobody could tell apart. Another word is another picture."""
    return one.shape == other.shape and int(np.abs(one.astype(int) - other).max()) <= EDGE


@dataclass
class Program:
    """Its server, its room, and the folders that are all a kiosk may write in."""

    room: Room
    served: Served
    folder: Path
    settings: KioskSettings
    id: str = ""
    visit: str = ""
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """As its unit does: its own folders for pages, temporary files and keys, and no other."""
        told = {
            f"VISAVIS_KIOSK_{name.upper()}": _written(value)
            for name, value in self.settings.model_dump(mode="json").items()
            if value not in (None, {})
        }
        own = {"HOME": self.home, "TMPDIR": self.temporary}
        return {
            **os.environ,
            **self.room.environment,
            **told,
            **{name: str(path) for name, path in own.items()},
            "VISAVIS_KIOSK_CONFIG": str(self.folder / "none.toml"),
            "VISAVIS_LOG": "DEBUG",
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            **self.extra,
        }

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def temporary(self) -> Path:
        return self.folder / "tmp"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    async def start(self) -> None:
        """Until its server knows that it is there, all lights green."""
        await self.restart()
        await self.all_green()

    async def restart(self) -> None:
        """Until its server knows that it is there."""
        for folder in (self.home, self.temporary, self.logs):
            folder.mkdir(exist_ok=True)
        self.starts += 1
        with (self.logs / f"kiosk-{self.starts}.log").open("wb") as log:
            self.process = subprocess.Popen(  # noqa: ASYNC220 - it is spawned, not waited for
                [sys.executable, "-m", "tests.services.trace.quick"],
                cwd=self.home,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        async with asyncio.timeout(START_SECONDS):
            while await self.lights() is None:
                assert self.process.poll() is None, "the kiosk ended"
                await asyncio.sleep(0.05)

    async def lights(self) -> dict[str, wire.Light] | None:
        """None while it is not connected."""
        host = await self.served.person("hote.wassigny")
        for line in await self.served.desk.kiosks_for(host):
            if line.kiosk.id == self.id and line.connected:
                lights = dict(line.lights)
                return {name: lights[name] for name in GREEN}
        return None

    async def all_green(self) -> None:
        assert self.process is not None
        try:
            async with asyncio.timeout(START_SECONDS):
                while (lights := await self.lights()) != GREEN:
                    assert self.process.poll() is None, "the kiosk ended"
                    await asyncio.sleep(0.1)
        except TimeoutError:
            said = (self.logs / f"kiosk-{self.starts}.log").read_text()
            raise AssertionError(f"{lights}\n{said[-3000:]}") from None

    async def gone(self) -> None:
        """Until the server knows that it is away."""
        async with asyncio.timeout(30):
            while await self.lights() is not None:  # noqa: ASYNC110 - in SQL
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """kill -9 of the kiosk; its own processes notice by themselves, as on a power failure of
        the one that holds the visit."""
        assert self.process is not None
        theirs = family(self.process.pid)
        self.process.kill()
        await asyncio.to_thread(self.process.wait, 20)
        try:
            await until(lambda: not any(alive(pid) for pid in theirs), 60)
        except TimeoutError:
            left = [pid for pid in theirs if alive(pid)]
            raise AssertionError(f"they outlive the kiosk: {commands(left)}") from None

    async def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        theirs = family(self.process.pid)
        self.process.send_signal(signal.SIGTERM)
        try:
            await asyncio.to_thread(self.process.wait, 20)
        finally:
            for pid in (self.process.pid, *theirs):
                if alive(pid):
                    os.kill(pid, signal.SIGKILL)

    async def journaled(self) -> list[str]:
        async with self.served.store.reading() as tx:
            return [line.what for line in await journal.latest(tx, 5000)]

    async def wiped(self, times: int, seconds: float) -> None:
        async with asyncio.timeout(seconds):
            while (await self.journaled()).count("visit_wiped") < times:  # noqa: ASYNC110 - in SQL
                await asyncio.sleep(0.02)

    def rss(self) -> int:
        """Of the kiosk's own process, in bytes."""
        assert self.process is not None
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] != "Z"
    except OSError:
        return False


def family(pid: int) -> list[int]:
    """The processes that it started, and theirs."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parts[2])] = int(path.read_text().rsplit(") ", 1)[1].split()[1])
        except OSError:
            continue
    found, new = [], [pid]
    while new:
        new = [child for child, parent in parents.items() if parent in new]
        found += new
    return found


@asynccontextmanager
async def program(room: Room, **changed: object) -> AsyncIterator[Program]:
    """The kiosk is started, and ended at the end. The room's environment is in `os.environ`."""
    with tempfile.TemporaryDirectory(prefix="visavis-") as folder:
        async with serving(Path(folder) / "server") as served:
            settings = kiosk_settings(room, served, Path(folder), **changed)
            admin = await served.person("admin")
            code = await served.registry.open_enrolment(admin, RELAY, "Guichet")
            await enrol(settings, code)
            (line,) = await served.desk.kiosks_for(await served.person("hote.wassigny"))
            here = Program(room, served, Path(folder), settings, line.kiosk.id)
            try:
                await here.start()
                yield here
            finally:
                await here.stop()


def commands(pids: list[int]) -> list[str]:
    """What each was started as."""
    lines = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in pids]
    return [line.replace(b"\0", b" ").decode() for line in lines]
