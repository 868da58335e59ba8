"""Sheets that the console writes: laid out at a real kiosk, printed by a real CUPS, given back."""

import io

import pikepdf
import pypdfium2
import pytest

from devices.worker import DeviceWorker
from kiosk.paper.clean import SOURCE
from kiosk.paper.cleaner import Cleaner
from signaling import protocol as wire

from ..kiosk.paper.test_sheets import CV, LETTER, OUTCOME, text_of, words
from .living_kiosk import Talk, living
from .serving import until
from .test_kiosk import fetched, send

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("short_pauses")]


async def given_back(talk: Talk, document: str) -> bytes:
    """The PDF of a document that the kiosk sent, opened with the visit's key."""
    ready = await talk.ear.expect(wire.DocumentReady, 30)
    assert ready.manifest.document == document
    return await fetched(talk, ready.manifest)


@pytest.mark.parametrize("sheet", [OUTCOME, LETTER, CV], ids=lambda sheet: sheet.type)
async def test_a_sheet_is_laid_out_in_the_sandbox_of_the_kiosk(sheet) -> None:
    async with DeviceWorker("document", Cleaner, 20, 30, probe_every=60.0) as worker:
        cleaned = await worker.call("clean", words(sheet), timeout=20)
    assert cleaned.pages == 1
    assert text_of(cleaned.pdf)
    assert cleaned.kept is not None


async def test_the_outcome_sheet_is_printed_and_comes_back_as_a_document(room) -> None:
    async with living(room) as here, here.in_call() as talk:
        await here.all_green()
        before = set(room.printer.received.iterdir())
        await send(talk, words(OUTCOME), "d1", "application/json")
        await talk.ear.say(wire.Print(visit=talk.visit, document="d1"))
        await talk.ear.expect(wire.PrintStatus, 40, state="out")
        (received,) = set(room.printer.received.iterdir()) - before
        assert "Il reste à faire" in text_of(received.read_bytes())
        await talk.ear.say(wire.PrintKeep(visit=talk.visit, printed="d1", document="d2"))
        pdf = await given_back(talk, "d2")
        assert "Signer le cœur du dossier" in text_of(pdf)
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert document.attachments[SOURCE].get_file().read_bytes() == words(OUTCOME)
        assert len(pypdfium2.PdfDocument(pdf)) == 1


async def test_nothing_that_was_written_lies_on_the_servers_disk(room) -> None:
    async with living(room) as here, here.in_call() as talk:
        await here.all_green()
        await send(talk, words(OUTCOME), "d1", "application/json")
        await talk.ear.say(wire.PrintKeep(visit=talk.visit, printed="d1", document="d2"))
        await given_back(talk, "d2")
        kept = [path for path in here.served.folder.rglob("*") if path.is_file()]
        assert kept
        for path in kept:
            assert b"Signer le c" not in path.read_bytes()


async def test_words_that_are_no_sheet_are_refused_with_a_sentence(room) -> None:
    async with living(room) as here, here.in_call() as talk:
        await send(talk, b'{"type":"poster"}', "d1", "application/json")
        await talk.ear.say(wire.PrintKeep(visit=talk.visit, printed="d1", document="d2"))
        refused = await talk.ear.expect(wire.PrintStatus, state="failed")
        assert refused.code == "document_unreadable"


async def test_the_resident_sees_the_newest_draft_on_the_document_screen(room) -> None:
    async with living(room) as here, here.in_call() as talk:
        await here.all_green()
        for number in range(12):
            sheet = CV.model_copy(update={"headline": f"Métier {number}"})
            draft = wire.Draft(document=f"draft-{number}", sheet=sheet)
            talk.peer.channel.send(wire.encode(draft))
        shown = "draft-11"
        await until(lambda: shown in {said.document for said in seen_pages(talk)}, 40)
        folder = here.kiosk.desk.session.directory
        await until(lambda: len(list(folder.glob("show-draft-*"))) <= 2)
        await talk.ear.say(wire.VisitEnd(visit=talk.visit))
        await until(lambda: not folder.exists(), 20)


def seen_pages(talk: Talk) -> list[wire.PageShown]:
    """What the kiosk said on the channel of pages that are painted."""
    said = [wire.decode(wire.on_channel, str(text)) for text in talk.peer.read]
    return [message for message in said if isinstance(message, wire.PageShown)]
