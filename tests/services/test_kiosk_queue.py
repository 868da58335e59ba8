"""A screen that is touched: a real press on real monitors, a number, and the call that follows."""

import asyncio
import contextlib
import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

from devices.virtual.display import VirtualDisplay
from kiosk.core import lobby_scenes, scenes
from kiosk.core.lobby_scenes import buttons_of
from kiosk.core.scene import SceneId
from signaling import protocol as wire
from signaling.dropin.crier import CRIER
from signaling.store import dropins, places

from .living_kiosk import Living, living
from .queueing import add
from .screens import screens
from .serving import until

WIDE, HIGH = 1280, 800
"Of each monitor; the documents' is the one at the right."
FIVE = tuple(wire.Body(id=f"b{n}", name=f"Organisme {n}") for n in range(5))


def press(display: str, number: int, count: int = 5) -> None:
    """The middle of a button of the document screen, as a finger on its glass."""
    across, rows = 3, math.ceil(count / 3)
    row, column = divmod(number, across)
    left, top, width = WIDE + 48, 414, WIDE - 96
    x = left + (column + 0.5) * width / across
    y = top + (row + 0.5) * (HIGH - 48 - top) / rows
    click(display, round(x), round(y))


def click(display: str, x: int, y: int) -> None:
    server = Display(display)
    xtest.fake_input(server, X.MotionNotify, x=x, y=y)
    for kind in (X.ButtonPress, X.ButtonRelease):
        xtest.fake_input(server, kind, 1)
    server.sync()
    server.close()


@pytest.fixture
def display(tmp_path: Path) -> Iterator[VirtualDisplay]:
    with VirtualDisplay(tmp_path / "display") as display:
        yield display


def test_a_press_counts_on_a_button_and_nowhere_else(display: VirtualDisplay) -> None:
    name = display.environment["DISPLAY"]
    with screens(environment=display.environment) as process:
        process.hear("ready")
        process.show(lobby_scenes.welcome("Relais de Wassigny", buttons_of(FIVE)))
        process.hear("painted", painted="welcome")
        for number in (0, 4, 2):
            press(name, number)
            assert process.hear("pressed")["pressed"] == f"b{number}"
        click(name, 100, 700)  # the face
        click(name, WIDE + 100, 100)  # the picture
        press(name, 5, 6)  # where a sixth would be
        process.show(scenes.welcome("Relais de Wassigny"))
        process.hear("painted", painted="welcome")
        press(name, 0)
        process.show(lobby_scenes.welcome("Relais de Wassigny", buttons_of(FIVE)))
        process.hear("painted", painted="welcome")
        press(name, 1)
        assert process.hear("pressed")["pressed"] == "b1", "nothing was pressed meanwhile"


def scene(here: Living) -> tuple[SceneId | None, str]:
    shown = here.kiosk.attendant._shown
    return (None, "") if shown is None else (shown.scene.id, shown.scene.document.sentence)


async def order(here: Living) -> list[str]:
    async with here.served.store.reading() as tx:
        return [body.id for body in await places.organisations(tx)]


async def pressed(here: Living, display: str, place: int) -> None:
    """Until it counts: what is painted anew at this moment may not hear a finger."""
    for patience in (10, 10, 30):
        await asyncio.to_thread(press, display, place)
        with contextlib.suppress(TimeoutError):
            await until(lambda: scene(here)[0] is SceneId.WAITING, patience)
            return
    raise AssertionError(scene(here))


@pytest.mark.timeout(120)
async def test_who_presses_is_a_number_that_is_told_its_place_called_and_received(room) -> None:
    async with living(room, touch=True) as here:
        console, _ = await here.served.console()
        await until(lambda: here.kiosk.attendant.lobby._bodies, 30)
        await here.kiosk.display.grab()  # the buttons are painted
        place = (await order(here)).index("msa")
        await pressed(here, room.display.environment["DISPLAY"], place)
        assert scene(here)[1] == "Numéro\N{NBSP}1\N{NBSP}: personne n’est avant vous."
        await add(here.served, "Pressée", cannot_wait=True)
        await here.served.app[CRIER].look()
        await until(lambda: "une personne est avant vous" in scene(here)[1], 30)
        assert here.kiosk.attendant._shown.spoken, "a place that changes is said again"
        await console.say(wire.QueueTake())
        first = (await console.expect(wire.QueueTaken)).visit
        await until(lambda: scene(here)[0] is SceneId.INSTALLED, 30)
        await console.say(wire.VisitEnd(visit=first))
        await until(lambda: scene(here) == (SceneId.WAITING, WAITS_FIRST), 60)
        await console.say(wire.QueueTake())
        here.visit = (await console.expect(wire.QueueTaken)).visit
        await until(lambda: scene(here)[0] is SceneId.INSTALLED, 30)
        assert scene(here)[1].startswith("Numéro\N{NBSP}1, asseyez-vous.")
        async with here.served.store.reading() as tx:
            assert await dropins.every(tx) == []
        async with here.calling() as talk:
            await talk.goes_on()


WAITS_FIRST = "Numéro\N{NBSP}1\N{NBSP}: personne n’est avant vous."


@pytest.mark.timeout(120)
async def test_a_closed_organisation_says_so_and_the_welcome_comes_back(room) -> None:
    async with living(room, touch=True) as here:
        await until(lambda: here.kiosk.attendant.lobby._bodies, 30)
        here.kiosk.display.pressed("msa")  # nobody is at a console
        await until(lambda: scene(here)[0] is SceneId.QUEUE_SHUT, 30)
        assert "accueil" in scene(here)[1]
        await until(lambda: scene(here)[0] is SceneId.WELCOME, 40)
