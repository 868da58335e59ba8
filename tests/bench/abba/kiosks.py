"""The two kiosks, looked at alike: what their camera gave, what stood still, what it cost."""

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from demo.load import cpu_seconds
from devices.frames import Board
from devices.virtual.sound import VirtualSound
from kiosk.media.freezes import Freezes
from tests.bench.line.console_end import ServerEnd
from tests.bench.line.kiosk_end import PYTHON, ROOT, KioskEnd, kiosk_end
from tests.bench.line.material import Material
from tests.bench.line.room import INSIDE

from .bar import read
from .figures import Seen

LOOK_S = 0.005
FILM_EVERY_S = 5.0
READY_S = 90.0
ANSWER_S = 20.0


@dataclass
class Side:
    """What a kiosk did between :meth:`Kiosk.begin` and :meth:`Kiosk.end`."""

    captured: list[Seen] = field(default_factory=list)
    "Some of the pictures that its camera gave."
    pictures: int = 0
    "All of them."
    frozen_s: float = 0.0
    "The counsellor's picture, at the kiosk."
    longest_s: float | None = None
    "Of these freezes, where the kiosk tells."


class Kiosk(Protocol):
    def cpu_seconds(self) -> float:
        """Of the whole tree of processes."""

    async def begin(self) -> None: ...

    async def end(self) -> Side: ...


class Ours:
    """`visavis kiosk`; the boards of its pictures are looked at over its shoulder."""

    def __init__(self, end: KioskEnd) -> None:
        self._end = end
        self._side, self._freezes = Side(), Freezes()
        self._boards: tuple[Board, Board] | None = None
        self._first = 0
        self._looking: asyncio.Task[None] | None = None

    def cpu_seconds(self) -> float:
        return self._end.cpu_seconds()["total"]

    async def begin(self) -> None:
        self._side, self._freezes = Side(), Freezes()
        camera, face = self._boards = self._boards or self._found()
        newest = camera.newest()
        self._first = newest.sequence if newest else 0
        self._looking = asyncio.create_task(self._look(camera, face))

    async def end(self) -> Side:
        assert self._looking and self._boards  # noqa: PT018 - not a test's
        self._looking.cancel()
        await asyncio.wait([self._looking])
        side, newest = self._side, self._boards[0].newest()
        side.pictures = newest.sequence - self._first if newest else 0
        side.frozen_s = round(self._freezes.stood(time.monotonic()), 2)
        side.longest_s = round(self._freezes.longest_s, 2)
        return side

    def _found(self) -> tuple[Board, Board]:
        """The kiosk makes them in this order; the kernel numbers descriptors from the lowest."""
        links = [
            link
            for link in Path(f"/proc/{self._end.service.pid}/fd").iterdir()
            if os.readlink(link).startswith("/memfd:visavis-board")
        ]
        camera, face = sorted(links, key=lambda link: int(link.name))[:2]
        return Board.open(str(camera)), Board.open(str(face))

    async def _look(self, camera: Board, face: Board) -> None:
        taken = shown = 0
        while True:
            newest = camera.newest()
            if newest is not None and newest.sequence != taken:
                count = read(newest.planes[0])
                if newest.intact():
                    taken = newest.sequence
                    self._side.captured.append((count, newest.at_ns / 1e9))
            seen = face.newest()
            if seen is not None and seen.sequence != shown:
                shown = seen.sequence
                self._freezes.shown(seen.at_ns / 1e9)
            await asyncio.sleep(LOOK_S)


class Chromium:
    """:mod:`.reference`, asked from here."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._asking = asyncio.Lock()
        self._pid = 0
        self._side, self._before = Side(), dict[str, float]()
        self._filming: asyncio.Task[None] | None = None

    async def ready(self) -> None:
        async with asyncio.timeout(READY_S):
            self._pid = (await self._hear())["pid"]

    def cpu_seconds(self) -> float:
        return cpu_seconds(self._pid)["total"]

    async def begin(self) -> None:
        self._side, self._before = Side(), await self._ask("figures")
        self._filming = asyncio.create_task(self._film())

    async def end(self) -> Side:
        assert self._filming
        self._filming.cancel()
        await asyncio.wait([self._filming])
        now, side = await self._ask("figures"), self._side
        side.pictures = int(now["captured"] - self._before["captured"])
        side.frozen_s = round(now["frozen"] - self._before["frozen"], 2)
        return side

    async def answered_at(self) -> float | None:
        """Of the newest call, as `time.monotonic`."""
        found: float | None = await self._ask("answered")
        return found

    async def _film(self) -> None:
        while True:
            seen = await asyncio.shield(asyncio.create_task(self._ask("film")))
            self._side.captured += [(count, at) for count, at in seen]
            await asyncio.sleep(FILM_EVERY_S - 1)

    async def _ask(self, word: str) -> Any:
        assert self._process.stdin
        async with self._asking, asyncio.timeout(ANSWER_S):
            self._process.stdin.write(f"{word}\n".encode())
            return await self._hear()

    async def _hear(self) -> Any:
        assert self._process.stdout
        line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError("the Chromium kiosk ended; see reference.log")
        return json.loads(line)


@asynccontextmanager
async def ours(
    folder: Path, sound: VirtualSound, server: ServerEnd, given: Material
) -> AsyncIterator[Kiosk]:
    there = (server.url, server.authority, server.code)
    async with kiosk_end(folder, sound, *there, given=given) as end:
        yield Ours(end)


@asynccontextmanager
async def chromium(
    folder: Path, sound: VirtualSound, server: ServerEnd, given: Material
) -> AsyncIterator[Kiosk]:
    told = {
        "server": server.url,
        "authority": server.authority.read_text(),
        "code": server.code,
        "seen": str(given.seen),
        "said": str(given.said),
    }
    (folder / "reference.json").write_text(json.dumps(told))
    with (folder / "reference.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *("setpriv", "--pdeathsig", "TERM", *INSIDE, str(PYTHON)),
            *("-m", "tests.bench.abba.reference", str(folder)),
            env=os.environ | sound.environment,
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            limit=2**22,
        )
    kiosk = Chromium(process)
    try:
        await kiosk.ready()
        yield kiosk
    finally:
        assert process.stdin
        process.stdin.close()
        try:
            async with asyncio.timeout(ANSWER_S):
                await process.wait()
        except TimeoutError:
            process.kill()


KIOSKS = {"ours": ours, "chromium": chromium}
