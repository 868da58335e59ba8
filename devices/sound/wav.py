"""WAV files: phrases of the guidance, recordings of tests."""

import wave
from pathlib import Path

import numpy as np

from . import RATE, Samples


def read_wav(path: Path) -> Samples:
    """A phrase as the loudspeaker takes it, from 16 bits of any rate and any number of channels.

    Raises ValueError or `wave.Error` for anything else.
    """
    with wave.open(str(path)) as file:
        if file.getsampwidth() != 2:
            raise ValueError(f"{path.name} does not have 16 bits a sample")
        # A recording that was ended from outside, or a pipe, does not know its length.
        whole = np.frombuffer(file.readframes(2**28), np.int16)
        channels, rate = file.getnchannels(), file.getframerate()
    together = whole[: len(whole) // channels * channels].reshape(-1, channels).mean(axis=1)
    return resample(together.astype(np.int16), rate)


def write_wav(path: Path, samples: Samples) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def resample(samples: Samples, rate: int) -> Samples:
    """From `rate` to :data:`RATE`, by the spectrum: exact for a phrase, too slow for a stream."""
    if rate == RATE or not len(samples):
        return samples
    count = round(len(samples) * RATE / rate)
    # Padding keeps the end of the phrase from ringing into its beginning.
    padding = rate // 10
    spectrum = np.fft.rfft(np.pad(samples.astype(np.float64), padding))
    padded = round((len(samples) + 2 * padding) * RATE / rate)
    scaled = np.fft.irfft(spectrum, padded) * (padded / (len(samples) + 2 * padding))
    start = round(padding * RATE / rate)
    return np.clip(np.round(scaled[start : start + count]), -32768, 32767).astype(np.int16)
