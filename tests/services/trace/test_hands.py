"""Ten thousand events of keyboard and mouse at the real screens: nobody commands a kiosk."""

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

from devices.virtual.display import DOCUMENT, FACE, MONITORS, VirtualDisplay
from kiosk.core import lobby_scenes, scenes
from kiosk.core.scene import Scene
from signaling import protocol as wire

from ..screens import Screens, screens

pytestmark = pytest.mark.timeout(120)
EVENTS, MANY = 10_000, 100_000
WELCOME = scenes.welcome("Relais de Wassigny")
BODIES = tuple(wire.Body(id=id, name=name) for id, name in (("msa", "MSA"), ("caf", "CAF")))
BUTTONS = lobby_scenes.welcome("Relais", lobby_scenes.buttons_of(BODIES))


@pytest.fixture
def display(tmp_path: Path) -> Iterator[VirtualDisplay]:
    with VirtualDisplay(tmp_path / "display") as display:
        yield display


class Hands:
    """A keyboard with every key, a mouse with every button, in the hands of chance."""

    def __init__(self, name: str, seed: int) -> None:
        self.server, self.chance = Display(name), random.Random(seed)
        screen = self.server.screen()
        self.size = screen.width_in_pixels, screen.height_in_pixels
        keys = self.server.display.info
        self.keys = range(keys.min_keycode, keys.max_keycode + 1)
        self.held: set[tuple[bool, int]] = set()

    def play(self, events: int, mouse: bool = True) -> None:
        for _ in range(events):
            self._one(mouse)
        for is_key, number in sorted(self.held):
            kind = X.KeyRelease if is_key else X.ButtonRelease
            xtest.fake_input(self.server, kind, number)
        self.held.clear()
        self.server.sync()

    def _one(self, mouse: bool) -> None:
        kind = self.chance.random()
        if mouse and kind < 0.3:
            x, y = (self.chance.randrange(side) for side in self.size)
            xtest.fake_input(self.server, X.MotionNotify, x=x, y=y)
            return
        is_key = not mouse or kind < 0.8
        number = self.chance.choice(self.keys) if is_key else self.chance.randint(1, 9)
        down = (is_key, number) not in self.held
        (self.held.add if down else self.held.discard)((is_key, number))
        if is_key:
            xtest.fake_input(self.server, X.KeyPress if down else X.KeyRelease, number)
        else:
            xtest.fake_input(self.server, X.ButtonPress if down else X.ButtonRelease, number)
        if len(self.held) > 4:
            self._let_go()

    def _let_go(self) -> None:
        for is_key, number in sorted(self.held):
            xtest.fake_input(self.server, X.KeyRelease if is_key else X.ButtonRelease, number)
        self.held.clear()

    def seen_windows(self) -> list[tuple[int, int, int, int, int]]:
        """All that can be seen on the display, from the back to the front."""
        found = []
        for window in self.server.screen().root.query_tree().children:
            if window.get_attributes().map_state == X.IsViewable:
                place = window.get_geometry()
                found.append((window.id, place.x, place.y, place.width, place.height))
        return found


def played(
    display: VirtualDisplay, scene: Scene, events: int, mouse: bool = True, wanted: int = 0
) -> list[Any]:
    """What the screens say during it, once so many different things are said; that they stay as
    they were is checked here."""
    with screens(environment=display.environment) as process:
        process.hear("ready")
        process.show(scene)
        process.hear("painted", painted=scene.id)
        hands = Hands(display.environment["DISPLAY"], seed=7)
        windows = hands.seen_windows()
        width, height = hands.size[0] // 2, hands.size[1]
        assert sorted(place[1:] for place in windows) == [
            (0, 0, width, height),
            (width, 0, width, height),
        ]
        before = [np.asarray(display.picture(one)) for one in MONITORS]
        hands.play(events, mouse)
        said = _said_until_answer(process)
        deadline = time.monotonic() + 60
        # what comes by the display may be read after what comes by the pipe
        while len({json.dumps(one) for one in said}) < wanted and time.monotonic() < deadline:
            said += _said_until_answer(process)
        assert process.process.poll() is None
        assert hands.seen_windows() == windows
        for one, was in zip(MONITORS, before, strict=True):
            assert np.array_equal(np.asarray(display.picture(one)), was), one
        hands.server.close()
        return said


def _said_until_answer(process: Screens) -> list[Any]:
    """Reports, up to the answer to a command that was given after all events."""
    process.say(grab=True)
    deadline, said = time.monotonic() + 60, []
    while True:
        report = json.loads(process._line(deadline, "grabbed"))
        if "grabbed" in report:
            return said
        said.append(report)


def test_ten_thousand_keys_and_clicks_leave_the_scenes_in_front(display: VirtualDisplay) -> None:
    assert played(display, WELCOME, EVENTS) == []


@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_hundred_thousand_keys_and_clicks_leave_the_scenes_in_front(
    display: VirtualDisplay,
) -> None:
    assert played(display, WELCOME, MANY) == []


def test_buttons_of_a_screen_that_is_touched_answer_to_a_finger_and_to_no_key(
    display: VirtualDisplay,
) -> None:
    assert played(display, BUTTONS, EVENTS // 10, mouse=False) == []
    pressed = played(display, BUTTONS, EVENTS // 10, wanted=2)
    assert {report["pressed"] for report in pressed} == {"msa", "caf"}
    assert {FACE, DOCUMENT} == set(MONITORS)
