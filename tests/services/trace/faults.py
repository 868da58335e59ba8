"""What goes wrong in a visit, by chance: each fault begins, and is over when its context is."""

import asyncio
import os
import random
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from devices.virtual.display import DOCUMENT

from .program import Program, family

FAULTS = (
    *("camera out", "printer off", "printer jam", "microphone out", "speaker out", "reader out"),
    *("screen out", "link cut", "server restarts", "a device's process dies", "screens die"),
    *("kiosk dies", "nothing"),
)


@asynccontextmanager
async def fault(here: Program, name: str, chance: random.Random) -> AsyncIterator[None]:
    room = here.room
    video = room.folder / "camera.y4m"
    match name:
        case "camera out":
            away = video.with_suffix(".away")
            async with _apart(lambda: video.rename(away), lambda: away.rename(video)):
                yield
        case "printer off":
            async with _apart(room.printer.switch_off, room.printer.switch_on):
                yield
        case "printer jam":
            jam = lambda: room.printer.set_fault("media-jam")  # noqa: E731
            async with _apart(jam, room.printer.clear_fault):
                yield
        case "microphone out" | "speaker out":
            sink = "micin" if name.startswith("micro") else "speaker"
            out, back = lambda: room.sound.unplug(sink), lambda: room.sound.plug(sink)
            async with _apart(out, back):
                yield
        case "reader out":
            async with _apart(room.card.unplug, room.card.plug):
                yield
        case "screen out":
            out, back = lambda: room.display.unplug(DOCUMENT), lambda: room.display.plug(DOCUMENT)
            async with _apart(out, back):
                yield
        case "link cut":
            link = here.served.desk.office.presence.link(here.id)
            if link is not None:
                link.close()
            yield
        case "server restarts":
            await here.served.stop()
            await here.served.start()
            yield
        case "a device's process dies" | "screens die":
            wanted = b"kiosk.screens" if name == "screens die" else b"worker_child"
            _kill_one(here, wanted, chance)
            yield
        case "kiosk dies":
            await here.kill()
            await here.restart()
            yield
        case _:
            yield


@asynccontextmanager
async def _apart(begin: Callable[[], object], end: Callable[[], object]) -> AsyncIterator[None]:
    await asyncio.to_thread(begin)
    try:
        yield
    finally:
        await asyncio.to_thread(end)


def _kill_one(here: Program, wanted: bytes, chance: random.Random) -> None:
    assert here.process is not None
    found = []
    for pid in family(here.process.pid):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as command:
                if wanted in command.read():
                    found.append(pid)
        except OSError:
            continue
    if found:
        os.kill(chance.choice(sorted(found)), signal.SIGKILL)
