"""Papers left behind: a real kiosk on SANE's own backends, a console, a host's page."""

import asyncio

import pytest

from devices.virtual.sane import VirtualSane
from kiosk.core import leaving
from kiosk.core.attendant import AttendantState
from kiosk.core.scenes import SceneId
from signaling import protocol as wire

from .living_kiosk import Living, living
from .serving import Ear, until
from .test_kiosk import PHOTOGRAPH, journal_of

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("short_pauses")]


def shown(here: Living) -> str:
    return str(here.kiosk.display._state["scene"]["id"])


async def end(here: Living, ear: Ear) -> None:
    await ear.say(wire.VisitEnd(visit=here.visit))
    await until(lambda: here.kiosk.attendant.state is AttendantState.CLOSING)


@pytest.fixture
def glass(room):
    """Empty before and after."""
    room.glass.remove()
    yield room.glass
    room.glass.remove()


async def test_a_sheet_left_on_the_glass_is_said_here_there_and_to_the_host(room, glass) -> None:
    async with living(room) as here:
        await here.all_green()
        await here.install()
        ear, _ = await here.served.console()
        glass.put(PHOTOGRAPH)
        await end(here, ear)
        left = await ear.expect(wire.PaperLeft, 40)
        assert left.places == (wire.Place.GLASS,)
        assert shown(here) == SceneId.FORGOTTEN
        host = await here.served.person("hote.wassigny")
        (line,) = await here.served.desk.kiosks_for(host)
        assert line.lights.paper_left == (wire.Place.GLASS,)
        glass.remove()
        assert (await ear.expect(wire.PaperLeft, 40)).places == ()
        await until(lambda: shown(here) == SceneId.WELCOME, 30)
        (line,) = await here.served.desk.kiosks_for(host)
        assert line.lights.paper_left is None
        assert {"paper_left_glass", "paper_taken_back"} <= set(await journal_of(here))


async def wiped(here) -> None:
    """Until the server has written it."""
    async with asyncio.timeout(30):
        while "visit_wiped" not in await journal_of(here):  # noqa: ASYNC110 - in SQL
            await asyncio.sleep(0.02)


async def test_an_empty_glass_is_learnt_and_says_nothing(room, glass) -> None:
    async with living(room) as here:
        await here.all_green()
        await here.install()
        ear, _ = await here.served.console()
        await end(here, ear)
        await until(lambda: here.kiosk.attendant.state is AttendantState.WELCOME, 40)
        assert here.kiosk._lookout._empty != b""
        assert "paper_left" not in {m["type"] for m in ear.heard}


@pytest.mark.parametrize("status", ["SANE_STATUS_IO_ERROR", "SANE_STATUS_COVER_OPEN"])
async def test_a_scanner_in_fault_delays_neither_the_wipe_nor_the_welcome(room, status) -> None:
    options = {"read_return_value": status}
    async with living(room, scanner="test:0", scanner_options=options) as here:
        await here.install()
        ear, _ = await here.served.console()
        await end(here, ear)
        await until(lambda: here.kiosk.attendant.state is AttendantState.WELCOME, 40)
        await wiped(here)
        assert "paper_left" not in {m["type"] for m in ear.heard}


async def test_a_scanner_that_hangs_is_waited_for_no_longer_than_a_look(room, monkeypatch) -> None:
    monkeypatch.setattr(leaving, "LOOK_SECONDS", 2.0)
    slow = {"read_delay": True, "read_delay_duration": 200_000}
    async with living(room, scanner="test:0", scanner_options=slow) as here:
        await here.install()
        ear, _ = await here.served.console()
        await end(here, ear)
        await wiped(here)
        await until(lambda: here.kiosk.attendant.state is AttendantState.WELCOME, 30)


async def test_the_next_resident_s_scan_does_not_wait_for_a_look(room, glass, tmp_path) -> None:
    """Whatever the look was doing, the page of the next visit comes, and its own."""
    async with living(room) as here:
        await here.all_green()
        await here.install()
        ear, _ = await here.served.console()
        await end(here, ear)
        async with asyncio.timeout(30):
            while "visit_ended" not in await journal_of(here):  # noqa: ASYNC110 - in SQL
                await asyncio.sleep(0.02)
        glass.put(PHOTOGRAPH)
        async with here.in_call() as talk:
            for _ in range(2):
                await talk.ear.say(wire.Scan(visit=talk.visit, scan="s1"))
            await talk.ear.expect(wire.ScanStatus, 40, state="sending")
        assert isinstance(glass, VirtualSane)
