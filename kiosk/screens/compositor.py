"""Puts each window on its screen where a compositor decides, as sway does in the kiosk's session.

A window of Wayland cannot place itself; sway is asked, by sway-ipc(7): ``i3-ipc``, the length and
the kind of what follows, in the machine's order of bytes, then the command. It is asked again until
it knows the windows: it does once they have been painted.
"""

import json
import socket
import struct
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

MAGIC = b"i3-ipc"
HEADER = struct.Struct("=6sII")
RUN_COMMAND = 0
AGAIN_MS = 250
MOST_TRIES = 60
LONGEST = 1 << 20
SECONDS = 1.0


def sway_of(environment: Mapping[str, str]) -> "Compositor | None":
    """The one that is named, or that of the kiosk's session."""
    if told := environment.get("SWAYSOCK"):
        return Compositor(Path(told))
    if not environment.get("QT_QPA_PLATFORM", "").startswith("wayland"):
        return None
    return Compositor(Path(environment.get("XDG_RUNTIME_DIR", "")) / "sway.sock")


def commands(windows: Mapping[str, str]) -> str:
    """Each window, by its role, on its output. All move first: two would share a screen a while,
    and only one of them would fill it."""
    chosen = {role: f'[app_id="^visavis-screens$" title="^visavis-{role}$"]' for role in windows}
    moves = [f'{chosen[role]} move container to output "{windows[role]}"' for role in windows]
    return "; ".join([*moves, *(f"{each} fullscreen enable" for each in chosen.values())])


class Compositor(QObject):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._wanted, self._tries = "", 0
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._try)

    def place(self, windows: Mapping[str, str]) -> None:
        """From now on; `windows` names the output of each role."""
        self._wanted, self._tries = commands(windows), 0
        self._again.start()

    def _try(self) -> None:
        self._tries += 1
        if not self._wanted or self._tries > MOST_TRIES or ask(self._path, self._wanted):
            self._again.stop()


def ask(path: Path, command: str) -> bool:
    """Whether all of it was done."""
    said = command.encode()
    try:
        with socket.socket(socket.AF_UNIX) as sway:
            sway.settimeout(SECONDS)
            sway.connect(str(path))
            sway.sendall(HEADER.pack(MAGIC, len(said), RUN_COMMAND) + said)
            magic, length, _ = HEADER.unpack(_whole(sway, HEADER.size))
            answer = json.loads(_whole(sway, min(length, LONGEST)))
        return magic == MAGIC and all(each["success"] for each in answer)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _whole(sway: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        more = sway.recv(size - len(data))
        if not more:
            raise ConnectionResetError
        data += more
    return data
