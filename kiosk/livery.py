"""What the community gave its kiosks to wear: its name, its colour, its logo.

The server tells it; it is kept on the disk, so that a kiosk without a network wears it all the
same. It is the community's own and says nothing of anybody. The logo is fetched by its hash and
opened in the sandbox alone (:mod:`kiosk.paper.logo`): the screens get pixels.
"""

import asyncio
import hashlib
import logging
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp

from devices.errors import DeviceError
from signaling import protocol as wire
from signaling.errors import BadMessage

from .paper.reader import Drawn

log = logging.getLogger(__name__)

AGAIN_SECONDS = 20.0
LOGO = "/logo.png"

Fetch = Callable[[str], Awaitable[bytes]]
"The bytes behind a path of the server."
Draw = Callable[[str, str], Awaitable[Drawn]]
"Opens a logo in the sandbox and writes its pixels; raises a DeviceError of one that it refuses."


class Livery:
    """One a kiosk. Run :meth:`run` for its life; :meth:`told` at each welcome and change."""

    def __init__(
        self,
        folder: Path,
        pixels: Path,
        fetch: Fetch,
        draw: Draw,
        show: Callable[[dict[str, Any]], None],
        busy: Callable[[], bool],
    ) -> None:
        """Kept in `folder`; `pixels` is a file in memory. Nothing is fetched or opened while
        `busy`: the line and the sandbox are the visit's. `show` is the screens'."""
        self._folder, self._pixels = folder, pixels
        self._fetch, self._draw, self._show, self._busy = fetch, draw, show, busy
        self._wanted: wire.Livery | None = None
        "None: neither the server nor the disk has spoken."
        self._shown: wire.Livery | None = None
        self._changed = asyncio.Event()

    def told(self, livery: wire.Livery) -> None:
        self._wanted = livery
        self._changed.set()

    async def run(self) -> None:
        """What is kept first, then what is told."""
        kept = await asyncio.to_thread(self._read)
        if self._wanted is None and kept is not None:
            self.told(kept)
        while True:
            await self._changed.wait()
            self._changed.clear()
            wanted = self._wanted
            if wanted is None or wanted == self._shown or await self._wear(wanted):
                continue
            try:
                async with asyncio.timeout(AGAIN_SECONDS):
                    await self._changed.wait()
            except TimeoutError:
                self._changed.set()

    async def _wear(self, wanted: wire.Livery) -> bool:
        """Whether that is done: a name and a colour wait for no logo, a refused logo is none."""
        await asyncio.to_thread(self._keep, wanted)
        if wanted.logo is None:
            return self._wears(wanted, None)
        if self._busy() or not await self._fetched(wanted.logo):
            self._show(_said(wanted, None))
            return False
        try:
            drawn = await self._draw(str(self._file(wanted.logo)), str(self._pixels))
        except DeviceError as error:
            log.warning("the logo is not shown: %s", error.code)
            return self._wears(wanted, None)
        logo = {"path": str(self._pixels), **vars(drawn)}
        return self._wears(wanted, logo)

    def _wears(self, wanted: wire.Livery, logo: dict[str, Any] | None) -> bool:
        self._show(_said(wanted, logo))
        self._shown = wanted
        return True

    async def _fetched(self, logo: wire.LogoFile) -> bool:
        path = self._file(logo)
        if await asyncio.to_thread(_is, path, logo):
            return True
        try:
            data = await self._fetch(LOGO)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.info("logo not fetched: %s", type(error).__name__)
            return False
        if not _matches(data, logo):
            log.warning("the logo is not what was announced")
            return False  # it was changed meanwhile: another message comes
        return await asyncio.to_thread(_write, path, data)

    # -- the disk ------------------------------------------------------------------------------

    def _file(self, logo: wire.LogoFile) -> Path:
        return self._folder / f"{logo.sha256}.png"

    def _keep(self, wanted: wire.Livery) -> None:
        """Nothing but this one stays."""
        said = wire.encode(wanted).encode()
        if not _write(self._folder / "livery.json", said):
            return
        ours = self._file(wanted.logo) if wanted.logo is not None else None
        for path in self._folder.glob("*.png"):
            if path != ours:
                path.unlink(missing_ok=True)

    def _read(self) -> wire.Livery | None:
        """None is better than a kiosk that does not start."""
        try:
            message = wire.decode(wire.to_kiosk, (self._folder / "livery.json").read_text())
        except (OSError, ValueError, BadMessage):
            return None
        return message if isinstance(message, wire.Livery) else None


def _said(wanted: wire.Livery, logo: dict[str, Any] | None) -> dict[str, Any]:
    return {"name": wanted.name or "", "colour": wanted.colour or "", "logo": logo}


def _is(path: Path, logo: wire.LogoFile) -> bool:
    try:
        return _matches(path.read_bytes(), logo)
    except OSError:
        return False


def _matches(data: bytes, logo: wire.LogoFile) -> bool:
    return len(data) == logo.size and hashlib.sha256(data).hexdigest() == logo.sha256


def _write(path: Path, data: bytes) -> bool:
    """Whole or not at all; what cannot be kept is fetched again at the next start."""
    half = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(half, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as error:
        log.warning("the livery is not kept: %s", type(error).__name__)
        return False
    return True
