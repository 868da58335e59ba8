"""The printing of one visit: what is asked, what the printer says of it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from signaling import protocol as wire
from signaling.protocol import KeepState, PrintState

from . import scenes
from .events import (
    CancelPrint,
    Command,
    DocumentArrived,
    DocumentRefused,
    HowToPrint,
    KeepFailed,
    PrintAsked,
    PrintChanged,
    PrintDocument,
    PrintKeepAsked,
    Send,
    SendSheets,
    Show,
)

PRINT_END_STATES = frozenset(
    {PrintState.OUT, PrintState.PROBABLY_OUT, PrintState.CANCELLED, PrintState.FAILED}
)


@dataclass(frozen=True)
class Limits:
    "No mistake and no malice empties the printer."

    jobs: int = 5
    "In a visit."
    impressions: int = 30
    "In one print: pages x copies."


@dataclass
class Paper:
    visit: str
    limits: Limits = field(default_factory=Limits)
    arrived: dict[str, int] = field(default_factory=dict)
    "Pages by document."
    asked: dict[str, HowToPrint] = field(default_factory=dict)
    "By document that waits for its bytes."
    dropped: set[str] = field(default_factory=set)
    "Cancelled before their bytes came."
    printing: set[str] = field(default_factory=set)
    faulty: set[str] = field(default_factory=set)
    "Those of them that a fault holds."
    out: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)
    "Pages out, of how many, by document that nobody has seen yet."
    told: dict[str, wire.PrintStatus] = field(default_factory=dict)
    "The last word of each that is printing, out or seen."
    keeping: dict[str, str] = field(default_factory=dict)
    "Documents that wait for the bytes of another, or are on their way, by their own name."
    printed: int = 0
    "Given to the printer since the visit began."

    def ask_print(self, event: PrintAsked) -> Iterator[Command]:
        if event.document in self.printing or event.document in self.asked:
            return  # a second press
        self.asked[event.document] = event.how
        self.dropped.discard(event.document)
        yield from self._print_what_is_ready()

    def document_arrived(self, event: DocumentArrived) -> Iterator[Command]:
        self.arrived[event.document] = event.pages
        yield from self._send_sheets(event.document)
        if event.document in self.dropped or event.document in self.printing:
            return  # cancelled, or made a second time
        yield self._print_status(event.document, PrintState.PREPARED)
        yield from self._print_what_is_ready()

    def document_refused(self, event: DocumentRefused) -> Iterator[Command]:
        self.asked.pop(event.document, None)
        for document in [d for d, of in self.keeping.items() if of == event.document]:
            del self.keeping[document]
            more = {"code": event.code, "sentence": event.sentence}
            yield self._kept(document, KeepState.FAILED, **more)
        yield self._print_status(
            event.document, PrintState.FAILED, code=event.code, sentence=event.sentence
        )

    def cancel_print(self, document: str) -> Iterator[Command]:
        if document in self.printing:
            yield CancelPrint(document)  # the printer says when it is true
        elif document not in self.out:
            self.asked.pop(document, None)
            self.dropped.add(document)
            yield self._print_status(document, PrintState.CANCELLED)

    def is_out(self, document: str) -> bool:
        return document in self.out

    def see(self, document: str) -> Iterator[Command]:
        """The counsellor saw it: the last word about a sheet is a person's."""
        page, pages = self.out.pop(document)
        seen = PrintState.SEEN
        yield self._told(
            wire.PrintStatus(
                visit=self.visit, document=document, state=seen, page=page, pages=pages
            )
        )

    def tell_again(self) -> Iterator[Command]:
        """To a console that calls, perhaps after a reload: a sheet that comes out can still be
        cancelled, one that came out be seen."""
        for status in self.told.values():
            yield Send(status)

    # -- sheets that the console keeps ---

    def keep(self, event: PrintKeepAsked) -> Iterator[Command]:
        if event.document not in self.keeping:  # or a second press
            self.keeping[event.document] = event.printed
            yield self._kept(event.document, KeepState.MAKING)
            if event.printed in self.arrived:
                yield from self._send_sheets(event.printed)

    def delivered(self, document: str) -> Iterator[Command]:
        if self.keeping.pop(document, None) is not None:
            yield self._kept(document, KeepState.DONE)

    def keep_failed(self, event: KeepFailed) -> Iterator[Command]:
        if self.keeping.pop(event.document, None) is not None:
            more = {"code": event.code, "sentence": event.sentence}
            yield self._kept(event.document, KeepState.FAILED, **more)

    def _send_sheets(self, printed: str) -> Iterator[Command]:
        for document in [d for d, of in self.keeping.items() if of == printed]:
            yield self._kept(document, KeepState.SENDING)
            yield SendSheets(printed, document)

    def _kept(self, document: str, state: KeepState, **more: str) -> Send:
        given = {"visit": self.visit, "document": document, "state": state, **more}
        return Send(wire.KeepStatus.model_validate(given))

    def print_changed(self, event: PrintChanged) -> Iterator[Command]:
        if event.document not in self.printing:
            return  # of a visit that is over
        status = {name: getattr(event, name) for name in PrintChanged.__dataclass_fields__}
        yield self._told(wire.PrintStatus(visit=self.visit, **status))
        if event.state in (PrintState.OUT, PrintState.PROBABLY_OUT):
            self.out[event.document] = event.page, event.pages
            yield Show(scenes.print_out())
        elif event.state is PrintState.FAULT:
            self.faulty.add(event.document)
            yield Show(scenes.paper_fault(event.fault or ""))
        elif event.state is PrintState.SENT or event.document in self.faulty:
            self.faulty.discard(event.document)
            if event.state not in PRINT_END_STATES:
                yield Show(scenes.printing())
        if event.state in PRINT_END_STATES:
            self.printing.discard(event.document)

    def stop(self) -> Iterator[Command]:
        """At the end of the visit: nothing is printed for the next person."""
        for document in sorted(self.printing):
            yield CancelPrint(document)

    def _print_what_is_ready(self) -> Iterator[Command]:
        for document in [d for d in self.asked if d in self.arrived]:
            how = self.asked.pop(document)
            if refusal := self._why_not(self.arrived[document] * how.copies):
                code, sentence = refusal
                yield self._print_status(document, PrintState.FAILED, code=code, sentence=sentence)
                continue
            self.printed += 1
            self.printing.add(document)
            self.out.pop(document, None)  # printed once more
            yield PrintDocument(document, how)

    def _why_not(self, impressions: int) -> tuple[str, str] | None:
        jobs, most = self.limits.jobs, self.limits.impressions
        if self.printed >= jobs:
            return "too_many_prints", f"Déjà {jobs} impressions pour cette visite."
        if impressions > most:
            sentence = f"Cela fait {impressions} pages imprimées : {most} au plus en une fois."
            return "too_many_pages", sentence
        return None

    def _told(self, status: wire.PrintStatus) -> Send:
        if status.state in (PrintState.CANCELLED, PrintState.FAILED):
            self.told.pop(status.document, None)
        else:
            self.told[status.document] = status
        return Send(status)

    def _print_status(self, document: str, state: PrintState, **more: str) -> Send:
        return Send(
            wire.PrintStatus.model_validate(
                {"visit": self.visit, "document": document, "state": state, **more}
            )
        )
