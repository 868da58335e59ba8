"""The screens' process, seen from the kiosk: what they must show, said again if it restarts."""

import asyncio
import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from signaling.protocol import Light

from .core.scenes import Scene

log = logging.getLogger(__name__)

RESTART_SECONDS = 1.0
GRAB_SECONDS = 10.0
MOST_BEHIND = 16 * 1024
"Bytes that the screens have not read yet, past which a pointer is not worth saying."
LATE_SECONDS = 0.05
MAX_REPORT_BYTES = 1 << 20


class Display:
    """Run :meth:`run` in a task for the kiosk's life; everything else at will, nothing blocks."""

    def __init__(
        self,
        boards: Mapping[str, str],
        roles: Mapping[str, str],
        changed: Callable[[], None],
        options: tuple[str, ...] = (),
    ) -> None:
        """`boards` and `roles` as `kiosk.screens` takes them; `changed` hears of screens."""
        self._state: dict[str, Any] = {"boards": dict(boards)}
        if roles:
            self._state["roles"] = dict(roles)
        self._changed, self._options = changed, options
        self._process: asyncio.subprocess.Process | None = None
        self._grabs: list[asyncio.Future[dict[str, str]]] = []
        self._late: dict[str, Any] | None = None
        self._text: dict[str, Any] | None = None
        "What is written, that the screens were too busy for."
        self._roles: dict[str, str] = {}
        self.heard: Callable[[str, dict[str, Any]], None] = lambda _, __: None
        "Gets `leaf_wanted` and `leaf_shown`."
        self.lectern: Callable[[], dict[str, Any] | None] = lambda: None
        "All that is shown, for a process that was started again."
        self.read: Callable[[int], None] = lambda _: None
        "Hears which text can be read now."
        self.window: Callable[[bool], None] = lambda _: None
        "Hears whether the counsellor's window has a picture on the screens."
        self.pressed: Callable[[str], None] = lambda _: None
        "Hears which button was pressed, where the screen is touched."
        self.typed: Callable[[str], None] = lambda _: None
        "Hears which key of the reply pad was touched."
        self.ready = asyncio.Event()
        self.wiped = asyncio.Event()

    def show(self, scene: Scene, page: Path | None) -> None:
        shown = {"path": str(page)} if page else None
        self._say(scene=json.loads(scene.to_json()), page=shown, dark=False)

    def darken(self) -> None:
        """Until the next scene."""
        self._say(dark=True)

    def wear(self, livery: dict[str, Any]) -> None:
        """What the community gave its kiosks, from now on."""
        self._say(livery=livery)

    def measure(self, pixels_per_mm: float | None) -> None:
        self._say(pixels_per_mm=pixels_per_mm)

    def measure_face(self, pixels_per_mm: float | None) -> None:
        self._say(face_pixels_per_mm=pixels_per_mm)

    def head(self, head: dict[str, float] | None) -> None:
        """Where it is in the counsellor's picture; None when it was not found."""
        self._write({"head": head})

    def patch_lectern(self, patch: dict[str, Any] | None) -> None:
        """What changed; of a pointer that the screens are too busy for, the newest alone waits."""
        if patch is not None and patch.keys() == {"pointer"} and self._is_behind():
            if self._late is None:
                asyncio.get_running_loop().call_later(LATE_SECONDS, self._catch_up)
            self._late = patch
            return
        if patch is None or "pointer" in patch:
            self._late = None
        self._write({"lectern": patch})

    def _catch_up(self) -> None:
        late, self._late = self._late, None
        if late is not None:
            self.patch_lectern(late)

    def write(self, text: str, n: int) -> None:
        """What the counsellor writes; of what the screens are too busy for, the newest waits."""
        said = {"text": text, "n": n} if text or n >= 0 else None
        self._state["text"] = said
        if not self._is_behind():
            self._text = None
            self._write({"text": said})
        elif self._text is None:
            self._text = said
            asyncio.get_running_loop().call_later(LATE_SECONDS, self._write_on)

    def _write_on(self) -> None:
        if self._text is not None:
            self._text = None
            if (said := self._state.get("text")) is not None:
                self.write(said["text"], said["n"])

    def _is_behind(self) -> bool:
        stdin = self._process.stdin if self._process is not None else None
        return stdin is not None and stdin.transport.get_write_buffer_size() > MOST_BEHIND

    @property
    def language(self) -> str:
        """That of the scene."""
        return str(self._state.get("scene", {}).get("language", ""))

    def show_pad(self, pad: dict[str, Any] | None) -> None:
        """What the resident writes back, whole."""
        self._say(pad=pad)

    def show_leaf(self, leaf: dict[str, Any]) -> None:
        self._write({"leaf": leaf})

    def wipe(self) -> None:
        """Forget every page and picture; :attr:`wiped` is set once the process did."""
        self.wiped.clear()
        self._state.pop("page", None)
        self._state.pop("text", None)
        self._state.pop("pad", None)
        self._write({"wipe": True})
        self._write({"boards": self._state["boards"]})

    async def stands(self, seconds: float) -> bool:
        """Whether a screen shows something within that time."""
        return await _within(self.ready, seconds)

    async def forgotten(self, seconds: float) -> None:
        """Until :meth:`wipe` is done; past that time the process is ended, memory and all."""
        if not await _within(self.wiped, seconds):
            log.error("screens did not confirm the wipe")
            self.kill()

    def kill(self) -> None:
        """Of a process that does not answer: another one shows the same scene, without the past."""
        if self._process is not None:
            _signal(self._process, signal.SIGKILL)

    async def grab(self) -> dict[str, str]:
        """Paths of pictures of the windows, by role. Raises TimeoutError."""
        waiting: asyncio.Future[dict[str, str]] = asyncio.get_running_loop().create_future()
        self._grabs.append(waiting)
        self._write({"grab": True})
        async with asyncio.timeout(GRAB_SECONDS):
            return await waiting

    def light(self, role: str) -> Light:
        """Green when a screen plays this part; a single screen shows both, but one is missing."""
        plays = role in self._roles or (role == "face" and "shared" in self._roles)
        return Light.GREEN if plays else Light.RED

    async def run(self) -> None:
        """Keep the process alive until cancelled, then end it."""
        while True:
            process = await self._start()
            try:
                await self._hear(process)
            finally:
                await self._end(process)
            log.warning("screens ended: exit %s", process.returncode)
            await asyncio.sleep(RESTART_SECONDS)

    async def _start(self) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "kiosk.screens", *self._options),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
            limit=MAX_REPORT_BYTES,
            start_new_session=True,
        )
        self._process = process
        for key, value in self._state.items():
            self._write({key: value})
        if (shown := self.lectern()) is not None:
            self._write({"lectern": shown})
        return process

    async def _hear(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            report = json.loads(line)
            found = report.get("ready", report)
            if "roles" in found:
                self._roles = found["roles"]
                self.ready.set()
                self._changed()
            if "grabbed" in report:
                self._deliver(report["grabbed"])
            for kind in ("leaf_wanted", "leaf_shown"):
                if kind in report:
                    self.heard(kind, report[kind])
            if "text_painted" in report:
                self.read(report["text_painted"])
            if report.get("video") == "window":
                self.window(bool(report["on"]))
            if "pressed" in report:
                self.pressed(str(report["pressed"]))
            if "typed" in report:
                self.typed(str(report["typed"]))
            if "wiped" in report:
                self.wiped.set()
            if "error" in report:
                log.warning("screens refuse: %s", report["error"].get("code"))

    def _deliver(self, pictures: dict[str, str]) -> None:
        while self._grabs:
            waiting = self._grabs.pop()
            if not waiting.done():
                waiting.set_result(pictures)

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        self._process, self._roles = None, {}
        self.wiped.set()  # a process that ended remembers nothing
        self._changed()
        _signal(process, signal.SIGTERM)
        # Read to the end: wait() alone may wait for ever for a pipe that nobody reads.
        ended = asyncio.ensure_future(process.communicate())
        _, late = await asyncio.wait([ended], timeout=3)
        if late:
            _signal(process, signal.SIGKILL)
            await ended

    def _say(self, **command: Any) -> None:
        self._state.update(command)
        self._write(command)

    def _write(self, command: Mapping[str, Any]) -> None:
        if self._process is None or self._process.stdin is None:
            return
        try:
            self._process.stdin.write(json.dumps(command).encode() + b"\n")
        except (OSError, RuntimeError) as error:
            log.warning("screens do not hear: %s", type(error).__name__)


async def _within(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return  # it ended by itself
