"""The document screen, whole: a real kiosk, its screens on real monitors, a console that shows."""

import io
import itertools
import os
import signal
from pathlib import Path
from typing import TypeVar

import numpy as np
import pikepdf
import pytest
from PIL import Image

from devices.virtual.display import DOCUMENT
from kiosk.display import MOST_BEHIND
from kiosk.settings import KioskSettings
from signaling import protocol as wire
from signaling.protocol import DocumentKind, Fit, MarkKind

from .living_kiosk import Talk, living
from .serving import until
from .sheets import coloured, ruler_sheet
from .test_kiosk import send

pytestmark = pytest.mark.timeout(120)
M = TypeVar("M", bound=wire.Message)
LECTERN_WIDE = 0.73
RED, GREEN, BLUE, WHITE = (1, 0, 0), (0, 0.7, 0), (0, 0, 1), (1, 1, 1)


def say(talk: Talk, message: wire.Message) -> None:
    talk.peer.channel.send(wire.encode(message))


def said(talk: Talk, kind: type[M]) -> list[M]:
    """What the kiosk said on the channel."""
    messages = [wire.decode(wire.on_channel, str(text)) for text in talk.peer.read]
    return [message for message in messages if isinstance(message, kind)]


async def sent(talk: Talk, data: bytes, document: str, media_type: str = "application/pdf") -> None:
    """Until the kiosk has it."""
    await send(talk, data, document, media_type, DocumentKind.SHOW)
    await talk.ear.expect(wire.DocumentDone, document=document)


async def shown(talk: Talk, document: str, page: int = 1, **wanted: object) -> wire.PageShown:
    """Until the kiosk says that the page is painted."""

    def found() -> list[wire.PageShown]:
        last = said(talk, wire.PageShown)[-1:]
        return [
            one
            for one in last
            if (one.document, one.page) == (document, page)
            and all(getattr(one, name) == value for name, value in wanted.items())
        ]

    await until(found, 30)
    return found()[0]


async def show(talk: Talk, document: str, page: int = 1) -> wire.PageShown:
    say(talk, wire.Show(document=document, page=page))
    return await shown(talk, document, page)


def pixels(talk: Talk) -> np.ndarray:
    """The monitor where documents are: beside them the resident sees themselves move."""
    picture = talk.living.room.display.picture(DOCUMENT).convert("RGB")
    area = picture.crop((0, 0, int(picture.width * LECTERN_WIDE), picture.height))
    return np.asarray(area).astype(int)


def middle_of_change(talk: Talk, before: np.ndarray) -> tuple[float, float]:
    """As parts of the page that is shown whole: right, down."""
    changed = np.argwhere((pixels(talk) != before).any(axis=2))
    paper = np.argwhere((before == 255).all(axis=2))
    top, left = paper.min(axis=0)
    height, width = np.ptp(paper, axis=0)
    down, right = changed.mean(axis=0) if len(changed) else (0, 0)
    return (right - left) / width, (down - top) / height


def share(talk: Talk, colour: tuple[float, float, float]) -> float:
    near = np.abs(pixels(talk) - np.array(colour) * 255).max(axis=2) < 12
    return float(near.mean())


def lengths(talk: Talk) -> tuple[int, int]:
    """Of the ruler's bars, in pixels of the monitor: across and down."""
    dark = pixels(talk).max(axis=2) < 60
    return int(dark.sum(axis=1).max()), int(dark.sum(axis=0).max())


@pytest.mark.parametrize("pixels_per_mm", [2.6, 2.0])
async def test_a_page_has_the_size_of_its_paper_to_two_millimetres(room, pixels_per_mm):
    async with living(room, pixels_per_mm=pixels_per_mm) as here, here.in_call() as talk:
        await sent(talk, ruler_sheet(), "ruler")
        page = await show(talk, "ruler")
        assert (page.real, page.pages, page.seen) == (True, 1, (0, 0, 1, 1))
        across, down = lengths(talk)
        assert abs(across / pixels_per_mm - 100) <= 1
        assert abs(down / pixels_per_mm - 200) <= 2
        await sent(talk, ruler_sheet(105, 148), "small")
        assert (await show(talk, "small")).real
        across, down = lengths(talk)
        assert abs(across / pixels_per_mm - 85) <= 1
        assert abs(down / pixels_per_mm - 128) <= 2


async def test_another_screen_than_the_measured_one_claims_no_real_size(room):
    async with living(room, pixels_per_mm=2.0) as here, here.in_call() as talk:
        await sent(talk, ruler_sheet(), "ruler")
        assert (await show(talk, "ruler")).real
        room.display.unplug(DOCUMENT)
        try:
            await until(lambda: said(talk, wire.PageShown)[-1].real is False, 30)
        finally:
            room.display.plug(DOCUMENT)
        await until(lambda: said(talk, wire.PageShown)[-1].real, 30)


async def test_pages_turn_zoom_and_are_pointed_at_as_the_counsellor_does(room):
    async with living(room) as here, here.in_call() as talk:
        await sent(talk, coloured(RED, GREEN, BLUE), "doc")
        assert (await show(talk, "doc")).pages == 3
        assert 0.4 < share(talk, RED) < 0.7
        await show(talk, "doc", 2)
        assert share(talk, GREEN) > 0.3
        say(talk, wire.View(fit=Fit.WIDTH, zoom=2.0, x=0.5, y=0.5))
        await until(lambda: said(talk, wire.PageShown)[-1].seen[2] < 0.8, 30)
        seen = said(talk, wire.PageShown)[-1].seen
        assert (seen[0], seen[2]) == pytest.approx((0.25, 0.75), abs=0.01)
        assert share(talk, GREEN) > 0.95
        before = pixels(talk)
        say(talk, wire.Point(n=1, x=0.5, y=0.5))
        await until(lambda: (pixels(talk) != before).any(), 30)
        changed = np.argwhere((pixels(talk) != before).any(axis=2))
        assert 20 < np.ptp(changed[:, 0]) < 300
        say(talk, wire.PointOff(n=2))
        await until(lambda: (pixels(talk) == before).all(), 30)
        stroke = ((0.3, 0.5), (0.7, 0.5))
        say(talk, wire.Mark(mark="m", kind=MarkKind.INK, page=2, points=stroke))
        await until(lambda: (pixels(talk) != before).any(), 30)
        say(talk, wire.ClearMarks())
        await until(lambda: (pixels(talk) == before).all(), 30)
        say(talk, wire.ShowNothing())
        await until(lambda: share(talk, GREEN) < 0.01, 30)
        await talk.goes_on()


async def test_what_the_kiosk_has_already_is_shown_without_being_sent_again(room):
    async with living(room) as here, here.in_call() as talk:
        await send(talk, coloured(BLUE), "print-1")
        await talk.ear.expect(wire.DocumentDone, document="print-1")
        await until(lambda: "print-1" in here.kiosk.desk.session.papers, 30)
        await show(talk, "print-1")
        assert share(talk, BLUE) > 0.3


async def test_a_picture_is_shown_upright(room):
    picture = io.BytesIO()
    Image.new("RGB", (1600, 900), (0, 0, 255)).save(picture, "PNG")
    async with living(room) as here, here.in_call() as talk:
        await sent(talk, picture.getvalue(), "photo", "image/png")
        await show(talk, "photo")
        blue = np.argwhere(np.abs(pixels(talk) - (0, 0, 255)).max(axis=2) < 12)
        high, wide = np.ptp(blue, axis=0)
        assert wide / high == pytest.approx(1600 / 900, rel=0.05)


def locked() -> bytes:
    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(coloured(RED))) as document:
        document.save(data, encryption=pikepdf.Encryption(user="u", owner="o"))
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"%PDF-1.7 and nothing of one", "document_unreadable", "abîmé"),
        (b"GIF89a", "document_unknown_kind", "ni un PDF"),
        (locked(), "document_locked", "mot de passe"),
        (coloured(*[RED] * 201), "document_too_long", "200"),
    ],
    ids=["broken", "unknown", "locked", "long"],
)
async def test_what_cannot_be_shown_is_refused_with_a_sentence(room, data, code, words):
    async with living(room) as here, here.in_call() as talk:
        await sent(talk, data, "bad")
        say(talk, wire.Show(document="bad"))
        await until(lambda: said(talk, wire.ShowRefused), 30)
        refused = said(talk, wire.ShowRefused)[0]
        assert (refused.document, refused.code) == ("bad", code)
        assert words in refused.sentence
        await talk.goes_on()
        await sent(talk, coloured(RED), "good")
        await show(talk, "good")


async def test_a_page_that_is_asked_for_again_is_told_again(room):
    """What the kiosk said of it may have been lost with the line."""
    async with living(room) as here, here.in_call() as talk:
        await sent(talk, coloured(RED), "doc")
        await show(talk, "doc")
        count = len(said(talk, wire.PageShown))
        say(talk, wire.Show(document="doc"))
        await until(lambda: len(said(talk, wire.PageShown)) > count, 30)


async def test_a_document_that_never_came_is_asked_for(room):
    async with living(room) as here, here.in_call() as talk:
        say(talk, wire.Show(document="elsewhere"))
        await until(lambda: said(talk, wire.ShowRefused), 30)
        assert said(talk, wire.ShowRefused)[0].code == "document_not_here"


async def test_nonsense_on_the_channel_is_not_heard_and_ends_no_call(room):
    async with living(room) as here, here.in_call() as talk:
        for text in (
            "",
            "{",
            "[]",
            '{"type":"visit_close","visit":"v"}',
            '{"type":"show","document":"../../etc/passwd"}',
            '{"type":"view","zoom":1e9}',
            '{"type":"point","n":1,"x":NaN,"y":0.5}',
            "[" * 60_000,
        ):
            talk.peer.channel.send(text)
        await sent(talk, coloured(RED), "doc")
        await show(talk, "doc")
        await talk.goes_on()


async def test_a_gesture_takes_the_screen_and_the_page_comes_back_when_it_is_shown_again(room):
    async with living(room) as here, here.in_call() as talk:
        await sent(talk, coloured(RED), "doc")
        await show(talk, "doc")
        await talk.ear.say(wire.Scan(visit=talk.visit, scan="s1"))
        await until(lambda: said(talk, wire.PageHidden), 30)
        await until(lambda: share(talk, RED) < 0.01, 30)
        count = len(said(talk, wire.PageShown))
        say(talk, wire.Show(document="doc"))
        await until(lambda: len(said(talk, wire.PageShown)) > count, 30)
        assert share(talk, RED) > 0.3


async def test_screens_that_die_show_the_same_page_again(room):
    async with living(room) as here, here.in_call() as talk:
        await sent(talk, coloured(RED, BLUE), "doc")
        await show(talk, "doc", 2)
        count = len(said(talk, wire.PageShown))
        os.killpg(here.kiosk.display._process.pid, signal.SIGKILL)
        await until(lambda: len(said(talk, wire.PageShown)) > count, 30)
        await until(lambda: share(talk, BLUE) > 0.3, 30)
        await talk.goes_on()


async def test_the_pointer_has_a_channel_of_its_own_that_waits_for_nothing(room):
    async with living(room) as here, here.in_call() as talk:
        await sent(talk, coloured(WHITE), "doc")
        await show(talk, "doc")
        white, connection = pixels(talk), talk.peer.connection
        channel = connection.createDataChannel("pointer", ordered=False, maxRetransmits=0)
        other = connection.createDataChannel("elsewhere")
        await until(lambda: channel.readyState == "open", 30)
        said_so_far = itertools.count(10)

        def there() -> bool:
            """What is lost is not sent again, but a pointer that rests is said again."""
            point = wire.Point(n=next(said_so_far), x=0.4, y=0.4)
            for message in (point, wire.Point(n=3, x=0.9, y=0.9)):
                channel.send(wire.encode(message))
            return middle_of_change(talk, white) == pytest.approx((0.4, 0.4), abs=0.1)

        await until(there, 30)
        await until(lambda: other.readyState == "closed", 30)
        await talk.goes_on()


async def test_screens_that_hang_are_told_the_newest_pointer_when_they_come_back(room):
    async with living(room) as here, here.in_call() as talk:
        await sent(talk, coloured(WHITE), "doc")
        await show(talk, "doc")
        white = pixels(talk)
        screens = here.kiosk.display._process
        os.killpg(screens.pid, signal.SIGSTOP)
        try:
            for n in range(3_000):
                here.kiosk.desk.showing.hear(wire.Point(n=n, x=0.1, y=0.1))
                here.kiosk.desk.showing._lectern._tokens = 100.0  # as many as minutes would bring
            here.kiosk.desk.showing.hear(wire.Point(n=9_000, x=0.5, y=0.5))
            waiting = screens.stdin.transport.get_write_buffer_size()
            assert waiting < 2 * MOST_BEHIND
            await talk.goes_on()
        finally:
            os.killpg(screens.pid, signal.SIGCONT)
        await until(lambda: middle_of_change(talk, white) == pytest.approx((0.5, 0.5), abs=0.1), 30)


async def test_a_reader_that_dies_draws_the_next_page_all_the_same(room):
    async with living(room) as here, here.in_call() as talk:
        await sent(talk, coloured(RED, GREEN, BLUE), "doc")
        await show(talk, "doc")
        os.kill(here.kiosk.hardware.reader.pid, signal.SIGKILL)
        await show(talk, "doc", 3)
        assert share(talk, BLUE) > 0.3


def left(settings: KioskSettings, pattern: str) -> list[Path]:
    """Of the visit, where pages lie."""
    return list(settings.runtime_directory.rglob(pattern))


async def test_nothing_of_what_was_shown_outlives_the_visit(room):
    async with living(room) as here, here.in_call() as talk:
        await sent(talk, coloured(RED, BLUE), "doc")
        await show(talk, "doc")
        say(talk, wire.Mark(mark="m", kind=MarkKind.INK, page=1, points=((0.3, 0.5), (0.7, 0.5))))
        say(talk, wire.Point(n=1, x=0.5, y=0.5))
        reader = here.kiosk.hardware.reader.pid
        assert left(here.settings, "show-*")
        await talk.ear.say(wire.VisitEnd(visit=talk.visit))
        await until(lambda: here.kiosk.attendant.visit is None, 30)
        await until(lambda: not left(here.settings, "visit-*"), 30)
        await until(lambda: share(talk, RED) < 0.01, 30)
        await until(lambda: here.kiosk.hardware.reader.pid not in (None, reader), 30)
        assert here.kiosk.display.lectern() is None
