"""Jobs through CUPS, the truth about paper from the printer itself.

The queue's job and the printer's have different numbers. Each job has an unguessable title;
CUPS's `ipp` backend hands it over as the printer's `job-name`, and the printer's job is found
by it. A queue that starts a job again after a cut makes a second one of the same name: the
newest counts.
"""

import logging
from dataclasses import replace

from ..errors import DeviceError, IoFailed, Refused, SwitchedOff
from . import FAULTS, Fault, PrintChanged, PrintRequest, PrintState
from .followed import Job, Look
from .ipp import IppPrinter, number, words
from .queue import CupsQueue
from .truth import CANCELED, FORGOTTEN_SECONDS, IDLE, Sight, Verdict, fault_of, judge

log = logging.getLogger(__name__)

PDF = b"%PDF-"
PATIENCE = 120.0
"Seconds without an answer of the printer before a job is given up."
SEARCHING, SEARCH_SECONDS = "connecting-to-device", 3.0
"What a backend of CUPS says until its printer answers, and for how long that is no news."
PAGE_SECONDS = 5.0
"For an impression, of a printer that only its queue knows."


class CupsPrinter:
    """The queue `queue` of CUPS, and the printer at `uri` behind it.

    Without `uri` (a printer that does not speak IPP), the queue is asked instead: it knows
    what it handed over, so that its jobs are never more than probably out.
    """

    def __init__(self, queue: str, uri: str, patience: float = PATIENCE) -> None:
        self._queue, self._direct, self._patience = CupsQueue(queue), bool(uri), patience
        self._printer = IppPrinter(uri or self._queue.uri)
        self._jobs: dict[str, Job] = {}
        self._recovered = False

    def probe(self) -> None:
        state = self._printer.state()
        if "printer-state" not in state:
            raise IoFailed("printer", "no printer-state")
        reasons = tuple(words(state.get("printer-state-reasons")))
        if fault := fault_of(reasons, number(state["printer-state"], IDLE)):
            raise FAULTS[fault]("printer", ", ".join(reasons))
        self._queue.check()

    def submit(self, request: PrintRequest) -> str:
        self._recover()
        if not request.pdf.startswith(PDF) or request.pages < 1:
            raise Refused("printer", "not a PDF")
        queued = self._queue.submit(request, request.pages)
        self._jobs[queued.name] = Job(queued)
        return queued.name

    def poll(self) -> list[PrintChanged]:
        self._recover()
        if not self._jobs:
            return []
        look = self._look()
        changed: list[PrintChanged] = []
        for job in list(self._jobs.values()):
            if job.over:
                self._leave(job, look)
            else:
                verdict = judge(
                    self._sight(job, look), job.queued.pages, self._patience, job.cancelling
                )
                changed += job.tell(verdict)
                if job.cancelling:
                    self._cancel_own(job, look)  # the first time, it may not have had it yet
        return changed

    def resume(self) -> bool:
        """A queue that somebody or an error stopped goes on; false where that is not ours to do."""
        return self._queue.resume()

    def cancel(self, job: str) -> None:
        self._recover()
        self._cancel([self._jobs[job]] if job in self._jobs else [])

    def cancel_all(self) -> None:
        self._recover()
        self._cancel(list(self._jobs.values()))

    def sheets_out(self) -> int | None:
        return self._printer.sheets_out() if self._direct else None

    def _cancel(self, jobs: list[Job]) -> None:
        """In the queue first, or it would send the printer what is cancelled there."""
        running = [job for job in jobs if not job.over]
        for job in running:
            job.cancelling = True
            self._queue.cancel(job.queued)
        look = self._look() if running else Look(Fault.UNREACHABLE)
        for job in running:
            self._cancel_own(job, look)

    def _recover(self) -> None:
        """A driver that was killed finds again the jobs whose last word is not told; one that was
        cancelled in the queue stays so in the printer."""
        if not self._recovered:
            for queued in self._queue.ours():
                cancelled = self._queue.state(queued) == CANCELED
                self._jobs[queued.name] = Job(queued, cancelled, told=Verdict(PrintState.SENT))
            self._recovered = True

    def _look(self) -> Look:
        try:
            # In this order: what stops the printer is newer than a job that it believes out.
            own = dict(self._printer.jobs())
            state = self._printer.state()
        except DeviceError as error:
            off = self._direct and isinstance(error, SwitchedOff)
            return Look(Fault.OFF if off else Fault.UNREACHABLE)
        reasons = tuple(words(state.get("printer-state-reasons")))
        if not self._direct:
            own = {name: replace(job, impressions=None) for name, job in own.items()}
        return Look(None, number(state.get("printer-state"), IDLE), reasons, own)

    def _sight(self, job: Job, look: Look) -> Sight:
        own, queue_state = look.own.get(job.queued.name), self._queue.state(job.queued)
        ended = (own.state if own else queue_state or 0) >= CANCELED
        absence = look.absence if self._direct else look.absence or self._silence(job, look, ended)
        return Sight(
            queue_state,
            absence,
            look.state,
            look.reasons,
            own,
            page=job.told.page,
            ended_for=job.lasts("ended", ended),
            unreachable_for=job.lasts("unreachable", absence is not None),
            queue_stopped=own is None and not ended and self._queue.stopped(),
            backs=job.queued.backs,
            forgets=not self._direct,
        )

    def _silence(self, job: Job, look: Look, ended: bool) -> Fault | None:
        """A queue waits for a printer that is off, with little of a word or none."""
        searched = job.lasts("searched", not ended and SEARCHING in look.reasons)
        taken = job.lasts("taken", not ended)
        late = taken >= self._patience + PAGE_SECONDS * job.queued.pages
        return Fault.UNREACHABLE if late or searched >= SEARCH_SECONDS else None

    def _leave(self, job: Job, look: Look) -> None:
        """Nothing more of it may come out, and nothing stays in the queue."""
        finished = job.told.state in (PrintState.OUT, PrintState.PROBABLY_OUT)
        own = look.own.get(job.queued.name)
        if not finished:
            self._cancel_own(job, look)
        queue_state = self._queue.state(job.queued)
        if queue_state is None:
            return  # cupsd is away: it may come back with the job
        if queue_state < CANCELED:
            if not finished or job.lasts("leaving", True) > FORGOTTEN_SECONDS:
                self._queue.cancel(job.queued)
        elif look.reachable and (own is None or own.state >= CANCELED):
            self._queue.cancel(job.queued, purge=True)
            del self._jobs[job.queued.name]

    def _cancel_own(self, job: Job, look: Look) -> None:
        """Asked again at each look: a printer that is gone just now may hold the page."""
        own = look.own.get(job.queued.name)
        if own is not None and own.state < CANCELED:
            try:
                self._printer.cancel(own.number)
            except DeviceError as error:
                log.info("printer keeps job %d: %s", own.number, error.code)
