"""What is seen of a kiosk from outside, and the JSON that it is written in."""

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from ..kiosk_room import Room
from ..serving import until
from .program import ROOT

HURRY = 120.0


@asynccontextmanager
async def counted(room: Room) -> AsyncIterator[list[str]]:
    """Every event of any input device on the kiosk's display, counted outside of our code; a press
    of the test's own is there first, so that it is known to see what there is."""
    environment = {**os.environ, **room.display.environment, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "demo.input_recorder"]
    piped = {"env": environment, "stdout": subprocess.PIPE, "text": True}
    seen: list[str] = []
    with subprocess.Popen(command, **piped) as recorder:  # noqa: ASYNC220 - it is only spawned
        told = threading.Thread(target=lambda: seen.extend(recorder.stdout), daemon=True)
        told.start()
        try:
            await until(lambda: seen, HURRY)
            probe = [*command, "--probe"]
            await asyncio.to_thread(subprocess.run, probe, env=environment, check=True)
            await until(lambda: len(seen) > 1, HURRY)
            yield seen
        finally:
            recorder.terminate()
            told.join(10)


def written(name: str, seen: dict[str, Any]) -> None:
    """In `bench-results/NAME.json`."""
    folder = ROOT / "bench-results"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(seen, indent=2) + "\n")


def mb(size: int) -> float:
    return round(size / (1 << 20), 1)
