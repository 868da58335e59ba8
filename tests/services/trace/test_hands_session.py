"""Keys in the kiosk's own session: sway, with the very file that is installed.

It needs Debian's sway, wtype and grim, that no other test needs: `make test-long` plays it where
they are. The compositor draws in memory, without a screen, as somebody who is
not root; without a mouse its seat has no pointer at all.
"""

import json
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..screens import ROOT, Screens, screens
from .test_hands import WELCOME, _said_until_answer

PROGRAMS = ("sway", "swaymsg", "wtype", "grim")
ABSENT = [name for name in PROGRAMS if shutil.which(name) is None]
EVENTS, MANY, ONCE = 10_000, 100_000, 60
"Strokes of one wtype."
NOBODY = 65534
MODIFIERS = ("ctrl", "alt", "shift", "logo", "altgr")
KEYS = (
    *("Return", "Escape", "Tab", "F1", "F4", "F11", "Delete", "BackSpace", "Menu", "Print"),
    *("Left", "Right", "Up", "Down", "Home", "End", "space", "Super_L", "Terminate_Server"),
    *("XF86Switch_VT_1", "XF86Switch_VT_2", "a", "d", "e", "q", "w", "1", "9"),
)


class Session:
    """A sway of two screens."""

    def __init__(self, folder: Path) -> None:
        self.environment = {
            **os.environ,
            "XDG_RUNTIME_DIR": str(folder),
            "SWAYSOCK": str(folder / "sway.sock"),
            "WAYLAND_DISPLAY": "wayland-1",
            "QT_QPA_PLATFORM": "wayland",
        }

    def run(self, *command: str) -> bytes:
        done = subprocess.run(command, env=self.environment, capture_output=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def windows(self) -> list[tuple[str, int, tuple[int, ...]]]:
        """Title, whether it fills its screen, and where it is; of all that there are."""
        found, nodes = [], [json.loads(self.run("swaymsg", "-t", "get_tree"))]
        while nodes:
            node = nodes.pop()
            nodes += node.get("nodes", []) + node.get("floating_nodes", [])
            if node.get("pid"):
                place = tuple(node["rect"].values())
                found.append((node["name"], node["fullscreen_mode"], place))
        return sorted(found)

    def pictures(self) -> list[bytes]:
        outputs = ("HEADLESS-1", "HEADLESS-2")
        return [self.run("grim", "-t", "ppm", "-o", output, "-") for output in outputs]

    def strike(self, chance: random.Random) -> int:
        """How many events that were."""
        told, count = [], 0
        for _ in range(ONCE):
            held = chance.sample(MODIFIERS, chance.randint(0, 3))
            told += [part for one in held for part in ("-M", one)]
            told += ["-k", chance.choice(KEYS)]
            told += [part for one in held for part in ("-m", one)]
            count += 2 + 2 * len(held)
        self.run("wtype", *told)
        return count


@pytest.fixture
def session() -> Iterator[Session]:
    with tempfile.TemporaryDirectory(prefix="visavis-session-") as name:
        folder = Path(name)
        config = Path(shutil.copy(ROOT / "systemd" / "session.conf", folder / "session.conf"))
        config.chmod(0o644)
        as_nobody: dict[str, object] = {}
        if os.getuid() == 0:  # sway refuses root
            os.chown(folder, NOBODY, NOBODY)
            as_nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        here = Session(folder)
        environment = {
            **here.environment,
            "WLR_BACKENDS": "headless",
            "WLR_HEADLESS_OUTPUTS": "2",
            "WLR_RENDERER": "pixman",
            "WLR_LIBINPUT_NO_DEVICES": "1",
        }
        del environment["WAYLAND_DISPLAY"]
        command = ["sway", "--config", str(config)]
        with subprocess.Popen(command, env=environment, **as_nobody) as sway:  # type: ignore[call-overload]
            try:
                deadline = time.monotonic() + 60
                while not (folder / "sway.sock").exists() and time.monotonic() < deadline:
                    assert sway.poll() is None, "sway ended"
                    time.sleep(0.05)
                yield here
            finally:
                sway.terminate()
                sway.wait(20)


def placed(session: Session, process: Screens) -> list[tuple[str, int, tuple[int, ...]]]:
    """Once both windows fill their screens."""
    process.hear("ready")
    process.show(WELCOME)
    process.hear("painted", painted=WELCOME.id)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        windows = session.windows()
        if [(title, full) for title, full, _ in windows] == [
            ("visavis-document", 1),
            ("visavis-face", 1),
        ]:
            return windows
    raise AssertionError(windows)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.skipif(bool(ABSENT), reason=f"not installed: {', '.join(ABSENT)}")
@pytest.mark.parametrize("events", [EVENTS, MANY])
def test_keys_leave_the_scenes_in_front_under_the_session_that_is_installed(
    session: Session, tmp_path: Path, events: int
) -> None:
    told = tmp_path / "wayland.log"
    environment = {**session.environment, "WAYLAND_DEBUG": "client"}
    with (
        told.open("wb") as log,
        screens(environment=environment, errors=log.fileno()) as process,
    ):
        windows = placed(session, process)
        before, chance, count = session.pictures(), random.Random(7), 0
        while count < events:
            count += session.strike(chance)
        assert _said_until_answer(process) == []
        assert process.process.poll() is None
        assert session.windows() == windows
        assert session.pictures() == before
        # Each reached the window: nothing is proven by keys that go nowhere.
        assert told.read_bytes().count(b".key(") > count / 4
