"""What hangs, breaks or restarts in a visit: the resident gets a goodbye, nothing stays behind."""

import asyncio
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from devices.errors import Crashed, TimedOut
from devices.printer import PrintRequest
from devices.printer.queue import CupsQueue
from devices.printer.truth import CANCELED
from kiosk import app, scans
from kiosk.core import events as e
from kiosk.core.attendant import AttendantState
from kiosk.paper.cleaner import Cleaned
from signaling import protocol as wire
from signaling.documents import seal
from signaling.errors import KioskUnwiped

from .living_kiosk import Living, Talk, alive, living
from .network_scanner import NetworkScanner
from .serving import until
from .test_kiosk import PAPER, fetched, journal_of, open_microphones, send

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("short_pauses")]


def three_pages() -> bytes:
    pdf, data = pikepdf.new(), BytesIO()
    for _ in range(3):
        pdf.add_blank_page(page_size=(595, 842))
    pdf.save(data)
    return data.getvalue()


async def hang() -> None:
    await asyncio.Event().wait()


async def wiped(here: Living) -> None:
    async with asyncio.timeout(30):
        while "visit_wiped" not in await journal_of(here):  # noqa: ASYNC110 - in SQL
            await asyncio.sleep(0.02)


async def test_a_device_that_hangs_holds_back_the_goodbye_for_nobody_and_the_lights_tell(
    room, monkeypatch
):
    monkeypatch.setattr(app, "WIPE_SECONDS", 2.0)
    monkeypatch.setattr("kiosk.wiped.AGAIN_SECONDS", 0.2)
    answers = asyncio.Event()
    async with living(room) as here, here.in_call() as talk:
        kiosk = here.kiosk
        assert kiosk.display._process is not None
        os.kill(kiosk.display._process.pid, signal.SIGSTOP)
        monkeypatch.setattr(kiosk.hardware.camera, "stop", answers.wait)
        assert kiosk.hardware.printer is not None
        monkeypatch.setattr(kiosk.hardware.printer, "call", lambda *_, **__: hang())
        screens = kiosk.display._process.pid
        await talk.ear.say(wire.VisitEnd(visit=talk.visit))
        await until(lambda: kiosk.attendant.state is AttendantState.CLOSING)
        await until(lambda: open_microphones(room) == [])
        await until(lambda: not list(here.settings.runtime_directory.glob("visit-*")))
        await until(lambda: (now := kiosk.display._process) and now.pid != screens)
        await until(lambda: told_lights(here).unwiped is wire.Unwiped.LATE, 30)
        assert "visit_wiped" not in await journal_of(here)
        answers.set()
        await wiped(here)
        await until(lambda: told_lights(here).unwiped is None, 30)


def told_lights(here: Living) -> wire.Lights:
    """As the server has them, for consoles, host and technician."""
    return here.served.desk.office.presence.lights(here.id)


def shown(here: Living) -> str:
    return str(here.kiosk.display._state["scene"]["id"])


@contextmanager
def nailed(path: Path) -> Iterator[None]:
    """What is mounted cannot be removed."""
    subprocess.run(["mount", "--bind", path, path], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", path], check=True)


async def test_what_will_not_go_is_told_as_it_is_and_nobody_sits_there_before_it_went(
    room, monkeypatch
):
    monkeypatch.setattr("kiosk.wiped.AGAIN_SECONDS", 0.2)
    monkeypatch.setattr("kiosk.core.leaving.HANDS_SECONDS", 0.1)
    monkeypatch.setattr("kiosk.core.leaving.GOODBYE_SECONDS", 0.2)
    async with living(room) as here:
        presence = here.served.desk.office.presence
        visit = await here.install()
        await until(lambda: here.kiosk.desk is not None)
        assert here.kiosk.desk is not None
        page = here.kiosk.desk.session.keep_page("d1", b"of a resident")
        with nailed(page):
            await here.served.desk.end_visit(await here.served.person("hote.wassigny"), visit)
            await until(lambda: told_lights(here).unwiped is wire.Unwiped.FAILED, 30)
            await until(lambda: shown(here) == "out_of_order", 30)
            assert page.exists()
            assert "visit_wiped" not in await journal_of(here)
            with pytest.raises(KioskUnwiped):
                presence.must_serve(here.id)
        await wiped(here)
        await until(lambda: told_lights(here).unwiped is None, 30)
        await until(lambda: shown(here) == "welcome", 30)
        assert not page.exists()
        presence.must_serve(here.id)


async def test_an_offer_that_nobody_can_answer_ends_its_call_and_the_next_is_answered(room):
    async with living(room) as here:
        visit = await here.install()
        ear, _ = await here.served.console()
        await ear.say(wire.CallStart(visit=visit, sdp="v=0\r\n"))
        async with asyncio.timeout(15):
            said = await ear.expect(wire.CallChanged)
            while said.call.state is not wire.CallState.ENDED:
                said = await ear.expect(wire.CallChanged)
        assert said.call.reason is wire.EndReason.FAILED
        assert here.kiosk.attendant.state is AttendantState.INSTALLED
        await until(lambda: open_microphones(room) == [])
        assert here.kiosk.hardware.camera_board.newest() is None


async def test_prints_of_a_kiosk_that_was_killed_never_come_out(room):
    async with living(room) as here:
        await here.all_green()
        room.printer.set_fault("paused")
        try:
            queue = CupsQueue(room.printer.queue)
            job = queue.submit(PrintRequest(three_pages()), 3)
            await until(lambda: queue.state(job) is not None)
            async with alive(here.settings):
                await until(lambda: (queue.state(job) or CANCELED) >= CANCELED, 30)
        finally:
            room.printer.clear_fault()


async def print_three_pages(here: Living) -> None:
    """As a counsellor does, once they are here and checked."""
    desk = here.kiosk.desk
    assert desk is not None
    desk.session.papers["d1"] = Cleaned(3, three_pages())
    here.kiosk.put(e.DocumentArrived("d1", 3))
    here.kiosk.put(e.PrintAsked(here.visit, "d1", e.HowToPrint()))


def nothing_will_come(queue: CupsQueue) -> bool:
    return all((queue.state(job) or 0) >= CANCELED for job in queue.ours())


async def test_a_print_whose_driver_died_before_it_could_name_it_never_comes_out(room, monkeypatch):
    async with living(room) as here:
        await here.all_green()
        out, queue = room.printer.sheets_out, CupsQueue(room.printer.queue)
        await here.install()
        ear, _ = await here.served.console()
        worker = here.kiosk.hardware.printer
        assert worker is not None
        call = worker.call

        async def dies(method: str, *args: object, **more: Any) -> Any:
            answer = await call(method, *args, **more)
            if method == "submit":
                raise Crashed("printer")
            return answer

        monkeypatch.setattr(worker, "call", dies)
        room.printer.set_fault("paused")
        try:
            await print_three_pages(here)
            failed = await ear.expect(wire.PrintStatus, 30, state="failed")
            assert failed.code == Crashed.code
            await until(lambda: nothing_will_come(queue), 30)
        finally:
            room.printer.clear_fault()
        await here.all_green()
        assert room.printer.sheets_out == out


async def test_the_end_of_a_visit_is_said_to_the_printer_again_if_it_was_not_heard(
    room, monkeypatch
):
    async with living(room) as here:
        await here.all_green()
        out, queue = room.printer.sheets_out, CupsQueue(room.printer.queue)
        await here.install()
        ear, _ = await here.served.console()
        worker = here.kiosk.hardware.printer
        assert worker is not None
        call, deaf = worker.call, iter([True, True])

        async def hears_late(method: str, *args: object, **more: Any) -> Any:
            if method.startswith("cancel") and next(deaf, False):
                raise TimedOut("printer")
            return await call(method, *args, **more)

        room.printer.set_fault("paused")
        try:
            await print_three_pages(here)
            await ear.expect(wire.PrintStatus, 30, state="fault")
            monkeypatch.setattr(worker, "call", hears_late)
            await ear.say(wire.VisitEnd(visit=here.visit))
            await until(lambda: nothing_will_come(queue), 30)
        finally:
            room.printer.clear_fault()
        await here.all_green()
        assert room.printer.sheets_out == out
        assert next(deaf, None) is None, "it was told three times"


async def test_a_document_ready_as_the_kiosk_comes_back_is_told_to_the_console(room):
    """The key died with the kiosk that restarted: the console must send it again."""
    async with living(room) as here, here.in_call() as talk:
        await send(talk, PAPER.read_bytes(), "d1")
        await until(lambda: here.kiosk.desk is not None and "d1" in here.kiosk.desk.session.papers)
        manifest, _ = seal(
            bytes(32), "d2", wire.DocumentKind.PRINT, "application/pdf", b"8 bytes!", b"%PDF-"
        )
        kiosk = here.kiosk
        desk, kiosk.desk = kiosk.desk, None
        kiosk.attendant.visit, visit = None, kiosk.attendant.visit
        assert visit is not None
        await kiosk._heard(wire.Install.model_validate(visit.model_dump()))
        await kiosk._heard(wire.DocumentReady(visit=talk.visit, manifest=manifest))
        await kiosk._heard(wire.Print(visit=talk.visit, document="d2"))
        failed = await talk.ear.expect(wire.PrintStatus, state="failed")
        assert (failed.document, failed.code) == ("d2", "bad_document")
        assert desk is not None
        await desk.close()


@pytest.fixture
def network(room, tmp_path, monkeypatch) -> Iterator[NetworkScanner]:
    """The scanner is on the network."""
    with NetworkScanner(tmp_path, room.glass) as network:
        for name, value in network.environment.items():
            monkeypatch.setenv(name, value)
        yield network


async def ask_scan(talk: Talk, scan: str) -> None:
    for _ in range(2):  # the second time means that the sheet lies
        await talk.ear.say(wire.Scan(visit=talk.visit, scan=scan))


async def scan_fails(talk: Talk, scan: str) -> None:
    failed = await talk.ear.expect(wire.ScanStatus, scan=scan, state="failed", within=40)
    assert failed.sentence
    assert talk.peer.connection.connectionState == "connected"


async def page_arrives(talk: Talk) -> None:
    """Its preview, a JPEG."""
    ready = await talk.ear.expect(wire.DocumentReady, within=40)
    assert (await fetched(talk, ready.manifest)).startswith(b"\xff\xd8\xff")


async def test_a_scanner_pulled_out_in_a_call_is_red_says_so_and_scans_again_when_it_is_back(
    room, network
):
    glass, options = room.glass.arguments
    settings = {"scanner": network.name(glass), "scanner_options": options}
    async with living(room, **settings) as here:
        await here.all_green()
        async with here.in_call() as talk:
            network.unplug()
            await talk.light("scanner", wire.Light.RED)
            await ask_scan(talk, "s1")
            await scan_fails(talk, "s1")
            await talk.goes_on()
            network.plug()
            await talk.light("scanner", wire.Light.GREEN)
            await ask_scan(talk, "s2")
            await page_arrives(talk)
            await talk.goes_on()


async def test_a_scanner_pulled_out_in_the_middle_of_a_page_fails_that_scan_alone(
    room, network, monkeypatch
):
    """The test device waits before each read: its page takes seconds, as a real one."""
    monkeypatch.setattr(scans, "SILENCE_SECONDS", 3.0)
    slow = {"read_delay": 1, "read_delay_duration": 20_000}
    async with living(room, scanner=network.name("test:0"), scanner_options=slow) as here:
        await here.all_green()
        async with here.in_call() as talk:
            await ask_scan(talk, "s1")
            await until(lambda: network.sending, 20)
            network.unplug()
            await talk.goes_on()
            await scan_fails(talk, "s1")
            await talk.light("scanner", wire.Light.RED)
            network.plug()
            await talk.light("scanner", wire.Light.GREEN)
            await ask_scan(talk, "s2")
            await page_arrives(talk)


async def test_a_card_reader_pulled_out_in_a_call_takes_its_card_along_and_comes_back(room):
    async with living(room) as here:
        room.card.insert()
        await here.all_green()
        try:
            async with here.in_call() as talk:
                for away, back in (
                    (room.card.unplug, room.card.plug),
                    (room.card.stop, room.card.start),
                ):
                    await asyncio.to_thread(away)
                    await talk.light("card", wire.Light.RED)
                    await talk.goes_on()
                    await asyncio.to_thread(back)
                    await talk.light("card", wire.Light.GREEN)
                    await talk.goes_on()
        finally:
            room.card.remove()
