"""A kiosk in free access: copy, print a file, scan to an e-mail. Pure.

::

    copy, email:  said -> guiding -> scanning -> (page -> guiding ...) -> making
                  copy:  -> printing -> done          email: -> sending -> done
    print:        file -> making -> printing -> done

The glass and the printer are those of a visit (:mod:`.glass`, :mod:`.paper`), with the same
guidance, the same bounds and the same truth; what they would tell a console is told to the host.
"""

from collections.abc import Callable, Iterable, Iterator

from signaling import protocol as wire
from signaling.protocol import FreeDeed, FreePress, FreeStage, KeepState, PrintState, ScanState

from . import free_scenes, scenes
from .events import (
    Command,
    DeadlinePassed,
    DocumentArrived,
    DocumentRefused,
    Event,
    HowToPrint,
    KeepFailed,
    KeepProgressed,
    MakeDocument,
    PageScanned,
    PrintAsked,
    PrintChanged,
    ScanAsked,
    ScanEnded,
    ScanFailed,
    ScanProgressed,
    Send,
    Show,
)
from .free_events import (
    FetchFile,
    FreeFileGiven,
    FreeNotSent,
    FreePressed,
    FreeSent,
    OpenFree,
    PrintMade,
    SendLetter,
)
from .glass import Glass, Scanner
from .paper import Limits, Paper

SAID_SECONDS = 3.5
"For the voice to say what is going to be done, before it says where to lay the sheet."
SENTENCES = {
    "too_many_prints": "Il y a déjà eu beaucoup d’impressions. Fermez, puis ouvrez de nouveau.",
    "too_many_scans": "Il y a déjà beaucoup de pages. Fermez, puis ouvrez de nouveau.",
}
"Where a visit's own words would mislead."
OURS = (
    ScanProgressed,
    PageScanned,
    ScanEnded,
    ScanFailed,
    KeepProgressed,
    KeepFailed,
    DocumentArrived,
    DocumentRefused,
    PrintChanged,
    FreePressed,
    FreeFileGiven,
    FreeSent,
    FreeNotSent,
    DeadlinePassed,
)
"What is for a free access, while there is one."


class Free:
    def __init__(self, asked: wire.FreeOpen, limits: Limits, scanner: Scanner) -> None:
        self.asked, self.id, self.deed = asked, asked.free, asked.deed
        self.glass, self.paper = Glass(self.id, scanner), Paper(self.id, limits)
        self.pages: list[wire.KeptPage] = []
        self.told = wire.FreeStatus(free=self.id, stage=FreeStage.GUIDING)
        "What the host was told last."
        self.document = ""
        "Made of the pages, or given."
        self._until: float | None = None
        "When the sentence is said, and the guidance begins."
        self._count = 0

    @property
    def deadline(self) -> float | None:
        times = (self._until, self.glass.guiding_until)
        return min((time for time in times if time is not None), default=None)

    @property
    def stage(self) -> FreeStage:
        return self.told.stage

    def begin(self, now: float) -> Iterator[Command]:
        yield OpenFree(self.id)
        yield from self._start(now)

    def resume(self) -> Iterator[Command]:
        """The link is back: what was said meanwhile may be lost."""
        yield Send(self.told)
        if self.stage is FreeStage.SENDING:
            yield SendLetter(self.document)

    def stop(self) -> Iterator[Command]:
        """Nothing is scanned nor printed for the next person."""
        yield from self.glass.stop()
        yield from self.paper.stop()

    def handle(self, event: Event, now: float) -> Iterator[Command]:
        match event:
            case DeadlinePassed():
                yield from self._deadline_passed(now)
            case FreePressed():
                yield from self._pressed(event.press, now)
            case ScanProgressed():
                yield from self._heard(self.glass.progressed(event))
            case PageScanned():
                yield from self._heard(self.glass.page(event))
            case ScanEnded(scan) if scan == self.glass.scan:
                yield from self._heard(self.glass.ended(event))
                yield from self._scanned()
            case ScanFailed():
                yield from self._heard(self.glass.failed(event))
            case KeepProgressed(document, page) if document == self.document:
                yield from self._made(page)
            case KeepFailed(document) if document == self.document:
                yield from self._fail(event.code, event.sentence)
            case DocumentArrived():
                yield from self._heard(self.paper.document_arrived(event))
            case DocumentRefused():
                yield from self._heard(self.paper.document_refused(event))
            case PrintChanged():
                yield from self._heard(self.paper.print_changed(event))
            case FreeFileGiven(_, manifest, key) if self.stage is FreeStage.FILE:
                self.document = manifest.document
                yield from self._tell(FreeStage.MAKING)
                yield Show(free_scenes.making(self.deed), spoken=False)
                yield from self._heard(self.paper.ask_print(self._print_asked()))
                yield FetchFile(manifest, key)
            case FreeSent() if self.stage is not FreeStage.DONE:
                yield from self._tell(FreeStage.DONE, page=len(self.pages), pages=len(self.pages))
                yield Show(free_scenes.sent(self.deed))
            case FreeNotSent(_, code, sentence) if self.stage is FreeStage.SENDING:
                yield from self._fail(code, sentence)
            case _:
                pass  # late, of what is over

    # -- the pages ---

    def _start(self, now: float) -> Iterator[Command]:
        self.pages, self.document = [], ""
        if self.deed is FreeDeed.PRINT:
            yield from self._tell(FreeStage.FILE)
        else:
            self._until = now + SAID_SECONDS
            yield from self._tell(FreeStage.GUIDING, feeder=self.glass.scanner.feeder != "")
        yield Show(free_scenes.opened(self.deed))

    def _deadline_passed(self, now: float) -> Iterator[Command]:
        if self._until is not None and now >= self._until:
            yield from self._lay(now)
        elif (until := self.glass.guiding_until) is not None and now >= until:
            yield from self._heard(self.glass.start())

    def _lay(self, now: float, source: wire.ScanSource | None = None) -> Iterator[Command]:
        """Guide the hands to the glass, or to the feeder."""
        self._until = None
        self._count += 1
        asked = ScanAsked(self.id, f"sheet-{self._count}", source)
        yield from self._heard(self.glass.ask(asked, now))

    def _pressed(self, press: FreePress, now: float) -> Iterator[Command]:
        guiding = self.glass.guiding_until is not None
        if press is FreePress.FEEDER and not self.glass.scanner.feeder:
            return  # a page that shows no such button any more
        match press:
            case FreePress.START if guiding:
                yield from self._heard(self.glass.start())
            case FreePress.START if self._until is not None:
                yield from self._lay(now)
            case FreePress.FEEDER | FreePress.FLATBED if guiding and self.glass.scan is not None:
                source = wire.ScanSource(press)
                if source is not self.glass.source:  # the same again would mean that it lies
                    asked = ScanAsked(self.id, self.glass.scan, source)
                    yield from self._heard(self.glass.ask(asked, now))
            case FreePress.FEEDER | FreePress.FLATBED if self._until is not None:
                yield from self._lay(now, wire.ScanSource(press))
            case FreePress.MORE if self.stage is FreeStage.PAGE:
                yield from self._lay(now)
            case FreePress.FINISH if self.stage is FreeStage.PAGE:
                yield from self._finish()
            case FreePress.AGAIN if self.stage in (FreeStage.DONE, FreeStage.FAILED):
                yield from self._again(now)
            case _:
                pass  # a late press

    def _again(self, now: float) -> Iterator[Command]:
        if self.deed is FreeDeed.EMAIL and self.stage is FreeStage.DONE:
            return  # nobody knows the address any more
        if self.document and self.told.code == "letter_not_sent":
            yield from self._send()
        else:
            yield from self._start(now)

    def _scanned(self) -> Iterator[Command]:
        """Every sheet of a feeder went through, or the one of the glass."""
        if not self.pages:
            return  # said to have failed
        if self.asked.several and self.glass.source is wire.ScanSource.FLATBED:
            count = len(self.pages)
            yield from self._tell(FreeStage.PAGE, page=count, pages=count)
        else:
            yield from self._finish()

    def _finish(self) -> Iterator[Command]:
        self._count += 1
        self.document = f"pages-{self._count}"
        yield from self._tell(FreeStage.MAKING, pages=len(self.pages))
        yield Show(free_scenes.making(self.deed), spoken=len(self.pages) > 1)
        yield MakeDocument(self.document, tuple(self.pages))

    def _made(self, page: int) -> Iterator[Command]:
        if page < len(self.pages):
            yield from self._tell(FreeStage.MAKING, page=page, pages=len(self.pages))
        elif self.deed is FreeDeed.COPY:
            yield from self._heard(self.paper.ask_print(self._print_asked()))
            yield PrintMade(self.document, len(self.pages))
        else:
            yield from self._send()

    def _send(self) -> Iterator[Command]:
        count = len(self.pages)
        yield from self._tell(FreeStage.SENDING, page=count, pages=count)
        yield Show(free_scenes.sending(self.deed))
        yield SendLetter(self.document)

    @property
    def _how(self) -> HowToPrint:
        return HowToPrint(self.asked.copies, two_sided=False, colour=self.asked.colour)

    def _print_asked(self) -> PrintAsked:
        return PrintAsked(self.id, self.document, self._how)

    # -- what the glass and the printer say ---

    def _heard(self, commands: Iterable[Command]) -> Iterator[Command]:
        """Their words for a console become the host's, their scenes those of nobody's call."""
        for command in commands:
            match command:
                case Send(wire.ScanStatus() as said):
                    yield from self._scan(said)
                case Send(wire.KeepStatus() as said):
                    if said.state is KeepState.FAILED:
                        yield from self._fail(said.code or "", said.sentence or "")
                case Send(wire.PrintStatus() as said):
                    yield from self._print(said)
                case Show():
                    yield self._alone(command)
                case _:
                    yield command

    def _scan(self, said: wire.ScanStatus) -> Iterator[Command]:
        match said.state:
            case ScanState.GUIDING:
                yield from self._tell(
                    FreeStage.GUIDING, page=len(self.pages), feeder=bool(said.feeder)
                )
            case ScanState.SCANNING:
                yield from self._tell(FreeStage.SCANNING, page=len(self.pages))
            case ScanState.SENDING:
                self.pages.append(wire.KeptPage(scan=said.scan, correction=self._corrected(said)))
                yield from self._tell(FreeStage.SCANNING, page=len(self.pages))
            case ScanState.FAILED:
                yield from self._fail(said.code or "", said.sentence or "")
            case ScanState.DONE:
                pass  # told by ScanEnded

    def _corrected(self, said: wire.ScanStatus) -> wire.Correction:
        """Straight and without borders; in colour where it was asked, whatever the page."""
        found = said.proposed or wire.Correction()
        if self.deed is FreeDeed.COPY:
            ink = wire.Ink.COLOUR if self.asked.colour else wire.Ink.GREY
            return found.model_copy(update={"ink": ink})
        return found

    def _print(self, said: wire.PrintStatus) -> Iterator[Command]:
        count = {"page": said.page or 0, "pages": said.pages or 0}
        match said.state:
            case PrintState.SENT | PrintState.PRINTING:
                yield from self._tell(FreeStage.PRINTING, **count)
            case PrintState.FAULT:
                yield from self._tell(FreeStage.FAULT, fault=said.fault, **count)
            case PrintState.OUT | PrintState.PROBABLY_OUT:
                yield from self._tell(FreeStage.DONE, **count)
            case PrintState.FAILED | PrintState.CANCELLED:
                yield from self._fail(said.code or "", said.sentence or "")
            case PrintState.PREPARED | PrintState.SEEN:
                pass  # it goes on by itself

    def _alone(self, show: Show) -> Show:
        made: dict[scenes.SceneId, Callable[[], scenes.Scene]] = {}
        if self.deed is FreeDeed.COPY:
            made[scenes.SceneId.PRINT_OUT] = free_scenes.copied
        if self.asked.several and self.glass.source is wire.ScanSource.FLATBED:
            made[scenes.SceneId.PAGE_SHOWN] = lambda: free_scenes.page(self.deed)
        other = made.get(show.scene.id)
        scene = free_scenes.alone(self.deed, show.scene) if other is None else other()
        return Show(scene, show.page, show.spoken)

    # -- what the host is told ---

    def _fail(self, code: str, sentence: str) -> Iterator[Command]:
        words = SENTENCES.get(code, sentence)
        more = {"code": code or None, "sentence": words or None}
        yield from self._tell(FreeStage.FAILED, page=len(self.pages), **more)
        yield Show(free_scenes.failed(self.deed))

    def _tell(self, stage: FreeStage, **more: object) -> Iterator[Command]:
        """Once: the scanner's tenths of a page are not for the host."""
        told = wire.FreeStatus.model_validate({"free": self.id, "stage": stage, **more})
        before, self.told = self.told, told
        if told != before or stage is FreeStage.GUIDING:
            yield Send(told)
