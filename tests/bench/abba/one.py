"""One run: one kiosk, one line, some seconds. Through tests/in_namespace.sh.

    .venv/bin/python -m tests.bench.abba.one KIOSK LINE SECONDS SEED MATERIAL OUT

Leaves in OUT its `run.json`, and for :mod:`.scores` what the counsellor saw (`seen.npz`) and what
both heard (`console.wav`, `kiosk.wav`).
"""

import asyncio
import json
import signal
import sys
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any

import numpy as np

from devices.virtual.sound import VirtualSound
from tests.bench.call_line import END, folder_of_a_run
from tests.bench.line.console_end import WATCH, ConsoleEnd, console_end, server_end
from tests.bench.line.figures import Packet, line_figures, packets
from tests.bench.line.lines import LINES, Line
from tests.bench.line.play import follow, machine_share, machine_ticks
from tests.bench.line.room import Room

from . import figures
from .eye import SCRIPTS, Eye
from .kiosks import KIOSKS, Kiosk, Side
from .material import given
from .rival import rival

SETTLE_S = 9.0
"Both learn what the line carries; in the pause ours says its line."
LOST_S = 20.0


async def run(
    kiosk: str,
    line: Line,
    seconds: float,
    seed: int,
    material: Path,
    folder: Path,
    sound: VirtualSound,
) -> dict[str, Any]:
    resident, counsellor = given(material)
    room = Room(line, seed, folder)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(room)
        server = await stack.enter_async_context(server_end(folder))
        here = await stack.enter_async_context(KIOSKS[kiosk](folder, sound, server, resident))
        console = await stack.enter_async_context(
            console_end(folder, server.url, counsellor, (WATCH, *SCRIPTS))
        )
        took = await console.call()
        eye = Eye(console.page)
        await eye.hush(True)
        await asyncio.sleep(SETTLE_S)
        await eye.hush(False)
        if line.rival:
            await stack.enter_async_context(rival())
        found, span = await _minutes(room, here, console, eye, seconds, sound, folder)
    with room.logs[0].open() as lines:
        carried = packets(lines)
    return found | _of_line(carried, span, line) | {"set_up_s": took}


async def _minutes(
    room: Room,
    kiosk: Kiosk,
    console: ConsoleEnd,
    eye: Eye,
    seconds: float,
    sound: VirtualSound,
    folder: Path,
) -> tuple[dict[str, Any], tuple[float, float]]:
    recording = await asyncio.to_thread(sound.record, folder / "kiosk.wav")
    listening = time.monotonic()
    await eye.begin()
    await kiosk.begin()
    start, cpu, machine = time.monotonic(), kiosk.cpu_seconds(), machine_ticks()
    changing = asyncio.create_task(follow(room))
    survived = await _lives(console, seconds)
    span = (start, time.monotonic())
    spent, share = kiosk.cpu_seconds() - cpu, machine_share(machine, machine_ticks())
    changing.cancel()
    side = await kiosk.end()
    await eye.end()
    listened = time.monotonic() - listening
    heard = await asyncio.to_thread(recording.stop)
    await eye.sound(folder / "console.wav")
    await _keep_pictures(eye, folder / "seen.npz")
    took = span[1] - start
    seen = _seen(eye, side, console, span)
    whole = {
        "survived": survived,
        "seconds": round(took, 1),
        "cpu_pct": round(100 * spent / took, 1),
        "console_unheard_s": eye.unheard_s,
        "kiosk_unheard_s": figures.unheard_s(listened, len(heard)),
    }
    return whole | seen | share, span


def _seen(eye: Eye, side: Side, console: ConsoleEnd, span: tuple[float, float]) -> dict[str, Any]:
    samples = [sample for sample in console.samples if span[0] <= sample.at <= span[1]]
    delays = figures.latencies(side.captured, eye.decoded)
    up, longest = figures.frozen_s(samples), figures.longest_gap(eye.decoded, *span)
    return {
        "captured_fps": round(side.pictures / (span[1] - span[0]), 2),
        "goodput_kbps": figures.goodput_kbps(samples),
        "latency_p50_ms": round(float(np.median(delays)), 1) if delays else None,
        "latency_p95_ms": figures.p95(delays),
        "latency_n": len(delays),
        "freeze_up_s": up,
        "freeze_down_s": side.frozen_s,
        "freeze_s": round(up + side.frozen_s, 2),
        "freeze_max_s": max(longest, side.longest_s or 0.0),
        "codec": eye.codec,
        **figures.sent(samples),
    }


def _of_line(carried: list[Packet], span: tuple[float, float], line: Line) -> dict[str, Any]:
    found = line_figures(carried, *span)
    told = {
        "queue_p95_ms": found["up"]["queue_p95_ms"],
        "up_kbps": found["up"]["kbps"],
        "lost_pct": found["up"]["lost_pct"],
        "overflow_pct": found["up"]["overflow_pct"],
        "late_p999_ms": found["emulator_late_p999_ms"],
    }
    if line.course and len(line.course) == 3:  # down, and back
        at, kbps = line.course[2]
        told["rise_s"] = figures.rise_s(carried, span[0] + at, span[1], kbps)
    return told


async def _lives(console: ConsoleEnd, seconds: float) -> bool:
    """Waits all that time; whether the console talked until its end."""
    end = time.monotonic() + seconds
    await asyncio.sleep(seconds)
    last = console.samples[-1]
    return last.phase == "talking" and last.at > end - LOST_S


async def _keep_pictures(eye: Eye, path: Path) -> None:
    kept = await eye.pictures()
    arrays: Mapping[str, Any] = {f"picture{n}": one.i420 for n, one in enumerate(kept)}
    counts, times = [one.count for one in kept], [one.at for one in kept]
    with path.open("wb") as file:
        np.savez(file, counts=np.array(counts, int), times=np.array(times), **arrays)


def main(kiosk: str, line: str, seconds: str, seed: str, material: str, out: str) -> int:
    for number in END:
        signal.signal(number, signal.default_int_handler)
    kept = Path(out)
    kept.mkdir(parents=True, exist_ok=True)
    try:
        with folder_of_a_run(kept) as folder, VirtualSound(folder) as sound:
            try:
                found = asyncio.run(
                    run(
                        kiosk, LINES[line], float(seconds), int(seed), Path(material), folder, sound
                    )
                )
            finally:
                for name in ("console.wav", "kiosk.wav", "seen.npz"):
                    with suppress(FileNotFoundError):
                        (kept / name).write_bytes((folder / name).read_bytes())
    except KeyboardInterrupt:
        return 130
    (kept / "run.json").write_text(json.dumps(found, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
