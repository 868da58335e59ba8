""".venv/bin/python -m tests.bench.sizes [KBPS...]

Needs `make bench-tools`. Writes `bench-results/sizes.json`: by film, size and rate, the VMAF, the
rate that came of it, how many pictures the encoder left out, and how many in a row at most.
"""

import json
import subprocess
import sys
import tempfile
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from av import CodecContext, Packet, VideoFrame
from av.video.reformatter import VideoReformatter

from devices.frames import Pixels
from devices.virtual.camera import HEIGHT, RATE, WIDTH
from kiosk.media.codecs.libvpx import Vp8
from kiosk.media.framing import within
from tests.bench import results

from .films import LOOP_S, calm, first, lively

TOOLS = results.FOLDER.parent / ".make" / "bench" / "bin" / "python"
FILMS = {"calm": calm, "lively": lambda: lively(0), "swaying": lambda: lively(24)}
SIZES = (480, 360, 240)
KBPS = (45, 60, 75, 90, 110, 130, 170, 230)
WARM_S = 4
"Before what is judged: the first keyframe is paid by then."
TICKS = 90_000 // RATE
JUDGED_S = 300.0


def encoded(film: list[Pixels], lines: int, kbps: int) -> tuple[list[Pixels], dict[str, Any]]:
    """What a console shows, picture by picture, and what came of the rate."""
    width, height = within(WIDTH, HEIGHT, lines)
    encoder, decoder = Vp8(width, height, kbps, threads=1), CodecContext.create("vp8", "r")
    small, large = VideoReformatter(), VideoReformatter()
    shown: list[Pixels] = []
    sizes: list[int] = []
    for n, picture in enumerate(film):
        frame = VideoFrame.from_ndarray(picture, format="yuv420p")
        pixels = small.reformat(frame, width, height).to_ndarray()
        data, _ = encoder.encode(np.ascontiguousarray(pixels), n * TICKS, TICKS, n == 0)
        sizes.append(len(data))
        if data:
            for came in decoder.decode(Packet(data)):  # type: ignore[attr-defined]
                whole = large.reformat(came, WIDTH, HEIGHT, interpolation="BICUBIC")
                last = whole.to_ndarray()
        shown.append(last)
    runs = [len(list(run)) for left_out, run in groupby(size == 0 for size in sizes) if left_out]
    return shown, {
        "kbps": round(8 * sum(sizes) * RATE / len(film) / 1000),
        "left_out": sum(runs),
        "left_out_in_a_row": max(runs, default=0),
    }


def judged(said: list[Pixels], came: dict[str, list[Pixels]], folder: Path) -> dict[str, float]:
    """VMAF by name."""
    files = {str(folder / f"{name}.npy"): name for name in came}
    for file, name in files.items():
        np.save(file, np.stack(came[name]))
    np.save(folder / "said.npy", np.stack(said))
    done = subprocess.run(
        [str(TOOLS), "-m", f"{__package__}.judge", str(folder / "said.npy"), *files],
        capture_output=True,
        check=False,
        text=True,
        timeout=JUDGED_S,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-300:] or "the tools said nothing")
    return {files[file]: score for file, score in json.loads(done.stdout).items()}


def main(*kbps: int) -> None:
    found: dict[str, dict[str, Any]] = {}
    warm = WARM_S * RATE
    for name, play in FILMS.items():
        film = first(LOOP_S, play())
        shown: dict[str, list[Pixels]] = {}
        found[name] = {}
        for lines in SIZES:
            for rate in kbps or KBPS:
                pictures, figures = encoded(film, lines, rate)
                shown[f"{lines}-{rate}"] = pictures[warm:]
                found[name][f"{lines}-{rate}"] = figures
        with tempfile.TemporaryDirectory() as folder:
            for key, score in judged(film[warm:], shown, Path(folder)).items():
                found[name][key]["vmaf"] = score
    results.write("sizes", found)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
