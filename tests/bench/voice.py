"""A voice over lines that lose and delay: as the kiosk plays it, and as it was played before.

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
from aiortc.rtp import RtpPacket
from numpy.typing import NDArray

from demo.speech import BY_COUNSELLOR, BY_NOBODY, BY_RESIDENT
from devices.sound import BLOCK, RATE, Samples
from devices.sound.mixer import Mixer
from devices.sound.wav import read_wav
from devices.virtual.sound import sentence
from kiosk.media.codecs import libopus
from kiosk.media.codecs.opus import OpusDecoder, OpusEncoder, sound
from kiosk.media.playout import FRAME, Playout
from kiosk.media.voice_buffer import VoiceBuffer
from tests.bench import results
from tests.kiosk.media.line import Bursts, Line

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


def played_now(packets: list[bytes], coming: list[Arrival], seconds: float) -> Samples:
    playout = Playout(libopus.Decoder(), libopus.OpusError)

    def put(at: float, n: int) -> None:
        playout.put(n & 0xFFFF, n * FRAME, packets[n], at)

    def block(now: float) -> Samples:
        found = playout.pull(now)
        return np.zeros(BLOCK, np.int16) if found is None else found

    return _play(coming, seconds, put, block)


def played_before(packets: list[bytes], coming: list[Arrival], seconds: float) -> Samples:
    """Decoded when it came, then in the mixer's own queue."""
    buffer, decoder, mixer = VoiceBuffer(), OpusDecoder(), Mixer()

    def put(_: float, n: int) -> None:
        packet = RtpPacket(sequence_number=n & 0xFFFF, timestamp=n * FRAME)
        packet._data = packets[n]  # type: ignore[attr-defined]
        _, burst = buffer.add(packet)
        for frame in decoder.decode(burst) if burst else []:
            mixer.feed(frame.to_ndarray().reshape(-1))

    return _play(coming, seconds, put, lambda _: mixer.next_block())


def _play(
    coming: list[Arrival],
    seconds: float,
    put: Callable[[float, int], None],
    block: Callable[[float], Samples],
) -> Samples:
    out, place = [], 0
    for n in range(int(seconds / BLOCK_S)):
        while place < len(coming) and coming[place][0] <= n * BLOCK_S:
            put(*coming[place])
            place += 1
        out.append(block(n * BLOCK_S))
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
        found[name] = {}
        for when, play in (("before", played_before), ("now", played_now)):
            each = [
                scores(voice, play(packets, arrivals(len(packets), line(seed)), seconds))
                for seed in range(1, seeds + 1)
            ]
            found[name][when] = {
                key: round(float(np.mean([e[key] for e in each])), 2) for key in each[0]
            }
        print(name, found[name], flush=True)
    return found


if __name__ == "__main__":
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    results.write("voice", {"seeds": seeds, "lines": measure(seeds)})
