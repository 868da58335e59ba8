"""The truth about paper when something is wrong: each fault, each lie, each absence."""

from functools import partial

import pytest

from devices.errors import CoverOpen, Missing, NoPaper, Refused, SwitchedOff
from devices.printer import Fault, PrintChanged, PrintState
from devices.printer.cups import CupsPrinter
from devices.virtual.cups import VirtualPrinter

from .desk import PATIENCE, Desk, states


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
    held = Fault.JAM if lie == "jam" else Fault.COVER_OPEN
    clear.set_fault(f"{lie}-at-the-end")
    job = await desk.submit(pages=1)
    try:
        cancel = partial(desk.worker.call, "cancel", job, timeout=10)
        story = await desk.follow(job, {PrintState.FAULT: cancel})
    finally:
        clear.switch_off()  # the one way to make this printer forget it
    # once more where its page is counted after the fault was known
    assert {event.fault for event in story if event.fault} == {held}
    assert (story[-1].state, story[-1].pages) == (PrintState.CANCELLED, 1)


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


async def test_a_printer_that_comes_back_in_time_prints(desk: Desk, clear: VirtualPrinter) -> None:
    clear.switch_off()

    async def back() -> None:
        clear.switch_on()

    story = await desk.follow(await desk.submit(pages=2), {PrintState.FAULT: back})
    assert story[-1].state == PrintState.OUT


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
