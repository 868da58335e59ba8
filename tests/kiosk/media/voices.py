"""Something like a voice, made of numbers: harmonics under moving formants, with pauses."""

from fractions import Fraction

import numpy as np
from av import AudioFrame

RATE = 48000


def voiced(seconds: float) -> np.ndarray:
    at = np.arange(int(seconds * RATE)) / RATE
    pitch = 2 * np.pi * np.cumsum(120 + 25 * np.sin(2 * np.pi * 1.3 * at)) / RATE
    formant = 700 + 300 * np.sin(2 * np.pi * 2.1 * at)
    sound = np.zeros(len(at))
    for harmonic in range(1, 25):
        distance = (harmonic * 120 - formant) / 400
        sound += np.exp(-(distance**2)) * np.sin(harmonic * pitch)
    loudness = np.clip(np.sin(2 * np.pi * 1.7 * at) + 0.6, 0, 1)
    return (6000 * sound * loudness).clip(-32768, 32767).astype(np.int16)


def sound(samples: np.ndarray, pts: int) -> AudioFrame:
    """As an encoder is given it."""
    frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples)[None], "s16", "mono")
    frame.sample_rate, frame.pts, frame.time_base = RATE, pts, Fraction(1, RATE)
    return frame
