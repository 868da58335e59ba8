"""A call over a bad line, between the real kiosk and the real console: does it live, how is it?

    tests/in_namespace.sh .venv/bin/python -m tests.bench.call_line --help

Prints JSON and writes `bench-results/NAME.json`; docs/mesures/README.md says what each figure is.
"""

import argparse
import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from devices.virtual.sound import VirtualSound

from . import results
from .line.console_end import console_end, keep_transcript, server_end
from .line.kiosk_end import kiosk_end
from .line.lines import LINES
from .line.play import Plan, Play, measure_line
from .line.room import Room

END = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
NAMED = ("survived", "queue_p95_ms", "audio_concealed_pct", "freezes_s", "video_kbps")
"What the goals are about comes first."


async def measure(line: str, plan: Plan, seed: int, folder: Path, sound: VirtualSound) -> Any:
    """One run, from nothing to figures."""
    uplinks = 1 if plan.change_at_s is None else 2
    room = Room(LINES[line], seed, folder, uplinks)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(room)
        server = await stack.enter_async_context(server_end(folder))
        there = (server.url, server.authority, server.code)
        kiosk = await stack.enter_async_context(kiosk_end(folder, sound, *there))
        console = await stack.enter_async_context(console_end(folder, server.url))
        play = Play(room, server, kiosk, console)
        try:
            found = await play.play(plan)
        finally:
            keep_transcript(console, folder)
    call = found.pop("call") | measure_line(room.logs, *play.span)
    call["queue_p95_ms"] = call["up"]["queue_p95_ms"]
    named = {name: call.pop(name) for name in NAMED}
    return {line: named | call, **found}


@contextmanager
def folder_of_a_run(kept: Path | None) -> Iterator[Path]:
    """In memory and in this mount namespace alone: it goes with us. Logs are copied to `kept`."""
    folder = Path(tempfile.mkdtemp(prefix="visavis-"))
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(folder)], check=True)
    (folder / "tmp").mkdir()
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder / "tmp")
    try:
        yield folder
    finally:
        if kept is not None:
            kept.mkdir(parents=True, exist_ok=True)
            for log in [*folder.glob("*.log"), *folder.glob("*.jsonl")]:
                shutil.copy(log, kept)
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


def options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("call_line", description=__doc__.split("\n")[0])
    parser.add_argument("--line", choices=LINES, default="B")
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--cuts", default="", help="seconds of each cut, as 5,60,600")
    parser.add_argument("--rtt-2s-for", type=float, default=0, metavar="SECONDS")
    parser.add_argument(
        "--change-address-at", type=float, metavar="SECONDS", help="another uplink from then on"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--name", default="call-line", help="of the file of figures")
    parser.add_argument("--results", type=Path, help="where it goes, bench-results otherwise")
    parser.add_argument("--keep-logs", type=Path, metavar="FOLDER")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    chosen = options(arguments)
    cuts = tuple(float(cut) for cut in chosen.cuts.split(",") if cut)
    plan = Plan(
        60 * chosen.minutes,
        cuts,
        slow_s=chosen.rtt_2s_for,
        change_at_s=chosen.change_address_at,
    )
    for number in END:
        signal.signal(number, signal.default_int_handler)
    try:
        with folder_of_a_run(chosen.keep_logs) as folder, VirtualSound(folder) as sound:
            figures = asyncio.run(measure(chosen.line, plan, chosen.seed, folder, sound))
    except KeyboardInterrupt:
        return 130
    figures["plan"] = _plan(chosen)
    results.write(chosen.name, figures, chosen.results or results.FOLDER)
    return 0


def _plan(chosen: argparse.Namespace) -> dict[str, Any]:
    """What was asked, of which version, when."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], capture_output=True, text=True
    )
    asked = ("minutes", "cuts", "rtt_2s_for", "change_address_at", "seed")
    return {name: getattr(chosen, name) for name in asked} | {
        "commit": commit.stdout.strip(),
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
