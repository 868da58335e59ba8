"""Our kiosk and Chromium's in ABBA pairs on the same lines.

    .venv/bin/python -m tests.bench.abba --pairs 5 --minutes 1 --lines A,B,C

Writes `bench-results/NAME.json` after each line, and leaves there the lines of earlier runs: all of
them take longer than a machine is quiet. docs/mesures/README.md says what is in it.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from devices.virtual.camera import RATE
from tests.bench import results
from tests.bench.line.lines import LINES

from .material import counsellor, resident
from .pairs import Pair, Run, order, played, wrong
from .ratios import told

ROOT = Path(__file__).resolve().parents[3]
TOOLS = ROOT / ".make" / "bench" / "bin" / "python"
SPARE_S = 300.0
"For all that is around what is measured."
SCORES_S = 600.0
COMPARED = ("A", "B", "C", "D", "bursts", "step", "rival", "4G")
HEAVY = ("seen.npz", "console.wav", "kiosk.wav")


class Bench:
    """`judge` says what is wrong with a run."""

    def __init__(
        self, chosen: argparse.Namespace, folder: Path, judge: Callable[[Run], list[str]]
    ) -> None:
        self._seconds, self._seed, self._folder = 60 * chosen.minutes, chosen.seed, folder
        self._tools, self._keep, self._judge = chosen.tools, chosen.keep is not None, judge
        self._material = folder / "material"
        self._folders: list[Path] = []
        "Of each run, by its number."
        self._material.mkdir()
        resident(self._material)
        counsellor(self._material)

    def line(self, name: str, pairs: int) -> list[Pair]:
        """All that is measured first: what it sounded and looked like is judged afterwards."""
        found = []
        for number, kiosks in enumerate(order(pairs)):
            play = partial(self._run, name, self._seed + number)
            found.append(played(kiosks, play, self._judge))
        good = [run for pair in found for run in pair.good.values()]
        with ThreadPoolExecutor(os.cpu_count()) as judges:
            for run, scores in zip(good, judges.map(self._scores, good), strict=True):
                run |= scores
                print(json.dumps(run), file=sys.stderr)
        return found

    def _run(self, line: str, seed: int, kiosk: str) -> Run:
        """A run; `failed` says why there is none."""
        number = len(self._folders)
        out = self._folder / f"{number:03}-{line}-{kiosk}"
        self._folders.append(out)
        out.mkdir()  # ours, whoever runs in the namespace
        print(f"{datetime.now(UTC):%H:%M:%S} {line}, {kiosk}, seed {seed}", file=sys.stderr)
        words = (kiosk, line, f"{self._seconds:g}", str(seed), str(self._material), str(out))
        done = _said(
            [str(ROOT / "tests" / "in_namespace.sh"), sys.executable, "-m", f"{__package__}.one"],
            words,
            self._seconds + SPARE_S,
        )
        if not (out / "run.json").exists():
            return {"failed": done.stderr.strip().split("\n")[-1][-200:] or "no figures"}
        found: Run = json.loads((out / "run.json").read_text())
        wrong = self._judge(found)
        print(f"  {wrong or 'good'}", file=sys.stderr)
        if wrong:
            self._lighten(out)
        return found | {"seed": seed, "number": number}

    def _scores(self, run: Run) -> Run:
        out = self._folders[run["number"]]
        scores = self._judged(out)
        self._lighten(out)
        return scores

    def _lighten(self, out: Path) -> None:
        if not self._keep:
            for name in HEAVY:
                (out / name).unlink(missing_ok=True)

    def _judged(self, out: Path) -> Run:
        names = ("console_visqol", "kiosk_visqol", "kiosk_plcmos", "vmaf")
        if not self._tools.exists():
            return {"why": dict.fromkeys(names, "the tools are not there: make bench-tools")}
        command = [str(self._tools), "-m", f"{__package__}.scores"]
        done = _said(command, (str(self._material), str(out)), SCORES_S)
        if done.returncode:
            return {"why": dict.fromkeys(names, done.stderr.strip().split("\n")[-1][-200:])}
        scores: Run = json.loads(done.stdout)
        return scores


def _any_that_ran(run: Run) -> list[str]:
    return [run["failed"]] if "failed" in run else []


def _said(
    command: list[str], words: tuple[str, ...], seconds: float
) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(
            [*command, *words], cwd=ROOT, capture_output=True, text=True, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", f"not done in {seconds:.0f} s")


def options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("abba", description=__doc__.split("\n")[0])
    parser.add_argument("--lines", default=",".join(COMPARED), help="as A,B,C")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1, help="of the first pair")
    parser.add_argument("--name", default="appel", help="of the file of figures")
    parser.add_argument("--results", type=Path, default=results.FOLDER)
    parser.add_argument("--tools", type=Path, default=TOOLS, help="the Python that has the judges")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="for what each run left")
    parser.add_argument(
        "--trial", action="store_true", help="keep bad runs too: on a busy machine, to see it work"
    )
    chosen = parser.parse_args(arguments)
    chosen.lines = chosen.lines.split(",")
    if unknown := set(chosen.lines) - LINES.keys():
        parser.error(f"no such line: {', '.join(sorted(unknown))}")
    return chosen


def main(arguments: list[str]) -> int:
    chosen = options(arguments)
    folder = chosen.keep or Path(tempfile.mkdtemp(prefix="abba-"))
    folder.mkdir(parents=True, exist_ok=True)
    found = _earlier(chosen)
    details: dict[str, Any] = found.pop("detail", {})
    try:
        judge = _any_that_ran if chosen.trial else partial(wrong, camera_fps=RATE)
        bench = Bench(chosen, folder.resolve(), judge)
        for line in chosen.lines:
            pairs = bench.line(line, chosen.pairs)
            found[line], why = told(pairs, chosen.pairs)
            details[line] = _detail(pairs, why) | {"plan": _plan(chosen)}
            results.write(chosen.name, found | {"detail": details}, chosen.results)
    except KeyboardInterrupt:
        return 130
    finally:
        if chosen.keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


def _earlier(chosen: argparse.Namespace) -> dict[str, Any]:
    file = chosen.results / f"{chosen.name}.json"
    before = json.loads(file.read_text()) if file.exists() else {}
    return {name: each for name, each in before.items() if name in COMPARED or name == "detail"}


def _detail(pairs: list[Pair], why: dict[str, str]) -> dict[str, Any]:
    return {
        "why_null": why,
        "runs": [pair.good for pair in pairs],
        "thrown_away": [
            {"kiosk": kiosk, "why": reasons} for p in pairs for kiosk, reasons in p.bad
        ],
    }


def _plan(chosen: argparse.Namespace) -> dict[str, Any]:
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, cwd=ROOT
    )
    asked = {name: getattr(chosen, name) for name in ("pairs", "minutes", "seed", "trial")}
    return asked | {
        "commit": commit.stdout.strip(),
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "processors": os.cpu_count(),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
