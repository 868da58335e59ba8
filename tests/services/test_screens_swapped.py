"""A role follows its screen: cables swapped while the kiosk is off, on, and with a compositor."""

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.virtual.display import DOCUMENT, FACE, VirtualDisplay
from kiosk.screens import compositor
from kiosk.settings import KioskSettings
from tests.devices.edids import block, plug

from .screens import Screens, screens

DELL, IIYAMA = block(serial="4F3K2"), block("IVM", 0x5A01, number=77)
NAMED = KioskSettings(
    face_screen="DEL a0c8 4F3K2 @FACE", document_screen="IVM 5a01 77 @DOCUMENT"
).screen_roles
"As `visavis setup` wrote it, before anybody touched a cable."


@pytest.fixture(scope="module")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VirtualDisplay]:
    with VirtualDisplay(tmp_path_factory.mktemp("x") / "display") as display:
        yield display


def started(display: VirtualDisplay, kernel: Path, roles: dict[str, str]) -> dict[str, str]:
    """The roles of a kiosk that has just been switched on."""
    with screens("--drm", str(kernel), environment=display.environment) as process:
        process.hear("ready")
        process.say(roles=roles)
        return dict(process.hear("screens")["roles"])


def test_a_kiosk_that_starts_again_with_its_cables_swapped_has_the_face_on_the_same_screen(
    display: VirtualDisplay, tmp_path: Path
) -> None:
    straight = plug(tmp_path / "straight", {FACE: DELL, DOCUMENT: IIYAMA})
    crossed = plug(tmp_path / "crossed", {FACE: IIYAMA, DOCUMENT: DELL})
    twins = plug(tmp_path / "twins", {FACE: DELL, DOCUMENT: DELL})
    assert started(display, straight, NAMED) == {"face": FACE, "document": DOCUMENT}
    assert started(display, crossed, NAMED) == {"face": DOCUMENT, "document": FACE}
    same = {"face": "DEL a0c8 4F3K2 @DOCUMENT", "document": "DEL a0c8 4F3K2 @FACE"}
    assert started(display, twins, same) == {"face": DOCUMENT, "document": FACE}


def test_cables_swapped_while_it_runs_move_the_windows_and_an_unplug_comes_back(
    display: VirtualDisplay, tmp_path: Path
) -> None:
    kernel = plug(tmp_path, {FACE: DELL, DOCUMENT: IIYAMA})
    with screens("--drm", str(kernel), environment=display.environment) as process:
        process.hear("ready")
        process.say(roles=NAMED)
        assert process.hear("screens")["roles"] == {"face": FACE, "document": DOCUMENT}
        pull(display, process, kernel, {FACE: DELL})
        put_back(display, process, plug(kernel, {FACE: IIYAMA, DOCUMENT: DELL}))


def pull(display: VirtualDisplay, process: Screens, kernel: Path, left: dict[str, bytes]) -> None:
    plug(kernel, left)
    display.unplug(DOCUMENT)
    assert process.hear("screens")["roles"] == {"shared": FACE}


def put_back(display: VirtualDisplay, process: Screens, kernel: Path) -> None:
    display.plug(DOCUMENT)
    assert process.hear("screens")["roles"] == {"face": DOCUMENT, "document": FACE}


class Sway:
    """The far end of sway-ipc(7): keeps what it is told, and knows no window at first."""

    def __init__(self, path: Path, refusals: int) -> None:
        self.commands: list[str] = []
        self._refusals = refusals
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(str(path))
        self._socket.listen()
        self.obeyed = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            kiosk, _ = self._socket.accept()
            with kiosk:
                _, length, kind = compositor.HEADER.unpack(kiosk.recv(compositor.HEADER.size))
                self.commands.append(kiosk.recv(length).decode())
                success = len(self.commands) > self._refusals
                answer = json.dumps([{"success": True}, {"success": success}]).encode()
                # In two pieces, as a socket may.
                kiosk.sendall(compositor.HEADER.pack(compositor.MAGIC, len(answer), kind))
                kiosk.sendall(answer)
            if success:
                self.obeyed.set()


def test_sway_is_told_which_window_fills_which_screen_until_it_knows_them(
    display: VirtualDisplay, tmp_path: Path
) -> None:
    sway = Sway(tmp_path / "sway.sock", refusals=2)
    environment = {**display.environment, "SWAYSOCK": str(tmp_path / "sway.sock")}
    with screens("--face", DOCUMENT, environment=environment) as process:
        process.hear("ready")
        assert sway.obeyed.wait(20)
    assert len(sway.commands) == 3
    face, document, *filling = sway.commands[-1].split("; ")
    assert face.endswith('title="^visavis-face$"] move container to output "DOCUMENT"')
    assert document.endswith('title="^visavis-document$"] move container to output "FACE"')
    assert all(each.endswith("] fullscreen enable") for each in filling)
    assert len(filling) == 2
