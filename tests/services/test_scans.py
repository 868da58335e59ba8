"""Guided scans, whole: real SANE, real kiosk, real server, and a console that crops and keeps."""

import io
import os
import signal
from pathlib import Path
from typing import TypeVar

import pikepdf
import pytest
from PIL import Image

from signaling import protocol as wire
from signaling.protocol import DocumentKind, KeepState, PageFault, ScanSource, ScanState

from .living_kiosk import Talk, living
from .serving import until
from .test_kiosk import fetched

pytestmark = pytest.mark.timeout(120)
FORM = Path(__file__).parent.parent / "data" / "formulaire-rempli.jpg"
FEEDER = {"scanner": "test:0", "scanner_options": {"resolution": 75}, "scanner_feeder": "up"}
M = TypeVar("M", bound=wire.Message)


async def hear(talk: Talk, kind: type[M], **fields: object) -> M:
    """A scan takes seconds, and four times as many on a busy machine."""
    for patience in range(4):
        try:
            return await talk.ear.expect(kind, **fields)
        except TimeoutError:
            if patience == 3:
                raise
    raise AssertionError


async def scan(talk: Talk, scan: str, source: ScanSource | None = None) -> None:
    """Ask, and say at once that the sheet lies."""
    for _ in range(2):
        await talk.ear.say(wire.Scan(visit=talk.visit, scan=scan, source=source))


async def received(talk: Talk, kind: DocumentKind) -> tuple[str, bytes]:
    """The next document of that kind, fetched, opened and acknowledged."""
    while True:
        ready = await hear(talk, wire.DocumentReady)
        if ready.manifest.kind is kind:
            break
    data = await fetched(talk, ready.manifest)
    await talk.ear.say(wire.DocumentDone(document=ready.manifest.document))
    return ready.manifest.document, data


async def seen(talk: Talk, scan: str) -> wire.ScanStatus:
    """The page's preview, told with what is wrong with it."""
    while True:
        told = await hear(talk, wire.ScanStatus)
        if told.scan == scan and told.state in (ScanState.SENDING, ScanState.FAILED):
            return told


async def kept(talk: Talk, document: str, *pages: wire.KeptPage) -> bytes:
    await talk.ear.say(wire.ScanKeep(visit=talk.visit, document=document, pages=pages))
    while (await hear(talk, wire.KeepStatus)).state is KeepState.MAKING:
        pass
    found, pdf = await received(talk, DocumentKind.SCAN)
    assert found == document
    done = await hear(talk, wire.KeepStatus, state="done")
    assert done.document == document
    return pdf


async def test_a_page_is_previewed_small_then_kept_clean_and_whole(room):
    room.glass.put(FORM)
    async with living(room) as here, here.in_call() as talk:
        await scan(talk, "s1")
        told = await seen(talk, "s1")
        assert told.faults == (PageFault.SKEWED, PageFault.BORDERS)
        assert told.proposed is not None
        document, preview = await received(talk, DocumentKind.PREVIEW)
        assert document == told.document
        assert len(preview) <= 60_000
        assert (await hear(talk, wire.ScanStatus, state="done")).document == document
        grey = told.proposed.model_copy(update={"ink": wire.Ink.GREY})
        pdf = await kept(talk, "d1", wire.KeptPage(scan="s1", correction=grey))
        assert len(pdf) <= 400_000
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            (page,) = opened.pages
            (picture,) = page.get_images().values()
            assert (picture.Width, picture.Height) == (2480, 3508)
            assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]


async def test_pages_are_kept_in_the_order_and_the_state_that_the_counsellor_wants(room):
    async with living(room) as here, here.in_call() as talk:
        for number in (1, 2):
            await scan(talk, f"s{number}")
            await received(talk, DocumentKind.PREVIEW)
        black = wire.Correction(turn=90, ink=wire.Ink.BLACK)
        pages = (wire.KeptPage(scan="s2", correction=black), wire.KeptPage(scan="s1"))
        pdf = await kept(talk, "d1", *pages)
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            pictures = [next(iter(page.get_images().values())) for page in opened.pages]
            assert ["CCITT" in repr(picture.Filter) for picture in pictures] == [True, False]


async def test_every_sheet_of_a_feeder_is_a_page_and_the_empty_feeder_is_told(room):
    async with living(room, **FEEDER) as here, here.in_call() as talk:
        await talk.ear.say(wire.Scan(visit=talk.visit, scan="s1"))
        guiding = await hear(talk, wire.ScanStatus, state="guiding")
        assert (guiding.source, guiding.feeder) == (ScanSource.FLATBED, True)
        await scan(talk, "s1", ScanSource.FEEDER)
        previews = [await received(talk, DocumentKind.PREVIEW) for _ in range(10)]
        assert len({document for document, _ in previews}) == 10
        await until(lambda: here.kiosk.attendant.glass.scan is None)
        assert list(here.kiosk.attendant.glass.scanned) == [f"s1-{n}" for n in range(1, 11)]


async def test_a_pages_process_that_dies_fails_one_page_and_the_call_goes_on(room):
    async with living(room) as here, here.in_call() as talk:
        maker = here.kiosk.hardware.pages
        await until(lambda: maker.pid)
        os.kill(maker.pid, signal.SIGSTOP)
        await scan(talk, "s1")
        await until(lambda: maker._current is not None, 30)
        os.kill(maker.pid, signal.SIGKILL)
        failed = await hear(talk, wire.ScanStatus, state="failed")
        assert failed.code == "device_crashed"
        assert "traitement des pages" in failed.sentence
        await talk.goes_on()
        await scan(talk, "s2")
        await received(talk, DocumentKind.PREVIEW)


async def test_a_scanner_driver_that_is_killed_in_a_scan_is_started_again_and_serves(room):
    slow = {"read_delay": 1, "read_delay_duration": 20_000}
    settings = {"scanner": "test:0", "scanner_options": slow}
    async with living(room, **settings) as here, here.in_call() as talk:
        await scan(talk, "s1")
        scanning = await hear(talk, wire.ScanStatus, state="scanning")
        assert scanning.scan == "s1"
        while scanning.progress is None:
            scanning = await hear(talk, wire.ScanStatus, state="scanning")
        os.kill(here.kiosk.hardware.scanner.pid, signal.SIGKILL)
        failed = await hear(talk, wire.ScanStatus, state="failed")
        assert failed.code == "device_crashed"
        await talk.goes_on()
        await scan(talk, "s2")
        await received(talk, DocumentKind.PREVIEW)


async def test_the_resident_sees_the_page_straight(room):
    room.glass.put(FORM)
    async with living(room) as here, here.in_call() as talk:
        await scan(talk, "s1")
        document, _ = await received(talk, DocumentKind.PREVIEW)
        shown = here.kiosk.desk.session.page(document)
        with Image.open(shown) as page:
            assert page.size == (1240, 1754)
