"""Free access, from the host's page to the paper: a real kiosk, SANE, CUPS, a server."""

import pikepdf
import pytest

from kiosk.core.attendant import AttendantState
from kiosk.core.scenes import SceneId
from signaling.protocol import Fault, FreeEnd, FreePress, FreeStage, Place
from signaling.store import free_counts

from .free_room import close, ended, lines, opened, press, read, said, shown, stage
from .living_kiosk import alive, living
from .serving import until
from .test_kiosk import PHOTOGRAPH

pytestmark = [
    pytest.mark.timeout(150),
    pytest.mark.usefixtures("short_pauses", "quick_guidance", "sheet"),
]


@pytest.fixture
def sheet(room):
    """On the glass; taken back at the end."""
    room.glass.put(PHOTOGRAPH)
    yield
    room.glass.remove()


def asked_last(room) -> dict[str, str]:
    job = next(line["job"] for line in reversed(room.printer.asked()))
    return room.printer.asked_of(job)


async def test_a_sheet_is_copied_and_the_host_reads_each_step(room) -> None:
    async with living(room) as here:
        await here.all_green()
        browser = await here.served.signed_in("hote.wassigny")
        assert "Libre accès" in await read(browser, "/relais")
        before = set(room.printer.received.iterdir())
        order = {"deed": "copy", "copies": "2", "colour": "yes"}
        address = await opened(here.served, browser, here.id, **order)
        assert "Photocopie" in await read(browser, "/relais")
        await stage(here.served, address, FreeStage.DONE)
        assert "C’est imprimé" in await read(browser, address)
        assert (shown(here), said(here)) == (SceneId.FREE_DONE, "free.copied")
        (received,) = set(room.printer.received.iterdir()) - before
        with pikepdf.open(received) as pdf:
            assert len(pdf.pages) == 1
        assert asked_last(room)["copies"] == "2"
        assert asked_last(room)["print-color-mode"] == "color"
        await close(browser, address)
        await ended(here.served, address)
        assert here.kiosk.desk is None
        steps = ["free_opened_copy", "free_done_copy", "free_closed_closed", "free_wiped"]
        assert await lines(here.served, address) == steps
        async with here.served.store.reading() as tx:
            (count,) = await free_counts.all_counts(tx)
        assert (count.deed, count.done, count.sheets, count.faults) == ("copy", 1, 2, 0)


async def test_sheets_laid_one_by_one_come_out_together(room) -> None:
    async with living(room) as here:
        await here.all_green()
        browser = await here.served.signed_in("hote.wassigny")
        before = set(room.printer.received.iterdir())
        address = await opened(here.served, browser, here.id, deed="copy", several="yes")
        await stage(here.served, address, FreeStage.PAGE)
        assert "Encore une feuille" in await read(browser, address)
        await press(browser, address, FreePress.MORE)
        await until(
            lambda: here.kiosk.attendant.free and len(here.kiosk.attendant.free.pages) == 2, 40
        )
        await stage(here.served, address, FreeStage.PAGE)
        assert "Imprimer 2 pages" in await read(browser, address)
        await press(browser, address, FreePress.FINISH)
        await stage(here.served, address, FreeStage.DONE)
        (received,) = set(room.printer.received.iterdir()) - before
        with pikepdf.open(received) as pdf:
            assert len(pdf.pages) == 2
        assert asked_last(room)["print-color-mode"] == "monochrome"


async def test_a_resident_who_is_installed_comes_first_and_nothing_late_is_printed(room) -> None:
    """Paper runs out in a copy; the host installs: it is said, nothing of it comes out."""
    async with living(room) as here:
        await here.all_green()
        browser = await here.served.signed_in("hote.wassigny")
        out = room.printer.sheets_out
        room.printer.set_fault("media-empty")
        try:
            address = await opened(here.served, browser, here.id, deed="copy")
            free = await stage(here.served, address, FreeStage.FAULT)
            assert free.fault is Fault.NO_PAPER
            assert "Remettez-en dans le bac" in await read(browser, address)
            visit = await here.install()
            await until(lambda: said(here) == "free.yield")
            assert (await ended(here.served, address)).why is FreeEnd.VISIT
        finally:
            room.printer.clear_fault()
        await until(lambda: shown(here) == SceneId.INSTALLED, 30)
        assert here.kiosk.attendant.visit is not None
        assert here.kiosk.attendant.visit.visit == visit
        assert here.kiosk.attendant.state is AttendantState.INSTALLED
        assert "a laissé la place" in await read(browser, address)
        async with here.calling() as talk:  # the visit works, on a printer that owes nothing
            await talk.goes_on()
        assert room.printer.sheets_out == out
        assert "free_fault_no_paper" in await lines(here.served, address)


async def test_a_kiosk_that_was_killed_forgets_the_pages_and_begins_again(room) -> None:
    async with living(room) as here:
        await here.all_green()
        browser = await here.served.signed_in("hote.wassigny")
        address = await opened(here.served, browser, here.id, deed="copy", several="yes")
        await stage(here.served, address, FreeStage.PAGE)
        (left,) = here.settings.runtime_directory.glob("visit-free-*")
        async with alive(here.settings) as again:
            await until(lambda: again.attendant.free is not None, 30)
            assert not left.exists()
            assert again.attendant.free is not None
            assert again.attendant.free.id == address.rpartition("/")[2]
            assert again.attendant.free.pages == []


async def test_the_next_resident_s_hour_is_said_and_papers_left_are_looked_for(room) -> None:
    """Nobody is installed yet: the kiosk ends by itself, and waits for them."""
    async with living(room) as here:
        await here.all_green()
        browser = await here.served.signed_in("hote.wassigny")
        address = await opened(here.served, browser, here.id, deed="copy", several="yes")
        await stage(here.served, address, FreeStage.PAGE)
        await here.served.registered(at=here.served.clock() + 60)
        here.served.clock.now += 60
        await until(lambda: said(here) == "free.yield", 20)
        assert (await ended(here.served, address)).why is FreeEnd.BOOKING
        await until(lambda: here.kiosk.attendant.state is AttendantState.WELCOME, 60)
        (line,) = await here.served.desk.kiosks_for(await here.served.person("hote.wassigny"))
        assert line.lights.paper_left == (Place.GLASS,)
