"""The camera's own process: ``python -m devices.camera.process SOURCE BOARD``.

It hears ``start`` and ``stop``, a line each, answers ``{"event": "started"}`` and ``{"event":
"stopped"}``, tells ``{"event": "health", "code": ..., "detail": ...}`` when that changes (an empty
code is well), and ``{"event": "retrying"}`` after each fault. ``still PATH``, between `start` and
`stop`, writes one large picture there and is answered by ``{"event": "still", "path": ..., "code":
..., "detail": ...}``. The device is open between `start`
and `stop` only; outside, no picture is taken and none is on the board. When nobody holds the other
end of its standard input any more, the process ends at once, even if the driver hangs.
"""

import json
import os
import queue
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

from ..errors import DeviceError, IoFailed, Missing
from ..frames import Board
from . import Camera, camera

STILL = "still "
RETRY_S = 1.0
"Between two attempts to open, and between two looks at an idle device."

Say = Callable[[dict[str, str]], None]


class CameraLoop:
    """Obeys the commands of a queue in order, taking pictures between `start` and the next."""

    def __init__(self, device: Camera, board: Board, commands: queue.Queue[str], say: Say) -> None:
        self._device, self._board, self._commands, self._say = device, board, commands, say
        self._told: str | None = None

    def run(self) -> None:
        """Until the command ``end``."""
        self._board.wipe()
        while (command := self._next()) != "end":
            if command == "start":
                self._say({"event": "started"})
                self._take_pictures()
            elif command == "stop":
                self._say({"event": "stopped"})
            elif command.startswith(STILL):
                self._say_still(Path(command.removeprefix(STILL)), IoFailed.code, "closed")

    def _next(self) -> str:
        while True:
            try:
                return self._commands.get(timeout=RETRY_S if self._told is not None else 0)
            except queue.Empty:
                self._tell(None if self._device.present() else Missing("camera"))

    def _take_pictures(self) -> None:
        """Until the next command, opening again after each fault. Leaves an empty board."""
        try:
            while self._goes_on():
                try:
                    self._stream()
                except DeviceError as error:
                    self._device.close()
                    self._tell(error)
                    self._say({"event": "retrying"})
                    self._wait()
        finally:
            self._device.close()
            self._board.wipe()

    def _stream(self) -> None:
        self._device.open()
        while self._goes_on():
            self._board.write(self._device.read())
            self._tell(None)

    def _goes_on(self) -> bool:
        """Whether no other command waits than stills, which are taken at once."""
        while not self._commands.empty():
            if not self._commands.queue[0].startswith(STILL):
                return False
            self._still(Path(self._commands.get().removeprefix(STILL)))
        return True

    def _still(self, path: Path) -> None:
        """Whatever breaks, whoever asked is answered."""
        try:
            path.write_bytes(self._device.still())
        except DeviceError as error:
            self._say_still(path, error.code, error.detail)
        except OSError as error:
            self._say_still(path, IoFailed.code, type(error).__name__)
        else:
            self._say_still(path, "", "")

    def _say_still(self, path: Path, code: str, detail: str) -> None:
        self._say({"event": "still", "path": str(path), "code": code, "detail": detail})

    def _wait(self) -> None:
        """For the retry, or less if a command comes; the command stays in the queue."""
        with self._commands.not_empty:
            if not self._commands.queue:
                self._commands.not_empty.wait(RETRY_S)

    def _tell(self, error: DeviceError | None) -> None:
        code = error.code if error else ""
        if code != self._told:
            self._told = code
            self._say({"event": "health", "code": code, "detail": error.detail if error else ""})


def _listen(commands: queue.Queue[str], stdin: IO[str]) -> None:
    for line in stdin:
        commands.put(line.strip())
    os._exit(0)  # the kiosk is gone: the driver may hang, so do not ask it


def main() -> None:
    source, board = sys.argv[1:]
    # Libraries print on standard output what they like: keep the answers apart.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)

    def say(event: dict[str, str]) -> None:
        answers.write(json.dumps(event) + "\n")

    commands: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_listen, args=(commands, sys.stdin), daemon=True).start()
    CameraLoop(camera(source), Board.open(board, writable=True), commands, say).run()


if __name__ == "__main__":
    main()
