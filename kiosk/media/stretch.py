"""A voice a little shorter or longer, at the same pitch (WSOLA, one period at a time). Pure.

What is taken out or put in is one period of the voice, melted into its neighbours: Verhelst and
Roelands, "An overlap-add technique based on waveform similarity", 1993.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from devices.sound import RATE, Samples

COARSE = 4
"The period is looked for at 12 kHz, then exactly."
LEAST, MOST = RATE // 400, RATE * 3 // 200
"Samples of a period: 2.5 to 15 ms, voices from 67 to 400 Hz."
ROOM = 2 * MOST
"Samples that any voice needs."
COMPARED = RATE // 100
ALIKE, HURRIED = 0.85, 0.4
"How much alike two periods must be; and when there is no time left."
QUIET = 150.0
"Root mean square under which nothing is heard of it: any period will do."


@dataclass(frozen=True)
class Period:
    samples: int
    alike: float
    "From -1 to 1."


def shorter(voice: Samples, hurried: bool = False) -> Samples:
    """Without one period, if there is one in it that nobody will miss; else the same."""
    period = _usable(voice, hurried)
    if period is None:
        return voice
    first, second = voice[:period], voice[period : 2 * period]
    return np.concatenate([_melted(first, second), voice[2 * period :]])


def longer(voice: Samples) -> Samples:
    """With one period twice, if it is alike enough; else the same."""
    period = _usable(voice, False)
    if period is None:
        return voice
    first, second = voice[:period], voice[period : 2 * period]
    return np.concatenate([first, _melted(second, first), voice[period:]])


def _usable(voice: Samples, hurried: bool) -> int | None:
    most = min(len(voice) // 2, MOST)
    if most < 2 * LEAST:
        return None
    if float(np.sqrt(np.mean(voice.astype(np.float32) ** 2))) < QUIET:
        return most
    found = period(voice, most)
    return found.samples if found.alike >= (HURRIED if hurried else ALIKE) else None


def period(voice: Samples, most: int = MOST) -> Period:
    """The one that repeats best at the beginning of `voice`, of `2 * most` samples at least."""
    coarse = _best(voice[: 2 * most : COARSE].astype(np.float64), LEAST // COARSE, most // COARSE)
    around = coarse.samples * COARSE
    low, high = max(LEAST, around - COARSE), min(most, around + COARSE)
    return _best(voice[: 2 * most].astype(np.float64), low, high)


def _best(voice: NDArray[np.float64], low: int, high: int) -> Period:
    """Normalised correlation of the beginning with what comes `low` to `high` later."""
    count = min(len(voice) - high, COMPARED)
    first = voice[:count]
    products = np.correlate(voice[low : high + count], first, "valid")
    energies = np.cumsum(np.concatenate([[0.0], voice**2]))
    energy = energies[low + count : high + count + 1] - energies[low : high + 1]
    scale = np.sqrt(np.maximum(energy * energies[count], 1.0))
    alike = products / scale
    best = int(np.argmax(alike))
    return Period(low + best, float(alike[best]))


def _melted(leaving: Samples, coming: Samples) -> Samples:
    rising = np.linspace(0.0, 1.0, len(leaving), dtype=np.float32)
    return np.rint(leaving * (1 - rising) + coming * rising).astype(np.int16)
