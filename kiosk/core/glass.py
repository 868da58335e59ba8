"""The scanning of one visit: the gesture, the sheets, the pages kept together. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from signaling import protocol as wire
from signaling.protocol import KeepState, ScanSource, ScanState

from . import scenes
from .events import (
    CancelScan,
    Command,
    DocumentDelivered,
    FormMakeAsked,
    KeepAsked,
    KeepFailed,
    KeepProgressed,
    MakeDocument,
    MakeForm,
    PageScanned,
    ScanAsked,
    ScanEnded,
    ScanFailed,
    ScanProgressed,
    Send,
    Show,
    SnapshotAsked,
    StartScan,
    TakeSnapshot,
)

GUIDE_SECONDS = 17.0
"Ten seconds for the voice to say the gesture, and time for the hands to make it."
SIGN_SECONDS = 90.0
"To find a pen, to read once more, to sign; the counsellor says sooner that the sheet lies."
MAX_SCANNED = 100
"In a visit: no mistake fills the kiosk's memory."
MAX_KEEPS = 10


@dataclass(frozen=True)
class Scanner:
    """What the kiosk's settings say of it."""

    feeder: str = ""
    'Which way up it wants the print: "up", "down", or "" without a feeder.'
    corner: str = "top_left"
    "Of the glass, as the resident sees it: where the sheet's corner goes."


@dataclass
class Glass:
    visit: str
    scanner: Scanner = Scanner()
    scan: str | None = None
    source: ScanSource = ScanSource.FLATBED
    guiding_until: float | None = None
    "Deadline of the guidance; none once the scanner runs."
    pages: int = 0
    "Of the scan under way."
    scanned: dict[str, wire.ScanStatus] = field(default_factory=dict)
    "Pages that lie here, as the console was told of them last."
    snapping: str | None = None
    "The photograph that is being taken."
    sending: dict[str, str] = field(default_factory=dict)
    "Scan by preview on its way to the console."
    keeping: dict[str, int] = field(default_factory=dict)
    "Pages by document that is made, or on its way."
    keeps: int = 0

    def ask(self, asked: ScanAsked, now: float) -> Iterator[Command]:
        """Guide the hands, then scan; the same scan asked again means that the sheet lies."""
        source = asked.source or (self.source if asked.scan == self.scan else ScanSource.FLATBED)
        if asked.scan in self.scanned:
            return  # a late press: its page is here
        if self.scan not in (None, asked.scan) or self.snapping is not None:
            yield from self._refuse(asked.scan, "scan_busy")
        elif len(self.scanned) >= MAX_SCANNED:
            yield from self._refuse(asked.scan, "too_many_scans")
        elif source is ScanSource.FEEDER and not self.scanner.feeder:
            yield from self._refuse(asked.scan, "no_feeder")
        elif asked.scan == self.scan and source is self.source:
            yield from self.start()
        elif self.scan is None or self.guiding_until is not None:
            yield from self._guide(asked, source, now)

    def snap(self, asked: SnapshotAsked) -> Iterator[Command]:
        """A photograph is a page that nobody lays anywhere."""
        if asked.scan == self.snapping:
            return  # a second press
        if self.scan is not None or self.snapping is not None:
            yield from self._refuse(asked.scan, "scan_busy")
        elif asked.scan in self.scanned or len(self.scanned) >= MAX_SCANNED:
            yield from self._refuse(asked.scan, "too_many_scans")
        else:
            self.snapping = asked.scan
            yield self._status(asked.scan, ScanState.SCANNING)
            yield Show(scenes.snapshot())
            yield TakeSnapshot(asked.scan)

    def start(self) -> Iterator[Command]:
        if self.scan is None or self.guiding_until is None:
            return  # already running
        self.guiding_until = None
        yield self._under_way(self.scan)
        yield Show(scenes.scanning())
        yield StartScan(self.scan, self.source)

    def progressed(self, event: ScanProgressed) -> Iterator[Command]:
        if event.scan == self.scan:
            count = {"pages": self.pages} if self.source is ScanSource.FEEDER else {}
            yield self._status(event.scan, ScanState.SCANNING, progress=event.progress, **count)

    def page(self, event: PageScanned) -> Iterator[Command]:
        """A page lies here; its preview is on its way."""
        if event.of not in (self.scan, self.snapping):
            return  # cancelled with its visit
        photo = event.of == self.snapping
        if photo:
            self.snapping = None
        else:
            self.pages += 1
        self.sending[event.document] = event.scan
        told = self._status(
            event.scan,
            ScanState.SENDING,
            document=event.document,
            faults=event.faults,
            proposed=event.proposed,
        )
        assert isinstance(told.message, wire.ScanStatus)
        self.scanned[event.scan] = told.message
        yield told
        shown = scenes.photo_shown() if photo else scenes.page_shown()
        yield Show(shown, page=event.document)

    def ended(self, event: ScanEnded) -> Iterator[Command]:
        if event.scan != self.scan:
            return
        if self.source is ScanSource.FEEDER:
            yield self._status(event.scan, ScanState.DONE, pages=self.pages)
        self._forget()

    def failed(self, event: ScanFailed) -> Iterator[Command]:
        """What came before stays: a sheet that jams loses no other."""
        if event.scan == self.snapping:
            self.snapping = None
            code, sentence = event.code, event.sentence
            yield self._status(event.scan, ScanState.FAILED, code=code, sentence=sentence)
            return
        if event.scan != self.scan:
            return
        more = {"pages": self.pages} if self.pages else {}
        self._forget()
        yield self._status(
            event.scan, ScanState.FAILED, code=event.code, sentence=event.sentence, **more
        )

    def delivered(self, event: DocumentDelivered) -> Iterator[Command]:
        scan = self.sending.pop(event.document, None)
        if scan is not None:
            done = self.scanned[scan].model_copy(update={"state": ScanState.DONE})
            self.scanned[scan] = done
            yield Send(done)
        elif event.document in self.keeping:
            del self.keeping[event.document]
            yield self._kept(event.document, KeepState.DONE)

    def tell_again(self) -> Iterator[Command]:
        """To a console that calls, perhaps after a reload: it kept nothing."""
        for status in self.scanned.values():
            yield Send(status)
        if self.scan is not None:
            yield self._under_way(self.scan)

    # -- pages kept together ---

    def keep(self, asked: KeepAsked) -> Iterator[Command]:
        if asked.document in self.keeping:
            return  # a second press
        if any(page.scan not in self.scanned for page in asked.pages):
            yield self._not_kept(asked.document, "not_found")
        elif self.keeps >= MAX_KEEPS:
            yield self._not_kept(asked.document, "too_many_documents")
        else:
            self.keeps += 1
            self.keeping[asked.document] = len(asked.pages)
            pages = len(asked.pages)
            yield self._kept(asked.document, KeepState.MAKING, page=0, pages=pages)
            yield MakeDocument(asked.document, asked.pages)

    def keep_form(self, asked: FormMakeAsked) -> Iterator[Command]:
        """A form that was filled together comes to the console as pages do."""
        if asked.document in self.keeping:
            return  # a second press
        if self.keeps >= MAX_KEEPS:
            yield self._not_kept(asked.document, "too_many_documents")
            return
        self.keeps += 1
        self.keeping[asked.document] = 1
        yield self._kept(asked.document, KeepState.MAKING, page=0, pages=1)
        yield MakeForm(asked.form, asked.document, keep=True)

    def keep_progressed(self, event: KeepProgressed) -> Iterator[Command]:
        pages = self.keeping.get(event.document)
        if pages is not None:
            state = KeepState.SENDING if event.page == pages else KeepState.MAKING
            yield self._kept(event.document, state, page=event.page, pages=pages)

    def keep_failed(self, event: KeepFailed) -> Iterator[Command]:
        if self.keeping.pop(event.document, None) is not None:
            more = {"code": event.code, "sentence": event.sentence}
            yield self._kept(event.document, KeepState.FAILED, **more)

    def stop(self) -> Iterator[Command]:
        """At the end of the visit: nothing is scanned for the next person."""
        if self.scan is not None:
            yield CancelScan(self.scan)

    # -- what is said ---

    def _guide(self, asked: ScanAsked, source: ScanSource, now: float) -> Iterator[Command]:
        self.scan, self.source, self.pages = asked.scan, source, 0
        self.guiding_until = now + (SIGN_SECONDS if asked.sign else GUIDE_SECONDS)
        yield self._under_way(asked.scan)
        if asked.sign:
            yield Show(scenes.sign_gesture())
        elif source is ScanSource.FEEDER:
            yield Show(scenes.feed_gesture(self.scanner.feeder))
        else:
            yield Show(scenes.scan_gesture(self.scanner.corner))

    def _under_way(self, scan: str) -> Send:
        if self.guiding_until is None:
            return self._status(scan, ScanState.SCANNING, source=self.source)
        feeder = self.scanner.feeder != ""
        return self._status(scan, ScanState.GUIDING, source=self.source, feeder=feeder)

    def _forget(self) -> None:
        self.scan = self.guiding_until = None

    def _refuse(self, scan: str, code: str) -> Iterator[Command]:
        yield self._status(scan, ScanState.FAILED, code=code, sentence=REFUSALS[code])

    def _not_kept(self, document: str, code: str) -> Send:
        return self._kept(document, KeepState.FAILED, code=code, sentence=REFUSALS[code])

    def _status(self, scan: str, state: ScanState, **more: object) -> Send:
        given = {"visit": self.visit, "scan": scan, "state": state, **more}
        return Send(wire.ScanStatus.model_validate(given))

    def _kept(self, document: str, state: KeepState, **more: object) -> Send:
        given = {"visit": self.visit, "document": document, "state": state, **more}
        return Send(wire.KeepStatus.model_validate(given))


REFUSALS = {
    "scan_busy": "Une numérisation est déjà en cours.",
    "too_many_scans": f"Pas plus de {MAX_SCANNED} pages numérisées par visite.",
    "no_feeder": "Ce scanner n’a pas de chargeur. Posez la feuille sur la vitre.",
    "not_found": "Une de ces pages n’est plus au guichet. Numérisez-la de nouveau.",
    "too_many_documents": f"Déjà {MAX_KEEPS} documents gardés pour cette visite.",
}
