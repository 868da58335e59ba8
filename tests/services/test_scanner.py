"""One contract for every scanner, then what only SANE can do wrong."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from devices.errors import (
    AccessDenied,
    Busy,
    Cancelled,
    CoverOpen,
    Crashed,
    DeviceError,
    FeederEmpty,
    IoFailed,
    Jammed,
    Missing,
    NoDocument,
    Refused,
)
from devices.scanner import Page, Progress, ScanRequest, Source
from devices.scanner.sane import STATUS, SaneScanner
from devices.scanner.simulated import SimulatedScanner
from devices.virtual.sane import VirtualSane
from devices.worker import DeviceWorker

from .network_scanner import NetworkScanner

FORM = Path(__file__).parents[1] / "data" / "formulaire-rempli.jpg"
SLOW: dict[str, Any] = {"read_delay": True, "read_delay_duration": 20_000}
"The test backend waits 20 ms before each read: a page takes seconds, as a real one."
A4 = 297 / 210


@pytest.fixture(scope="module")
def glass(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VirtualSane]:
    with VirtualSane(tmp_path_factory.mktemp("scanner")) as glass:
        glass.put(FORM)
        yield glass


@pytest.fixture(params=["simulated", "test", "pnm"])
async def scanner(
    request: pytest.FixtureRequest, glass: VirtualSane
) -> AsyncIterator[DeviceWorker]:
    kinds: dict[str, tuple[Callable[..., object], tuple[Any, ...]]] = {
        "simulated": (SimulatedScanner, ()),
        "test": (SaneScanner, ("test:0",)),
        "pnm": (SaneScanner, glass.arguments),
    }
    factory, arguments = kinds[request.param]
    environment = glass.environment
    async with DeviceWorker("scanner", factory, *arguments, environment=environment) as worker:
        yield worker


def sane_worker(glass: VirtualSane, name: str = "test:0", **options: Any) -> DeviceWorker:
    return DeviceWorker("scanner", SaneScanner, name, options, environment=glass.environment)


async def scan(worker: DeviceWorker, *request: Any) -> Page:
    page = await worker.call("scan", ScanRequest(*request), timeout=40)
    assert isinstance(page, Page)
    return page


def pixels(page: Page | Path) -> "np.ndarray[Any, Any]":
    with Image.open(page if isinstance(page, Path) else BytesIO(page.jpeg)) as image:
        return np.asarray(image.convert("L").resize((248, 351)), dtype=float)


# -- the contract -----------------------------------------------------------------------------


async def test_a_scanner_that_is_there_says_so(scanner: DeviceWorker) -> None:
    await scanner.settled()
    assert scanner.healthy


async def test_a_page_is_an_a4_jpeg_that_knows_its_resolution(scanner: DeviceWorker) -> None:
    page = await scan(scanner)
    with Image.open(BytesIO(page.jpeg)) as image:
        assert image.format == "JPEG"
        assert image.mode == "RGB"
        assert image.size == (page.width, page.height)
        assert image.info["dpi"] == (300, 300)
    assert page.dpi == 300
    assert page.height / page.width == pytest.approx(A4, rel=0.01)


async def test_progress_goes_up_and_a_second_scan_works(scanner: DeviceWorker) -> None:
    seen: list[float] = []
    for _ in range(2):
        await scanner.call("scan", ScanRequest(), timeout=40, progress=seen.append)
    assert seen
    assert all(0 <= part <= 1 for part in seen)


async def test_a_scan_that_nobody_wants_any_more_stops(glass: VirtualSane) -> None:
    seen: list[float] = []
    async with sane_worker(glass, **SLOW) as worker:
        pid = await asyncio.wait_for(first_pid(worker), 20)
        scanning = asyncio.create_task(
            worker.call("scan", ScanRequest(), timeout=40, progress=seen.append)
        )
        async with asyncio.timeout(20):
            while not seen:  # noqa: ASYNC110 - filled by a callback
                await asyncio.sleep(0.01)
        scanning.cancel()
        # Served only once the scan gave up: the same process, that did not crash.
        with pytest.raises(DeviceError):
            await worker.call("nothing", timeout=5)
        assert worker.pid == pid
        assert max(seen) < 0.9
        assert (await scan(worker, 50)).dpi == 50


async def first_pid(worker: DeviceWorker) -> int | None:
    await worker.settled()
    return worker.pid


def test_a_driver_told_to_stop_raises_cancelled(
    glass: VirtualSane, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Cancelled):
        SimulatedScanner().scan(ScanRequest(), lambda part: False)


# -- SANE -------------------------------------------------------------------------------------


async def test_the_page_on_the_glass_is_the_page_in_the_file(glass: VirtualSane) -> None:
    async with sane_worker(glass, glass.arguments[0], **glass.arguments[1]) as worker:
        page = pixels(await scan(worker))
        original, blank = pixels(FORM), np.full_like(page, 255)
        like = float(np.corrcoef(page.ravel(), original.ravel())[0, 1])
        assert like > 0.95
        assert np.abs(page - original).mean() < np.abs(page - blank).mean() / 3


async def test_the_next_scan_sees_the_next_page(glass: VirtualSane) -> None:
    async with sane_worker(glass, glass.arguments[0], **glass.arguments[1]) as worker:
        form = pixels(await scan(worker))
        glass.remove()
        empty = pixels(await scan(worker))
        glass.put(FORM)
        again = pixels(await scan(worker))
    assert empty.min() > 250
    assert np.array_equal(form, again)


async def test_resolution_and_grey_are_asked_where_they_exist(glass: VirtualSane) -> None:
    async with sane_worker(glass) as worker:
        page = await scan(worker, 100, False)
    with Image.open(BytesIO(page.jpeg)) as image:
        assert image.mode == "L"
        assert image.info["dpi"] == (100, 100)
    assert page.width == pytest.approx(210 / 25.4 * 100, abs=2)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("SANE_STATUS_DEVICE_BUSY", Busy),
        ("SANE_STATUS_JAMMED", Jammed),
        ("SANE_STATUS_NO_DOCS", NoDocument),
        ("SANE_STATUS_COVER_OPEN", CoverOpen),
        ("SANE_STATUS_IO_ERROR", IoFailed),
        ("SANE_STATUS_NO_MEM", IoFailed),
        ("SANE_STATUS_EOF", IoFailed),
        ("SANE_STATUS_ACCESS_DENIED", AccessDenied),
    ],
)
async def test_every_fault_of_a_scanner_has_its_own_word(
    glass: VirtualSane, status: str, kind: type[DeviceError]
) -> None:
    async with sane_worker(glass, read_return_value=status) as worker:
        with pytest.raises(kind) as caught:
            await scan(worker)
    assert type(caught.value) is kind
    assert caught.value.device == "scanner"


SANE_STATUSES = 12
"SANE_STATUS_GOOD apart 11 (SANE 1.2, sane.h)."


def test_every_status_of_sane_has_a_sentence_and_says_what_to_do() -> None:
    assert len(STATUS) == SANE_STATUSES - 1
    for kind in STATUS.values():
        error = kind("scanner")
        assert len(error.sentence) > 15
        assert len(error.remedy) > 15
        assert error.code
        assert "scanner" in error.sentence or kind is Cancelled


FEEDER = ScanRequest(50, source=Source.FEEDER)
NEXT = ScanRequest(50, source=Source.FEEDER, more=True)


async def fed(worker: DeviceWorker, most: int = 20) -> int:
    """Sheets until the feeder is empty; a probe between two of them takes nothing away."""
    for sheet in range(most):
        try:
            await worker.call("scan", NEXT if sheet else FEEDER, timeout=40)
        except FeederEmpty:
            return sheet
        await worker.call("probe", timeout=10)
    raise AssertionError("never empty")


@pytest.mark.parametrize("kind", ["simulated", "test"])
async def test_a_feeder_gives_its_sheets_one_by_one_then_says_that_it_is_empty(
    glass: VirtualSane, kind: str
) -> None:
    factory = SimulatedScanner if kind == "simulated" else SaneScanner
    arguments = () if kind == "simulated" else ("test:0",)
    async with DeviceWorker(
        "scanner", factory, *arguments, environment=glass.environment
    ) as worker:
        assert await fed(worker) == 10


async def test_a_scanner_without_a_feeder_refuses(glass: VirtualSane) -> None:
    async with sane_worker(glass, glass.arguments[0], **glass.arguments[1]) as worker:
        with pytest.raises(Refused):
            await worker.call("scan", FEEDER, timeout=40)
        assert (await scan(worker)).dpi == 300


class FaultyFeeder(SaneScanner):
    """SANE's own fault at the third sheet."""

    def __init__(self, status: str) -> None:
        super().__init__("test:0")
        self._status, self._sheets = status, 0

    def scan(self, request: ScanRequest, progress: Progress) -> Page:
        self._sheets += 1
        if self._sheets == 3:
            self._used.read_return_value = self._status
            self._options = {"read_return_value": "Default"}  # or the backend remembers it
        return super().scan(request, progress)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("SANE_STATUS_JAMMED", Jammed),
        ("SANE_STATUS_COVER_OPEN", CoverOpen),
        ("SANE_STATUS_IO_ERROR", IoFailed),
    ],
)
async def test_a_feeder_that_fails_in_the_middle_says_why_and_serves_the_next_scan(
    glass: VirtualSane, status: str, kind: type[DeviceError]
) -> None:
    async with DeviceWorker(
        "scanner", FaultyFeeder, status, environment=glass.environment
    ) as worker:
        for request in (FEEDER, NEXT):
            assert (await worker.call("scan", request, timeout=40)).dpi == 50
        with pytest.raises(kind):
            await worker.call("scan", NEXT, timeout=40)
        assert (await scan(worker, 50)).dpi == 50


async def test_after_a_fault_the_next_scan_works(glass: VirtualSane) -> None:
    """Also when libsane hangs as it puts the device away: the probe's limit ends that."""
    async with sane_worker(glass, read_return_value="SANE_STATUS_JAMMED") as worker:
        for _ in range(3):
            with pytest.raises(Jammed):
                await scan(worker, 50)


async def test_a_scanner_that_does_not_exist_is_missing(glass: VirtualSane) -> None:
    async with sane_worker(glass, "plustek:libusb:001:001") as worker:
        with pytest.raises(Missing):
            await scan(worker)
        await worker.settled()
        assert worker.healthy is False


async def test_a_process_killed_in_a_scan_leaves_the_next_scan_whole(glass: VirtualSane) -> None:
    seen: list[float] = []
    async with sane_worker(glass, **SLOW) as worker:
        scanning = asyncio.create_task(
            worker.call("scan", ScanRequest(), timeout=40, progress=seen.append)
        )
        async with asyncio.timeout(20):
            while not seen:  # noqa: ASYNC110 - filled by a callback
                await asyncio.sleep(0.01)
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
        with pytest.raises(Crashed):
            await scanning
        page = await scan(worker, 50)
    assert page.height / page.width == pytest.approx(A4, rel=0.01)


async def test_a_network_scanner_pulled_out_turns_red_and_comes_back(
    glass: VirtualSane, tmp_path: Path
) -> None:
    health: asyncio.Queue[bool] = asyncio.Queue()
    with NetworkScanner(tmp_path, glass) as network:
        worker = DeviceWorker(
            "scanner",
            SaneScanner,
            network.name("test:0"),
            probe_every=0.2,
            on_health=health.put_nowait,
            environment=network.environment,
        )
        async with asyncio.timeout(40), worker:
            assert await health.get()
            assert (await scan(worker, 50)).dpi == 50
            network.unplug()
            assert not await health.get()
            with pytest.raises(DeviceError):
                await scan(worker, 50)
            network.plug()
            while not await health.get():
                pass
            assert (await scan(worker, 50)).dpi == 50
