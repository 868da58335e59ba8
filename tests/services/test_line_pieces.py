"""The pieces by which a kiosk measures its line: for kiosks alone, and not all day."""

from pathlib import Path

import aiohttp
import pytest

from signaling.bucket import Bucket
from signaling.line_routes import AT_ONCE, PIECE, PIECES
from tests.town import KioskAtWork, town

PATH = "/kiosk/line"


async def refused(kiosk: KioskAtWork, method: str, data: bytes | None = None) -> int:
    with pytest.raises(aiohttp.ClientResponseError) as told:
        await kiosk.link.request(method, PATH, data)
    return told.value.status


async def test_a_kiosk_measures_its_line_and_is_told_to_wait_past_a_few_pieces(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as place, place.kiosk() as kiosk, place.kiosk("Vert") as other:
        place.app[PIECES].default_factory = lambda: Bucket(rate=0, burst=AT_ONCE)  # on any machine
        assert await refused(kiosk, "POST", bytes(PIECE + 1)) == 413
        assert await kiosk.link.request("POST", PATH, bytes(PIECE)) == b""
        for _ in range(AT_ONCE - 2):
            assert len(await kiosk.link.request("GET", PATH)) == PIECE
        assert await refused(kiosk, "GET") == 429
        assert await refused(kiosk, "POST", bytes(8)) == 429
        assert len(await other.link.request("GET", PATH)) == PIECE, "one kiosk's haste is its own"


async def test_nobody_else_finds_anything_there(tmp_path: Path) -> None:
    async with town(tmp_path) as place, place.client() as session:
        for more in ({}, {"Authorization": "Bearer " + "a" * 43}):
            async with session.get(PATH, headers={"Accept": "*/*", **more}) as answer:
                assert answer.status == 401
