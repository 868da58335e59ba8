"""What the driver does with its jobs when cupsd, the printer or the driver itself is away for a
moment: no page comes out later, no word is lost."""

from dataclasses import dataclass, field

from devices.errors import Missing
from devices.printer import PrintRequest, PrintState
from devices.printer.cups import CupsPrinter
from devices.printer.queue import QueuedJob
from devices.printer.truth import CANCELED, COMPLETED, OwnJob

from ..services.printing.desk import document

PENDING, PROCESSING = 3, 5


@dataclass
class Queue:
    """As :class:`devices.printer.queue.CupsQueue`; its cupsd may be away."""

    away: bool = False
    states: dict[str, int] = field(default_factory=dict)
    jobs: list[QueuedJob] = field(default_factory=list)

    def check(self) -> None: ...

    def submit(self, request: PrintRequest, pages: int) -> QueuedJob:
        job = QueuedJob(f"visavis-{len(self.jobs)}", len(self.jobs), pages * request.copies)
        self.jobs.append(job)
        self.states[job.name] = PENDING
        return job

    def ours(self) -> list[QueuedJob]:
        if self.away:
            raise Missing("printer", "cupsd")
        return [job for job in self.jobs if job.name in self.states]

    def state(self, job: QueuedJob) -> int | None:
        return None if self.away else self.states.get(job.name, 99)

    def stopped(self) -> bool:
        return False

    def cancel(self, job: QueuedJob, purge: bool = False) -> None:
        if self.away:
            return
        if purge:
            del self.states[job.name]
        elif self.states[job.name] < CANCELED:
            self.states[job.name] = CANCELED


@dataclass
class Machine:
    """As :class:`devices.printer.ipp.IppPrinter`; it may refuse to be told to cancel."""

    own: dict[str, OwnJob] = field(default_factory=dict)
    deaf: bool = False
    cancelled: list[int] = field(default_factory=list)

    def state(self) -> dict[str, object]:
        return {"printer-state": 3, "printer-state-reasons": "none"}

    def jobs(self) -> list[tuple[str, OwnJob]]:
        return list(self.own.items())

    def cancel(self, job: int) -> None:
        if self.deaf:
            raise Missing("printer", "TimeoutError")
        self.cancelled.append(job)


def driver(queue: Queue, machine: Machine) -> CupsPrinter:
    made = CupsPrinter("borne", "ipp://localhost:1/ipp/print")
    made._queue, made._printer = queue, machine  # type: ignore[assignment]
    return made


def said(printer: CupsPrinter) -> list[tuple[str, PrintState]]:
    return [(event.job, event.state) for event in printer.poll()]


def test_a_job_cancelled_while_cupsd_is_away_is_cancelled_when_it_comes_back():
    queue, machine = Queue(), Machine()
    printer = driver(queue, machine)
    job = printer.submit(PrintRequest(document(1)))
    queue.away = True
    printer.cancel_all()
    for _ in range(3):
        printer.poll()
    assert queue.states == {job: PENDING}
    queue.away = False
    printer.poll()
    assert queue.states == {job: CANCELED}
    printer.poll()
    assert queue.states == {}


def test_a_printer_that_goes_as_a_job_is_cancelled_costs_no_word_of_the_others():
    queue, machine = Queue(), Machine(deaf=True)
    printer = driver(queue, machine)
    first, second = (printer.submit(PrintRequest(document(1))) for _ in range(2))
    machine.own = {first: OwnJob(1, PROCESSING, (), 0), second: OwnJob(2, PROCESSING, (), 0)}
    assert said(printer)[1::2] == [(first, PrintState.PRINTING), (second, PrintState.PRINTING)]
    printer.cancel_all()
    machine.own[first] = OwnJob(1, CANCELED, (), 0)
    assert said(printer) == [(first, PrintState.CANCELLED)]
    machine.deaf = False
    printer.poll()
    assert machine.cancelled == [2]


def test_a_driver_that_was_killed_goes_on_cancelling_what_was_cancelled():
    queue, machine = Queue(), Machine(deaf=True)
    before = driver(queue, machine)
    job = before.submit(PrintRequest(document(1)))
    machine.own = {job: OwnJob(1, PROCESSING, (), 0)}
    before.cancel_all()
    machine.deaf = False
    driver(queue, machine).poll()
    assert machine.cancelled == [1]


def test_a_job_that_is_out_is_not_cancelled_by_the_driver_that_finds_it_again():
    queue, machine = Queue(), Machine()
    job = driver(queue, machine).submit(PrintRequest(document(1)))
    queue.states[job] = COMPLETED
    machine.own = {job: OwnJob(1, PROCESSING, (), 0)}
    driver(queue, machine).poll()
    assert machine.cancelled == []
