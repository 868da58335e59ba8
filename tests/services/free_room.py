"""What the tests of free access share: a host's page that opens a real kiosk and follows it."""

import asyncio
import re

import aiohttp

from signaling.core.free import Free, FreeState
from signaling.protocol import FreePress, FreeStage
from signaling.store import free_accesses, journal

from .living_kiosk import Living
from .serving import Served


def shown(here: Living) -> str:
    return str(here.kiosk.display._state["scene"]["id"])


def said(here: Living) -> str:
    """The id of the voice's line."""
    return str(here.kiosk.display._state["scene"]["voice"]["id"])


async def opened(
    served: Served, browser: aiohttp.ClientSession, kiosk: str, **fields: object
) -> str:
    """By the host's page; the address where it is followed."""
    data: dict[str, object] | aiohttp.FormData = dict(fields)
    if "file" in fields:
        data = with_file(fields)
    path = f"/relais/guichets/{kiosk}/libre"
    async with browser.post(path, data=data, allow_redirects=False) as answer:
        assert answer.status == 303, await answer.text()
        return answer.headers["Location"]


def with_file(fields: dict[str, object]) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in fields.items():
        if name == "file":
            form.add_field(name, value, filename="Nom de quelqu’un.pdf")
        else:
            form.add_field(name, str(value))
    return form


async def refused(browser: aiohttp.ClientSession, kiosk: str, **fields: object) -> tuple[int, str]:
    """The page's status, and what it says."""
    data = with_file(fields) if "file" in fields else fields
    path = f"/relais/guichets/{kiosk}/libre"
    async with browser.post(path, data=data, allow_redirects=False) as answer:
        return answer.status, plain(await answer.text())


async def free_of(served: Served, address: str) -> Free:
    async with served.store.reading() as tx:
        free = await free_accesses.by_id(tx, address.rpartition("/")[2])
    assert free is not None
    return free


async def stage(served: Served, address: str, wanted: FreeStage, **fields: object) -> Free:
    """Wait until the host may read this."""
    async with asyncio.timeout(40):
        while True:
            free = await free_of(served, address)
            if free.stage is wanted and fields.items() <= vars(free).items():
                return free
            await asyncio.sleep(0.02)


async def ended(served: Served, address: str) -> Free:
    async with asyncio.timeout(40):
        while (free := await free_of(served, address)).state is not FreeState.ENDED:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return free


async def press(browser: aiohttp.ClientSession, address: str, wanted: FreePress) -> None:
    async with browser.post(address, data={"press": str(wanted)}) as answer:
        assert answer.status == 200, await answer.text()


async def close(browser: aiohttp.ClientSession, address: str) -> None:
    async with browser.post(f"{address}/fermer") as answer:
        assert answer.status == 200, await answer.text()


async def read(browser: aiohttp.ClientSession, address: str) -> str:
    async with browser.get(address) as answer:
        assert answer.status == 200, await answer.text()
        return plain(await answer.text())


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", html.replace("&nbsp;", " ").replace("\N{NBSP}", " "))


async def lines(served: Served, address: str) -> list[str]:
    async with served.store.reading() as tx:
        return [each.what for each in await journal.about(tx, address.rpartition("/")[2])]
