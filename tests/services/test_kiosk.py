"""The kiosk whole: real devices' services, real server, a console that calls it."""

import asyncio
import io
import logging
import os
import signal
from pathlib import Path

import pikepdf
import pytest

from devices.virtual.camera import pattern
from devices.virtual.display import DOCUMENT
from devices.virtual.recognise import picture_score, rgb
from kiosk.core.attendant import AttendantState
from signaling import protocol as wire
from signaling.documents import Inbox, seal
from signaling.store import journal

from .kiosk_room import Room
from .living_kiosk import Living, Talk, alive, living
from .serving import until

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("short_pauses")]
A4 = [0, 0, 595.276, 841.89]
PAPER = Path(__file__).parent.parent / "data" / "cerfa_13753_04.pdf"

PHOTOGRAPH = PAPER.with_name("formulaire-rempli.jpg")
NOWHERE = "4294967295"


def open_microphones(room: Room) -> list[str]:
    return room.sound.names("source-outputs")


async def journal_of(here) -> list[str]:
    async with here.served.store.reading() as tx:
        return [line.what for line in await journal.latest(tx, 200)]


async def test_outside_a_call_the_microphone_is_closed_and_no_frame_leaves_the_camera(room):
    async with living(room) as here:
        board = here.kiosk.hardware.camera_board
        await here.all_green()
        assert (open_microphones(room), board.newest()) == ([], None)
        async with here.in_call() as talk:
            assert len(open_microphones(room)) == 1
            assert board.newest() is not None
            await talk.ear.say(wire.Hangup(call=talk.call))
            await until(lambda: here.kiosk.conversation is None)
            await until(lambda: here.kiosk.hardware.face_board.newest() is None)
            await until(lambda: board.newest() is None)
            await until(lambda: open_microphones(room) == [])


async def test_the_settings_choose_the_microphone_and_the_speaker(room, monkeypatch):
    for name in ("PULSE_SINK", "PULSE_SOURCE"):
        monkeypatch.setenv(name, os.environ[name])  # put back afterwards
    room.sound.plug("handset")
    try:
        chosen = {"speaker": "handset", "microphone": "handset.monitor"}
        async with living(room, **chosen) as here, here.in_call():
            assert linked("Sink: ", room) == {number(room, "sinks", "handset")}
            assert linked("Source: ", room) == {number(room, "sources", "handset.monitor")}
    finally:
        room.sound.unplug("handset")


def linked(title: str, room: Room) -> set[str]:
    """The numbers of the devices that streams stand at; one that begins or ends stands at none."""
    listed = room.sound.pactl("list", "sink-inputs") + room.sound.pactl("list", "source-outputs")
    return {line.split()[-1] for line in listed.splitlines() if title in line} - {NOWHERE}


def number(room: Room, kind: str, name: str) -> str:
    lines = room.sound.pactl("list", "short", kind).splitlines()
    return next(line.split("\t")[0] for line in lines if line.split("\t")[1] == name)


async def test_what_one_end_shows_is_what_the_other_sees(room):
    async with living(room) as here, here.in_call() as talk:
        assert talk.peer.picture is not None
        sent, control = rgb(pattern(3, 0)), rgb(pattern(4, 0))
        assert picture_score(sent, talk.peer.picture) > 0.8
        assert picture_score(control, talk.peer.picture) < 0.5


async def test_an_organisation_that_was_not_asked_is_refused_and_the_refusal_is_journaled(room):
    async with living(room) as here:
        visit = await here.install()
        ear, _ = await here.served.console("conseil.caf")
        await ear.say(wire.CallStart(visit=visit, sdp="v=0\r\n"))
        assert (await ear.expect(wire.Error)).about == "call_start"
        assert "call_refused" in " ".join(await journal_of(here))
        assert here.kiosk.conversation is None


async def test_a_paper_is_printed_and_followed_until_it_is_out(room):
    async with living(room) as here, here.in_call() as talk:
        await here.all_green()
        await send(talk, PAPER.read_bytes(), "d1")
        await talk.ear.say(wire.Print(visit=talk.visit, document="d1", copies=2))
        out = await talk.ear.expect(wire.PrintStatus, 60, state="out")
        assert (out.page, out.pages) == (2, 2)


async def test_a_picture_is_printed_on_a4_in_the_ink_and_on_the_sides_that_were_chosen(room):
    async with living(room) as here, here.in_call() as talk:
        await here.all_green()
        before = set(room.printer.received.iterdir())
        await send(talk, PHOTOGRAPH.read_bytes(), "d1", "image/jpeg")
        how = {"two_sided": True, "colour": False}
        await talk.ear.say(wire.Print(visit=talk.visit, document="d1", **how))
        await talk.ear.expect(wire.PrintStatus, 40, state="out")
        (received,) = set(room.printer.received.iterdir()) - before
        with pikepdf.open(received) as pdf:
            sides = [float(side) for side in pdf.pages[0].mediabox]  # then comes a blank back
            assert sides == pytest.approx(A4, abs=1)
        job = next(line["job"] for line in reversed(room.printer.asked()))
        assert room.printer.asked_of(job)["sides"] == "two-sided-long-edge"
        assert room.printer.asked_of(job)["print-color-mode"] == "monochrome"


async def test_a_paper_that_is_out_is_seen_once_the_counsellor_says_so(room):
    async with living(room) as here, here.in_call() as talk:
        await here.all_green()
        await send(talk, PAPER.read_bytes(), "d1")
        await talk.ear.say(wire.Print(visit=talk.visit, document="d1"))
        await talk.ear.expect(wire.PrintStatus, state="out")
        await talk.ear.say(wire.PrintSeen(visit=talk.visit, document="d1"))
        seen = await talk.ear.expect(wire.PrintStatus, state="seen")
        assert (seen.page, seen.pages) == (1, 1)
        assert "print_seen_asked" in await journal_of(here)


async def test_a_fault_of_the_printer_is_told_of_the_print_and_beside_its_light(room):
    async with living(room) as here, here.in_call() as talk:
        await here.all_green()
        room.printer.set_fault("media-jam")
        try:
            await send(talk, PAPER.read_bytes(), "d1")
            await talk.ear.say(wire.Print(visit=talk.visit, document="d1"))
            fault = await talk.ear.expect(wire.PrintStatus, state="fault")
            assert fault.fault is wire.Fault.JAM
            await until(lambda: here.kiosk._lights().printer_fault is wire.Fault.JAM, 30)
            assert here.lights()["printer"] is wire.Light.RED
        finally:
            room.printer.clear_fault()
        await talk.ear.expect(wire.PrintStatus, state="out")
        await here.all_green()
        assert here.kiosk._lights().printer_fault is None


async def test_what_the_end_of_a_visit_finds_not_printed_never_comes_out(room):
    async with living(room) as here:
        await here.all_green()
        out = room.printer.sheets_out
        room.printer.switch_off()
        try:
            async with here.in_call() as talk:
                await send(talk, PAPER.read_bytes(), "d1")
                await talk.ear.say(wire.Print(visit=talk.visit, document="d1", copies=3))
                fault = await talk.ear.expect(wire.PrintStatus, state="fault")
                assert fault.fault is wire.Fault.OFF
                await talk.ear.say(wire.VisitEnd(visit=talk.visit))
                while (await talk.ear.expect(wire.VisitChanged, 30)).visit.state != "ended":
                    pass
        finally:
            room.printer.switch_on()
        await here.all_green()
        async with here.in_call() as talk:
            await send(talk, PAPER.read_bytes(), "d2")
            await talk.ear.say(wire.Print(visit=talk.visit, document="d2"))
            await talk.ear.expect(wire.PrintStatus, 40, state="out")
        assert room.printer.sheets_out == out + 1


async def test_a_file_that_does_not_open_is_refused_in_words_and_the_call_goes_on(room):
    async with living(room) as here, here.in_call() as talk:
        await send(talk, b"%PDF-1.7 but nothing of one", "d1")
        await talk.ear.say(wire.Print(visit=talk.visit, document="d1"))
        failed = await talk.ear.expect(wire.PrintStatus, state="failed")
        assert failed.code == "document_unreadable"
        assert failed.sentence
        await talk.goes_on()


async def test_devices_missing_at_start_are_red_and_the_call_is_made_with_what_is_left(room):
    missing = {"scanner": "absent:0", "camera": "file:/nowhere.y4m"}
    async with living(room, **missing) as here:
        await until(lambda: here.lights()["printer"] is wire.Light.GREEN, 30)
        lights = here.lights()
        assert (lights["camera"], lights["scanner"]) == (wire.Light.RED, wire.Light.RED)
        async with here.in_call() as talk:
            await talk.ear.say(wire.Scan(visit=talk.visit, scan="s1"))
            await talk.ear.say(wire.Scan(visit=talk.visit, scan="s1"))
            failed = await talk.ear.expect(wire.ScanStatus, state="failed")
            assert failed.sentence
            await talk.goes_on()


async def test_what_is_pulled_out_in_a_call_turns_red_and_comes_back(room):
    async with living(room) as here:
        await here.all_green()
        async with here.in_call() as talk:
            for device, away, back in pluggable(room):
                away()
                await talk.light(device, wire.Light.RED)
                assert talk.peer.connection.connectionState == "connected"
                back()
                await talk.light(device, wire.Light.GREEN)
                await talk.goes_on()


def pluggable(room: Room):
    video = room.folder / "camera.y4m"
    return [
        ("camera", lambda: video.rename(video.with_suffix(".away")), lambda: back(video)),
        ("microphone", lambda: room.sound.unplug("micin"), lambda: room.sound.plug("micin")),
        ("speaker", lambda: room.sound.unplug("speaker"), lambda: room.sound.plug("speaker")),
        ("printer", room.printer.switch_off, room.printer.switch_on),
        (
            "document_screen",
            lambda: room.display.unplug(DOCUMENT),
            lambda: room.display.plug(DOCUMENT),
        ),
    ]


def back(video: Path) -> None:
    video.with_suffix(".away").rename(video)


async def test_a_devices_process_that_is_killed_comes_back_and_the_call_never_notices(room):
    async with living(room) as here:
        await here.all_green()
        async with here.in_call() as talk:
            hardware = here.kiosk.hardware
            for worker in hardware.workers():
                assert worker.pid is not None
                old = worker.pid
                os.kill(old, signal.SIGKILL)
                await until(lambda w=worker, o=old: w.pid not in (None, o) and w.healthy, 30)
                await talk.goes_on()
            assert hardware.camera.pid is not None
            os.kill(hardware.camera.pid, signal.SIGKILL)
            await talk.goes_on()
            await here.all_green()


async def test_screens_that_are_killed_show_the_same_scene_again(room):
    async with living(room) as here, here.in_call() as talk:
        here.kiosk.display.ready.clear()
        process = here.kiosk.display._process
        assert process is not None
        os.kill(process.pid, signal.SIGKILL)
        await until(here.kiosk.display.ready.is_set, 30)
        pictures = await here.kiosk.display.grab()
        assert {"face", "document"} == set(pictures)
        await talk.goes_on()


async def test_the_call_goes_on_while_the_server_restarts_and_signalling_comes_back(room):
    async with living(room) as here, here.in_call() as talk:
        await here.served.stop()
        await talk.goes_on(25)
        await here.served.start()
        await until(lambda: here.kiosk.link.connected, 30)
        await talk.goes_on()
        ear, welcome = await here.served.console()
        assert welcome.call is not None
        assert (welcome.call.id, welcome.call.state) == (talk.call, wire.CallState.TALKING)
        await ear.say(wire.VisitEnd(visit=talk.visit))
        await until(lambda: here.kiosk.attendant.visit is None, 15)


async def test_nothing_is_left_at_the_kiosk_when_the_visit_ends(room):
    async with living(room) as here, here.in_call() as talk:
        await talk.ear.say(wire.Scan(visit=talk.visit, scan="s1"))
        await talk.ear.say(wire.Scan(visit=talk.visit, scan="s1"))
        await talk.ear.expect(wire.ScanStatus, state="sending")
        await talk.ear.expect(wire.DocumentReady)
        session, pages = here.settings.runtime_directory, here.kiosk.hardware.pages
        assert list(session.glob("visit-*/*"))
        read_them = pages.pid
        await talk.ear.say(wire.VisitEnd(visit=talk.visit))
        await talk.ear.expect(wire.VisitChanged)
        await until(lambda: not list(session.glob("visit-*")), 15)
        await until(lambda: pages.pid not in (None, read_them), 15)
        await until(lambda: not list((here.served.folder / "documents").rglob("*.*")), 15)
        async with asyncio.timeout(15):
            while "visit_wiped" not in await journal_of(here):  # noqa: ASYNC110 - in SQL
                await asyncio.sleep(0.02)


async def test_no_name_and_no_page_can_be_found_anywhere_after_the_visit(room, caplog):
    caplog.set_level(logging.DEBUG)
    async with living(room) as here:
        await here.all_green()
        welcome = await screens(here)
        async with here.in_call(name="Canarinom", motive="Canarimotif") as talk:
            await send(talk, marked_pdf("Canaripapier"), "d1")
            await talk.ear.say(wire.Print(visit=talk.visit, document="d1"))
            await talk.ear.expect(wire.PrintStatus, state="out")
            assert await screens(here) != welcome
            await talk.ear.say(wire.VisitEnd(visit=talk.visit))
            async with asyncio.timeout(30):
                while "visit_wiped" not in await journal_of(here):  # noqa: ASYNC110 - in SQL
                    await asyncio.sleep(0.02)
        await until(lambda: here.kiosk.attendant.state is AttendantState.WELCOME, 30)
        searched = [here.settings.runtime_directory, here.settings.state_directory, room.folder]
        searched += [room.printer.spool.parent, here.served.folder / "documents"]
        paper = {
            room.printer.received,
            room.printer.spool.parent / "paper",
        }  # what the printer itself received
        for path in (file for folder in searched for file in folder.rglob("*") if file.is_file()):
            if not paper & set(path.parents):
                assert b"Canari" not in path.read_bytes(), path
        assert "Canari" not in caplog.text
        async with asyncio.timeout(30):
            while await screens(here) != welcome:  # noqa: ASYNC110 - in another process
                await asyncio.sleep(0.1)


async def screens(here: Living) -> list[bytes]:
    """What both windows show."""
    pictures = await here.kiosk.display.grab()
    return [await asyncio.to_thread(Path(path).read_bytes) for path in pictures.values()]


def marked_pdf(mark: str) -> bytes:
    """A PDF with a mark in plain bytes."""
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.docinfo["/Title"] = mark
        pdf.save(file)
    assert mark.encode() in file.getvalue()
    return file.getvalue()


async def test_a_kiosk_that_was_killed_forgets_the_pages_and_takes_the_visit_up_again(room):
    async with living(room) as here:
        visit = await here.install()
        left = here.settings.runtime_directory / "visit-old"
        left.mkdir()
        (left / "page").write_bytes(b"canary")
        async with alive(here.settings) as again:
            await until(lambda: again.attendant.visit is not None, 30)
            assert again.attendant.visit.visit == visit
            assert not left.exists()


async def fetched(talk: Talk, manifest: wire.Manifest) -> bytes:
    """The document, as a console gets and opens it."""
    browser = await talk.living.served.signed_in("conseil.msa")
    inbox = Inbox(manifest)
    for name in inbox.missing():
        path = f"/documents/{talk.visit}/{manifest.document}/{name}"
        async with browser.get(path) as answer:
            assert answer.status == 200
            assert inbox.received(name, await answer.read())
    return inbox.open(talk.key)


async def send(
    talk: Talk,
    data: bytes,
    document: str,
    media_type: str = "application/pdf",
    kind: wire.DocumentKind = wire.DocumentKind.PRINT,
) -> None:
    """Seal and upload a document, to print or to show, as a console does."""
    manifest, sealed = seal(talk.key, document, kind, media_type, b"8 bytes!", data)
    await talk.ear.say(wire.DocumentAnnounce(visit=talk.visit, manifest=manifest))
    wanted = await talk.ear.expect(wire.DocumentWanted)
    browser = await talk.living.served.signed_in("conseil.msa")
    for name in wanted.missing:
        path = f"/documents/{talk.visit}/{document}/{name}"
        async with browser.put(path, data=sealed[name]) as answer:
            assert answer.status in (201, 204)
