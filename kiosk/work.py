"""The paper of the visit in progress, as the printer and documents do it."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from devices.errors import DeviceError
from devices.printer import END_STATES, PrintRequest
from devices.printer import PrintChanged as PrinterSaid
from signaling import protocol as wire
from signaling.errors import BadDocument

from . import window
from .core import events as e
from .core.scenes import VoiceLine
from .courier import Courier
from .display import Display
from .drafting import Drafting
from .filling import Filling
from .hardware import Hardware
from .incall import HEARD, InCall
from .link import Link
from .pace import Pace
from .paper.cleaner import Cleaned
from .replying import Replying
from .scans import Scans
from .session import Session
from .showing import Showing
from .window import SharedWindow

log = logging.getLogger(__name__)

CLEAN_SECONDS = 20.0
CLEAR_SECONDS = 4.0
"For the printer's driver to hear that a visit is over; the wipe waits no longer for it."

OF_FORMS = (
    wire.FormOpen,
    wire.FormValue,
    wire.FormEdit,
    wire.FormFocus,
    wire.FormSpeak,
    wire.FormMake,
    wire.FormClose,
)
OVER_A_DRAFT = wire.Show, wire.ShowNothing, wire.FormOpen

Spawn = Callable[[Coroutine[Any, Any, None]], "asyncio.Task[None]"]


class Desk:
    """One per visit; `put` hands events to the attendant, `say` words to the console's channel,
    `read` a line to the voice."""

    courier: type[Courier] = Courier

    def __init__(
        self,
        session: Session,
        hardware: Hardware,
        link: Link,
        display: Display,
        put: Callable[[e.Event], None],
        say: Callable[[wire.Message], None],
        read: Callable[[VoiceLine], None],
        spawn: Spawn,
    ) -> None:
        self.session, self._hardware, self._put, self._spawn = session, hardware, put, spawn
        self._say = say
        self._link, pace = link, Pace.of(hardware.upload_kbps)
        self._courier = self.courier(session.visit, session.key, link, link.send, pace)
        self.scans = Scans(session, hardware, self._courier, put, self._start)
        self.showing = Showing(session, hardware, display, put, say, self._start)
        self.filling = Filling(
            session, hardware, link, self._courier, self.showing, put, say, read, self._start
        )
        self.incall = InCall(hardware, display, put, say, self._start)
        self.reply = Replying(hardware, display, say, read)
        self.window = SharedWindow(hardware.window_board, display, put, say)
        self.drafting = Drafting(session, hardware, self.showing, self._start)
        self._jobs: dict[str, str] = {}
        "Document by the printer's job."
        self._cancelled: set[str] = set()
        "Documents cancelled while the printer had not named their job."
        self._arriving: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    # -- what the console says on the channel ---

    def hear(self, message: wire.Message) -> None:
        if isinstance(message, OVER_A_DRAFT):
            self.drafting.forget()
        if isinstance(message, wire.Draft):
            self.drafting.hear(message)
        elif isinstance(message, wire.Remember):
            self.session.memory = message.text
        elif isinstance(message, OF_FORMS):
            self.filling.hear(message)
        elif isinstance(message, window.HEARD):
            self.window.hear(message)
        elif isinstance(message, wire.ReplyPad):
            self.reply.hear(message)
        elif isinstance(message, HEARD):
            self.incall.hear(message)
        else:
            self.showing.hear(message)

    def renew(self) -> None:
        """Another channel."""
        self._say(wire.Remembered(text=self.session.memory))
        self._put(e.ChannelOpened())
        self.showing.renew()
        self.filling.renew()
        self.incall.tell()
        self.reply.renew()

    def hold(self, held: bool) -> None:
        """Nobody would read what is written on hold."""
        if held:
            self.reply.close()
        self.incall.hold(held)

    def rest(self) -> None:
        """The call is over."""
        self.drafting.forget()
        self.showing.clear()
        self.filling.rest()
        self.incall.rest()
        self.reply.close()
        self.window.clear()

    def inherit(self, before: "Desk", released: Iterable[wire.Release]) -> None:
        """What goes along to who took the call over: shown here as before, sealed for them."""
        before.rest()
        for document, data in before.session.released(released).items():
            self.session.keep_shown(document, data)
            self._courier.post(document, wire.DocumentKind.SCAN, data)

    # -- printing ---

    def print(self, document: str, how: e.HowToPrint) -> None:
        self._cancelled.discard(document)
        self._start(self._print(document, how))

    async def _print(self, document: str, how: e.HowToPrint) -> None:
        paper = self.session.papers[document]
        request = PrintRequest(paper.pdf, how.copies, how.two_sided, how.colour, paper.pages)
        try:
            job = await self._hardware.press.submit(request)
        except DeviceError as error:
            self._failed(document, error)
            return
        self._jobs[job] = document
        if document in self._cancelled:
            self._cancelled.discard(document)
            await self._hardware.press.cancel(job)

    def cancel_print(self, document: str) -> None:
        jobs = [job for job, known in self._jobs.items() if known == document]
        for job in jobs:
            self._start(self._hardware.press.cancel(job))
        if not jobs:
            self._cancelled.add(document)

    def printed(self, said: PrinterSaid) -> None:
        """The printer's truth about one of our jobs. One of which this visit knows nothing is
        cancelled: of an earlier visit, or of a driver that died before it could name it."""
        document = self._jobs.get(said.job)
        if document is None:
            if said.state not in END_STATES:
                self._start(self._hardware.press.cancel(said.job))
            return
        if said.state in END_STATES:
            del self._jobs[said.job]
        self._put(
            e.PrintChanged(
                document,
                wire.PrintState(said.state),
                page=said.page,
                pages=said.pages,
                fault=wire.Fault(said.fault) if said.fault else None,
                code=said.code,
            )
        )

    def _failed(self, document: str, error: DeviceError) -> None:
        state, sentence = wire.PrintState.FAILED, f"{error.sentence} {error.remedy}"
        self._put(e.PrintChanged(document, state, code=error.code, sentence=sentence))

    # -- documents ---

    def send_sheets(self, printed: str, document: str) -> None:
        paper = self.session.papers[printed]
        self._courier.post(document, wire.DocumentKind.SCAN, paper.kept or paper.pdf)

    def upload(self, wanted: wire.DocumentWanted) -> None:
        self._start(self._courier.wanted(wanted))

    def announce_again(self) -> None:
        self._courier.announce_again()

    def not_taken(self, error: wire.Error) -> None:
        """The server refuses a document for good: whoever waits for it is told."""
        if error.document is not None and self._courier.outbox.done(error.document):
            self._put(e.KeepFailed(error.document, error.code, error.sentence))

    def delivered(self, document: str) -> None:
        self._courier.outbox.done(document)

    def receive(self, ready: wire.DocumentReady) -> None:
        """Once: the server says it again after each reconnection."""
        ours = ready.visit == self.session.visit
        manifest = ready.manifest
        receive = {
            wire.DocumentKind.PRINT: self._receive,
            wire.DocumentKind.SHOW: self._receive_shown,
        }.get(manifest.kind)
        if ours and receive is not None and manifest.document not in self._arriving:
            self._arriving.add(manifest.document)
            self._start(receive(manifest))

    async def _receive(self, manifest: wire.Manifest) -> None:
        document = manifest.document
        try:
            data = await self._courier.fetch(manifest)
            self.session.keep_shown(document, data)
            cleaner = self._hardware.cleaner
            paper: Cleaned = await cleaner.call("clean", data, timeout=CLEAN_SECONDS)
        except (BadDocument, ValueError, OSError) as error:
            self._refuse(document, BadDocument.code, BadDocument.sentence, type(error).__name__)
        except DeviceError as error:
            self._refuse(document, error.code, f"{error.sentence} {error.remedy}", error.detail)
        else:
            self.session.papers[document] = paper
            self._put(e.DocumentArrived(document, paper.pages))

    async def _receive_shown(self, manifest: wire.Manifest) -> None:
        """Whether it can be shown is seen when it is asked for."""
        try:
            data = await self._courier.fetch(manifest)
            self.session.keep_shown(manifest.document, data)
            self.filling.manifests[manifest.document] = manifest
        except (BadDocument, ValueError, OSError) as error:
            log.warning("document not received: %s", type(error).__name__)
            self._arriving.discard(manifest.document)

    def _refuse(self, document: str, code: str, sentence: str, detail: str) -> None:
        log.warning("document refused: %s %s", code, detail)
        self._arriving.discard(document)
        self._put(e.DocumentRefused(document, code, sentence))

    # -- the end ---

    async def close(self) -> None:
        """Nothing more is printed, sent or kept."""
        self._hardware.press.owe()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        clearing = self._spawn(self._hardware.press.clear())
        self._courier.outbox.wipe()
        self.showing.end()
        self.incall.end()
        self.reply.close()
        self.window.end()
        self.filling.end()
        self.session.wipe()
        held = self._hardware.cleaner, self._hardware.reader, self._hardware.pages
        try:
            await asyncio.gather(*(worker.renew() for worker in held), self.incall.close())
        finally:
            self.session.wipe()  # of what one of them may have written in its last moment
        await asyncio.wait([clearing], timeout=CLEAR_SECONDS)

    def _start(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        task = self._spawn(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
