"""Lines that somebody of the community read: kept on this kiosk, said in place of the synthesis.

The server tells which there are; what is missing is fetched by its hash and kept, what is not named
any more is removed. A file is known by the words that it says: no other line is said with it. It is
one kind of sound alone (see :mod:`signaling.core.wav`), so that nothing is decoded.
"""

import asyncio
import contextlib
import hashlib
import logging
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

import aiohttp
import numpy as np

from signaling import protocol as wire

from .manner import RATE, Samples, levelled

log = logging.getLogger(__name__)

HEADER = 44
AGAIN_SECONDS = 20.0

Fetch = Callable[[str], Awaitable[bytes]]
"The bytes behind a path of the server."


class Recorded:
    """One a kiosk. Run :meth:`run` for its life; :meth:`told` at each welcome and change."""

    def __init__(self, folder: Path, fetch: Fetch, busy: Callable[[], bool]) -> None:
        """Nothing is fetched while `busy`: the line is the call's."""
        self._folder, self._fetch, self._busy = folder, fetch, busy
        self._wanted: tuple[wire.VoiceFile, ...] | None = None
        "None: the server has not spoken yet, and what is kept stays."
        self._changed = asyncio.Event()

    def told(self, voices: Iterable[wire.VoiceFile]) -> None:
        self._wanted = tuple(voices)
        self._changed.set()

    async def run(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            wanted = self._wanted or ()
            await asyncio.to_thread(self._forget, wanted)
            if not await self._fetch_all(wanted):
                try:
                    async with asyncio.timeout(AGAIN_SECONDS):
                        await self._changed.wait()
                except TimeoutError:
                    self._changed.set()

    def samples(self, text: str) -> Samples | None:
        """What was read of these very words; none if nobody did."""
        path = next(self._folder.glob(f"{_digest(text)}.*.wav"), None)
        if path is None:
            return None
        try:
            sound = path.read_bytes()
        except OSError as error:
            log.warning("recorded line not read: %s", type(error).__name__)
            return None
        return levelled(np.frombuffer(sound[HEADER:], "<i2").astype(np.int16))

    async def _fetch_all(self, wanted: tuple[wire.VoiceFile, ...]) -> bool:
        """Whether all is here."""
        whole = True
        for file in wanted:
            if self._changed.is_set():
                return True  # something newer was said
            if self._busy():
                return False
            path = self._path(file)
            if await asyncio.to_thread(path.exists):
                continue
            try:
                sound = await self._fetch(f"/kiosk/voix/{file.sha256}")
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                log.info("recorded line not fetched: %s", type(error).__name__)
                whole = False
                continue
            if not _is(sound, file):
                log.warning("recorded line is not what was announced")
                continue
            await asyncio.to_thread(_keep, path, sound)
        return whole

    def _forget(self, wanted: tuple[wire.VoiceFile, ...]) -> None:
        known = {self._path(file) for file in wanted}
        for path in self._folder.glob("*"):
            if path not in known:  # what was cut off while it was written, too
                path.unlink(missing_ok=True)

    def _path(self, file: wire.VoiceFile) -> Path:
        return self._folder / f"{file.words}.{file.sha256}.wav"


def _is(sound: bytes, file: wire.VoiceFile) -> bool:
    """What the server announced, and of the one kind that is played."""
    announced = len(sound) == file.size and hashlib.sha256(sound).hexdigest() == file.sha256
    rate, channels, bits = (
        int.from_bytes(sound[at : at + size], "little") for at, size in ((24, 4), (22, 2), (34, 2))
    )
    plain = sound[:4] == b"RIFF" and sound[8:16] == b"WAVEfmt " and sound[36:40] == b"data"
    return announced and plain and (rate, channels, bits) == (RATE, 1, 16) and not len(sound) % 2


def _keep(path: Path, sound: bytes) -> None:
    """Whole or not at all; what cannot be kept is fetched at the next welcome."""
    half = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(sound)
        half.replace(path)
    except OSError as error:
        log.warning("recorded line not kept: %s", type(error).__name__)
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
