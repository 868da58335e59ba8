"""A cut at any moment of a document's way: nothing lost, nothing doubled, nothing from zero."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from kiosk.courier import Courier
from kiosk.identity import Identity
from kiosk.link import Link
from kiosk.pace import BURST, Pace
from signaling import protocol as wire
from signaling.documents import Inbox
from signaling.protocol import CHUNK_BYTES, DocumentKind

from .serving import Ear, Kiosk, Served, serving, until

KEY = bytes(range(32))
CHUNKS = 4
SIZE = CHUNKS * CHUNK_BYTES - 100_000
OVERHEAD = 40_000
"Handshakes, headers and messages of one connection, and more."


class Line:
    """Between kiosk and server. It breaks when the kiosk has sent so much, then works again."""

    def __init__(self, port: int, breaks: list[int]) -> None:
        self.sent, self._port, self._breaks = 0, port, breaks
        self._writers: set[asyncio.StreamWriter] = set()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("localhost", self._port)
        self._writers |= {writer, far_writer}
        up = asyncio.create_task(self._pump(reader, far_writer, counted=True))
        await asyncio.gather(up, self._pump(far_reader, writer, counted=False))

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, counted: bool
    ) -> None:
        try:
            while data := await reader.read(4096):
                writer.write(data)
                await writer.drain()
                self.sent += len(data) if counted else 0
                if self._breaks and self.sent >= self._breaks[0]:
                    self._breaks.pop(0)
                    self._cut()
        except OSError:
            pass
        writer.close()

    def _cut(self) -> None:
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()


class Sender:
    """The kiosk's own link and courier."""

    def __init__(self, served: Served, kiosk: Kiosk, port: int, visit: str, pace: Pace) -> None:
        origin = f"https://localhost:{port}"
        self.link = Link(origin, Identity(kiosk.key), served.tls, wire.Lights, self._heard)
        self.courier = Courier(visit, KEY, self.link, self.link.send, pace)
        self.uploads: set[asyncio.Task[None]] = set()
        self.done = asyncio.Event()

    async def _heard(self, message: wire.Message) -> None:
        match message:
            case wire.KioskWelcome():
                self.courier.announce_again()
            case wire.DocumentWanted():
                self.uploads.add(asyncio.create_task(self.courier.wanted(message)))
            case wire.DocumentDone(document=document):
                self.courier.outbox.done(document)
                self.done.set()


@asynccontextmanager
async def sending(
    breaks: list[int], pace: Pace
) -> AsyncIterator[tuple[Served, Ear, Line, Sender, str]]:
    async with serving() as served:
        console, ear, kiosk, visit, _ = await served.in_call()
        await ear.socket.close()
        line = Line(served.port, breaks)
        server = await asyncio.start_server(line.carry, "localhost", 0)
        port = server.sockets[0].getsockname()[1]
        sender = Sender(served, kiosk, port, visit, pace)
        running = asyncio.create_task(sender.link.run())
        try:
            await until(lambda: sender.link.connected, 20)
            yield served, console, line, sender, visit
        finally:
            running.cancel()
            await asyncio.wait([running, *sender.uploads])
            server.close()


async def opened(served: Served, visit: str, manifest: wire.Manifest) -> bytes:
    browser = await served.signed_in("conseil.msa")
    inbox = Inbox(manifest)
    for name in inbox.missing():
        async with browser.get(f"/documents/{visit}/{manifest.document}/{name}") as answer:
            assert answer.status == 200
            assert inbox.received(name, await answer.read())
    return inbox.open(KEY)


@pytest.mark.parametrize(
    "breaks",
    [
        [],
        [9_000],
        [CHUNK_BYTES // 2],
        [CHUNK_BYTES + 7_000],
        [SIZE - 2_000, SIZE + 2_000],
        [150_000, 300_000, 700_000, 760_000, 1_100_000],
    ],
    ids=["none", "at the first bytes", "in a piece", "between two", "at the end", "five times"],
)
@pytest.mark.timeout(90)
async def test_a_cut_line_loses_nothing_doubles_nothing_and_restarts_nothing_from_zero(breaks):
    data, cuts = os.urandom(SIZE), len(breaks)
    async with sending(breaks, Pace.of(400_000)) as (served, console, line, sender, visit):
        sender.courier.post("d1", DocumentKind.SCAN, data)
        async with asyncio.timeout(60):
            while True:
                try:
                    ready = await console.expect(wire.DocumentReady)
                    break
                except TimeoutError:
                    continue
        assert not line._breaks
        assert await opened(served, visit, ready.manifest) == data
        await console.say(wire.DocumentDone(document="d1"))
        await asyncio.wait_for(sender.done.wait(), 30)
        stored = [p for p in (served.folder / "documents").rglob("*") if p.is_file()]
        assert len(stored) == CHUNKS
        assert line.sent < SIZE + (cuts + 1) * OVERHEAD + cuts * (CHUNK_BYTES + OVERHEAD)
        assert sender.courier.outbox.manifests() == []


@pytest.mark.timeout(60)
async def test_a_document_leaves_no_faster_than_the_pace_and_small_messages_pass_it():
    rate = 400_000
    async with sending([], Pace.of(rate * 8 // 1000)) as (_, console, line, sender, visit):
        loop = asyncio.get_running_loop()
        before, began = line.sent, loop.time()
        sender.courier.post("d1", DocumentKind.SCAN, os.urandom(SIZE))
        await until(lambda: line.sent - before > SIZE // 3, 30)
        sender.link.send(wire.ScanStatus(visit=visit, scan="s1", state=wire.ScanState.SCANNING))
        assert (await console.expect(wire.ScanStatus)).scan == "s1"
        await until(lambda: line.sent - before > SIZE, 30)
        elapsed = loop.time() - began
        assert (line.sent - before) / rate < elapsed + (BURST + OVERHEAD) / rate
