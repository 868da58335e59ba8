"""The screens' process, driven as the kiosk drives it: lines in, lines out, with deadlines."""

import contextlib
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kiosk.core.scenes import Scene

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 60.0


class Screens:
    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self._rest = b""

    def say(self, **command: Any) -> None:
        self.say_raw(json.dumps(command).encode() + b"\n")

    def say_raw(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def show(self, scene: Scene, **more: Any) -> None:
        self.say(scene=json.loads(scene.to_json()), **more)

    def hear(self, key: str, **wanted: Any) -> dict[str, Any]:
        """The next report of that kind with these values; others are skipped."""
        deadline = time.monotonic() + DEADLINE
        while True:
            report = json.loads(self._line(deadline, key))
            if key in report and all(report.get(k) == v for k, v in wanted.items()):
                return dict(report)

    def _line(self, deadline: float, key: str) -> bytes:
        assert self.process.stdout is not None
        while b"\n" not in self._rest:
            left = deadline - time.monotonic()
            ready, _, _ = select.select([self.process.stdout], [], [], max(0.0, left))
            assert ready, f"nothing said about {key} in {DEADLINE} s"
            data = os.read(self.process.stdout.fileno(), 1 << 20)
            assert data, f"the screens ended before {key}"
            self._rest += data
        line, self._rest = self._rest.split(b"\n", 1)
        return line


@contextlib.contextmanager
def screens(
    *options: str, environment: dict[str, str] | None = None, errors: int | None = None
) -> Iterator[Screens]:
    """`errors`: a descriptor for what is written there."""
    with subprocess.Popen(
        [sys.executable, "-m", "kiosk.screens", *options],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env={**os.environ, **(environment or {})},
    ) as process:
        try:
            yield Screens(process)
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
