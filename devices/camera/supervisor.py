"""The kiosk's end of the camera's process: starts it, asks it, restarts it if it dies or hangs."""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ..errors import Crashed, DeviceError, IoFailed, Missing, TimedOut
from ..frames import Board
from . import HEIGHT

OnHealth = Callable[[str, DeviceError | None], None]
"Called with the device's key in `errors.NOUNS`, and what is wrong with it or None."

OnSeen = Callable[[str], None]
"Called with a word of `presence.Seen`, every two seconds at least while it watches."

OnSlip = Callable[[str], None]
"Called with the code of a slip that is shown."

ANSWER_S = 5.0
"To answer a command; the first one waits for OpenCV's import."
HANG_S = 6.0
"Without a picture nor a word, between `start` and `stop`: the driver hangs."
WATCH_HANG_S = 20.0
"The same while it only watches: nobody waits for it."
RESTART_S = 1.0
STILL_S = 5.5
"To set another size, let the light settle, and set the first one again; less than a hang."
BURIAL_S = 0.5
"To end by itself."
_ROOT = Path(__file__).resolve().parents[2]
_KINDS = {kind.code: kind for kind in (Missing, IoFailed)}


class CameraProcess:
    """Run :meth:`run` in a task for the kiosk's life; :meth:`start` and :meth:`stop` at will.

    Pictures appear on `board`, which the caller made and may show to other processes.
    """

    def __init__(
        self,
        source: str,
        board: Board,
        on_health: OnHealth,
        on_seen: OnSeen | None = None,
        on_slip: OnSlip = lambda _: None,
        height: int = HEIGHT,
    ) -> None:
        """With `on_seen` it watches, in calls and outside; `height` is of :data:`.SIZES`."""
        self._source, self._board, self._on_health = source, board, on_health
        self._height = height
        self._on_seen, self._on_slip = on_seen, on_slip
        self._process: asyncio.subprocess.Process | None = None
        self._wanted = False
        self._asking = asyncio.Lock()
        self._answers: dict[str, asyncio.Event] = {e: asyncio.Event() for e in _ANSWERS}
        self._still: dict[str, str] = {}
        self._told: str | None = None
        self._sign_of_life = 0.0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def command(self) -> tuple[str, ...]:
        about = (self._source, self._board.name, str(self._height))
        return (sys.executable, "-m", "devices.camera.process", *about)

    async def run(self) -> None:
        """Keeps a process alive until cancelled, then ends it."""
        while True:
            process = await asyncio.create_subprocess_exec(
                *self.command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                env=os.environ | {"PYTHONPATH": f"{_ROOT}:{os.environ.get('PYTHONPATH', '')}"},
            )
            self._process, self._sign_of_life = process, time.monotonic()
            try:
                if self._on_seen is not None:
                    self._tell_process("watch")
                if self._wanted:
                    self._tell_process("start")
                async with asyncio.TaskGroup() as tasks:
                    watch = tasks.create_task(self._watch(process))
                    await self._hear(process)
                    watch.cancel()
            finally:
                await self._bury(process)
            self._tell(Crashed("camera", f"exit {process.returncode}"))
            await asyncio.sleep(RESTART_S)

    async def start(self) -> None:
        """Opens the device: pictures follow on the board as soon as it gives any.

        Never raises: a camera that is missing tells its health and comes back by itself.
        """
        async with self._asking:
            self._wanted, self._sign_of_life = True, time.monotonic()
            await self._ask("start", "started")

    async def stop(self) -> None:
        """When this returns the board is empty, whatever it takes; and the device is closed,
        unless it watches."""
        async with self._asking:
            self._wanted = False
            if not await self._ask("stop", "stopped"):
                self._kill(TimedOut("camera"))
                self._board.wipe()

    async def still(self, path: Path) -> None:
        """One large picture, as JPEG, at `path`; in a call only. Raises DeviceError."""
        async with self._asking:
            if not self._wanted:
                raise IoFailed("camera", "closed")
            self._still = {}
            if not await self._ask(f"still {path}", "still", STILL_S):
                raise TimedOut("camera")
            if self._still.get("path") != str(path):
                raise IoFailed("camera", "another still")
            if self._still["code"]:
                raise _KINDS.get(self._still["code"], IoFailed)("camera", self._still["detail"])

    async def _ask(self, command: str, answer: str, seconds: float = ANSWER_S) -> bool:
        """Whether the process answered; one that is dead has nothing to close and will restart."""
        if self._process is None or self._process.returncode is not None:
            return False
        self._answers[answer].clear()
        self._tell_process(command)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._answers[answer].wait()
                return True
        return False

    def _tell_process(self, command: str) -> None:
        assert self._process
        assert self._process.stdin
        with suppress(OSError):  # it just died: `run` sees it
            self._process.stdin.write(f"{command}\n".encode())

    async def _hear(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout
        async for line in process.stdout:
            event = json.loads(line)
            self._sign_of_life = time.monotonic()
            if event["event"] == "health":
                kind = _KINDS.get(event["code"], IoFailed)
                self._tell(kind("camera", event["detail"]) if event["code"] else None)
            elif event["event"] == "seen" and self._on_seen is not None:
                self._on_seen(event["seen"])
            elif event["event"] == "slip":
                self._on_slip(event["code"])
            elif event["event"] in self._answers:
                if event["event"] == "still":
                    self._still = event
                self._answers[event["event"]].set()

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        """Ends a process that neither shows pictures nor says why."""
        while True:
            await asyncio.sleep(0.5)
            picture = self._board.newest()
            if picture:
                self._sign_of_life = max(self._sign_of_life, picture.at_ns / 1e9)
            silent = time.monotonic() - self._sign_of_life
            if (self._wanted and silent > HANG_S) or (
                self._on_seen is not None and silent > WATCH_HANG_S
            ):
                self._kill(TimedOut("camera"))

    def _kill(self, error: DeviceError) -> None:
        if self._process and self._process.returncode is None:
            self._process.kill()
        self._tell(error)

    async def _bury(self, process: asyncio.subprocess.Process) -> None:
        """Ends it: without its standard input it ends by itself, unless it is stopped."""
        assert process.stdin
        process.stdin.close()
        # Read to the end: wait() alone may wait for ever for a pipe that nobody reads.
        ended = asyncio.ensure_future(process.communicate())
        try:
            _, late = await asyncio.wait([ended], timeout=BURIAL_S)
            if late:
                process.kill()
                await ended
        finally:
            self._board.wipe()

    def _tell(self, error: DeviceError | None) -> None:
        code = error.code if error else ""
        if code != self._told:
            self._told = code
            self._on_health("camera", error)


_ANSWERS = ("started", "stopped", "still")
