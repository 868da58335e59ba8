"""From the kiosk's answer to its first picture presented at the console: warm, cold, and Chromium.

    tests/in_namespace.sh .venv/bin/python -m tests.bench.setup_here --calls 8 --rtt-ms 60

The same console, the same link without loss; our kiosk connected while it announced (`warm`), the
same that connects afterwards (`cold`), and the Chromium kiosk of :mod:`.abba`, one after the other,
then backwards. Each places a call that is not counted, then some that are.
"""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from playwright.async_api import Page
from playwright.async_api import TimeoutError as PlaywrightTimeout

from devices.virtual.sound import VirtualSound

from . import results
from .abba.eye import offset
from .abba.kiosks import Chromium, chromium
from .abba.material import counsellor, resident
from .call_line import folder_of_a_run
from .line.console_end import PATIENCE_S, WATCH, ConsoleEnd, ServerEnd, console_end, server_end
from .line.kiosk_end import kiosk_end
from .line.lines import Line
from .line.material import Material
from .line.play import machine_share, machine_ticks
from .line.room import Room

HERE = Path(__file__).parent
SCRIPTS = (WATCH, HERE / "abba" / "bar.js", HERE / "setup" / "first.js")
TALK_S = 2.0
"Between the first picture and the end of a call."
SPARE_S = 0.12
RATIO = 0.8
TRIES = 3

Times = dict[str, float]
"When, as `time.monotonic`: `let_in` (the announcement is over), `answered` (it is said so)."
Asked = Callable[[], Awaitable[Times]]


@asynccontextmanager
async def ours(
    folder: Path, sound: VirtualSound, server: ServerEnd, given: Material, early: bool
) -> AsyncIterator[Asked]:
    notes = folder / "notes.jsonl"
    there = (server.url, server.authority, server.code)
    program = ("-m", "tests.bench.setup.noted", str(notes))
    changed = {"connect_early": early}

    async def told() -> Times:
        lines = [json.loads(line) for line in notes.read_text().splitlines()]
        return {line["what"]: line["at"] for line in lines}  # the newest of each

    async with kiosk_end(folder, sound, *there, given=given, program=program, changed=changed):
        yield told


@asynccontextmanager
async def theirs(
    folder: Path, sound: VirtualSound, server: ServerEnd, given: Material
) -> AsyncIterator[Asked]:
    async with chromium(folder, sound, server, given) as kiosk:
        assert isinstance(kiosk, Chromium)

        async def told() -> Times:
            at = await kiosk.answered_at()
            return {} if at is None else {"answered": at}

        yield told


KIOSKS = {"warm": partial(ours, early=True), "cold": partial(ours, early=False), "chromium": theirs}


async def run(
    kiosk: str, line: Line, calls: int, material: tuple[Material, Material], sound: VirtualSound
) -> dict[str, Any]:
    """Milliseconds of each call."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(Room(line, 1, folder))
            server = await stack.enter_async_context(server_end(folder))
            here = KIOSKS[kiosk](folder, sound, server, material[0])  # type: ignore[operator]
            told = await stack.enter_async_context(here)
            console = await stack.enter_async_context(
                console_end(folder, server.url, material[1], SCRIPTS)
            )
            machine = machine_ticks()
            found = [await one(console, told) for _ in range(calls + 1)][1:]
            return {"calls": found, **machine_share(machine, machine_ticks())}


async def one(console: ConsoleEnd, told: Asked) -> dict[str, float]:
    page = console.page
    await page.evaluate("first.forget()")
    await console.call()
    await page.wait_for_function("first.found() !== null", timeout=PATIENCE_S * 1000)
    seen = await seen_at(page)
    times = await told()
    await asyncio.sleep(TALK_S)
    await console.hang_up()
    return {name: round(1000 * (seen - at), 1) for name, at in times.items()}


async def seen_at(page: Page) -> float:
    by = await offset(page, "performance.now()")
    return float(await page.evaluate("first.found()")) / 1000 + by


def summed(runs: dict[str, list[dict[str, Any]]], rtt_s: float) -> dict[str, Any]:
    """Medians; `answered` is what the goals are about."""
    found: dict[str, Any] = {}
    for name, played in runs.items():
        calls = [call for run in played for call in run["calls"]]
        of = {key: sorted(call[key] for call in calls) for key in calls[0]}
        found[name] = {
            key: {"median_ms": statistics.median(all), "worst_ms": all[-1], "n": len(all)}
            for key, all in of.items()
        }
    for name, trips in (("warm", 2), ("cold", 4)):
        if name in found:
            goal = 1000 * (trips * rtt_s + SPARE_S)
            median = found[name]["answered"]["median_ms"]
            found[name] |= {"goal_ms": goal, "reached": median <= goal}
            if "chromium" in found:
                ratio = median / found["chromium"]["answered"]["median_ms"]
                found[name] |= {"ratio": round(ratio, 2), "ratio_reached": ratio <= RATIO}
    return found


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("setup_here", description=__doc__.split("\n")[0])
    parser.add_argument("--calls", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--rtt-ms", type=float, default=60)
    parser.add_argument("--kiosks", default="warm,cold,chromium")
    chosen = parser.parse_args(arguments)
    line = Line(up_kbps=20_000, down_kbps=20_000, one_way_ms=chosen.rtt_ms / 2, loss_pct=0)
    order = chosen.kiosks.split(",")
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in order}
    with folder_of_a_run(None) as folder, VirtualSound(folder) as sound:
        material = resident(folder), counsellor(folder)
        for number in range(chosen.rounds):
            for name in order if number % 2 == 0 else reversed(order):
                played = tried(lambda: run(name, line, chosen.calls, material, sound))  # noqa: B023
                print(name, json.dumps(played), file=sys.stderr, flush=True)
                if played is not None:
                    runs[name].append(played)
    found = summed({name: each for name, each in runs.items() if each}, chosen.rtt_ms / 1000)
    results.write("setup", {"rtt_ms": chosen.rtt_ms, **found, "runs": runs})
    return 0


def tried(play: Callable[[], Coroutine[Any, Any, dict[str, Any]]]) -> dict[str, Any] | None:
    """A machine that is too busy for a page to load is asked again."""
    for _ in range(TRIES):
        try:
            return asyncio.run(play())
        except (TimeoutError, PlaywrightTimeout, AssertionError) as error:
            print(f"again: {type(error).__name__}", file=sys.stderr, flush=True)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
