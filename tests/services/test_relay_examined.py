"""A kiosk tries the relay of its calls before anybody sits down: the check of its examination, in
front of a real server and a real relay."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from devices.findings import Finding, Level
from kiosk.setup.checks import introduce
from kiosk.setup.relay import check
from signaling.bucket import Bucket
from signaling.keys import SWITCHBOARD
from signaling.line_routes import RELAYS
from signaling.turn import Relay
from tests.town import Town, town

from .relay import ADDRESS, SECRET, relay

UDP, AWAY = f"turn:{ADDRESS}:3478", f"turn:{ADDRESS}:9?transport=tcp"


@pytest.fixture(scope="module", autouse=True)
def _relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with relay(tmp_path_factory.mktemp("r")):
        yield


async def found(place: Town, token: str, *urls: str, secret: str = SECRET) -> Finding:
    place.app[SWITCHBOARD].relay = Relay(urls, secret) if urls else None
    (one,) = await asyncio.to_thread(check, place.url, str(place.authority), token)
    return one


async def test_a_path_through_the_relay_is_gathered_or_the_examination_says_why_not(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as place, place.kiosk() as kiosk:
        token = str(kiosk.link.token)
        well = await found(place, token, AWAY, UDP)
        assert (well.level, well.details) == (Level.OK, {"url": UDP})
        assert (await found(place, token)).level == Level.ABSENT
        away = await found(place, token, AWAY)
        assert (away.level, "ne répond pas" in away.sentence) == (Level.FAULT, True)
        refused = await found(place, token, UDP, secret="not the one it has")
        assert (refused.level, "chemin" in refused.sentence) == (Level.FAULT, True)
        assert "not the one" not in str(refused)
        stranger = await found(place, "a" * 43, UDP)
        assert (stranger.level, stranger.details) == (Level.WARNING, {"detail": "ValueError"})


async def test_the_doctor_of_a_kiosk_tries_the_relay_while_its_socket_is_open(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as place:
        place.app[SWITCHBOARD].relay = Relay((UDP,), SECRET)
        async with place.kiosk() as kiosk:
            key = kiosk.link.identity
        found = await introduce(place.url, str(place.authority), key, in_service=False)
        told = {one.id: one for one in found}
        assert (told["server.relay"].level, told["server.relay"].details) == (
            Level.OK,
            {"url": UDP},
        )


async def test_a_kiosk_alone_is_told_the_relays_and_not_all_day(tmp_path: Path) -> None:
    async with town(tmp_path) as place, place.kiosk() as kiosk, place.client() as stranger:
        place.app[RELAYS].default_factory = lambda: Bucket(rate=0, burst=2)
        for _ in range(2):
            assert await kiosk.link.request("GET", "/kiosk/relay") == b"[]"
        with pytest.raises(aiohttp.ClientResponseError) as told:
            await kiosk.link.request("GET", "/kiosk/relay")
        assert told.value.status == 429
        async with stranger.get("/kiosk/relay", headers={"Accept": "*/*"}) as answer:
            assert answer.status == 401
