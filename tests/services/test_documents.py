"""Sealed documents between console and kiosk: stored for certain, resumed, bounded, erased."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from signaling import protocol as wire
from signaling.auth.web import COOKIE
from signaling.documents import seal, unseal
from signaling.errors import NotFound
from signaling.keys import OFFICE
from signaling.mailroom import MAX_DOCUMENTS
from signaling.protocol import CHUNK_BYTES, DocumentKind, Manifest
from signaling.store import visits

from .serving import SDP, Ear, Kiosk, Served, serving, until

KEY = bytes(range(32))


def sealed(
    kind: DocumentKind, document: str = "d1", size: int = CHUNK_BYTES + 1000
) -> tuple[Manifest, dict[str, bytes]]:
    data = os.urandom(size)
    return seal(KEY, document, kind, "application/pdf", os.urandom(8), data)


class Visit:
    """A console and a kiosk in a call, and their ways to the documents."""

    def __init__(self, served: Served, console: Ear, kiosk: Kiosk, ear: Ear, id: str) -> None:
        self.served, self.console, self.kiosk, self.ear, self.id = served, console, kiosk, ear, id

    async def request(
        self, session: aiohttp.ClientSession, method: str, name: str, **more: object
    ) -> tuple[int, bytes]:
        document = str(more.pop("document", "d1"))
        visit = str(more.pop("visit", self.id))
        path = f"/documents/{visit}/{document}/{name}"
        async with session.request(method, path, **more) as answer:  # type: ignore[arg-type]
            return answer.status, await answer.read()

    def as_kiosk(self, kiosk: Kiosk | None = None) -> aiohttp.ClientSession:
        token = (kiosk or self.kiosk).token
        return self.served.browser_with({"Authorization": f"Bearer {token}"})

    async def as_console(self, login: str = "conseil.msa") -> aiohttp.ClientSession:
        return await self.served.signed_in(login)


async def visiting(served: Served) -> Visit:
    console, ear, kiosk, visit, _ = await served.in_call()
    return Visit(served, console, kiosk, ear, visit)


async def test_a_scan_travels_from_the_glass_to_the_console() -> None:
    async with serving() as served:
        visit = await visiting(served)
        manifest, pieces = sealed(DocumentKind.SCAN)
        await visit.ear.say(wire.DocumentAnnounce(visit=visit.id, manifest=manifest))
        wanted = await visit.ear.expect(wire.DocumentWanted)
        assert wanted.missing == tuple(chunk.sha256 for chunk in manifest.chunks)
        kiosk, console = visit.as_kiosk(), await visit.as_console()
        for name in wanted.missing:
            assert (await visit.request(kiosk, "PUT", name, data=pieces[name]))[0] == 201
            assert (await visit.request(kiosk, "PUT", name, data=pieces[name]))[0] == 204
        ready = await visit.console.expect(wire.DocumentReady)
        assert ready.manifest == manifest
        got = {}
        for chunk in ready.manifest.chunks:
            status, got[chunk.sha256] = await visit.request(console, "GET", chunk.sha256)
            assert status == 200
        assert unseal(KEY, ready.manifest, got) == unseal(KEY, manifest, pieces)
        await visit.console.say(wire.DocumentDone(document="d1"))
        assert (await visit.ear.expect(wire.DocumentDone)).document == "d1"


async def test_a_page_to_print_travels_the_other_way_and_prints_only_in_its_visit() -> None:
    async with serving() as served:
        visit = await visiting(served)
        manifest, pieces = sealed(DocumentKind.PRINT, size=500)
        (name,) = pieces
        await visit.console.say(wire.Print(visit=visit.id, document="d1"))
        assert (await visit.console.expect(wire.Error)).code == "not_found"
        await visit.console.say(wire.DocumentAnnounce(visit=visit.id, manifest=manifest))
        await visit.console.expect(wire.DocumentWanted)
        console = await visit.as_console()
        assert (await visit.request(console, "PUT", name, data=pieces[name]))[0] == 201
        assert (await visit.ear.expect(wire.DocumentReady)).manifest == manifest
        kiosk = visit.as_kiosk()
        assert await visit.request(kiosk, "GET", name) == (200, pieces[name])
        await visit.ear.say(wire.DocumentDone(document="d1"))
        await visit.console.expect(wire.DocumentDone)
        await visit.console.say(wire.Print(visit=visit.id, document="d1", copies=2))
        assert (await visit.ear.expect(wire.Print)).copies == 2
        status = wire.PrintStatus(
            visit=visit.id, document="d1", state=wire.PrintState.OUT, page=2, pages=2
        )
        await visit.ear.say(status)
        assert await visit.console.expect(wire.PrintStatus) == status


async def test_after_a_cut_only_the_missing_pieces_are_wanted() -> None:
    async with serving() as served:
        visit = await visiting(served)
        manifest, pieces = sealed(DocumentKind.SCAN, size=3 * CHUNK_BYTES)
        announce = wire.DocumentAnnounce(visit=visit.id, manifest=manifest)
        await visit.ear.say(announce)
        first, *others = (await visit.ear.expect(wire.DocumentWanted)).missing
        await visit.request(visit.as_kiosk(), "PUT", first, data=pieces[first])
        await served.stop()
        await served.start()
        ear, _ = await served.connect(visit.kiosk)
        console, _ = await served.console()
        await ear.say(announce)
        assert (await ear.expect(wire.DocumentWanted)).missing == tuple(others)
        for name in others:
            status, _ = await visit.request(visit.as_kiosk(), "PUT", name, data=pieces[name])
            assert status == 201
        await console.expect(wire.DocumentReady)
        await ear.say(announce)
        assert (await ear.expect(wire.DocumentWanted)).missing == ()


async def test_what_one_end_missed_is_told_again() -> None:
    async with serving() as served:
        visit = await visiting(served)
        manifest, pieces = sealed(DocumentKind.SCAN, size=100)
        (name,) = pieces
        announce = wire.DocumentAnnounce(visit=visit.id, manifest=manifest)
        await visit.ear.say(announce)
        await visit.ear.expect(wire.DocumentWanted)
        await visit.console.socket.close()
        await visit.request(visit.as_kiosk(), "PUT", name, data=pieces[name])
        reloaded, _ = await served.console()
        assert (await reloaded.expect(wire.DocumentReady)).manifest == manifest
        await reloaded.say(wire.DocumentDone(document="d1"))
        await visit.ear.expect(wire.DocumentDone)
        await visit.ear.say(announce)
        await visit.ear.expect(wire.DocumentDone)


async def test_a_console_that_calls_again_hears_of_the_pages_scanned_before() -> None:
    async with serving() as served:
        visit = await visiting(served)
        manifest, pieces = sealed(DocumentKind.SCAN, size=100)
        (name,) = pieces
        await visit.ear.say(wire.DocumentAnnounce(visit=visit.id, manifest=manifest))
        await visit.ear.expect(wire.DocumentWanted)
        await visit.request(visit.as_kiosk(), "PUT", name, data=pieces[name])
        call = (await visit.console.expect(wire.CallChanged)).call.id
        await visit.console.say(wire.Hangup(call=call))
        await visit.ear.expect(wire.Hangup)
        await visit.console.socket.close()
        reloaded, welcome = await served.console()
        assert welcome.call is None
        await reloaded.say(wire.CallStart(visit=visit.id, sdp=SDP))
        ring = await visit.ear.expect(wire.Ring)
        await visit.ear.say(wire.Answer(call=ring.call, sdp=SDP))
        await reloaded.expect(wire.Answer)
        assert (await reloaded.expect(wire.DocumentReady)).manifest == manifest


async def test_only_the_two_parties_reach_a_document() -> None:
    async with serving() as served:
        visit = await visiting(served)
        manifest, pieces = sealed(DocumentKind.SCAN, size=100)
        (name,) = pieces
        await visit.ear.say(wire.DocumentAnnounce(visit=visit.id, manifest=manifest))
        await visit.ear.expect(wire.DocumentWanted)
        await visit.request(visit.as_kiosk(), "PUT", name, data=pieces[name])
        other = await served.enrolled()
        await served.connect(other)
        for session, expected in (
            (served.browser(), 401),
            (await visit.as_console("hote.wassigny"), 403),
            (await visit.as_console("admin"), 403),
            (await visit.as_console("conseil.caf"), 404),
            (visit.as_kiosk(other), 404),
            (visit.as_kiosk(Kiosk("", visit.kiosk.key, token="x" * 22)), 401),
        ):
            assert (await visit.request(session, "GET", name))[0] == expected
            status, _ = await visit.request(session, "PUT", name, data=pieces[name])
            assert status == expected
        console = await visit.as_console()
        status, _ = await visit.request(console, "PUT", name, data=pieces[name])
        assert status == 404, "the console cannot write in the kiosk's document"


async def test_a_kiosk_s_token_lives_as_long_as_its_socket() -> None:
    async with serving() as served:
        visit = await visiting(served)
        manifest, pieces = sealed(DocumentKind.SCAN, size=100)
        (name,) = pieces
        await visit.ear.say(wire.DocumentAnnounce(visit=visit.id, manifest=manifest))
        await visit.ear.expect(wire.DocumentWanted)
        session = visit.as_kiosk()
        await visit.ear.socket.close()
        await until(lambda: not served.app[OFFICE].presence.is_there(visit.kiosk.id))
        assert (await visit.request(session, "PUT", name, data=pieces[name]))[0] == 401


async def test_a_piece_that_is_not_what_was_announced_is_refused() -> None:
    async with serving() as served:
        visit = await visiting(served)
        manifest, pieces = sealed(DocumentKind.SCAN, size=100)
        (name,) = pieces
        kiosk = visit.as_kiosk()
        await visit.ear.say(wire.DocumentAnnounce(visit=visit.id, manifest=manifest))
        await visit.ear.expect(wire.DocumentWanted)
        flipped = bytes([pieces[name][0] ^ 1]) + pieces[name][1:]
        for data in (flipped, pieces[name] + b"x", pieces[name][:-1], b""):
            assert (await visit.request(kiosk, "PUT", name, data=data))[0] == 400
        assert (await visit.request(kiosk, "PUT", "0" * 64, data=b"x" * 100))[0] == 404
        assert (await visit.request(kiosk, "PUT", name, data=bytes(CHUNK_BYTES + 17)))[0] == 413

        async def endless() -> "asyncio.AsyncIterator[bytes]":  # type: ignore[name-defined]
            for _ in range(100):
                yield bytes(CHUNK_BYTES)

        try:
            status, _ = await visit.request(kiosk, "PUT", name, data=endless())
            assert status == 413
        except aiohttp.ClientError:
            pass  # cut before it had said all of it
        assert (await visit.request(kiosk, "GET", name))[0] == 404, "nothing of these was kept"


async def test_a_document_is_announced_once_by_its_own_end() -> None:
    async with serving() as served:
        visit = await visiting(served)
        scan, _ = sealed(DocumentKind.SCAN)
        other, _ = sealed(DocumentKind.SCAN)
        printed, _ = sealed(DocumentKind.PRINT, "d2")
        await visit.ear.say(wire.DocumentAnnounce(visit=visit.id, manifest=scan))
        await visit.ear.expect(wire.DocumentWanted)
        for ear, manifest, code in (
            (visit.ear, other, "conflict"),
            (visit.ear, printed, "bad_document"),
            (visit.console, scan, "bad_document"),
        ):
            await ear.say(wire.DocumentAnnounce(visit=visit.id, manifest=manifest))
            assert (await ear.expect(wire.Error)).code == code


async def test_a_visit_has_a_bounded_number_of_documents() -> None:
    async with serving() as served:
        visit = await visiting(served)
        for number in range(MAX_DOCUMENTS):
            manifest, _ = sealed(DocumentKind.SCAN, f"d{number}", 10)
            await visit.ear.say(wire.DocumentAnnounce(visit=visit.id, manifest=manifest))
            await visit.ear.expect(wire.DocumentWanted)
        manifest, _ = sealed(DocumentKind.SCAN, "one-more", 10)
        await visit.ear.say(wire.DocumentAnnounce(visit=visit.id, manifest=manifest))
        refused = await visit.ear.expect(wire.Error)
        assert (refused.code, refused.document) == ("too_many_documents", "one-more")


async def test_the_end_of_the_visit_erases_every_piece() -> None:
    async with serving() as served:
        visit = await visiting(served)
        manifest, pieces = sealed(DocumentKind.SCAN, size=100)
        (name,) = pieces
        await visit.ear.say(wire.DocumentAnnounce(visit=visit.id, manifest=manifest))
        await visit.ear.expect(wire.DocumentWanted)
        kiosk, console = visit.as_kiosk(), await visit.as_console()
        await visit.request(kiosk, "PUT", name, data=pieces[name])
        folder = served.folder / "documents"
        assert len([path for path in folder.rglob("*") if path.is_file()]) == 1
        await visit.console.say(wire.VisitEnd(visit=visit.id))
        await visit.ear.expect(wire.VisitClose)
        await until(lambda: list(folder.iterdir()) == [])
        for session in (kiosk, console):
            assert (await visit.request(session, "GET", name))[0] in (404, 409)
            assert (await visit.request(session, "PUT", name, data=pieces[name]))[0] in (404, 409)
        assert list(folder.iterdir()) == []


async def test_a_piece_in_flight_when_the_visit_ends_is_erased_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with serving() as served:
        visit = await visiting(served)
        manifest, pieces = sealed(DocumentKind.SCAN, size=100)
        (name,) = pieces
        await visit.ear.say(wire.DocumentAnnounce(visit=visit.id, manifest=manifest))
        await visit.ear.expect(wire.DocumentWanted)
        counsellor = await served.person("conseil.msa")
        loop, written = asyncio.get_running_loop(), served.app[OFFICE].chunks.write

        def write_late(*arguments: object) -> None:
            ended = served.desk.end_visit(counsellor, visit.id)
            asyncio.run_coroutine_threadsafe(ended, loop).result(10)
            written(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(served.app[OFFICE].chunks, "write", write_late)
        assert (await visit.request(visit.as_kiosk(), "PUT", name, data=pieces[name]))[0] == 409
        assert list((served.folder / "documents").iterdir()) == []


async def test_files_that_a_cut_left_behind_are_swept_at_the_next_start() -> None:
    async with serving() as served:
        stale = served.folder / "documents" / "visit-gone" / "d1"
        stale.mkdir(parents=True)
        (stale / ("0" * 64)).write_bytes(b"sealed")
        await served.stop()
        await served.start()
        await until(lambda: not stale.exists())


WRITER = """
import sys, time
from pathlib import Path
from signaling.store.chunks import ChunkFiles
files = ChunkFiles(Path(sys.argv[1]))
for number in range(10_000):
    files.write("v1", "d1", f"{number:064x}", bytes([number % 256]) * 100_000)
    print(number, flush=True)
"""


async def test_what_was_acknowledged_survives_a_kill_and_nothing_is_half_there(
    tmp_path: Path,
) -> None:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITER, str(tmp_path), stdout=asyncio.subprocess.PIPE
    )
    assert child.stdout is not None
    last = -1
    while last < 20:
        last = int(await child.stdout.readline())
    child.send_signal(signal.SIGKILL)
    told = (await child.stdout.read()).split()
    await child.wait()
    last = int(told[-1]) if told else last
    for number in range(last + 1):
        whole = tmp_path / "v1" / "d1" / f"{number:064x}"
        assert whole.read_bytes() == bytes([number % 256]) * 100_000
    for path in (tmp_path / "v1" / "d1").iterdir():
        assert path.name.startswith(".") or path.stat().st_size == 100_000


async def test_a_visit_of_another_organisation_is_not_even_named() -> None:
    async with serving() as served:
        visit = await visiting(served)
        session = await visit.as_console("conseil.caf")
        known = await visit.request(session, "GET", "0" * 64)
        unknown = await visit.request(session, "GET", "0" * 64, visit="visit-unknown")
        assert known == unknown
        with pytest.raises(NotFound):
            await served.desk.end_visit(await served.person("conseil.caf"), visit.id)
        async with served.store.reading() as tx:
            still = await visits.by_id(tx, visit.id)
        assert still is not None
        assert still.state is wire.VisitState.IN_CALL
        assert COOKIE in {cookie.key for cookie in session.cookie_jar}
