"""A visit with all that a visit can hold, told step by step: it may be cut at any of them."""

import asyncio
import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from signaling import protocol as wire
from signaling.protocol import DocumentKind

from ..console_peer import ConsolePeer
from ..serving import Ear, until
from ..test_kiosk import PHOTOGRAPH, fetched, send
from .canaries import NAME, Canaries, paper
from .program import Program

M = TypeVar("M", bound=wire.Message)
SEED = 7
PAGE = "topmostSubform[0].Page1[0]."
FIELD, TEXT = PAGE + "txtNoms[0]", PAGE + "txtCirconstances[0]"
STEPS = (
    *("installed", "called", "in call", "remembered", "written", "arriving", "arrived", "shown"),
    *("marked", "form open", "form filled", "form made", "guided", "scanning", "scanned", "kept"),
    *("photographed", "print checked", "printing", "printed", "held", "hung up", "closing"),
    "wiped",
)
PARTS = "shown", "filled", "scanned", "printed"
HURRY = 90.0
"Seconds for any one thing to happen, on a machine that does others."


@dataclass
class Story:
    """Go through :meth:`steps`; every canary that came is in :attr:`canaries`."""

    here: Program
    parts: tuple[str, ...] = PARTS
    "Of its papers: a shorter visit has fewer."
    canaries: Canaries = field(default_factory=Canaries)
    ear: Ear | None = None
    peer: ConsolePeer | None = None
    call: str = ""
    visit: str = ""

    # -- what `send` and `fetched` of the other tests ask of a talk ---

    @property
    def living(self) -> Program:
        return self.here

    @property
    def key(self) -> bytes:
        assert self.peer is not None
        first = wire.decode(wire.on_channel, str(self.peer.read[0]))
        assert isinstance(first, wire.VisitKey)
        return base64.b64decode(first.key)

    def said(self, kind: type[M]) -> list[M]:
        assert self.peer is not None
        told = [wire.decode(wire.on_channel, str(text)) for text in self.peer.read]
        return [message for message in told if isinstance(message, kind)]

    def say(self, message: wire.Message) -> None:
        assert self.peer is not None
        self.peer.channel.send(wire.encode(message))

    async def tell(self, message: wire.Message) -> None:
        assert self.ear is not None
        await self.ear.say(message)

    async def hear(self, kind: type[M], **fields: Any) -> M:
        assert self.ear is not None
        return await self.ear.expect(kind, HURRY, **fields)

    # -- the visit ---

    async def steps(self) -> AsyncIterator[str]:
        """Ends once the kiosk said that all is wiped."""
        await self._install()
        yield "installed"
        async for step in self._call():
            yield step
        async for step in self._words():
            yield step
        async for step in self._papers():
            yield step
        await self.tell(wire.Hangup(call=self.call))
        yield "hung up"
        wiped = (await self.here.journaled()).count("visit_wiped")
        await self.tell(wire.VisitEnd(visit=self.visit))
        yield "closing"
        await self.here.wiped(wiped + 1, HURRY)
        yield "wiped"

    async def close(self) -> None:
        if self.peer is not None:
            await self.peer.close()

    async def _install(self) -> None:
        served = self.here.served
        name, first, motive, mail = self.canaries.new("fiche", 4, NAME)
        fields = {"name": name, "first_name": first, "motive": motive}
        fields["email"] = f"{mail}@exemple.fr"
        host = await served.person("hote.wassigny")
        appointment = await served.registered(**fields)
        self.visit = (await served.desk.install(host, appointment.id, self.here.id)).id
        self.ear, _ = await served.console("conseil.msa")

    async def _call(self) -> AsyncIterator[str]:
        self.peer = ConsolePeer(SEED)
        await self.tell(wire.CallStart(visit=self.visit, sdp=await self.peer.offer()))
        yield "called"
        answer = await self.hear(wire.Answer)
        self.call = answer.call
        await self.peer.accept(answer.sdp)
        await until(lambda: self.peer and self.peer.read and self.peer.pictures > 10, HURRY)
        assert self.here.process is not None
        self.canaries.of_frames(self.here.process.pid, 24)
        yield "in call"

    async def _words(self) -> AsyncIterator[str]:
        self.say(wire.Remember(text=" ".join(self.canaries.new("souvenir", 30))))
        yield "remembered"
        text = " ".join(self.canaries.new("texte", 30))
        self.say(wire.LiveText(n=1, at=0, put=text))
        await until(lambda: self.said(wire.LiveTextShown), HURRY)
        yield "written"
        self.say(wire.LiveText(n=2, at=0, put=""))

    async def _papers(self) -> AsyncIterator[str]:
        every = self._shown, self._filled, self._scanned, self._printed
        for name, part in zip(PARTS, every, strict=True):
            if name not in self.parts:
                continue
            async for step in part():
                yield step
        self.say(wire.Hold(held=True))
        await until(lambda: self.said(wire.KioskState)[-1].held, HURRY)
        yield "held"

    async def _shown(self) -> AsyncIterator[str]:
        page = paper(self.canaries.new("montre", 20))
        sending = asyncio.create_task(send(self, page, "show", kind=DocumentKind.SHOW))  # type: ignore[arg-type]
        yield "arriving"
        await sending
        await self.hear(wire.DocumentDone, document="show")
        yield "arrived"
        self.say(wire.Show(document="show"))
        await until(lambda: self.said(wire.PageShown), HURRY)
        yield "shown"
        points = ((0.1, 0.1), (0.6, 0.2))
        ink = wire.Mark(mark="m1", kind=wire.MarkKind.INK, page=1, points=points)
        self.say(ink)
        yield "marked"

    async def _filled(self) -> AsyncIterator[str]:
        self.say(wire.FormOpen(document="form", form="cerfa_13753_04"))
        await until(lambda: self.said(wire.FormState), HURRY)
        yield "form open"
        for value in self.canaries.new("valeur", 40):
            self.say(wire.FormValue(document="form", field=FIELD, value=value))
        text = " ".join(self.canaries.new("recit", 10))
        self.say(wire.FormValue(document="form", field=TEXT, value=text))
        yield "form filled"
        self.say(wire.FormMake(document="form", into="filled", keep=True))
        ready = await self.hear(wire.DocumentReady)
        self.canaries.of_bytes(await fetched(self, ready.manifest), 6)  # type: ignore[arg-type]
        await self.tell(wire.DocumentDone(document="filled"))
        yield "form made"

    async def _scanned(self) -> AsyncIterator[str]:
        self.here.room.glass.put(PHOTOGRAPH)
        await self.tell(wire.Scan(visit=self.visit, scan="s1"))
        await self.hear(wire.ScanStatus, state="guiding")
        yield "guided"
        await self.tell(wire.Scan(visit=self.visit, scan="s1"))
        await self.hear(wire.ScanStatus, state="scanning")
        yield "scanning"
        await self._page(10)
        self.here.room.glass.remove()
        yield "scanned"
        pages = (wire.KeptPage(scan="s1"),)
        await self.tell(wire.ScanKeep(visit=self.visit, document="kept", pages=pages))
        await self._page(10)
        yield "kept"
        self.say(wire.Snapshot(scan="s2"))
        await self._page(10)
        yield "photographed"

    async def _page(self, count: int) -> None:
        ready = await self.hear(wire.DocumentReady)
        self.canaries.of_bytes(await fetched(self, ready.manifest), count)  # type: ignore[arg-type]
        await self.tell(wire.DocumentDone(document=ready.manifest.document))

    async def _printed(self) -> AsyncIterator[str]:
        await send(self, paper(self.canaries.new("imprime", 40)), "print")  # type: ignore[arg-type]
        await self.hear(wire.DocumentDone, document="print")
        yield "print checked"
        printer = self.here.room.printer
        printer.set_fault("paused")
        await self.tell(wire.Print(visit=self.visit, document="print"))
        await self.hear(wire.PrintStatus, document="print", state="fault")
        yield "printing"
        printer.clear_fault()
        await self.hear(wire.PrintStatus, document="print", state="out")
        yield "printed"
