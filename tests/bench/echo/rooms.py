"""Rooms that do not exist, and who speaks in them: what a kiosk's microphone would hear.

A shoebox by the image-source method (Allen and Berkley 1979), a small loudspeaker that distorts a
little, and the hum of a ventilation. Everything follows from the seed.
"""

from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from devices.sound import RATE, Samples
from devices.sound.wav import resample

Floats = NDArray[np.float64]
VOICES = Path(__file__).resolve().parents[2] / "data" / "voices"
SOUND_M_S = 343.0
FULL = 32768.0
FAR_DBFS = -20.0
NEAR_DBFS = -26.0
"ITU-T P.56's usual level of active speech."


@dataclass(frozen=True, slots=True)
class Room:
    name: str
    size_m: tuple[float, float, float]
    rt60_s: float
    "0: no room, a pure delay."
    delay_ms: float
    "Of the sound card, both ways together."
    echo_db: float
    "Of the echo at the microphone, against the voice in the room."
    noise_db: float | None
    "Of the ventilation, against the voice in the room."
    distortion: float = 0.0
    "Third harmonic of the loudspeaker."


@dataclass(frozen=True, slots=True)
class Scene:
    """All of the same length. The microphone hears `echo + near + noise`."""

    far: Samples
    "What goes to the loudspeaker."
    echo: Floats
    near: Floats
    noise: Floats
    acts: tuple[int, int, int]
    "Seconds: the counsellor alone, both, the resident alone."

    @property
    def microphone(self) -> Samples:
        return pcm(self.echo + self.near + self.noise)


def pcm(samples: Floats) -> Samples:
    return np.clip(np.rint(samples), -32768, 32767).astype(np.int16)


def voice(name: str) -> Floats:
    """Of `tests/data/voices`, at :data:`RATE`."""
    with av.open(str(VOICES / f"{name}.flac")) as file:
        whole = np.concatenate([frame.to_ndarray().reshape(-1) for frame in file.decode(audio=0)])
        rate = file.streams.audio[0].rate
    return resample(whole.astype(np.int16), rate).astype(np.float64)


def active(samples: Floats) -> NDArray[np.bool_]:
    """Where somebody speaks: within 35 dB of the loudest 20 ms, and 60 ms around."""
    count = len(samples) // 960
    power = (samples[: count * 960].reshape(count, 960) ** 2).mean(axis=1)
    loud = power > power.max() * 10**-3.5
    loud = np.convolve(loud, np.ones(7), "same") > 0
    return np.pad(loud.repeat(960), (0, len(samples) - count * 960), "edge")


def level(samples: Floats) -> float:
    """Decibels of full scale while somebody speaks."""
    return float(10 * np.log10((samples[active(samples)] ** 2).mean() / FULL**2 + 1e-12))


def at_level(samples: Floats, dbfs: float) -> Floats:
    return samples * 10 ** ((dbfs - level(samples)) / 20)


def impulse(
    room: Room, source: tuple[float, float, float], microphone: tuple[float, float, float]
) -> Floats:
    """From a mouth or a loudspeaker to the microphone, places as shares of the room's size."""
    size = np.array(room.size_m)
    here, there = np.array(microphone) * size, np.array(source) * size
    surface = 2 * (size[0] * size[1] + size[1] * size[2] + size[0] * size[2])
    # Eyring: RT60 = 0.161 V / (-S ln(1 - absorption)), and reflection**2 = 1 - absorption.
    reflection = np.exp(-0.161 * size.prod() / (surface * room.rt60_s) / 2)
    reach = SOUND_M_S * min(room.rt60_s, 0.6)
    orders = [np.arange(-n, n + 1) for n in (reach / (2 * size)).astype(int) + 1]
    response = np.zeros(int(reach / SOUND_M_S * RATE) + RATE // 50)
    grid = np.stack(np.meshgrid(*orders, indexing="ij"), -1).reshape(-1, 3)
    for mirror in np.stack(np.meshgrid(*[[0, 1]] * 3, indexing="ij"), -1).reshape(-1, 3):
        images = (1 - 2 * mirror) * there + 2 * grid * size
        distance = np.sqrt(((images - here) ** 2).sum(axis=1))
        bounces = (np.abs(grid - mirror) + np.abs(grid)).sum(axis=1)
        at = np.rint(distance / SOUND_M_S * RATE).astype(int)
        kept = at < len(response)
        # Every second image turned over keeps a box of mirrors from humming at low frequencies.
        gain = (-reflection) ** bounces[kept] / np.maximum(distance[kept], 0.1)
        response += np.bincount(at[kept], gain, len(response))
    return response


def through(samples: Floats, response: Floats) -> Floats:
    size = 1 << (len(samples) + len(response)).bit_length()
    product = np.fft.rfft(samples, size) * np.fft.rfft(response, size)
    return np.asarray(np.fft.irfft(product, size)[: len(samples)])


def ventilation(count: int, seed: int) -> Floats:
    """Noise that loses 6 dB an octave above 200 Hz."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).normal(size=count))
    hertz = np.fft.rfftfreq(count, 1 / RATE)
    return np.asarray(np.fft.irfft(spectrum / np.hypot(1, hertz / 200), count))


def loudspeaker(samples: Floats, distortion: float) -> Floats:
    """A small one: nothing under 150 Hz, and a third harmonic at full scale."""
    spectrum = np.fft.rfft(samples)
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    small = np.fft.irfft(spectrum / np.sqrt(1 + (150 / np.maximum(hertz, 1)) ** 8), len(samples))
    unit = small / max(1.0, float(np.abs(small).max()))
    return np.asarray(small * (1 - 4 * distortion * unit**2))


def stage(
    room: Room, far_voice: Floats, near_voice: Floats, acts: tuple[int, int, int], seed: int
) -> Scene:
    """One voice in the loudspeaker and one in the room, three acts long."""
    alone, both, end = (sum(acts[:count]) * RATE for count in (1, 2, 3))
    far = np.concatenate([far_voice[:both], np.zeros(end - both)])
    near = np.concatenate([np.zeros(alone), near_voice[: end - alone]])
    far = at_level(far, FAR_DBFS)
    delay = round(room.delay_ms * RATE / 1000)
    echo, there = far, near
    if room.rt60_s:
        echo = through(loudspeaker(far, room.distortion), impulse(room, (0.5, 0.3, 0.42), _HERE))
        there = through(near, impulse(room, (0.55, 0.62, 0.45), _HERE))
    if near.any():
        there = at_level(there, NEAR_DBFS)
    echo = np.concatenate([np.zeros(delay), echo[: len(echo) - delay]])
    noise = np.zeros(len(far))
    if room.noise_db is not None:
        noise = ventilation(len(far), seed)
        noise *= 10 ** ((NEAR_DBFS + room.noise_db) / 20) * FULL / noise.std()
    return Scene(pcm(far), at_level(echo, NEAR_DBFS + room.echo_db), there, noise, acts)


_HERE = (0.5, 0.27, 0.5)
"The microphone, over the screen."
