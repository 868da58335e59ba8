"""The screens' process on two monitors, on one, and with bad input."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from Xlib import XK, X
from Xlib.display import Display
from Xlib.ext import xtest

from devices.frames import Board
from devices.virtual.display import DOCUMENT, FACE, VirtualDisplay
from kiosk.core import scenes

from .screens import ROOT, Screens, screens

PAGE = ROOT / "tests" / "data" / "formulaire-rempli.jpg"
WELCOME = scenes.welcome("Relais de Wassigny")
CALL = scenes.in_call("MSA", "Mme Exemple")

KEYS = ("Alt_L", "F4", "Control_L", "c", "Escape", "Return")
KP, KR = X.KeyPress, X.KeyRelease

Pixels = NDArray[np.uint8]


@pytest.fixture
def display(tmp_path: Path) -> Iterator[VirtualDisplay]:
    with VirtualDisplay(tmp_path / "display") as display:
        yield display


@pytest.fixture
def offscreen() -> Iterator[Screens]:
    with screens("--virtual", "1280x800,1280x800") as process:
        process.hear("ready")
        yield process


@pytest.fixture
def boards() -> Iterator[tuple[Board, Board]]:
    remote, own = Board.create(), Board.create()
    yield remote, own
    remote.close()
    own.close()


def plain(width: int, height: int, y: int, u: int, v: int) -> Pixels:
    """An I420 picture of one colour."""
    picture = np.empty((height * 3 // 2, width), np.uint8)
    flat = picture.reshape(-1)
    flat[: width * height] = y
    flat[width * height : width * height * 5 // 4] = u
    flat[width * height * 5 // 4 :] = v
    return picture


RED = plain(640, 480, 82, 90, 240)
BLUE = plain(1280, 720, 41, 240, 110)


def until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def share(
    picture: Image.Image, is_colour: Callable[[NDArray[np.int_]], NDArray[np.bool_]]
) -> float:
    return float(is_colour(np.asarray(picture.convert("RGB")).astype(int)).mean())


def red(rgb: NDArray[np.int_]) -> NDArray[np.bool_]:
    return np.asarray((rgb[..., 0] > 200) & (rgb[..., 1] < 60) & (rgb[..., 2] < 60))


def blue(rgb: NDArray[np.int_]) -> NDArray[np.bool_]:
    return np.asarray((rgb[..., 2] > 200) & (rgb[..., 0] < 60) & (rgb[..., 1] < 60))


def grab(process: Screens) -> dict[str, Image.Image]:
    process.say(grab=True)
    paths = process.hear("grabbed")["grabbed"]
    return {role: Image.open(path).convert("RGB") for role, path in paths.items()}


# -- on two monitors --------------------------------------------------------------------------


def test_each_window_stands_on_its_own_screen(display: VirtualDisplay) -> None:
    with screens(environment=display.environment) as process:
        assert process.hear("ready")["ready"]["roles"] == {"face": FACE, "document": DOCUMENT}
        process.show(WELCOME)
        process.hear("painted", painted="welcome")
        painted = grab(process)
        for role, monitor in (("face", FACE), ("document", DOCUMENT)):
            seen = display.picture(monitor).convert("RGB")
            difference = np.abs(np.asarray(seen).astype(int) - np.asarray(painted[role]))
            assert difference.mean() < 0.5, role
        assert (
            np.abs(
                np.asarray(display.picture(FACE)).astype(int) - np.asarray(painted["document"])
            ).mean()
            > 10
        )


def test_the_settings_swap_the_screens(display: VirtualDisplay) -> None:
    with screens("--face", DOCUMENT, environment=display.environment) as process:
        assert process.hear("ready")["ready"]["roles"] == {"face": DOCUMENT, "document": FACE}


def test_a_screen_pulled_out_in_a_call_leaves_both_scenes_on_the_other(
    display: VirtualDisplay, boards: tuple[Board, Board]
) -> None:
    remote, own = boards
    with screens(environment=display.environment) as process:
        process.hear("ready")
        process.say(boards={"remote": remote.name, "own": own.name})
        process.show(CALL)
        process.hear("painted", painted="in_call")
        remote.write(RED)
        own.write(BLUE)
        process.hear("video", video="remote", on=True)
        until(lambda: share(display.picture(FACE), red) > 0.99, "the face fills its screen")
        display.unplug(DOCUMENT)
        assert process.hear("screens")["roles"] == {"shared": FACE}
        process.hear("painted", painted="in_call")
        until(lambda: 0.5 < share(display.picture(FACE), red) < 0.7, "the face, shared")
        assert share(display.picture(FACE), blue) > 0.02
        display.plug(DOCUMENT)
        assert process.hear("screens")["roles"] == {"face": FACE, "document": DOCUMENT}
        until(lambda: share(display.picture(FACE), red) > 0.99, "the face fills its screen again")
        until(lambda: share(display.picture(DOCUMENT), blue) > 0.02, "the own picture is back")


def test_keys_and_clicks_change_nothing(display: VirtualDisplay) -> None:
    with screens(environment=display.environment) as process:
        process.hear("ready")
        process.show(WELCOME)
        process.hear("painted", painted="welcome")
        before = np.asarray(display.picture(FACE))
        poke(display.environment["DISPLAY"])
        grab(process)  # whatever was sent is handled before the answer
        assert process.process.poll() is None
        assert np.array_equal(np.asarray(display.picture(FACE)), before)


def poke(name: str) -> None:
    """Alt-F4, Escape, Ctrl-C and clicks, as a keyboard and a mouse would send them."""
    server = Display(name)
    keys = {key: server.keysym_to_keycode(XK.string_to_keysym(key)) for key in KEYS}
    for first, second in (("Alt_L", "F4"), ("Control_L", "c"), ("Escape", "Return")):
        for kind, key in ((KP, first), (KP, second), (KR, second), (KR, first)):
            xtest.fake_input(server, kind, keys[key])
    xtest.fake_input(server, X.MotionNotify, x=600, y=400)
    for button in (1, 2, 3, 4):
        xtest.fake_input(server, X.ButtonPress, button)
        xtest.fake_input(server, X.ButtonRelease, button)
    server.sync()
    server.close()


# -- the call's pictures ----------------------------------------------------------------------


def test_the_face_is_never_covered_and_the_own_picture_is_small(
    offscreen: Screens, boards: tuple[Board, Board]
) -> None:
    remote, own = boards
    remote.write(RED)
    own.write(BLUE)
    offscreen.show(CALL, boards={"remote": remote.name, "own": own.name})
    offscreen.hear("painted", painted="in_call")
    offscreen.hear("video", video="own", on=True)
    for scene in (CALL, scenes.scan_gesture(), scenes.printing(), scenes.paper_fault("jam")):
        offscreen.show(scene)
        offscreen.hear("painted", painted=scene.id)
        seen = grab(offscreen)
        assert share(seen["face"], red) == 1.0
        assert 0.01 < share(seen["document"], blue) < 0.12


def test_outside_a_call_no_picture_is_painted(
    offscreen: Screens, boards: tuple[Board, Board]
) -> None:
    remote, own = boards
    remote.write(RED)
    own.write(BLUE)
    offscreen.show(WELCOME, boards={"remote": remote.name, "own": own.name})
    offscreen.hear("painted", painted="welcome")
    for picture in grab(offscreen).values():
        assert share(picture, red) < 0.001
        assert share(picture, blue) == 0.0


def test_a_wiped_board_gives_its_place_back(
    offscreen: Screens, boards: tuple[Board, Board]
) -> None:
    remote, _ = boards
    offscreen.show(CALL, boards={"remote": remote.name})
    remote.write(RED)
    offscreen.hear("video", video="remote", on=True)
    remote.wipe()
    offscreen.hear("video", video="remote", on=False)
    assert share(grab(offscreen)["face"], red) == 0.0


def test_colours_are_those_that_were_sent(offscreen: Screens, boards: tuple[Board, Board]) -> None:
    """BT.601, limited range: luma 82 with U 90, V 240 is red, to a rounding."""
    remote, _ = boards
    remote.write(RED)
    offscreen.show(CALL, boards={"remote": remote.name})
    offscreen.hear("video", video="remote", on=True)
    middle = grab(offscreen)["face"].getpixel((640, 400))
    assert np.abs(np.array(middle) - (255, 0, 0)).max() <= 4


def test_a_page_is_shown_then_forgotten(offscreen: Screens) -> None:
    def dark_blue(rgb: NDArray[np.int_]) -> NDArray[np.bool_]:
        """The ink of the printed form."""
        return np.asarray((rgb[..., 2] - rgb[..., 0] > 90) & (rgb[..., 0] < 90))

    offscreen.show(scenes.page_shown(), page={"path": str(PAGE)})
    offscreen.hear("painted", painted="page_shown")
    assert share(grab(offscreen)["document"], dark_blue) > 0.003
    offscreen.say(wipe=True)
    offscreen.hear("wiped")
    assert share(grab(offscreen)["document"], dark_blue) < 0.0005


def test_a_wipe_removes_the_pictures_of_windows(tmp_path: Path) -> None:
    with screens("--virtual", "640x480,640x480", "--grabs", str(tmp_path)) as process:
        process.hear("ready")
        process.show(WELCOME)
        grab(process)
        assert len(list(tmp_path.iterdir())) == 2
        process.say(wipe=True)
        process.hear("wiped")
        assert list(tmp_path.iterdir()) == []


# -- bad input, faults and the end ------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        b"xx\n",
        b"[1]\n",
        b'{"nothing": 1}\n',
        b'{"scene": {}}\n',
        b'{"scene": 3}\n',
        b'{"page": {"path": "/nowhere.jpg"}}\n',
        b'{"page": {"jpeg": "AAAA"}}\n',
        b'{"page": []}\n{"page": 3}\n',
        b'{"boards": {"remote": "/proc/1/fd/999"}}\n',
        b'{"boards": 3}\n',
        b'{"render": {"width": "x"}}\n',
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
    ],
    ids=range(13),
)
def test_bad_input_is_answered_and_disturbs_nothing(offscreen: Screens, line: bytes) -> None:
    offscreen.say_raw(line)
    offscreen.hear("error")
    offscreen.show(WELCOME)
    offscreen.hear("painted", painted="welcome")


def test_the_end_of_the_input_ends_the_process(offscreen: Screens) -> None:
    assert offscreen.process.stdin is not None
    offscreen.process.stdin.close()
    assert offscreen.process.wait(10) == 0


def test_a_kiosk_that_is_killed_takes_the_screens_with_it_even_while_they_speak(
    offscreen: Screens,
) -> None:
    """Its end of both pipes goes at one moment; what they say then is heard by nobody."""
    process = offscreen.process
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdout.close()
    offscreen.say_raw(b"no object\n" * 3)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(1)  # it has spoken; its input is open
    process.stdin.close()
    process.wait(20)


def test_sigterm_ends_the_process_in_a_call(
    offscreen: Screens, boards: tuple[Board, Board]
) -> None:
    remote, own = boards
    remote.write(RED)
    offscreen.show(CALL, boards={"remote": remote.name, "own": own.name})
    offscreen.hear("video", video="remote", on=True)
    offscreen.process.send_signal(signal.SIGTERM)
    assert offscreen.process.wait(10) == 0


def test_opencv_does_not_lead_qt_astray(tmp_path: Path) -> None:
    environment = {"QT_QPA_PLATFORM_PLUGIN_PATH": str(tmp_path), "QT_QPA_FONTDIR": str(tmp_path)}
    with screens("--virtual", "640x480", environment=environment) as process:
        assert process.hear("ready")["ready"]["roles"] == {"shared": "VIRTUAL-1"}


def test_a_scene_at_rest_sleeps(offscreen: Screens) -> None:
    """No timer: the process does not wake while nothing happens."""

    def wakes() -> int:
        """Of its own will: what a busy machine takes away from it does not count."""
        status = Path(f"/proc/{offscreen.process.pid}/status").read_text()
        lines = status.splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt"))

    def rises_by(seconds: float) -> int:
        before, end = wakes(), time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(0.1)
        return wakes() - before

    offscreen.show(scenes.announcing("MSA", "Mme Exemple"))
    offscreen.hear("painted", painted="announcing")
    moving = rises_by(1.0)
    offscreen.show(WELCOME)
    offscreen.hear("painted", painted="welcome")
    until(lambda: rises_by(1.0) * 3 < moving, "it falls asleep")


def test_no_drawing_moves_in_a_room_that_wants_no_motion(tmp_path: Path) -> None:
    scene = scenes.announcing("MSA", "Mme Exemple")
    path = tmp_path / "still.png"
    order = {"role": "document", "width": 640, "height": 480, "path": str(path)}
    with screens("--virtual", "640x480,640x480", "--still") as process:
        process.hear("ready")
        process.say(render={**order, "scene": json.loads(scene.to_json())})
        process.hear("rendered")
        process.show(scene)
        process.hear("painted", painted="announcing")
        still = np.asarray(Image.open(path).convert("RGB"))
        for _ in range(3):
            assert np.array_equal(np.asarray(grab(process)["document"]), still)


def test_the_binding_gives_back_the_references_that_it_takes() -> None:
    """PySide6 6.12.0 loses one reference to None per call and dies on Python 3.11."""
    program = (
        "import sys\n"
        "from PySide6.QtGui import QImage, QPainter\n"
        "image = QImage(8, 8, QImage.Format.Format_RGB32)\n"
        "painter = QPainter(image)\n"
        "before = sys.getrefcount(None)\n"
        "for _ in range(1000): painter.setOpacity(1.0)\n"
        "print(before - sys.getrefcount(None))\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    lost = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, timeout=30
    )
    assert lost.returncode == 0
    assert int(lost.stdout) < 100
