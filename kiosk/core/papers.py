"""The papers of one visit, whatever happens to them: those on the glass, those of the printer."""

from collections.abc import Callable, Iterator

from signaling.protocol import PrintState

from .events import (
    Command,
    DocumentArrived,
    DocumentDelivered,
    DocumentRefused,
    Event,
    FormMakeAsked,
    KeepAsked,
    KeepFailed,
    KeepProgressed,
    MakeForm,
    PageScanned,
    PrintAsked,
    PrintCancelAsked,
    PrintChanged,
    PrintKeepAsked,
    PrintSeen,
    ScanAsked,
    ScanEnded,
    ScanFailed,
    ScanProgressed,
    Show,
)
from .glass import Glass, Scanner
from .paper import Limits, Paper


class Papers:
    """`present` gives the scene of the call without any paper, for when one leaves the screen."""

    def __init__(
        self, visit: str, limits: Limits, scanner: Scanner, present: Callable[[], Show]
    ) -> None:
        self.visit, self._present = visit, present
        self.paper, self.glass = Paper(visit, limits), Glass(visit, scanner)

    @property
    def deadline(self) -> float | None:
        return self.glass.guiding_until

    def handle(self, event: Event, now: float) -> Iterator[Command]:
        """Nothing for what is of another visit: the server refuses it too."""
        yield from self._scan(event, now)
        yield from self._print(event)

    def deadline_passed(self, now: float) -> Iterator[Command]:
        guiding = self.glass.guiding_until
        if guiding is not None and now >= guiding:
            yield from self.glass.start()

    def tell_again(self) -> Iterator[Command]:
        yield from self.glass.tell_again()
        yield from self.paper.tell_again()

    def stop(self) -> Iterator[Command]:
        """At the end of the visit."""
        yield from self.glass.stop()
        yield from self.paper.stop()

    def _scan(self, event: Event, now: float) -> Iterator[Command]:
        glass = self.glass
        match event:
            case ScanAsked() if event.visit == glass.visit:
                yield from glass.ask(event, now)
            case ScanProgressed():
                yield from glass.progressed(event)
            case PageScanned():
                yield from glass.page(event)
            case ScanEnded():
                yield from glass.ended(event)
            case ScanFailed():
                yield from glass.failed(event)
                yield self._present()
            case KeepAsked() if event.visit == glass.visit:
                yield from glass.keep(event)
            case FormMakeAsked(keep=True):
                yield from glass.keep_form(event)
            case FormMakeAsked():
                yield MakeForm(event.form, event.document, keep=False)
            case KeepProgressed():
                yield from glass.keep_progressed(event)
            case KeepFailed():
                yield from glass.keep_failed(event)
            case DocumentDelivered():
                yield from glass.delivered(event)
            case _:
                pass  # of the printer

    def _print(self, event: Event) -> Iterator[Command]:
        paper = self.paper
        match event:
            case PrintAsked() if event.visit == paper.visit:
                yield from paper.ask_print(event)
            case PrintCancelAsked(visit, document) if visit == paper.visit:
                yield from paper.cancel_print(document)
            case PrintSeen(visit, document) if visit == paper.visit:
                if paper.is_out(document):
                    yield from paper.see(document)
                    yield self._present()
            case PrintKeepAsked() if event.visit == paper.visit:
                yield from paper.keep(event)
            case DocumentDelivered(document):
                yield from paper.delivered(document)
            case DocumentArrived():
                yield from paper.document_arrived(event)
            case DocumentRefused():
                yield from paper.document_refused(event)
            case PrintChanged():
                printing = event.document in paper.printing
                yield from paper.print_changed(event)
                if printing and event.state in (PrintState.CANCELLED, PrintState.FAILED):
                    yield self._present()
            case _:
                pass  # of the scanner
