"""One contract for every printer, then the truth about paper on a real queue and printer."""

import asyncio
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from devices.errors import CoverOpen, Missing, NoPaper, Refused, SwitchedOff
from devices.printer import END_STATES, Fault, PrintChanged, PrintRequest, PrintState
from devices.printer.cups import CupsPrinter
from devices.printer.simulated import SimulatedPrinter
from devices.virtual.cups import VirtualPrinter
from devices.worker import DeviceWorker

PATIENCE = 2.0
DEADLINE = 40.0


def document(pages: int, mark: str = "") -> bytes:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    pdf.docinfo["/Subject"] = mark
    data = BytesIO()
    pdf.save(data)
    return data.getvalue()


class Desk:
    """A worker and the events heard from it."""

    def __init__(self, factory: Callable[..., object], *arguments: object, **more: Any) -> None:
        self.heard: asyncio.Queue[PrintChanged] = asyncio.Queue()
        self.health: list[bool] = []
        self.worker = DeviceWorker(
            "printer",
            factory,
            *arguments,
            probe_every=0.3,
            poll_every=0.1,
            on_event=self.heard.put_nowait,
            on_health=self.health.append,
            **more,
        )

    async def submit(self, pages: int = 2, copies: int = 1, **options: Any) -> str:
        request = PrintRequest(document(pages), copies, **options)
        job = await self.worker.call("submit", request, timeout=20)
        assert isinstance(job, str)
        return job

    async def follow(
        self, job: str, react: dict[PrintState, Callable[[], Awaitable[None]]] | None = None
    ) -> list[PrintChanged]:
        """Hear of `job` until its last word; `react` is called at the first of each state."""
        reactions, story = dict(react or {}), list[PrintChanged]()
        async with asyncio.timeout(DEADLINE):
            while not story or story[-1].state not in END_STATES:
                event = await self.heard.get()
                if event.job != job:
                    continue
                story.append(event)
                if reaction := reactions.pop(event.state, None):
                    await reaction()
        return story

    async def last_words(self, *jobs: str) -> list[PrintChanged]:
        """Of jobs that run side by side."""
        ends: dict[str, PrintChanged] = {}
        async with asyncio.timeout(DEADLINE):
            while not ends.keys() >= set(jobs):
                event = await self.heard.get()
                if event.state in END_STATES:
                    ends[event.job] = event
        return [ends[job] for job in jobs]

    async def until_health(self, wanted: bool) -> None:
        async with asyncio.timeout(DEADLINE):
            while self.worker.healthy is not wanted:  # noqa: ASYNC110 - set by a callback
                await asyncio.sleep(0.01)


@pytest.fixture(scope="module")
def printer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VirtualPrinter]:
    with VirtualPrinter(tmp_path_factory.mktemp("printer"), page_seconds=0.2) as printer:
        yield printer


@pytest.fixture
def clear(printer: VirtualPrinter) -> Iterator[VirtualPrinter]:
    yield printer
    printer.clear_fault()
    printer.start_queue()
    printer.switch_on()
    printer.set_paper(100)


@pytest.fixture
async def desk(clear: VirtualPrinter) -> AsyncIterator[Desk]:
    desk = Desk(CupsPrinter, *clear.arguments, PATIENCE, environment=clear.environment)
    async with desk.worker:
        yield desk
        await desk.worker.call("cancel_all", timeout=10)


@pytest.fixture(params=["simulated", "cups"])
async def any_desk(request: pytest.FixtureRequest, printer: VirtualPrinter) -> AsyncIterator[Desk]:
    desk = Desk(CupsPrinter, *printer.arguments, environment=printer.environment)
    if request.param == "simulated":
        desk = Desk(SimulatedPrinter)
    async with desk.worker:
        yield desk


def states(story: list[PrintChanged]) -> list[PrintState]:
    seen: list[PrintState] = []
    for event in story:
        if event.state not in seen[-1:]:
            seen.append(event.state)
    return seen


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
    await desk.follow(await desk.submit(pages=1))
    async with asyncio.timeout(DEADLINE):
        while await asyncio.to_thread(kept, printer):  # noqa: ASYNC110 - cupsd's files
            await asyncio.sleep(0.05)


def kept(printer: VirtualPrinter) -> list[str]:
    """Files of the spool and jobs of the history."""
    env = {**os.environ, **printer.environment}
    jobs = subprocess.check_output(["lpstat", "-W", "all", "-o"], env=env, text=True)
    return [
        *(path.name for path in printer.spool.iterdir() if path.is_file()),
        *jobs.split("\n", 1)[:-1],
    ]


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("media-empty", Fault.NO_PAPER),
        ("media-jam", Fault.JAM),
        ("cover-open", Fault.COVER_OPEN),
        ("toner-empty", Fault.TONER_EMPTY),
        ("input-tray-missing", Fault.TRAY_MISSING),
        ("paused", Fault.PAUSED),
    ],
)
async def test_a_fault_in_a_job_is_told_and_the_job_goes_on_once_it_is_mended(
    desk: Desk, clear: VirtualPrinter, reason: str, fault: Fault
) -> None:
    out = clear.sheets_out
    clear.set_fault(reason)

    async def mend() -> None:
        clear.clear_fault()

    story = await desk.follow(await desk.submit(pages=2), {PrintState.FAULT: mend})
    assert fault in [event.fault for event in story]
    assert story[-1].state == PrintState.OUT
    assert clear.sheets_out == out + 2


async def test_no_paper_in_the_middle_of_a_job_is_told_with_the_pages_already_out(
    desk: Desk, clear: VirtualPrinter
) -> None:
    async def empty() -> None:
        clear.set_fault("media-empty")

    async def load() -> None:
        clear.clear_fault()

    job = await desk.submit(pages=5)
    story = await desk.follow(job, {PrintState.PRINTING: empty, PrintState.FAULT: load})
    stopped = next(event for event in story if event.fault == Fault.NO_PAPER)
    assert stopped.page < stopped.pages
    assert (story[-1].state, story[-1].page) == (PrintState.OUT, 5)


async def test_a_job_cancelled_in_a_fault_leaves_no_late_page(
    desk: Desk, clear: VirtualPrinter
) -> None:
    clear.set_fault("media-jam")
    job = await desk.submit(pages=3)

    async def cancel() -> None:
        await desk.worker.call("cancel", job, timeout=10)

    out = clear.sheets_out
    story = await desk.follow(job, {PrintState.FAULT: cancel})
    assert story[-1].state == PrintState.CANCELLED
    clear.clear_fault()
    assert (await desk.follow(await desk.submit(pages=1)))[-1].state == PrintState.OUT
    assert clear.sheets_out == out + 1


async def test_an_idle_printer_without_paper_turns_red_and_prints_once_loaded(
    desk: Desk, clear: VirtualPrinter
) -> None:
    clear.set_paper(0)
    job = await desk.submit(pages=1)

    async def load() -> None:
        await desk.until_health(False)
        assert isinstance(desk.worker.trouble, NoPaper)
        clear.set_paper(100)

    story = await desk.follow(job, {PrintState.FAULT: load})
    assert [event.fault for event in story if event.fault] == [Fault.NO_PAPER]
    assert story[-1].state == PrintState.OUT
    await desk.until_health(True)


async def test_an_open_cover_turns_the_light_red(desk: Desk, clear: VirtualPrinter) -> None:
    clear.set_fault("cover-open")

    async def look() -> None:
        await desk.until_health(False)
        assert isinstance(desk.worker.trouble, CoverOpen)
        clear.clear_fault()

    story = await desk.follow(await desk.submit(pages=1), {PrintState.FAULT: look})
    assert story[-1].state == PrintState.OUT
    await desk.until_health(True)


async def test_a_printer_that_completes_early_is_not_believed(
    desk: Desk, clear: VirtualPrinter
) -> None:
    clear.set_fault("early")
    story = await desk.follow(await desk.submit(pages=2))
    assert story[-1].state == PrintState.PROBABLY_OUT
    assert PrintState.OUT not in states(story)


async def test_a_printer_that_stops_short_has_failed(desk: Desk, clear: VirtualPrinter) -> None:
    clear.set_fault("short")
    story = await desk.follow(await desk.submit(pages=3))
    assert (story[-1].state, story[-1].code) == (PrintState.FAILED, "print_incomplete")
    assert (story[-1].page, story[-1].pages) == (1, 3)


async def test_a_printer_switched_off_is_given_up_in_time_and_prints_nothing_later(
    desk: Desk, clear: VirtualPrinter
) -> None:
    await desk.until_health(True)
    clear.switch_off()
    out = clear.sheets_out
    story = await desk.follow(await desk.submit(pages=1))
    assert [event.fault for event in story if event.fault] == [Fault.OFF]
    assert (story[-1].state, story[-1].code) == (PrintState.FAILED, "device_missing")
    await desk.until_health(False)
    assert isinstance(desk.worker.trouble, SwitchedOff)
    clear.switch_on()
    await desk.until_health(True)
    assert (await desk.follow(await desk.submit(pages=1)))[-1].state == PrintState.OUT
    assert clear.sheets_out == out + 1


async def test_a_job_cancelled_while_the_printer_is_off_never_comes_out(
    desk: Desk, clear: VirtualPrinter
) -> None:
    clear.switch_off()
    out = clear.sheets_out
    job = await desk.submit(pages=2)

    async def cancel() -> None:
        await desk.worker.call("cancel", job, timeout=10)

    story = await desk.follow(job, {PrintState.FAULT: cancel})
    assert story[-1].state == PrintState.CANCELLED
    clear.switch_on()
    await desk.until_health(True)
    assert (await desk.follow(await desk.submit(pages=1)))[-1].state == PrintState.OUT
    assert clear.sheets_out == out + 1


async def test_a_job_cancelled_as_soon_as_it_is_asked_never_comes_out(
    desk: Desk, clear: VirtualPrinter
) -> None:
    clear.set_fault("media-empty")  # whatever the printer has of it when the order comes
    out = clear.sheets_out
    job = await desk.submit(pages=2)
    await desk.worker.call("cancel", job, timeout=10)
    assert (await desk.follow(job))[-1].state == PrintState.CANCELLED
    clear.clear_fault()
    assert (await desk.follow(await desk.submit(pages=1)))[-1].state == PrintState.OUT
    assert clear.sheets_out == out + 1


@pytest.mark.parametrize("lie", ["jam", "cover"])
async def test_a_printer_that_counts_the_sheet_it_holds_is_not_believed(
    desk: Desk, clear: VirtualPrinter, lie: str
) -> None:
    clear.set_fault(f"{lie}-at-the-end")

    job = await desk.submit(pages=1)

    async def cancel() -> None:
        await desk.worker.call("cancel", job, timeout=10)

    story = await desk.follow(job, {PrintState.FAULT: cancel})
    faults = [event.fault for event in story if event.fault]
    assert faults == [Fault.JAM if lie == "jam" else Fault.COVER_OPEN]
    assert (story[-1].state, story[-1].pages) == (PrintState.CANCELLED, 1)
    clear.switch_off()  # the one way to make this printer forget it


async def test_a_queue_for_a_printer_that_was_never_there_tells_it_and_gives_up(
    clear: VirtualPrinter,
) -> None:
    clear.add_queue("absente", "ipp://localhost:9/ipp/print")
    desk = Desk(CupsPrinter, "absente", "", PATIENCE, environment=clear.environment)
    await absent(desk, clear)
    direct = Desk(
        CupsPrinter,
        *("absente", "ipp://localhost:9/ipp/print", PATIENCE),
        environment=clear.environment,
    )
    story = await absent(direct, clear)
    assert Fault.OFF in [event.fault for event in story]


async def absent(desk: Desk, clear: VirtualPrinter) -> list[PrintChanged]:
    """Its one job, told to the end; nothing of it stays."""
    out = clear.sheets_out
    async with desk.worker:
        try:
            job = await desk.submit(pages=1)
        except Refused:
            return []  # cupsd knows better than to take it
        story = await desk.follow(job)
    assert (story[-1].state, story[-1].code) == (PrintState.FAILED, "device_missing")
    assert clear.sheets_out == out
    return story


async def test_an_address_that_no_name_server_knows_is_unreachable_not_off(
    clear: VirtualPrinter,
) -> None:
    arguments = (clear.queue, "ipp://nowhere.invalid/ipp/print", PATIENCE)
    desk = Desk(CupsPrinter, *arguments, environment=clear.environment)
    async with desk.worker:
        story = await desk.follow(await desk.submit(pages=1))
        assert [event.fault for event in story if event.fault] == [Fault.UNREACHABLE]
        assert isinstance(desk.worker.trouble, Missing)
        assert not isinstance(desk.worker.trouble, SwitchedOff)


async def test_a_queue_that_somebody_stopped_is_told_as_a_pause(
    desk: Desk, clear: VirtualPrinter
) -> None:
    clear.stop_queue()

    async def start() -> None:
        clear.start_queue()

    story = await desk.follow(await desk.submit(pages=1), {PrintState.FAULT: start})
    assert [event.fault for event in story if event.fault] == [Fault.PAUSED]
    assert story[-1].state == PrintState.OUT


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


async def test_a_printer_that_comes_back_in_time_prints(desk: Desk, clear: VirtualPrinter) -> None:
    clear.switch_off()

    async def back() -> None:
        clear.switch_on()

    story = await desk.follow(await desk.submit(pages=2), {PrintState.FAULT: back})
    assert story[-1].state == PrintState.OUT


async def test_a_killed_driver_finds_its_job_again(desk: Desk) -> None:
    job = await desk.submit(pages=6)

    async def kill() -> None:
        assert desk.worker.pid is not None
        os.kill(desk.worker.pid, signal.SIGKILL)

    story = await desk.follow(job, {PrintState.PRINTING: kill})
    assert (story[-1].state, story[-1].page) == (PrintState.OUT, 6)
    assert desk.health[:3] == [True, False, True]


async def test_two_jobs_are_told_apart(desk: Desk) -> None:
    first, second = await desk.submit(pages=1), await desk.submit(pages=3)
    ends = await desk.last_words(first, second)
    assert [(end.state, end.pages) for end in ends] == [(PrintState.OUT, 1), (PrintState.OUT, 3)]


async def test_cancel_all_leaves_nothing_to_come(desk: Desk, clear: VirtualPrinter) -> None:
    jobs = [await desk.submit(pages=5) for _ in range(3)]
    await desk.worker.call("cancel_all", timeout=20)
    ends = await desk.last_words(*jobs)
    assert {end.state for end in ends} == {PrintState.CANCELLED}


async def test_without_a_queue_the_printer_is_missing(printer: VirtualPrinter) -> None:
    arguments = ("no-such-queue", printer.uri)
    desk = Desk(CupsPrinter, *arguments, environment=printer.environment)
    async with desk.worker:
        await desk.worker.settled()
        assert isinstance(desk.worker.trouble, Missing)


async def test_without_cups_the_printer_is_missing(printer: VirtualPrinter) -> None:
    nowhere = {"CUPS_SERVER": "localhost:6311"}
    desk = Desk(CupsPrinter, *printer.arguments, environment=nowhere)
    async with desk.worker:
        await desk.worker.settled()
        assert isinstance(desk.worker.trouble, Missing)
        with pytest.raises(Missing):
            await desk.submit(pages=1)


async def test_a_printer_that_only_its_queue_knows_is_never_more_than_probably_out(
    clear: VirtualPrinter,
) -> None:
    desk = Desk(CupsPrinter, clear.queue, "", PATIENCE, environment=clear.environment)
    async with desk.worker:
        await desk.until_health(True)
        story = await desk.follow(await desk.submit(pages=2))
        assert states(story) == [PrintState.SENT, PrintState.PRINTING, PrintState.PROBABLY_OUT]


async def test_a_printer_that_only_its_queue_knows_is_given_up_when_it_is_off(
    clear: VirtualPrinter,
) -> None:
    desk = Desk(CupsPrinter, clear.queue, "", PATIENCE, environment=clear.environment)
    clear.switch_off()
    out = clear.sheets_out
    async with desk.worker:
        story = await desk.follow(await desk.submit(pages=1))
        assert (story[-1].state, story[-1].code) == (PrintState.FAILED, "device_missing")
    assert clear.sheets_out == out
