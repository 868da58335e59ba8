"""A printer without a printer, for the pure tests: an impression comes out at each `poll`."""

from dataclasses import dataclass

from ..errors import DeviceError, Refused
from . import Fault, PrintChanged, PrintRequest, PrintState


@dataclass
class _Job:
    pages: int
    state: PrintState = PrintState.SENT
    page: int = 0
    cancelled: bool = False


class SimulatedPrinter:
    """Every document has two pages. `fault` holds its jobs while it is set."""

    PAGES = 2

    def __init__(self, trouble: DeviceError | None = None) -> None:
        self.trouble = trouble
        self.fault: Fault | None = None
        self.tray: int | None = None
        self._jobs: dict[str, _Job] = {}
        self._made = 0

    def probe(self) -> None:
        if self.trouble is not None:
            raise self.trouble

    def submit(self, request: PrintRequest) -> str:
        if not request.pdf.startswith(b"%PDF-"):
            raise Refused("printer", "not a PDF")
        self._made += 1
        self._jobs[f"job-{self._made}"] = _Job(self.PAGES * request.copies)
        return f"job-{self._made}"

    def poll(self) -> list[PrintChanged]:
        return [self._step(name, job) for name, job in list(self._jobs.items())]

    def resume(self) -> bool:
        return True

    def cancel(self, job: str) -> None:
        if job in self._jobs:
            self._jobs[job].cancelled = True

    def cancel_all(self) -> None:
        for job in self._jobs.values():
            job.cancelled = True

    def sheets_out(self) -> int | None:
        return self.tray

    def _step(self, name: str, job: _Job) -> PrintChanged:
        state = job.state
        if job.cancelled:
            state = PrintState.CANCELLED
        elif self.fault is not None and state == PrintState.PRINTING:
            return PrintChanged(name, PrintState.FAULT, job.page, job.pages, self.fault)
        elif job.page == job.pages:
            state = PrintState.OUT
        elif state == PrintState.PRINTING:
            job.page += 1
        told = PrintChanged(name, state, job.page, job.pages)
        job.state = PrintState.PRINTING
        if state in (PrintState.OUT, PrintState.CANCELLED):
            del self._jobs[name]
        return told
