"""Which part of a visit's paper an event is for: the glass that scans, the printer that prints.

`present` gives the scene of the moment without any paper, for when a sheet's own scene is over.
"""

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
    SnapshotAsked,
)
from .glass import Glass
from .paper import Paper

Present = Callable[[], Show]


def scan(glass: Glass, event: Event, now: float, present: Present) -> Iterator[Command]:
    match event:
        case ScanAsked() if event.visit == glass.visit:
            yield from glass.ask(event, now)
        case SnapshotAsked():
            yield from glass.snap(event)
        case ScanProgressed():
            yield from glass.progressed(event)
        case PageScanned():
            yield from glass.page(event)
        case ScanEnded():
            yield from glass.ended(event)
        case ScanFailed():
            yield from glass.failed(event)
            yield present()
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
            pass  # of the printer, or of another visit: the server refuses it too


def print_(paper: Paper, event: Event, present: Present) -> Iterator[Command]:
    match event:
        case PrintAsked() if event.visit == paper.visit:
            yield from paper.ask_print(event)
        case PrintCancelAsked(visit, document) if visit == paper.visit:
            yield from paper.cancel_print(document)
        case PrintSeen(visit, document) if visit == paper.visit:
            if paper.is_out(document):
                yield from paper.see(document)
                yield present()
        case PrintKeepAsked() if event.visit == paper.visit:
            yield from paper.keep(event)
        case DocumentDelivered(document):
            yield from paper.delivered(document)
        case KeepFailed():
            yield from paper.keep_failed(event)
        case DocumentArrived():
            yield from paper.document_arrived(event)
        case DocumentRefused():
            yield from paper.document_refused(event)
        case PrintChanged():
            printing = event.document in paper.printing
            yield from paper.print_changed(event)
            if printing and event.state in (PrintState.CANCELLED, PrintState.FAILED):
                yield present()
        case _:
            pass  # of the scanner, or of another visit
