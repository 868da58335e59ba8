"""What is laid out or read takes a moment: what the counsellor did meanwhile is what counts."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.core import events as e
from kiosk.core.form import Blank, Field, Kind, Size
from kiosk.core.form import Place as Box
from kiosk.drafting import Drafting
from kiosk.filling import MAX_MADE, Filling
from kiosk.paper.cleaner import Cleaned
from kiosk.session import Session
from signaling import protocol as wire

BLANK = Blank((Size(595, 842),), (Field("name", Kind.TEXT, (Box(0, 0.1, 0.1, 0.4, 0.2),)),))
LETTER = wire.Letter(sender=("Camille",))


class Desk:
    """The visit's desk as far as drafts and forms need it; the cleaner answers when it may."""

    def __init__(self, folder: Path) -> None:
        self.session = Session("v1", folder)
        self.may_answer = asyncio.Event()
        self.shown: list[str] = []
        self.said: list[wire.Message] = []
        self.put: list[e.Event] = []
        self.tasks: list[asyncio.Task[None]] = []
        hardware: Any = SimpleNamespace(cleaner=SimpleNamespace(call=self._clean))
        link: Any = SimpleNamespace(request=self._request)
        screen: Any = SimpleNamespace(
            hear=self._hear, put_fields=lambda _: None, document=None, page=1
        )
        ignored: Any = None
        self.drafting = Drafting(self.session, hardware, screen, self._start)
        self.filling = Filling(
            self.session,
            hardware,
            link,
            ignored,
            screen,
            self.put.append,
            self.said.append,
            lambda _: None,
            self._start,
        )

    async def settle(self) -> None:
        self.may_answer.set()
        while self.tasks:
            await self.tasks.pop()

    async def _clean(self, method: str, *_: object, **__: object) -> object:
        await self.may_answer.wait()
        return {"read_form": BLANK, "fill_form": b"%PDF-"}.get(method, Cleaned(1, b"%PDF-"))

    async def _request(self, _: str, path: str) -> bytes | None:
        return b"%PDF-" if path.endswith(".pdf") else b"no words"

    def _hear(self, message: wire.Message) -> None:
        if isinstance(message, wire.Show):
            self.shown.append(message.document)

    def _start(self, work: Any) -> asyncio.Task[None]:
        self.tasks.append(asyncio.create_task(work))
        return self.tasks[-1]


@pytest.fixture
async def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


async def test_a_draft_is_shown_once_it_is_laid_out(desk: Desk):
    desk.drafting.hear(wire.Draft(document="d1", sheet=LETTER))
    await desk.settle()
    assert desk.shown == ["d1"]


async def test_a_draft_that_was_put_away_while_it_was_laid_out_is_not_shown(desk: Desk):
    desk.drafting.hear(wire.Draft(document="d1", sheet=LETTER))
    await asyncio.sleep(0)
    desk.drafting.hear(wire.Draft(document="d2", sheet=LETTER))
    desk.drafting.forget()
    await desk.settle()
    assert desk.shown == []
    desk.drafting.hear(wire.Draft(document="d3", sheet=LETTER))
    await desk.settle()
    assert desk.shown == ["d3"]


async def test_a_form_is_shown_and_told_once_it_is_read(desk: Desk):
    desk.filling.hear(wire.FormOpen(document="f1", form="x"))
    await desk.settle()
    assert desk.shown == ["f1"]
    assert [type(message) for message in desk.said] == [wire.FormState]


async def test_a_form_that_was_closed_while_it_was_read_does_not_come_back(desk: Desk):
    desk.filling.hear(wire.FormOpen(document="f1", form="x"))
    await asyncio.sleep(0)
    desk.filling.hear(wire.FormClose(document="f1"))
    await desk.settle()
    assert (desk.shown, desk.said) == ([], [])


async def test_a_form_that_was_left_while_it_was_read_is_open_but_not_shown(desk: Desk):
    desk.filling.hear(wire.FormOpen(document="f1", form="x"))
    await asyncio.sleep(0)
    desk.filling.hear(wire.FormFocus(document="f1"))
    await desk.settle()
    assert desk.shown == []
    assert [type(message) for message in desk.said] == [wire.FormState]


async def test_a_form_is_not_made_to_be_printed_without_end(desk: Desk):
    desk.filling.hear(wire.FormOpen(document="f1", form="x"))
    await desk.settle()
    for number in range(MAX_MADE + 1):
        desk.filling.make("f1", f"p{number}", keep=False)
        await desk.settle()
    arrived = [one.document for one in desk.put if isinstance(one, e.DocumentArrived)]
    (refused,) = [one for one in desk.put if isinstance(one, e.DocumentRefused)]
    assert len(arrived) == len(desk.session.papers) == MAX_MADE
    assert (refused.document, refused.code) == (f"p{MAX_MADE}", "too_many_prints")
