"""What is measured of one canceller in one room."""

import time
import warnings
from collections.abc import Callable
from functools import cache

import numpy as np

from devices.sound import BLOCK, RATE, Samples

from .cancellers import Canceller
from .rooms import Floats, Room, Scene, active, stage, voice

LEARNT_S = 2
"The goals hold from then on."
ACTS = (12, 12, 8)
MOS_RATE = 16000


@cache
def scene(
    room: Room, far: str, near: str, acts: tuple[int, int, int] = ACTS, seed: int = 7
) -> Scene:
    """Of the voices of `tests/data/voices`."""
    return stage(room, voice(far), voice(near), acts, seed)


def run(canceller: Canceller, far: Samples, heard: Samples) -> tuple[Samples, float]:
    """The cleaned sound, and the share of a core that it took."""
    blocks = zip(
        far[: len(far) // BLOCK * BLOCK].reshape(-1, BLOCK),
        heard[: len(heard) // BLOCK * BLOCK].reshape(-1, BLOCK),
        strict=True,
    )
    began = time.process_time()
    cleaned = np.concatenate([canceller.block(one, other) for one, other in blocks])
    return cleaned, (time.process_time() - began) / (len(far) / RATE)


def decibels(samples: Floats | Samples) -> float:
    return float(10 * np.log10((samples.astype(np.float64) ** 2).mean() + 1e-3))


def act(scene: Scene, number: int, after_s: int = 0) -> slice:
    """The samples of one of the acts, but for its first seconds."""
    return slice((sum(scene.acts[:number]) + after_s) * RATE, sum(scene.acts[: number + 1]) * RATE)


def erle_db(scene: Scene, cleaned: Samples) -> float:
    """What is taken out of the microphone while the counsellor alone speaks."""
    alone = act(scene, 0, LEARNT_S)
    speaking = active(scene.echo[alone])
    return decibels(scene.microphone[alone][speaking]) - decibels(cleaned[alone][speaking])


def near_gain_db(scene: Scene, cleaned: Samples) -> float:
    """Of the resident's voice while nobody else speaks, the first second apart."""
    alone = act(scene, 2, 1)
    speaking = active(scene.near[alone])
    there = scene.near[alone] + scene.noise[alone]
    return decibels(cleaned[alone][speaking]) - decibels(there[speaking])


def near_kept_db(scene: Scene, cleaned: Samples) -> float:
    """Of the resident's voice under the counsellor's: how much of it comes out as it was.

    The output is projected on the clean voice, once the delay of the canceller is known from what
    it does when the resident is alone: 0 dB is untouched.
    """
    alone, both = act(scene, 2), act(scene, 1)
    size = 1 << (2 * (alone.stop - alone.start)).bit_length()
    one, other = (np.fft.rfft(samples[alone], size) for samples in (scene.near, cleaned))
    late = int(np.fft.irfft(other * one.conj(), size)[: RATE // 10].argmax())
    near, out = scene.near[both], np.roll(cleaned, -late).astype(np.float64)[both]
    return float(20 * np.log10(abs(float(near @ out)) / float(near @ near) + 1e-6))


@cache
def _judge() -> Callable[..., tuple[float, float]]:
    from speechmos.aecmos import AECMOS

    return AECMOS("aecmos_16kHz")._get_mos


def low(samples: Samples | Floats) -> Floats:
    """A third of the samples, for the judge, within one."""
    spectrum = np.fft.rfft(np.asarray(samples, np.float64))
    count = len(samples) * MOS_RATE // RATE
    return np.asarray(np.fft.irfft(spectrum[: count // 2 + 1], count) / 3 / 32768)


def mos(kind: str, far: Samples, heard: Samples, cleaned: Samples | Floats) -> tuple[float, float]:
    """AECMOS (Purin et al. 2022): echo, and other degradation, of 5; `kind` is st or dt."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        echo, other = _judge()(kind, *(low(s).astype(np.float32) for s in (far, heard, cleaned)))
    return echo, other


def judged(scene: Scene, cleaned: Samples | Floats) -> dict[str, float]:
    ends = (scene.far, scene.microphone, cleaned)
    echo, _ = mos("st", *(samples[act(scene, 0, LEARNT_S)] for samples in ends))
    both_echo, both_other = mos("dt", *(samples[act(scene, 1)] for samples in ends))
    return {"echo_mos": echo, "double_talk_mos": both_other, "double_talk_echo_mos": both_echo}
