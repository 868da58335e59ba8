"""The process that opens a received document reaches nothing else."""

import contextlib
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from devices.errors import DeviceError
from devices.worker import DeviceWorker
from kiosk.paper.check import MEMORY_BYTES, Checked, PdfChecker, confine, sandboxed

FORM = Path(__file__).parents[1] / "data" / "cerfa_13753_04.pdf"


class TakenOver(PdfChecker):
    """What a file would try that had taken the parser over."""

    def read(self) -> str:
        with open("/etc/hostname") as file:
            return file.read()

    def connect(self) -> None:
        with contextlib.closing(socket.socket()):
            return

    def swell(self) -> int:
        return len(bytearray(2 * MEMORY_BYTES))


def taken_over() -> TakenOver:
    confine()
    return TakenOver()


@pytest.fixture
async def worker() -> AsyncIterator[DeviceWorker]:
    async with DeviceWorker("document", taken_over, probe_every=60.0) as made:
        yield made


@pytest.mark.parametrize(
    ("deed", "error"), [("read", "OSError"), ("connect", "OSError"), ("swell", "MemoryError")]
)
async def test_neither_file_nor_network_nor_memory(worker, deed, error):
    with pytest.raises(DeviceError, match=error):
        await worker.call(deed, timeout=10)


async def test_in_the_sandbox_documents_are_checked_again_and_again():
    async with DeviceWorker("document", sandboxed, probe_every=60.0) as worker:
        pid = None
        for _ in range(3):
            checked = await worker.call("check", FORM.read_bytes(), timeout=20)
            assert isinstance(checked, Checked)
            with pytest.raises(DeviceError):
                await worker.call("check", b"%PDF-1.7 nothing", timeout=20)
            assert pid in (None, worker.pid)
            pid = worker.pid
