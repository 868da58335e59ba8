"""One real queue and printer for a file's tests, put in order after each."""

from collections.abc import AsyncIterator, Iterator

import pytest

from devices.printer.cups import CupsPrinter
from devices.printer.simulated import SimulatedPrinter
from devices.virtual.cups import VirtualPrinter

from .desk import PATIENCE, Desk


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
