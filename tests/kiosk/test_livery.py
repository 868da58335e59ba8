"""What the community gave its kiosks: worn at once, kept for a day without a network."""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp

from kiosk.livery import Livery
from kiosk.paper.reader import Drawn, Unreadable
from signaling import protocol as wire

LOGO, OTHER = b"one logo", b"another logo"


def of(logo: bytes | None, name: str = "Thiérache", colour: str = "#ffd200") -> wire.Livery:
    file = None
    if logo is not None:
        file = wire.LogoFile(sha256=hashlib.sha256(logo).hexdigest(), size=len(logo))
    return wire.Livery(name=name, colour=colour, logo=file)


class Room:
    """A kiosk's disk, its server and its screens."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.serves: bytes | None = None
        "None: the server is away."
        self.refuses = self.busy = False
        self.opened: list[bytes] = []
        self.shown: list[dict[str, Any]] = []
        self._news = asyncio.Event()

    async def fetch(self, path: str) -> bytes:
        assert path == "/logo.png"
        if self.serves is None:
            raise aiohttp.ClientConnectionError
        return self.serves

    async def draw(self, path: str, target: str) -> Drawn:
        self.opened.append(await asyncio.to_thread(Path(path).read_bytes))
        if self.refuses:
            raise Unreadable(detail="Died")
        return Drawn(30, 10, False)

    def show(self, livery: dict[str, Any]) -> None:
        self.shown.append(livery)
        self._news.set()

    async def until(self, count: int) -> dict[str, Any]:
        async with asyncio.timeout(10):
            while len(self.shown) < count:
                self._news.clear()
                await self._news.wait()
        return self.shown[-1]

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[Livery]:
        pixels = self.folder / "logo.pixels"
        livery = Livery(
            self.folder / "livery", pixels, self.fetch, self.draw, self.show, lambda: self.busy
        )
        task = asyncio.create_task(livery.run())
        try:
            yield livery
        finally:
            task.cancel()
            await asyncio.wait([task])

    def logos(self) -> list[bytes]:
        return [path.read_bytes() for path in (self.folder / "livery").glob("*.png")]


async def test_the_logo_is_fetched_opened_shown_and_worn_again_without_a_network(
    tmp_path: Path,
) -> None:
    room = Room(tmp_path)
    room.serves = LOGO
    async with room.running() as livery:
        livery.told(of(LOGO))
        shown = await room.until(1)
    assert (shown["name"], shown["colour"]) == ("Thiérache", "#ffd200")
    assert shown["logo"] == {
        "path": str(tmp_path / "logo.pixels"),
        "width": 30,
        "height": 10,
        "pale": False,
    }
    after = Room(tmp_path)
    async with after.running():
        assert await after.until(1) == shown
    assert after.opened == [LOGO]


async def test_what_changed_while_the_kiosk_was_off_is_worn_and_the_old_logo_is_gone(
    tmp_path: Path,
) -> None:
    room = Room(tmp_path)
    room.serves = LOGO
    async with room.running() as livery:
        livery.told(of(LOGO))
        await room.until(1)
        room.serves = OTHER
        livery.told(of(OTHER))
        await room.until(2)
        assert room.logos() == [OTHER]
        livery.told(of(None, colour="#123456"))
        assert (await room.until(3))["logo"] is None
    assert room.logos() == []


async def test_a_logo_that_the_sandbox_refuses_leaves_the_name_and_the_colour(
    tmp_path: Path,
) -> None:
    room = Room(tmp_path)
    room.serves, room.refuses = LOGO, True
    async with room.running() as livery:
        livery.told(of(LOGO))
        assert await room.until(1) == {"name": "Thiérache", "colour": "#ffd200", "logo": None}


async def test_a_logo_that_is_not_the_one_announced_is_never_opened(tmp_path: Path) -> None:
    room = Room(tmp_path)
    room.serves = OTHER
    async with room.running() as livery:
        livery.told(of(LOGO))
        assert (await room.until(1))["logo"] is None
    assert room.opened == []
    assert room.logos() == []


async def test_nothing_is_fetched_during_a_visit(tmp_path: Path) -> None:
    room = Room(tmp_path)
    room.serves, room.busy = LOGO, True
    async with room.running() as livery:
        livery.told(of(LOGO))
        assert (await room.until(1))["logo"] is None
        assert room.opened == []
        room.busy = False
        livery.told(of(LOGO))
        assert (await room.until(2))["logo"] is not None


async def test_a_disk_that_holds_nonsense_or_nothing_starts_a_plain_kiosk(tmp_path: Path) -> None:
    (tmp_path / "livery").mkdir()
    for nonsense in (b"", b"{", b"\xff\xfe", b'{"type":"examine"}'):
        (tmp_path / "livery/livery.json").write_bytes(nonsense)
        room = Room(tmp_path)
        async with room.running() as livery:
            livery.told(of(None))
            await room.until(1)
        assert len(room.shown) == 1
