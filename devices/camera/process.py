"""The camera's own process: ``python -m devices.camera.process SOURCE BOARD HEIGHT``.

It hears ``start`` and ``stop``, a line each, answers ``{"event": "started"}`` and ``{"event":
"stopped"}``, tells ``{"event": "health", "code": ..., "detail": ...}`` when that changes (an empty
code is well), and ``{"event": "retrying"}`` after each fault. ``still PATH``, between `start` and
`stop`, writes one large picture there and is answered by ``{"event": "still", "path": ..., "code":
..., "detail": ...}``. The device is open between `start`
and `stop` only; outside, no picture is taken and none is on the board. When nobody holds the other
end of its standard input any more, the process ends at once, even if the driver hangs.

After ``watch`` (until ``unwatch``) it also looks, in a call and outside, whether somebody is there:
``{"event": "seen", "seen": ..., "at": ...}``, a word of :class:`.presence.Seen` and the clock's
seconds, at each change and every two seconds; and, outside a call, for the code of a slip:
``{"event": "slip", "code": ...}``. The device stays open then, but no picture is on the board
outside a call, nor anywhere else.
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
from .lookout import Lookout

STILL = "still "
RETRY_S = 1.0
"Between two attempts to open, and between two looks at an idle device."

Say = Callable[[dict[str, str]], None]


class CameraLoop:
    """Obeys the commands of a queue in order, taking pictures between `start` and the next."""

    def __init__(self, device: Camera, board: Board, commands: queue.Queue[str], say: Say) -> None:
        self._device, self._board, self._commands, self._say = device, board, commands, say
        self._told: str | None = None
        self._lookout: Lookout | None = None
        self._opened = False

    def run(self) -> None:
        """Until the command ``end``."""
        self._board.wipe()
        while (command := self._next()) != "end":
            if command == "start":
                self._say({"event": "started"})
                self._take_pictures()
            elif command == "stop":
                self._say({"event": "stopped"})
            elif command == "watch":
                self._lookout = self._lookout or Lookout(self._say)
            elif command == "unwatch":
                self._lookout = None
            elif command.startswith(STILL):
                self._say_still(Path(command.removeprefix(STILL)), IoFailed.code, "closed")
        self._close()

    def _next(self) -> str:
        while True:
            if self._lookout is not None:
                self._open_and(self._watch)
                return self._commands.get()
            try:
                return self._commands.get(timeout=RETRY_S if self._told is not None else 0)
            except queue.Empty:
                self._tell(None if self._device.present() else Missing("camera"))

    def _take_pictures(self) -> None:
        """Until the next command. Leaves an empty board."""
        try:
            self._open_and(self._stream)
        finally:
            if self._lookout is None:
                self._close()
            self._board.wipe()

    def _open_and(self, work: Callable[[], None]) -> None:
        """Until the next command, opening again after each fault."""
        try:
            while self._goes_on():
                try:
                    if not self._opened:
                        self._device.open()
                        self._opened = True
                    work()
                except DeviceError as error:
                    self._close()
                    self._tell(error)
                    self._say({"event": "retrying"})
                    self._wait()
        except BaseException:
            self._close()
            raise

    def _close(self) -> None:
        self._opened = False
        self._device.close()

    def _stream(self) -> None:
        while self._goes_on():
            picture = self._device.read()
            self._board.write(picture)
            self._tell(None)
            if self._lookout is not None and self._lookout.due():
                self._lookout.see(picture[: picture.shape[0] * 2 // 3])

    def _watch(self) -> None:
        """Outside a call: of most pictures nothing is even decoded."""
        assert self._lookout is not None
        while self._goes_on():
            if not self._lookout.due():
                self._device.skip()
                continue
            picture = self._device.read()
            self._tell(None)
            self._lookout.see(picture[: picture.shape[0] * 2 // 3], slips=True)

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
    source, board, height = sys.argv[1:]
    # Libraries print on standard output what they like: keep the answers apart.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)

    def say(event: dict[str, str]) -> None:
        answers.write(json.dumps(event) + "\n")

    commands: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_listen, args=(commands, sys.stdin), daemon=True).start()
    device = camera(source, int(height))
    CameraLoop(device, Board.open(board, writable=True), commands, say).run()


if __name__ == "__main__":
    main()
