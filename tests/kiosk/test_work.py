"""The end of a visit's desk: nothing of it stays, whatever its processes were doing."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from kiosk.core import events as e
from kiosk.press import Press
from kiosk.session import Session
from kiosk.work import Desk
from signaling import protocol as wire


def desk_of(session: Session, display: Any = None, put: Any = None, **workers: object) -> Desk:
    hardware: Any = SimpleNamespace(upload_kbps=200, press=Press(None), sound=None, **workers)
    link: Any = SimpleNamespace(send=lambda _: None)
    display = display or SimpleNamespace(read=None)

    def ignored(_: object) -> None: ...

    put = put or ignored
    return Desk(session, hardware, link, display, put, ignored, ignored, asyncio.create_task)


class Writer:
    """A worker that was in the middle of a page: it is written as its process ends."""

    def __init__(self, page: Path) -> None:
        self._page = page
        self.renewed = False

    async def renew(self) -> None:
        await asyncio.sleep(0)
        self._page.parent.mkdir(exist_ok=True)
        self._page.write_bytes(b"a page")
        self.renewed = True


async def test_a_page_that_is_written_as_the_visit_ends_does_not_outlive_it(tmp_path):
    session = Session("v1", tmp_path)
    workers = {name: Writer(session.directory / name) for name in ("cleaner", "reader", "pages")}
    await desk_of(session, **workers).close()
    assert list(tmp_path.iterdir()) == []
    assert all(worker.renewed for worker in workers.values())


async def test_the_end_of_a_visit_leaves_the_screens_to_the_one_that_began_meanwhile(tmp_path):
    workers = {name: Writer(tmp_path / "x" / name) for name in ("cleaner", "reader", "pages")}
    display = SimpleNamespace(read=None)
    before = desk_of(Session("v1", tmp_path), display, **workers)
    desk_of(Session("v2", tmp_path), display, **workers)
    heard, read = display.heard, display.read
    await before.close()
    assert (display.heard, display.read) == (heard, read)


async def test_a_document_that_the_server_refuses_is_told_once_to_who_waits_for_it(tmp_path):
    heard: list[e.Event] = []
    desk = desk_of(Session("v1", tmp_path), put=heard.append)
    desk._courier.post("d1", wire.DocumentKind.SCAN, b"%PDF-")
    many = "too_many_documents", "Une visite compte au plus 20 documents."
    for document in ("d1", "d1", "of-another-visit", None):
        desk.not_taken(wire.Error(code=many[0], sentence=many[1], document=document))
    assert heard == [e.KeepFailed("d1", *many)]
    assert desk._courier.outbox.manifests() == []
