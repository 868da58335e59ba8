"""A file that the host gives is printed in free access: sealed on its way, opened in a sandbox."""

import asyncio
import logging

import pytest

from kiosk.core.attendant import AttendantState
from kiosk.core.scenes import SceneId
from signaling import protocol as wire
from signaling.keys import MAILROOM
from signaling.protocol import FreePress, FreeStage
from signaling.store import free_counts

from .free_room import close, ended, lines, opened, press, read, refused, shown, stage, with_file
from .living_kiosk import living
from .serving import serving, until
from .test_kiosk import PHOTOGRAPH, marked_pdf, screens

pytestmark = [
    pytest.mark.timeout(150),
    pytest.mark.usefixtures("short_pauses", "quick_guidance"),
]
KEPT_NOWHERE = "Canaripapier"


async def test_a_file_is_printed_and_can_be_found_nowhere_afterwards(room, caplog) -> None:
    """Canaries, as after a visit: no disk, no spool, no log, no screen."""
    caplog.set_level(logging.DEBUG)
    async with living(room) as here:
        await here.all_green()
        welcome, out = await screens(here), room.printer.sheets_out
        browser = await here.served.signed_in("hote.wassigny")
        file = marked_pdf(KEPT_NOWHERE)
        address = await opened(here.served, browser, here.id, deed="print", copies="2", file=file)
        await stage(here.served, address, FreeStage.DONE)
        assert "C’est imprimé : 2 pages." in await read(browser, address)
        assert room.printer.sheets_out == out + 2
        assert shown(here) == SceneId.PRINT_OUT
        documents = here.served.folder / "documents"
        assert not list(documents.rglob("*.*"))
        await close(browser, address)
        await ended(here.served, address)
        await until(lambda: here.kiosk.attendant.state is AttendantState.WELCOME, 40)
        searched = [here.settings.runtime_directory, here.settings.state_directory, room.folder]
        searched += [room.printer.spool.parent, here.served.folder]
        paper = {room.printer.received, room.printer.spool.parent / "paper"}
        for path in (file for folder in searched for file in folder.rglob("*") if file.is_file()):
            if not paper & set(path.parents):
                assert KEPT_NOWHERE.encode() not in path.read_bytes(), path
                assert "quelqu’un".encode() not in path.read_bytes(), path
        assert KEPT_NOWHERE not in caplog.text
        assert "quelqu" not in caplog.text
        assert not list(here.settings.runtime_directory.glob("visit-*"))
        async with asyncio.timeout(30):
            while await screens(here) != welcome:  # noqa: ASYNC110 - in another process
                await asyncio.sleep(0.1)
        async with here.served.store.reading() as tx:
            (count,) = await free_counts.all_counts(tx)
        assert (count.deed, count.done) == ("print", 1)


async def test_a_file_that_does_not_open_is_refused_in_words_and_another_one_is_printed(
    room,
) -> None:
    async with living(room) as here:
        await here.all_green()
        browser = await here.served.signed_in("hote.wassigny")
        bad = b"%PDF-1.7 but nothing of one"
        address = await opened(here.served, browser, here.id, deed="print", file=bad)
        free = await stage(here.served, address, FreeStage.FAILED)
        assert free.code == "document_unreadable"
        assert free.sentence in await read(browser, address)
        await press(browser, address, FreePress.AGAIN)
        await stage(here.served, address, FreeStage.FILE)
        assert "Choisir le fichier" in await read(browser, address)
        good = with_file({"file": PHOTOGRAPH.read_bytes()})
        async with browser.post(f"{address}/fichier", data=good) as answer:
            assert answer.status == 200
        await stage(here.served, address, FreeStage.DONE)
        assert (await lines(here.served, address))[-1] == "free_done_print"


async def test_the_file_is_sealed_on_the_server_s_disk_and_the_key_is_not_there() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        browser = await served.signed_in("hote.wassigny")
        address = await opened(
            served, browser, kiosk.id, deed="print", file=marked_pdf(KEPT_NOWHERE)
        )
        given = await ear.expect(wire.FreeFile)
        await served.app[MAILROOM].sweep()
        assert list((served.folder / "documents").rglob("*")), "its pieces wait for the kiosk"
        for path in served.folder.rglob("*"):
            if path.is_file():
                assert KEPT_NOWHERE.encode() not in path.read_bytes(), path
                assert given.key.encode() not in path.read_bytes(), path
        await close(browser, address)
        await until(lambda: not list((served.folder / "documents").rglob("*")))


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"", "Choisissez un fichier."),
        (b"MZ something else", "Ce fichier n’est ni un PDF"),
        (b"%PDF-" + bytes(20 * 1024 * 1024), "Ce fichier est trop lourd"),
    ],
    ids=["none", "another kind", "too big"],
)
async def test_what_cannot_be_printed_opens_no_kiosk(file: bytes, words: str) -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        browser = await served.signed_in("hote.wassigny")
        status, page = await refused(browser, kiosk.id, deed="print", file=file)
        assert (status, words in page) == (422, True)
        assert "free_open" not in {message["type"] for message in ear.heard}
