"""The end of a visit's desk: nothing of it stays, whatever its processes were doing."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from kiosk.core import events as e
from kiosk.display import Display
from kiosk.hardware import Hardware
from kiosk.session import Session
from kiosk.settings import KioskSettings
from kiosk.work import Desk
from signaling import protocol as wire


def display() -> Display:
    return Display({}, {}, lambda: None)


def desk_of(
    session: Session, screens: Display, put: Any = None, say: Any = None, **workers: object
) -> Desk:
    """With real devices that were never started, but for these workers."""

    def ignored(_: object) -> None: ...

    settings = KioskSettings(camera="")
    hardware = Hardware(settings, lambda: None, ignored, ignored)
    vars(hardware).update(workers)
    link: Any = SimpleNamespace(send=ignored)
    put, say = put or ignored, say or ignored
    return Desk(session, hardware, link, screens, put, say, ignored, asyncio.create_task)


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
    await desk_of(session, display(), **workers).close()
    assert list(tmp_path.iterdir()) == []
    assert all(worker.renewed for worker in workers.values())


async def test_the_end_of_a_visit_leaves_the_screens_to_the_one_that_began_meanwhile(tmp_path):
    workers = {name: Writer(tmp_path / "x" / name) for name in ("cleaner", "reader", "pages")}
    screens = display()
    before = desk_of(Session("v1", tmp_path), screens, **workers)
    desk_of(Session("v2", tmp_path), screens, **workers)
    hears = screens.heard, screens.lectern, screens.read, screens.window
    await before.close()
    assert (screens.heard, screens.lectern, screens.read, screens.window) == hears


async def test_what_the_console_has_remembered_is_said_on_each_channel_and_goes_with_the_visit(
    tmp_path,
):
    said: list[wire.Message] = []
    session = Session("v1", tmp_path)
    workers = {name: Writer(session.directory / name) for name in ("cleaner", "reader", "pages")}
    desk = desk_of(session, display(), say=said.append, **workers)
    desk.renew()
    desk.hear(wire.Remember(text="an older page"))
    desk.hear(wire.Remember(text="the newest page"))
    desk.renew()
    told = [message.text for message in said if isinstance(message, wire.Remembered)]
    assert told == ["", "the newest page"]
    assert "newest" not in repr(wire.Remembered(text="the newest page"))
    heir = desk_of(Session("v1", tmp_path), display(), say=said.append, **workers)
    heir.inherit(desk, [])
    heir.renew()
    assert [m.text for m in said if isinstance(m, wire.Remembered)][-1] == ""
    await desk.close()
    assert session.memory == ""


async def test_a_document_that_the_server_refuses_is_told_once_to_who_waits_for_it(tmp_path):
    heard: list[e.Event] = []
    desk = desk_of(Session("v1", tmp_path), display(), put=heard.append)
    desk._courier.post("d1", wire.DocumentKind.SCAN, b"%PDF-")
    many = "too_many_documents", "Une visite compte au plus 20 documents."
    for document in ("d1", "d1", "of-another-visit", None):
        desk.not_taken(wire.Error(code=many[0], sentence=many[1], document=document))
    assert heard == [e.KeepFailed("d1", *many)]
    assert desk._courier.outbox.manifests() == []
