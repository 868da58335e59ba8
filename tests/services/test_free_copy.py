"""Free access, from the host's page to the paper: a real kiosk, SANE, CUPS, a server."""

import asyncio
import re

import aiohttp
import pikepdf
import pytest

from devices.virtual.sane import VirtualSane
from kiosk.core import free as free_core
from kiosk.core import glass as glass_core
from kiosk.core.scenes import SceneId
from signaling.core.free import Free, FreeState
from signaling.protocol import FreeStage
from signaling.store import free_accesses, free_counts, journal

from .living_kiosk import Living, living
from .test_kiosk import PHOTOGRAPH

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("short_pauses")]


@pytest.fixture(autouse=True)
def quick_guidance(monkeypatch):
    """The voice's sentences are not waited for."""
    monkeypatch.setattr(free_core, "SAID_SECONDS", 0.2)
    monkeypatch.setattr(glass_core, "GUIDE_SECONDS", 0.5)


@pytest.fixture
def glass(room):
    room.glass.put(PHOTOGRAPH)
    yield room.glass
    room.glass.remove()


def shown(here: Living) -> str:
    return str(here.kiosk.display._state["scene"]["id"])


async def opened(here: Living, browser: aiohttp.ClientSession, **fields: str) -> str:
    """By the host's page; the address where it is followed."""
    path = f"/relais/guichets/{here.id}/libre"
    async with browser.post(path, data=fields, allow_redirects=False) as answer:
        assert answer.status == 303, await answer.text()
        return answer.headers["Location"]


async def free_of(here: Living, address: str) -> Free:
    async with here.served.store.reading() as tx:
        free = await free_accesses.by_id(tx, address.rpartition("/")[2])
    assert free is not None
    return free


async def stage(here: Living, address: str, *wanted: FreeStage, seconds: float = 40) -> Free:
    """Wait until the host may read one of these."""
    async with asyncio.timeout(seconds):
        while True:
            free = await free_of(here, address)
            if free.stage in wanted:
                return free
            await asyncio.sleep(0.02)


async def ended(here: Living, address: str) -> Free:
    async with asyncio.timeout(40):
        while (free := await free_of(here, address)).state is not FreeState.ENDED:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return free


async def read(browser: aiohttp.ClientSession, address: str) -> str:
    async with browser.get(address) as answer:
        assert answer.status == 200, await answer.text()
        return re.sub(r"\s+", " ", await answer.text()).replace("\N{NBSP}", " ")


async def lines(here: Living, address: str) -> list[str]:
    async with here.served.store.reading() as tx:
        return [each.what for each in await journal.about(tx, address.rpartition("/")[2])]


async def test_a_sheet_is_copied_and_the_host_reads_each_step(room, glass) -> None:
    async with living(room) as here:
        await here.all_green()
        browser = await here.served.signed_in("hote.wassigny")
        assert "Libre accès" in await read(browser, "/relais")
        before = set(room.printer.received.iterdir())
        address = await opened(here, browser, deed="copy", copies="2", colour="yes")
        assert "Photocopie" in await read(browser, "/relais")
        free = await stage(here, address, FreeStage.DONE)
        assert (free.copies, free.fault) == (2, None)
        assert "C’est imprimé" in await read(browser, address)
        assert shown(here) == SceneId.FREE_DONE
        (received,) = set(room.printer.received.iterdir()) - before
        with pikepdf.open(received) as pdf:
            assert len(pdf.pages) == 1
        job = next(line["job"] for line in reversed(room.printer.asked()))
        assert room.printer.asked_of(job)["copies"] == "2"
        assert room.printer.asked_of(job)["print-color-mode"] == "color"
        async with browser.post(f"{address}/fermer") as answer:
            assert answer.status == 200
        await ended(here, address)
        assert here.kiosk.desk is None
        told = await lines(here, address)
        assert told == [
            "free_opened_copy",
            "free_done_copy",
            "free_closed_closed",
            "free_wiped",
        ]
        async with here.served.store.reading() as tx:
            (count,) = await free_counts.all_counts(tx)
        assert (count.deed, count.done, count.faults) == ("copy", 1, 0)
        assert isinstance(glass, VirtualSane)
