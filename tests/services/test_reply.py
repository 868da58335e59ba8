"""Who cannot speak writes on the kiosk's screen: the counsellor reads it; then nothing is left."""

import contextlib
from collections.abc import Callable

import numpy as np
import pytest
from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

from devices.virtual.display import DOCUMENT, MONITORS
from signaling import protocol as wire

from .kiosk_room import Room
from .living_kiosk import Talk, living
from .serving import until
from .test_showing import said, say

pytestmark = [pytest.mark.timeout(240), pytest.mark.usefixtures("short_pauses")]


def finger(room: Room, across: float, down: float) -> None:
    """Touches the document screen, at these parts of it."""
    server = Display(room.display.environment["DISPLAY"])
    width, height = room.display.picture(DOCUMENT).size
    x, y = round((MONITORS.index(DOCUMENT) + across) * width), round(down * height)
    xtest.fake_input(server, X.MotionNotify, x=x, y=y)
    xtest.fake_input(server, X.ButtonPress, 1)
    xtest.fake_input(server, X.ButtonRelease, 1)
    server.sync()
    server.close()


async def counts(room: Room, across: float, seen: Callable[[], bool]) -> None:
    """A finger on the last row, until it counts: what is painted anew may not hear it."""
    for patience in (5, 10, 30):
        finger(room, across, 0.97)
        with contextlib.suppress(TimeoutError):
            return await until(seen, patience)
    raise AssertionError("no finger counts")


def keys_are_there(room: Room) -> bool:
    """The foot of the document screen has white keys on their ground."""
    picture = np.asarray(room.display.picture(DOCUMENT).convert("RGB")).astype(int)
    foot = picture[round(len(picture) * 0.6) :]
    return bool((np.abs(foot - (217, 228, 226)).max(axis=2) < 3).mean() > 0.04)


def is_open(talk: Talk) -> bool:
    found = said(talk, wire.ReplyPadState)
    return bool(found) and found[-1].open


def letters(talk: Talk) -> set[str]:
    """All that ever came; a finger that was late may have erased it since."""
    return {one.put for one in said(talk, wire.ReplyText)}


def written(talk: Talk) -> str:
    text = ""
    for one in said(talk, wire.ReplyText):
        text = text[: one.keep] + one.put
    return text


async def test_what_a_finger_writes_is_read_by_the_counsellor_and_goes_with_the_call(room):
    async with living(room, touch=True) as here, here.in_call() as talk:
        await until(lambda: said(talk, wire.ReplyPadState), 20)
        assert not is_open(talk)
        say(talk, wire.ReplyPad(open=True))
        await until(lambda: is_open(talk), 20)
        await until(lambda: keys_are_there(room), 60)
        await counts(room, 0.05, lambda: written(talk) != "")  # the last row's first key
        assert set(written(talk)) == {"’"}
        await counts(room, 0.95, lambda: written(talk) == "")  # its last one takes it back
        here.kiosk.display.typed("O")
        await until(lambda: "O" in letters(talk), 30)
        say(talk, wire.Hold(held=True))
        await until(lambda: not is_open(talk), 20)
        assert here.kiosk.display._state["pad"] is None
        say(talk, wire.Hold(held=False))
        await until(lambda: not here.kiosk.hardware.outgoing.held, 20)
        say(talk, wire.ReplyPad(open=True))
        await until(lambda: is_open(talk), 20)
        here.kiosk.display.typed("N")
        await until(lambda: "N" in letters(talk), 30)
        ear, _ = await here.served.console("conseil.msa")  # the other heard no ping meanwhile
        await ear.say(wire.VisitEnd(visit=talk.visit))
        await until(lambda: not here.kiosk.display._state.get("pad"), 30)
        await until(lambda: here.kiosk.attendant.visit is None, 30)
