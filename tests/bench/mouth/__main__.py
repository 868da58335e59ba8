"""From mouth to ear on a line, both ways at once, in our kiosk's call.

    tests/in_namespace.sh .venv/bin/python -m tests.bench.mouth --line A --minutes 60

Writes `bench-results/mouth.json`. Each way alone has the error of where a page and a sink tell the
time of a sound, some tens of milliseconds; in their sum it goes, if it is the same both ways.

With `--pictures`, for some minutes, the console's pictures are timed in the same run, from the
camera to the page: how much later than his picture a resident is heard.
"""

import argparse
import asyncio
import base64
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import numpy as np

from devices.virtual.sound import MICROPHONE, SPEAKER, VirtualSound
from tests.bench import results
from tests.bench.abba import figures
from tests.bench.abba.eye import SCRIPTS, Eye, offset
from tests.bench.abba.kiosks import KIOSKS
from tests.bench.abba.material import counsellor, resident
from tests.bench.call_line import END, folder_of_a_run
from tests.bench.line.console_end import WATCH, ConsoleEnd, console_end, server_end
from tests.bench.line.figures import call_figures
from tests.bench.line.lines import LINES
from tests.bench.line.play import machine_share, machine_ticks
from tests.bench.line.room import Room

from .lanes import LONGEST_S, Lane, delays, growth_ms_per_hour

EAR = Path(__file__).with_name("ear.js")
SETTLE_S, LOOK_S = 10.0, 5.0
THIN, LATELY = 6, 500
CARD = 48_000
BLOCK = CARD // 100


class Monitor(threading.Thread):
    """A sink's sound into a lane, by `parec`."""

    def __init__(self, sound: VirtualSound, sink: str) -> None:
        super().__init__(daemon=True)
        form = (f"--rate={CARD}", "--channels=1", "--format=s16le", "--raw", "--latency-msec=20")
        self._process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "parec", f"--device={sink}.monitor", *form],
            env=os.environ | sound.environment,
            stdout=subprocess.PIPE,
        )
        self._lock, self.lane = threading.Lock(), Lane()
        self._ends: deque[float] = deque(maxlen=LATELY)
        self._new: list[np.ndarray] = []
        self._count = self._told = 0

    def run(self) -> None:
        assert self._process.stdout
        while data := self._process.stdout.read(2 * BLOCK):
            now = time.monotonic()
            block = np.frombuffer(data, np.int16).astype(float)
            with self._lock:
                self._count += len(block)
                self._ends.append(now - self._count / CARD)
                self._new.append(block[: len(block) // THIN * THIN].reshape(-1, THIN).mean(axis=1))

    def take(self) -> None:
        with self._lock:
            new, self._new = self._new, []
            begins = min(self._ends, default=0.0) + self._told / CARD
            self._told = self._count
        if new:
            self.lane.add(begins, np.concatenate(new))

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)


async def run(
    line: str, seconds: float, pictures: bool, folder: Path, sound: VirtualSound
) -> dict[str, Any]:
    people = resident(folder), counsellor(folder)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(Room(LINES[line], 1, folder))
        server = await stack.enter_async_context(server_end(folder))
        kiosk = await stack.enter_async_context(KIOSKS["ours"](folder, sound, server, people[0]))
        scripts = (WATCH, EAR, *SCRIPTS) if pictures else (WATCH, EAR)
        console = await stack.enter_async_context(
            console_end(folder, server.url, people[1], scripts)
        )
        await console.call()
        await asyncio.sleep(SETTLE_S)
        monitors = Monitor(sound, MICROPHONE), Monitor(sound, SPEAKER)
        for each in monitors:
            each.start()
            stack.callback(each.stop)
        eye = Eye(console.page)
        if pictures:
            await eye.begin()
            await kiosk.begin()
        ticks, before = machine_ticks(), len(console.samples)
        ways = await _listen(console, *monitors, seconds)
        seen: list[float] = []
        if pictures:
            side = await kiosk.end()
            await eye.end()
            seen = figures.latencies(side.captured, eye.decoded)
        return {name: _told(found) for name, found in ways.items()} | {
            "both_ways": _both(*ways.values()),
            **lips(ways["up"], seen),
            "console": call_figures(console.samples[before:]),
            **machine_share(ticks, machine_ticks()),
        }


async def _listen(
    console: ConsoleEnd, mouth: Monitor, ear: Monitor, seconds: float
) -> dict[str, list[tuple[float, float]]]:
    said, heard = Lane(), Lane()
    up: list[tuple[float, float]] = []
    down: list[tuple[float, float]] = []
    await console.page.evaluate("ear.begin()")
    await asyncio.sleep(LOOK_S)
    await _take(console, said, heard)  # the first piece has all since the call began
    said.pieces.clear()
    heard.pieces.clear()
    start = time.monotonic()
    up_since = down_since = start + 1
    while time.monotonic() < start + seconds:
        await asyncio.sleep(LOOK_S)
        await _take(console, said, heard)
        mouth.take()
        ear.take()
        found, up_since = await asyncio.to_thread(delays, mouth.lane, heard, up_since)
        up += found
        found, down_since = await asyncio.to_thread(delays, said, ear.lane, down_since)
        down += found
        for lane in (said, heard, mouth.lane, ear.lane):
            lane.forget(min(up_since, down_since) - LONGEST_S)
    return {"up": up, "down": down}


async def _take(console: ConsoleEnd, said: Lane, heard: Lane) -> None:
    by = await offset(console.page, "ear.clock()")
    for name, lane in (("said", said), ("heard", heard)):
        told = await console.page.evaluate("(name) => ear.take(name)", name)
        samples = np.frombuffer(base64.b64decode(told["samples"]), np.int16).astype(float)
        lane.add(told["at"] / 1000 + by, samples)


def _told(found: list[tuple[float, float]]) -> dict[str, Any]:
    late = [1000 * each for _, each in found]
    if len(late) < 4:
        return {"moments": len(late)}
    return {
        "moments": len(late),
        "p50_ms": round(float(np.median(late)), 1),
        "p95_ms": round(float(np.percentile(late, 95)), 1),
        "most_ms": round(max(late), 1),
        "growth_ms_per_hour": round(growth_ms_per_hour(found), 1),
    }


def _both(up: list[tuple[float, float]], down: list[tuple[float, float]]) -> dict[str, Any]:
    """Half of there and back, of moments that are the same second."""
    there = dict((round(at), late) for at, late in up)
    same = [(at, (there[round(at)] + late) / 2) for at, late in down if round(at) in there]
    return _told(same)


def lips(heard: list[tuple[float, float]], seen: list[float]) -> dict[str, Any]:
    """Of the way up; `seen` in ms from the camera to the page."""
    if not heard or not seen:
        return {}
    picture, voice = float(np.median(seen)), 1000 * float(np.median([late for _, late in heard]))
    return {
        "pictures": {
            "moments": len(seen),
            "p50_ms": round(picture, 1),
            "p95_ms": figures.p95(seen),
        },
        "voice_after_picture_ms": round(voice - picture, 1),
    }


def main() -> int:
    parser = argparse.ArgumentParser("mouth", description=__doc__.split("\n")[0])
    parser.add_argument("--line", default="A", choices=sorted(LINES))
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--pictures", action="store_true", help="time them too, for some minutes")
    parser.add_argument("--name", default="mouth")
    parser.add_argument("--keep-logs", type=Path)
    chosen = parser.parse_args()
    for number in END:
        signal.signal(number, signal.default_int_handler)
    try:
        with folder_of_a_run(chosen.keep_logs) as folder, VirtualSound(folder) as sound:
            seconds = 60 * chosen.minutes
            found = asyncio.run(run(chosen.line, seconds, chosen.pictures, folder, sound))
    except KeyboardInterrupt:
        return 130
    results.write(chosen.name, {"line": chosen.line, "minutes": chosen.minutes, **found})
    return 0


if __name__ == "__main__":
    sys.exit(main())
