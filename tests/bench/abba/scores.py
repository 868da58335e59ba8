"""What people would say of a run's sound and picture: ViSQOL, PLCMOS, VMAF.

    .make/bench/bin/python -m tests.bench.abba.scores MATERIAL RUN

In the environment of the tools (requirements/bench.txt). Prints JSON: the scores, and in `why` the
reason of each that is missing.
"""

import json
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from devices.sound.wav import read_wav
from devices.virtual.camera import HEIGHT, RATE, WIDTH

from .bar import ROWS, WINDOW, WINDOWS
from .figures import slots

PART_S, SOUND_RATE, SCORED_RATE = 8, 48_000, 16_000
WORST = 1.0
"Of a part in which nothing is heard."
SAME_TIME_S = 4.0
"Two pictures of one window come closer together than that."

Samples = NDArray[np.int16]
Picture = NDArray[np.uint8]


# -- the sound --


def place(part: Samples, said: Samples) -> int:
    """Where in what is said, again and again, a part of what was heard begins."""
    size = len(said)
    here = np.zeros(size)
    here[: len(part)] = part[:size]
    likeness = np.fft.irfft(np.fft.rfft(said.astype(float)) * np.conj(np.fft.rfft(here)), size)
    return int(np.argmax(likeness))


def parts(heard: Samples, said: Samples) -> list[tuple[Samples, Samples]]:
    """What was heard, and what had been said."""
    length, twice, found = PART_S * SOUND_RATE, np.concatenate([said, said]), []
    for start in range(0, len(heard) - length + 1, length):
        part = heard[start : start + length]
        at = place(part, said)
        found.append((part, twice[at : at + length]))
    return found


def visqol(pairs: list[tuple[Samples, Samples]]) -> float:
    from visqol import VisqolApi

    judge, found = VisqolApi(), []
    judge.create(mode="speech", use_lattice_model=True)
    with tempfile.TemporaryDirectory() as folder:
        one, other = Path(folder) / "said.wav", Path(folder) / "heard.wav"
        for heard, said in pairs:
            if np.abs(heard).max() < 50:
                found.append(WORST)
                continue
            _write_16_khz(one, said)
            _write_16_khz(other, heard)
            found.append(float(judge.measure(str(one), str(other)).moslqo))
    return float(np.mean(found))


def plcmos(pairs: list[tuple[Samples, Samples]]) -> float:
    from speechmos import plcmos as judge

    each = [judge.run(at_16_khz(heard).astype(np.float32), SCORED_RATE) for heard, _ in pairs]
    return float(np.mean([one["plcmos"] for one in each]))


def at_16_khz(sound: Samples) -> NDArray[np.float64]:
    """-1 to 1."""
    taps = np.arange(-96, 97)
    low = np.sinc(taps / 3.2) * np.hanning(len(taps))
    return np.asarray(np.convolve(sound / 32768, low / low.sum(), "same")[::3])


def _write_16_khz(path: Path, sound: Samples) -> None:
    import soundfile

    soundfile.write(path, at_16_khz(sound), SCORED_RATE)


# -- the picture --


def film(path: Path) -> list[Picture]:
    """The pictures of a Y4M that :mod:`devices.virtual.camera` wrote."""
    data, size = path.read_bytes(), WIDTH * HEIGHT * 3 // 2
    body = np.frombuffer(data[data.index(b"\n") + 1 :], np.uint8).reshape(-1, size + 6)
    return [one[6:] for one in body]


def compared(seen: Path, shown: list[Picture]) -> list[tuple[Picture, Picture]]:
    """Of each window that came: what the film showed, and what the console did, whole I420s."""
    found = []
    with np.load(seen) as kept:
        counts, times = kept["counts"], kept["times"]
        for first, numbers in windows(list(counts), list(times)):
            came = {int(counts[n]) - first: n for n in numbers}
            for count, last in slots(list(came), WINDOW):
                picture = kept[f"picture{came[last]}"]
                found.append((shown[first + count], picture))
    return found


def windows(counts: list[int], times: list[float]) -> list[tuple[int, list[int]]]:
    """The numbers of the pictures of each window, with its first count."""
    found: list[tuple[int, list[int]]] = []
    for n, count in enumerate(counts):
        first = max(start for start in WINDOWS if start <= count)
        if found and found[-1][0] == first and times[n] - times[found[-1][1][0]] < SAME_TIME_S:
            found[-1][1].append(n)
        else:
            found.append((first, [n]))
    return found


def vmaf(seen: Path, shown: list[Picture]) -> float:
    pairs = compared(seen, shown)
    if not pairs:
        raise ValueError("no picture came in a window that is judged")
    return vmaf_of(pairs)


def vmaf_of(pairs: list[tuple[Picture, Picture]]) -> float:
    """Mean of pictures and of what was seen of them, I420s."""
    import imageio_ffmpeg

    with tempfile.TemporaryDirectory() as folder:
        said, came, log = (Path(folder) / name for name in ("said.yuv", "came.yuv", "log.json"))
        said.write_bytes(b"".join(one.tobytes() for one, _ in pairs))
        came.write_bytes(b"".join(_whole(imageio_ffmpeg.get_ffmpeg_exe(), one) for _, one in pairs))
        form = ("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE))
        under = f"crop={WIDTH}:{HEIGHT - ROWS}:0:{ROWS}"  # of the bar
        judge = f"[0:v]{under}[a];[1:v]{under}[b];[a][b]libvmaf=log_fmt=json:log_path={log}"
        _ffmpeg(
            imageio_ffmpeg.get_ffmpeg_exe(),
            *(*form, "-i", str(came), *form, "-i", str(said), "-lavfi", judge, "-f", "null", "-"),
        )
        return float(json.loads(log.read_text())["pooled_metrics"]["vmaf"]["mean"])


def _whole(ffmpeg: str, picture: Picture) -> bytes:
    """At the camera's size, as the console's window enlarges it."""
    height, width = picture.shape[0] * 2 // 3, picture.shape[1]
    if (width, height) == (WIDTH, HEIGHT):
        return picture.tobytes()
    form = ("-f", "rawvideo", "-pix_fmt", "yuv420p")
    return _ffmpeg(
        ffmpeg,
        *(*form, "-s", f"{width}x{height}", "-i", "-"),
        *("-vf", f"scale={WIDTH}:{HEIGHT}:flags=bicubic", *form, "-"),
        data=picture.tobytes(),
    )


def _ffmpeg(program: str, *words: str, data: bytes = b"") -> bytes:
    done = subprocess.run(
        [program, "-v", "error", *words], input=data, capture_output=True, check=False, timeout=300
    )
    if done.returncode:
        raise ValueError(done.stderr.decode(errors="replace")[-200:])
    return done.stdout


# -- all of it --


def scores(material: Path, run: Path) -> dict[str, Any]:
    said = read_wav(material / "resident.wav"), read_wav(material / "counsellor.wav")
    at_console = parts(read_wav(run / "console.wav"), said[0])
    at_kiosk = parts(read_wav(run / "kiosk.wav"), said[1])
    why: dict[str, str] = {}
    wanted: dict[str, Callable[[], float]] = {
        "console_visqol": lambda: visqol(at_console),
        "console_plcmos": lambda: plcmos(at_console),
        "kiosk_visqol": lambda: visqol(at_kiosk),
        "kiosk_plcmos": lambda: plcmos(at_kiosk),
        "vmaf": lambda: vmaf(run / "seen.npz", film(material / "resident.y4m")),
    }
    found: dict[str, Any] = {}
    for name, measure in wanted.items():
        try:
            found[name] = round(measure(), 3)
        except (ImportError, ValueError, RuntimeError, subprocess.SubprocessError) as error:
            found[name], why[name] = None, f"{type(error).__name__}: {error}"
    return found | {"why": why}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    told = os.dup(1)  # the tools print what they like; only the last line is ours
    os.dup2(2, 1)
    result = json.dumps(scores(Path(sys.argv[1]), Path(sys.argv[2])))
    os.write(told, f"{result}\n".encode())
