"""A program that is given words and writes a sound, started and ended whole."""

import asyncio
import contextlib
from collections.abc import Sequence


async def sound_of(command: Sequence[str], words: str, seconds: float) -> tuple[bytes, int]:
    """What it wrote, and its code. Raises OSError where it cannot be started, TimeoutError."""
    process = await _started(command)
    saying = asyncio.ensure_future(process.communicate(words.encode()))
    try:
        async with asyncio.timeout(seconds):
            sound, _ = await asyncio.shield(saying)
    finally:
        if process.returncode is None:
            process.kill()
        # Heard to its end: before Python 3.11.5 wait() never returns while a pipe is not read.
        await asyncio.wait([saying])
    assert process.returncode is not None
    return sound, process.returncode


async def _started(command: Sequence[str]) -> asyncio.subprocess.Process:
    """One that is cut while it starts has to start first: asyncio would wait for its end with
    nobody to read its pipe, for ever."""
    starting = asyncio.ensure_future(
        asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
    )
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        with contextlib.suppress(OSError):
            program = await starting
            program.kill()
            await program.communicate()
        raise
