"""The process that reads what is shown, as the kiosk runs it."""

from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from devices.worker import DeviceWorker
from kiosk.paper import reader
from kiosk.paper.reader import Opened, Reader, Wanted
from kiosk.paper.refusals import DocumentRefused, Locked, OnlyXfa, Unreadable
from kiosk.paper.sandbox import Answer

from ..kiosk.paper import samples
from ..kiosk.paper.official import OFFICIAL, filled, read, something

PROC = Path("/proc")
A4 = Wanted(1, (420, 594), (0, 0, 420, 594))


@pytest.fixture
async def worker() -> AsyncIterator[DeviceWorker]:
    async with DeviceWorker("document", Reader, probe_every=60.0) as made:
        yield made


async def test_a_document_is_opened_and_drawn_by_one_warm_process_of_one_thread(worker, tmp_path):
    sent, target = tmp_path / "sent", tmp_path / "leaf"
    sent.write_bytes(samples.FORM.read_bytes())
    found: Opened = await worker.call("open", str(sent), timeout=20)
    assert [tuple(round(side) for side in size) for size in found.sizes] == [(210, 297)]
    await worker.call("draw", found.path, A4, str(target), timeout=20)
    assert target.stat().st_size == 420 * 594 * 4
    status = (PROC / str(worker.pid) / "status").read_text()
    assert "Threads:\t1\n" in status
    assert "Seccomp:\t0\n" in status, "the parent stays free: only children are confined"


@pytest.mark.parametrize("form", sorted(OFFICIAL))
async def test_what_is_written_in_a_form_is_drawn_by_the_confined_child(worker, tmp_path, form):
    sent, target, drawn = tmp_path / "sent", tmp_path / "leaf", list[bytes]()
    pdf = OFFICIAL[form].read_bytes()
    for values in ({}, something(read(pdf))):
        sent.write_bytes(filled(pdf, values))
        found = await worker.call("open", str(sent), timeout=20)
        await worker.call("draw", found.path, A4, str(target), timeout=20)
        drawn.append(target.read_bytes())
    empty, full = drawn
    assert sum(one != other for one, other in zip(empty, full, strict=True)) > 2_000


@pytest.mark.parametrize(
    ("data", "refusal", "words"),
    [(samples.locked(), Locked, "mot de passe"), (samples.only_xfa(), OnlyXfa, "Adobe Reader")],
    ids=["locked", "xfa"],
)
async def test_a_refusal_travels_with_its_sentence(worker, tmp_path, data, refusal, words):
    sent = tmp_path / "sent"
    sent.write_bytes(data)
    with pytest.raises(refusal) as told:
        await worker.call("open", str(sent), timeout=20)
    assert words in told.value.sentence


async def test_a_file_that_is_gone_with_its_visit_is_no_crash(worker, tmp_path):
    await worker.settled()
    before = worker.pid
    with pytest.raises(Unreadable):
        await worker.call("draw", str(tmp_path / "gone"), A4, str(tmp_path / "x"), timeout=20)
    assert worker.pid == before


async def test_a_bomb_takes_neither_the_machine_nor_the_process_with_it(worker, tmp_path):
    sent = tmp_path / "sent"
    sent.write_bytes(samples.bomb())
    with suppress(DocumentRefused):  # one that is drawn all the same did no harm
        found = await worker.call("open", str(sent), timeout=20)
        await worker.call("draw", found.path, A4, str(tmp_path / "leaf"), timeout=20)
    sent.write_bytes(samples.png())
    assert isinstance(await worker.call("open", str(sent), timeout=20), Opened)


LIES: dict[str, Answer] = {
    "no sizes": ({}, []),
    "too many": ({"sizes": [[10, 10]] * 9}, []),
    "not numbers": ({"sizes": [["10", 10]]}, []),
    "not a number": ({"sizes": [[float("nan"), 10]]}, []),
    "no page is so large": ({"sizes": [[1e9, 10]]}, []),
    "not a list": ({"sizes": "10"}, []),
    "two documents": ({"sizes": [[10, 10]]}, [b"", b""]),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_a_child_that_was_taken_over_says_is_not_believed(lie, tmp_path, monkeypatch):
    sent = tmp_path / "sent"
    sent.write_bytes(samples.FORM.read_bytes())
    made = Reader(pages=8)
    monkeypatch.setattr(reader, "opened", lambda *_: LIES[lie])
    with pytest.raises(Unreadable):
        made.open(str(sent))


def test_pixels_of_another_size_are_not_shown(tmp_path, monkeypatch):
    sent = tmp_path / "sent"
    sent.write_bytes(samples.FORM.read_bytes())
    made = Reader()
    monkeypatch.setattr(reader, "drawn", lambda *_: ({"size": [420, 594]}, [b"short"]))
    with pytest.raises(Unreadable):
        made.draw(str(sent), A4, str(tmp_path / "leaf"))
    assert not (tmp_path / "leaf").exists()
