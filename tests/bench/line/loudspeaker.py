"""What the resident hears, and when: the marks in the sound of the kiosk's loudspeaker."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import numpy as np

from devices.sound.wav import read_wav
from devices.virtual.sound import MICROPHONE, RATE, SPEAKER, VirtualSound

from .material import MARK_EVERY_S, WINDOW, is_mark

FORM = (f"--rate={RATE}", "--channels=1", "--format=s16le", "--latency-msec=20")


class Loudspeaker:
    """`marks` are the times (`time.monotonic`) at which marks began to be heard."""

    def __init__(self) -> None:
        self.marks: list[float] = []

    def hear(self, block: np.ndarray, at: float) -> None:
        """A block of :data:`WINDOW` samples that ended `at`."""
        new = not self.marks or at - self.marks[-1] > MARK_EVERY_S / 2
        if new and is_mark(block):
            self.marks.append(at)

    def first_after(self, at: float) -> float | None:
        return next((mark for mark in self.marks if mark > at), None)

    def between(self, start: float, end: float) -> int:
        return sum(start <= mark < end for mark in self.marks)


@asynccontextmanager
async def listening(sound: VirtualSound) -> AsyncIterator[Loudspeaker]:
    ear = Loudspeaker()
    source = f"--device={SPEAKER}.monitor"
    process = await _start(sound, "parec", source, *FORM, stdout=asyncio.subprocess.PIPE)
    task = asyncio.create_task(_listen(process, ear))
    try:
        yield ear
    finally:
        process.kill()
        await process.wait()
        await asyncio.wait([task])


async def _listen(process: asyncio.subprocess.Process, ear: Loudspeaker) -> None:
    assert process.stdout
    size = 2 * WINDOW
    while len(data := await _exactly(process.stdout, size)) == size:
        ear.hear(np.frombuffer(data, np.int16), time.monotonic())


async def _exactly(stream: asyncio.StreamReader, size: int) -> bytes:
    try:
        return await stream.readexactly(size)
    except asyncio.IncompleteReadError as end:
        return end.partial


@asynccontextmanager
async def speaking(sound: VirtualSound, wav: Path) -> AsyncIterator[None]:
    """The resident says it again and again."""
    said = read_wav(wav).tobytes()
    device = f"--device={MICROPHONE}"
    process = await _start(sound, "pacat", device, *FORM, stdin=asyncio.subprocess.PIPE)
    task = asyncio.create_task(_repeat(process, said))
    try:
        yield
    finally:
        task.cancel()
        process.kill()
        await process.wait()
        await asyncio.wait([task])
        assert process.stdin
        with suppress(ConnectionError):  # what it had not played yet
            await process.stdin.wait_closed()


async def _repeat(process: asyncio.subprocess.Process, said: bytes) -> None:
    assert process.stdin
    with suppress(ConnectionError):  # the sound server ended
        while True:
            for start in range(0, len(said), 4096):
                process.stdin.write(said[start : start + 4096])
                await process.stdin.drain()


async def _start(sound: VirtualSound, *command: str, **streams: int) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *("setpriv", "--pdeathsig", "KILL", *sound._urgent, *command),
        env=os.environ | sound.environment,
        **streams,
    )
