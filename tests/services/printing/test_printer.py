"""One contract for every printer, then a real queue and printer that are well."""

import asyncio
import os
import signal
import subprocess

import pikepdf
import pytest

from devices.errors import Refused
from devices.printer import PrintRequest, PrintState
from devices.virtual.cups import VirtualPrinter

from .desk import DEADLINE, Desk, states

# -- the contract -----------------------------------------------------------------------------


async def test_a_printer_that_is_there_says_so(any_desk: Desk) -> None:
    await any_desk.worker.settled()
    assert any_desk.worker.healthy


async def test_a_job_is_sent_then_printed_page_by_page_then_out(any_desk: Desk) -> None:
    story = await any_desk.follow(await any_desk.submit(pages=2, copies=2))
    assert states(story) == [PrintState.SENT, PrintState.PRINTING, PrintState.OUT]
    counted = [event.page for event in story]
    assert counted == sorted(counted)
    assert (story[-1].page, story[-1].pages) == (4, 4)


async def test_a_cancelled_job_ends_as_cancelled(any_desk: Desk) -> None:
    job = await any_desk.submit(pages=2, copies=9)

    async def cancel() -> None:
        await any_desk.worker.call("cancel", job, timeout=10)

    story = await any_desk.follow(job, {PrintState.PRINTING: cancel})
    assert story[-1].state == PrintState.CANCELLED
    assert story[-1].page < story[-1].pages


async def test_cancelling_a_job_that_is_unknown_or_over_is_no_error(any_desk: Desk) -> None:
    await any_desk.worker.call("cancel", "visavis-unknown", timeout=10)
    job = await any_desk.submit(pages=2)
    await any_desk.follow(job)
    await any_desk.worker.call("cancel", job, timeout=10)
    await any_desk.worker.call("cancel_all", timeout=10)


async def test_what_is_no_pdf_is_refused_before_the_queue(any_desk: Desk) -> None:
    with pytest.raises(Refused):
        await any_desk.worker.call("submit", PrintRequest(b"\x1b%-12345X@PJL"), timeout=10)


# -- CUPS and the printer itself --------------------------------------------------------------


async def test_the_printer_receives_the_pdf_on_a4_under_a_title_that_tells_nothing(
    desk: Desk, printer: VirtualPrinter
) -> None:
    before, out = set(printer.received.iterdir()), printer.sheets_out
    job = await desk.submit(pages=2)
    await desk.follow(job)
    (received,) = set(printer.received.iterdir()) - before
    assert job in received.name
    with pikepdf.open(received) as pdf:
        assert len(pdf.pages) == 2
        sides = [float(side) for side in pdf.pages[0].mediabox[2:]]
    assert sides == pytest.approx([595, 842], abs=1)
    assert printer.sheets_out == out + 2


async def test_nothing_of_a_printed_job_stays_in_the_queue(
    desk: Desk, printer: VirtualPrinter
) -> None:
    job = await desk.submit(pages=1)
    await desk.follow(job)
    async with asyncio.timeout(DEADLINE):
        while await asyncio.to_thread(kept, printer):  # noqa: ASYNC110 - cupsd's files
            await asyncio.sleep(0.05)
    told = await asyncio.to_thread(telling, printer, job)
    assert told == [], "neither cache nor log names it"


def telling(printer: VirtualPrinter, job: str) -> list[str]:
    """Files of cupsd that hold the title of a job."""
    files = [path for folder in printer.written for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if job.encode() in path.read_bytes()]


def kept(printer: VirtualPrinter) -> list[str]:
    """Files of the spool and jobs of the history."""
    env = {**os.environ, **printer.environment}
    jobs = subprocess.check_output(["lpstat", "-W", "all", "-o"], env=env, text=True)
    return [
        *(path.name for path in printer.spool.iterdir() if path.is_file()),
        *jobs.split("\n", 1)[:-1],
    ]


async def test_colour_sides_and_copies_are_the_printer_s_own(
    desk: Desk, clear: VirtualPrinter
) -> None:
    job = await desk.submit(pages=2, copies=2, two_sided=True, colour=False)
    story = await desk.follow(job)
    assert story[-1].state == PrintState.OUT
    asked = clear.asked_of(job)
    assert asked["sides"] == "two-sided-long-edge"
    assert asked["print-color-mode"] == "monochrome"
    assert asked["copies"] == "2"
    assert "x-dimension=21000 y-dimension=29700" in asked["media-col"]


async def test_a_killed_driver_finds_its_job_again(desk: Desk) -> None:
    job = await desk.submit(pages=6)

    async def kill() -> None:
        assert desk.worker.pid is not None
        os.kill(desk.worker.pid, signal.SIGKILL)

    story = await desk.follow(job, {PrintState.PRINTING: kill})
    assert (story[-1].state, story[-1].page) == (PrintState.OUT, 6)
    assert desk.health[:3] == [True, False, True]


async def test_an_odd_page_on_two_sides_is_out_whatever_its_blank_back_counts(desk: Desk) -> None:
    story = await desk.follow(await desk.submit(pages=1, two_sided=True))
    assert (story[-1].state, story[-1].page, story[-1].pages) == (PrintState.OUT, 1, 1)


async def test_two_jobs_are_told_apart(desk: Desk) -> None:
    first, second = await desk.submit(pages=1), await desk.submit(pages=3)
    ends = await desk.last_words(first, second)
    assert [(end.state, end.pages) for end in ends] == [(PrintState.OUT, 1), (PrintState.OUT, 3)]


async def test_cancel_all_leaves_nothing_to_come(desk: Desk, clear: VirtualPrinter) -> None:
    jobs = [await desk.submit(pages=5) for _ in range(3)]
    await desk.worker.call("cancel_all", timeout=20)
    ends = await desk.last_words(*jobs)
    assert {end.state for end in ends} == {PrintState.CANCELLED}
