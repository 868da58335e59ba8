"""How late one sound comes after another, moment by moment. Pure."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

RATE = 8000
WINDOW_S, STEP_S = 1.5, 1.0
LONGEST_S = 1.2
LOUD = 200.0
"RMS of 32768, under which nothing is said."
ALIKE = 0.5
"Of a normalised correlation: less is not the same sound."

Samples = NDArray[np.float64]


@dataclass
class Lane:
    """Sound with its time, in seconds of `time.monotonic`; pieces come in order."""

    pieces: list[tuple[float, Samples]] = field(default_factory=list)

    def add(self, at: float, samples: Samples) -> None:
        if len(samples):
            self.pieces.append((at, samples))

    def cut(self, at: float, seconds: float) -> Samples | None:
        """None where some of it is not there; each piece stands at its own time."""
        found = np.zeros(round(seconds * RATE))
        there = np.zeros(len(found), bool)
        for begins, samples in self.pieces:
            first = round((begins - at) * RATE)
            low, high = max(0, first), min(len(found), first + len(samples))
            if low < high:
                found[low:high] = samples[low - first : high - first]
                there[low:high] = True
        # Two pieces may be a sample apart: their clocks are looked at anew.
        return found if there.mean() > 0.99 else None

    def forget(self, before: float) -> None:
        self.pieces = [p for p in self.pieces if p[0] + len(p[1]) / RATE > before]

    @property
    def ends(self) -> float:
        """Of what is there; long ago where nothing is."""
        if not self.pieces:
            return -np.inf
        at, samples = self.pieces[-1]
        return at + len(samples) / RATE


def delay(said: Samples, heard: Samples) -> float | None:
    """Seconds by which `heard`, which begins at the same time and is longer, has what was said."""
    if np.sqrt((said**2).mean()) < LOUD:
        return None
    size = 1 << (len(heard) + len(said)).bit_length()
    cross = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(said, size)), size)
    lags = len(heard) - len(said)
    power = np.concatenate([[0.0], np.cumsum(heard**2)])
    own = power[len(said) : len(said) + lags] - power[:lags]
    likeness = cross[:lags] / np.sqrt(own * (said**2).sum() + 1e-9)
    best = int(np.argmax(likeness))
    return best / RATE if likeness[best] > ALIKE else None


def delays(said: Lane, heard: Lane, since: float) -> tuple[list[tuple[float, float]], float]:
    """When, and how late, of each moment since then that both lanes have; and until when."""
    found, at = [], since
    while at + WINDOW_S + LONGEST_S < min(said.ends, heard.ends):
        word, around = said.cut(at, WINDOW_S), heard.cut(at, WINDOW_S + LONGEST_S)
        if word is not None and around is not None:
            late = delay(word, around)
            if late is not None:
                found.append((at, late))
        at += STEP_S
    return found, at


def growth_ms_per_hour(found: list[tuple[float, float]]) -> float:
    """The median of all slopes between moments far apart (Theil and Sen)."""
    times, late = np.array(found).T
    half = len(times) // 2
    slopes = (late[half:] - late[: len(late) - half]) / (times[half:] - times[: len(late) - half])
    return float(1000 * 3600 * np.median(slopes))
