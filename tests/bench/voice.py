"""A voice over lines that lose and delay, as the kiosk plays it.

    .venv/bin/python -m tests.bench.voice [SEEDS]

In virtual time, so that the machine has no part in it. Scores come from tools that are not among
the dependencies: `pip install --target FOLDER pesq speechmos onnxruntime librosa`, and FOLDER in
the environment as SCORES. Writes `bench-results/voice.json`; see docs/mesures/README.md.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demo.speech import BY_COUNSELLOR, BY_NOBODY, BY_RESIDENT
from devices.sound import BLOCK, RATE, Samples
from devices.sound.wav import read_wav
from devices.virtual.sound import sentence
from kiosk.media.codecs import libopus
from kiosk.media.codecs.opus import OpusEncoder
from kiosk.media.playout import FRAME, Playout
from tests.bench import results
from tests.kiosk.media.line import Bursts, Line
from tests.kiosk.media.voices import sound

FRAME_S, BLOCK_S = FRAME / RATE, BLOCK / RATE
SCORED = 16_000
LINES: dict[str, Callable[[int], Line]] = {
    "clean": lambda seed: Line(1e9, seed=seed),
    "5 %": lambda seed: Line(1e9, loss=0.05, seed=seed),
    "10 %": lambda seed: Line(1e9, loss=0.10, seed=seed),
    "bursts": lambda seed: Line(1e9, bursts=Bursts(0.012, 0.25), seed=seed),
    "60 ms of jitter": lambda seed: Line(1e9, jitter=0.06, seed=seed),
    "60 ms of jitter, 5 %": lambda seed: Line(1e9, jitter=0.06, loss=0.05, seed=seed),
}
LOSS = {"5 %": 0.05, "10 %": 0.1, "bursts": 0.05, "60 ms of jitter, 5 %": 0.05}
"What the sender has heard of."

Arrival = tuple[float, int]


def said() -> Samples:
    with tempfile.TemporaryDirectory() as folder:
        texts = (BY_RESIDENT, BY_COUNSELLOR, BY_NOBODY)
        return np.concatenate([read_wav(sentence(t, Path(folder) / "v.wav")) for t in texts])


def encoded(voice: Samples, loss: float) -> list[bytes]:
    encoder = OpusEncoder()
    encoder.heard_loss(loss)
    frames = range(len(voice) // FRAME)
    return [encoder.encode(sound(voice[n * FRAME :][:FRAME], n * FRAME))[0][0] for n in frames]


def arrivals(count: int, line: Line) -> list[Arrival]:
    found = ((line.send(120, n * FRAME_S), n) for n in range(count))
    return sorted((at, n) for at, n in found if at is not None)


def played(packets: list[bytes], coming: list[Arrival], seconds: float) -> Samples:
    playout, out, place = Playout(libopus.Decoder(), libopus.OpusError), [], 0
    for block in range(int(seconds / BLOCK_S)):
        now = block * BLOCK_S
        while place < len(coming) and coming[place][0] <= now:
            at, n = coming[place]
            playout.put(n & 0xFFFF, n * FRAME, packets[n], at)
            place += 1
        heard = playout.pull(now)
        out.append(np.zeros(BLOCK, np.int16) if heard is None else heard)
    return np.concatenate(out)


def late_ms(voice: Samples, heard: Samples) -> float:
    """Of each second, by its likeness; the mean."""
    found = []
    for start in range(0, len(heard) - 2 * RATE, RATE):
        part = voice[start : start + RATE].astype(float)
        if np.sqrt(np.mean(part**2)) < 200:
            continue
        here = np.fft.rfft(heard[start : start + 2 * RATE].astype(float), 1 << 18)
        likeness = np.fft.irfft(here * np.conj(np.fft.rfft(part, 1 << 18)))
        found.append(1000 * int(np.argmax(likeness[:RATE])) / RATE)
    return float(np.mean(found))


def at_16_khz(voice: Samples) -> NDArray[np.float64]:
    """-1 to 1."""
    taps = np.arange(-96, 97)
    low = np.sinc(taps / 3.2) * np.hanning(len(taps))
    return np.asarray(np.convolve(voice / 32768, low / low.sum(), "same")[:: RATE // SCORED])


def scores(voice: Samples, heard: Samples) -> dict[str, float]:
    sys.path.append(os.environ.get("SCORES", ""))
    try:
        from pesq import pesq
        from speechmos import plcmos
    except ImportError as missing:
        raise SystemExit(f"{missing.name} is not there; see {__file__}") from None
    late = late_ms(voice, heard)
    there, here = at_16_khz(heard), at_16_khz(voice)
    aligned = there[round(late * SCORED / 1000) :].astype(np.float32)
    of = here[: len(aligned)].astype(np.float32)
    return {
        "pesq": float(pesq(SCORED, of, aligned, "wb")),
        "plcmos": float(plcmos.run(there, SCORED)["plcmos"]),
        "late_ms": late,
    }


def measure(seeds: int) -> dict[str, Any]:
    voice, found = said(), {}
    seconds = len(voice) / RATE - 0.1
    for name, line in LINES.items():
        packets = encoded(voice, LOSS.get(name, 0.0))
        each = [
            scores(voice, played(packets, arrivals(len(packets), line(seed)), seconds))
            for seed in range(1, seeds + 1)
        ]
        found[name] = {key: round(float(np.mean([e[key] for e in each])), 2) for key in each[0]}
        print(name, found[name], flush=True)
    return found


if __name__ == "__main__":
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    results.write("voice", {"seeds": seeds, "lines": measure(seeds)})
