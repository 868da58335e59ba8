"""Seconds from the printer knowing of a fault to the counsellor reading it, for each of the eight.

The printer is asked by IPP every few milliseconds, beside the kiosk: it knows from the first answer
that tells the fault; of one that is off or out of reach, from the first answer that fails. The
console is a real page in Chromium: it shows from the moment that the fault is on it.
"""

import asyncio
import time
from collections.abc import Callable

from demo.people import Counsellor
from demo.stage import Stage
from devices.errors import DeviceError, SwitchedOff
from devices.printer import Fault
from devices.printer.ipp import IppPrinter, number, words
from devices.printer.truth import IDLE, fault_of
from devices.virtual.cups import VirtualPrinter

from ...kiosk.paper.samples import FORM

REASONS = {
    Fault.NO_PAPER: "media-empty",
    Fault.JAM: "media-jam",
    Fault.COVER_OPEN: "cover-open",
    Fault.TONER_EMPTY: "toner-empty",
    Fault.TRAY_MISSING: "input-tray-missing",
    Fault.PAUSED: "paused",
}
GIVE_UP_SECONDS = 30.0
ASK_AGAIN_SECONDS = 0.02


async def measure(running: Stage, counsellor: Counsellor) -> dict[str, float]:
    """By fault. The visit must be in its call; three of its prints are used."""
    printer, found = running.devices.printer, dict[str, float]()
    printer.set_fault(REASONS[Fault.NO_PAPER])
    await counsellor.ask_print(FORM)
    for fault, reason in REASONS.items():
        printer.set_fault(reason)
        found[fault] = await _seconds(printer, counsellor, fault)
    printer.clear_fault()
    await counsellor.see("[data-print-state=out]", GIVE_UP_SECONDS)
    found[Fault.OFF] = await _away(
        printer, counsellor, Fault.OFF, printer.switch_off, printer.switch_on
    )
    found[Fault.UNREACHABLE] = await _away(
        printer, counsellor, Fault.UNREACHABLE, printer.freeze, printer.thaw
    )
    return {fault.value: round(found[fault], 2) for fault in Fault}


async def _away(
    printer: VirtualPrinter,
    counsellor: Counsellor,
    fault: Fault,
    trouble: Callable[[], None],
    mend: Callable[[], None],
) -> float:
    """A job waits in a printer that then leaves; it is cancelled before the printer returns."""
    printer.set_fault(REASONS[Fault.NO_PAPER])
    await counsellor.ask_print(FORM)
    await _shown(counsellor, Fault.NO_PAPER)
    await asyncio.to_thread(trouble)
    try:
        seconds = await _seconds(printer, counsellor, fault)
        await counsellor.page.click("[data-print-state=fault] [data-cancel]")
    finally:
        await asyncio.to_thread(mend)
        printer.clear_fault()
    await counsellor.page.wait_for_selector("[data-print-state=fault]", state="detached")
    return seconds


async def _seconds(printer: VirtualPrinter, counsellor: Counsellor, fault: Fault) -> float:
    async with asyncio.timeout(GIVE_UP_SECONDS), asyncio.TaskGroup() as both:
        known = both.create_task(asyncio.to_thread(_known, printer.uri, fault))
        shown = both.create_task(_shown(counsellor, fault))
    return max(0.0, shown.result() - known.result())


async def _shown(counsellor: Counsellor, fault: Fault) -> float:
    await counsellor.see(f"[data-print-state=fault][data-fault={fault}]", GIVE_UP_SECONDS)
    return time.monotonic()


def _known(uri: str, fault: Fault) -> float:
    """When the printer's own answer first tells it, or first fails."""
    asked, deadline = IppPrinter(uri), time.monotonic() + GIVE_UP_SECONDS
    while time.monotonic() < deadline:
        if _told(asked) == fault:
            return time.monotonic()
        time.sleep(ASK_AGAIN_SECONDS)
    raise TimeoutError(fault)


def _told(printer: IppPrinter) -> Fault | None:
    try:
        state = printer.state()
    except SwitchedOff:
        return Fault.OFF
    except DeviceError:
        return Fault.UNREACHABLE
    reasons = tuple(words(state.get("printer-state-reasons")))
    return fault_of(reasons, number(state.get("printer-state"), IDLE))
