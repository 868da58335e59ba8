"""Jobs through CUPS, the truth about paper from the printer itself.

The queue's job and the printer's have different numbers. Each job has an unguessable title,
which says nothing of the document; CUPS's `ipp` backend hands it over as the printer's
`job-name`, and the printer's job is found by it. A queue that starts a job again after a cut
makes a second one of the same name: the newest counts.
"""

import secrets
import time
from dataclasses import dataclass, field
from io import BytesIO

import cups  # type: ignore[import-not-found]
import pikepdf

from ..errors import (
    CoverOpen,
    DeviceError,
    Jammed,
    Missing,
    NoPaper,
    Paused,
    Refused,
    TonerEmpty,
    TrayMissing,
)
from . import END_STATES, Fault, PrintChanged, PrintRequest, PrintState
from .ipp import IppPrinter, words
from .truth import COMPLETED, OwnJob, Sight, Verdict, fault_of, judge

PATIENCE = 120.0
"Seconds without an answer of the printer before a job is given up."
FAULTS: dict[Fault, type[DeviceError]] = {
    Fault.NO_PAPER: NoPaper,
    Fault.JAM: Jammed,
    Fault.COVER_OPEN: CoverOpen,
    Fault.TONER_EMPTY: TonerEmpty,
    Fault.TRAY_MISSING: TrayMissing,
    Fault.PAUSED: Paused,
    Fault.OFF: Missing,
    Fault.UNREACHABLE: Missing,
}


@dataclass
class _Job:
    name: str
    number: int
    "Of the queue."
    pages: int
    cancelling: bool = False
    told: Verdict | None = None
    since: dict[str, float] = field(default_factory=dict)
    "When a condition began to hold."

    def lasts(self, condition: str, holds: bool) -> float:
        if not holds:
            self.since.pop(condition, None)
            return 0.0
        return time.monotonic() - self.since.setdefault(condition, time.monotonic())


class CupsPrinter:
    """The queue `queue` of the cupsd that `CUPS_SERVER` names, the printer at `uri` behind it."""

    def __init__(self, queue: str, uri: str, patience: float = PATIENCE) -> None:
        self._queue, self._printer, self._patience = queue, IppPrinter(uri), patience
        self._jobs: dict[str, _Job] = {}

    def probe(self) -> None:
        state = self._printer.state()
        reasons = tuple(words(state.get("printer-state-reasons")))
        if fault := fault_of(reasons, int(state.get("printer-state", 3))):
            raise FAULTS[fault]("printer", ", ".join(reasons))
        self._cups()

    def submit(self, request: PrintRequest) -> str:
        pages = pages_of(request.pdf) * request.copies
        name = f"visavis-{secrets.token_hex(8)}"
        options = {
            "media": "iso_a4_210x297mm",  # CUPS defaults to Letter
            "copies": str(request.copies),
            "sides": "two-sided-long-edge" if request.two_sided else "one-sided",
            "print-color-mode": "color" if request.colour else "monochrome",
            "print-scaling": "fit",
        }
        link = self._cups()
        try:
            number = link.createJob(self._queue, name, options)
            link.startDocument(self._queue, number, name, "application/pdf", 1)
            link.writeRequestData(request.pdf, len(request.pdf))
            link.finishDocument(self._queue)
        except (cups.IPPError, RuntimeError) as error:
            raise Refused("printer", type(error).__name__) from None
        self._jobs[name] = _Job(name, number, pages)
        return name

    def poll(self) -> list[PrintChanged]:
        if not self._jobs:
            return []
        reachable, state, own = self._look()
        changed = []
        for job in list(self._jobs.values()):
            sight = self._sight(job, reachable, state, own.get(job.name))
            verdict = judge(sight, job.pages, self._patience, job.cancelling)
            if job.told is None:
                job.told = Verdict(PrintState.SENT)
                changed.append(PrintChanged(job.name, PrintState.SENT, 0, job.pages))
            if verdict != job.told:
                job.told = verdict
                page, fault, code = verdict.page, verdict.fault, verdict.code
                changed.append(PrintChanged(job.name, verdict.state, page, job.pages, fault, code))
            if verdict.state in END_STATES:
                self._forget(job)
        return changed

    def cancel(self, job: str) -> None:
        if (known := self._jobs.get(job)) is None:
            return
        known.cancelling = True
        self._purge(known)
        for number in self._numbers(job):
            self._printer.cancel(number)

    def cancel_all(self) -> None:
        for job in list(self._jobs):
            self.cancel(job)

    def _look(self) -> tuple[bool, dict[str, object], dict[str, OwnJob]]:
        try:
            state, jobs = self._printer.state(), self._printer.jobs()
        except DeviceError:
            return False, {}, {}
        own = {
            str(job.get("job-name")): OwnJob(
                int(job.get("job-state", 3)),
                tuple(words(job.get("job-state-reasons"))),
                job.get("job-impressions-completed"),
            )
            for job in sorted(jobs, key=lambda job: int(job["job-id"]))
        }
        return True, state, own

    def _sight(
        self, job: _Job, reachable: bool, state: dict[str, object], own: OwnJob | None
    ) -> Sight:
        queue_state = self._queue_state(job)
        printer_state = state.get("printer-state", 3)
        ended = (own.state if own else queue_state or 0) >= COMPLETED
        return Sight(
            queue_state,
            reachable,
            printer_state if isinstance(printer_state, int) else 3,
            tuple(words(state.get("printer-state-reasons"))),
            own,
            ended_for=job.lasts("ended", ended),
            unreachable_for=job.lasts("unreachable", not reachable),
        )

    def _queue_state(self, job: _Job) -> int | None:
        try:
            attributes = self._cups().getJobAttributes(job.number, ["job-state"])
        except (cups.IPPError, DeviceError):
            return None
        return int(attributes["job-state"])

    def _numbers(self, name: str) -> list[int]:
        try:
            jobs = self._printer.jobs()
        except DeviceError:
            return []
        return [int(job["job-id"]) for job in jobs if job.get("job-name") == name]

    def _forget(self, job: _Job) -> None:
        """Its last word was said: leave nothing of it in the queue."""
        self._purge(job)
        del self._jobs[job.name]

    def _purge(self, job: _Job) -> None:
        try:
            self._cups().cancelJob(job.number, purge_job=True)
        except (cups.IPPError, DeviceError):
            return

    def _cups(self) -> "cups.Connection":
        try:
            return cups.Connection()
        except RuntimeError:
            raise Missing("printer", "cupsd") from None


def pages_of(pdf: bytes) -> int:
    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            pages = len(document.pages)
    except pikepdf.PdfError:
        raise Refused("printer", "not a PDF") from None
    if not pages:
        raise Refused("printer", "no page")
    return pages
