"""The process that receives what is to be printed, as the kiosk runs it."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from devices.worker import DeviceWorker
from kiosk.paper.cleaner import Cleaned, Cleaner
from kiosk.paper.refusals import (
    DocumentRefused,
    Locked,
    OnlyXfa,
    TooBig,
    TooHeavy,
    TooLong,
    UnknownKind,
    Unreadable,
)

from ..kiosk.paper import samples

PROC = Path("/proc")
MEGABYTES, PAGES = 2, 3


@pytest.fixture
async def worker() -> AsyncIterator[DeviceWorker]:
    async with DeviceWorker("document", Cleaner, MEGABYTES, PAGES, probe_every=60.0) as made:
        yield made


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"#!/bin/sh", UnknownKind),
        (b"%PDF-" + bytes(MEGABYTES * 1024 * 1024), TooBig),
        (samples.blank(PAGES + 1), TooLong),
        (samples.locked(), Locked),
        (samples.only_xfa(), OnlyXfa),
        (b"%PDF-1.7 nothing", Unreadable),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
async def test_a_refusal_travels_with_its_code_and_its_sentence(worker, data, refusal):
    with pytest.raises(refusal) as told:
        await worker.call("clean", data, timeout=20)
    assert told.value.code == refusal.code
    assert told.value.sentence


async def test_a_bomb_takes_neither_the_machine_nor_the_process_with_it(worker):
    with pytest.raises(DocumentRefused) as told:
        await worker.call("clean", samples.bomb(), timeout=20)
    assert isinstance(told.value, TooHeavy | Unreadable)
    assert isinstance(await worker.call("clean", samples.png(), timeout=20), Cleaned)


async def test_documents_are_cleaned_again_and_again_by_one_warm_process_of_one_thread(worker):
    pids = set()
    for data in (samples.FORM.read_bytes(), samples.png(), samples.jpeg(), samples.filled()):
        cleaned = await worker.call("clean", data, timeout=20)
        assert cleaned.pages == 1
        assert cleaned.pdf.startswith(b"%PDF-")
        pids.add(worker.pid)
    (pid,) = pids
    status = (PROC / str(pid) / "status").read_text()
    assert "Threads:\t1\n" in status
    assert "Seccomp:\t0\n" in status, "the parent stays free: only children are confined"


@pytest.mark.parametrize("more", [-1, 1])
def test_another_number_of_pages_than_there_are_is_not_believed(monkeypatch, more):
    """Of a child that a document took over."""
    cleaner = Cleaner(MEGABYTES, PAGES)
    honest = cleaner.clean(samples.blank(2))
    assert honest.pages == 2
    lie = {"pages": 2 + more}, [honest.pdf]
    monkeypatch.setattr("kiosk.paper.cleaner.clean", lambda *_: lie)
    with pytest.raises(Unreadable):
        cleaner.clean(samples.blank(2))


def test_what_a_child_made_that_is_no_pdf_is_not_believed(monkeypatch):
    cleaner = Cleaner(MEGABYTES, PAGES)
    monkeypatch.setattr(
        "kiosk.paper.cleaner.clean", lambda *_: ({"pages": 1}, [b"\x1b%-12345X@PJL"])
    )
    with pytest.raises(Unreadable):
        cleaner.clean(samples.blank(1))


async def test_a_renewed_process_remembers_no_document(worker):
    await worker.call("clean", samples.filled(), timeout=20)
    before = worker.pid
    await worker.renew()
    assert str(before) not in os.listdir(PROC)
    assert isinstance(await worker.call("clean", samples.png(), timeout=20), Cleaned)
    assert worker.pid != before
