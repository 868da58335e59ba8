"""Does the room hear the loudspeaker? A chirp through the air, found again by its shape.

A kiosk asks it of itself while nobody is there (:meth:`HandsFree.chirp`); it takes two seconds.
"""

import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import TimedOut
from . import BLOCK, RATE, Samples, Side, Sound

LASTS_S = 0.5
FROM_HZ, TO_HZ = 300.0, 6000.0
"What the smallest of loudspeakers can say."
SAID_DBFS = -12.0
BEFORE_S = 0.4
"Of silence: the sound card wakes up, the room's own noise is heard."
LATEST_S = 0.8
"Whatever comes later is another sound."
CLEAR_DB = 20.0
"Noise alone stands out of itself by 14 at most."
ENDS_S = 6.0
"Devices that give no sound for that long never will."


@dataclass(frozen=True, slots=True)
class Chirp:
    """The chirp as it came back."""

    delay_ms: float
    "From the block handed to the loudspeaker to the block of the microphone: cards and air."
    level_db: float
    "Of what is heard against what was said; the air of a usual kiosk takes 10 to 40."
    clarity_db: float
    "How far it stands out of everything else; under :data:`CLEAR_DB` it is not told at all."
    clipped: bool
    "The microphone is too loud: it could not hear the chirp whole."


def shape() -> Samples:
    """A sweep that spends as long in each octave, soft at both ends."""
    seconds = np.arange(int(LASTS_S * RATE)) / RATE
    growth = np.log(TO_HZ / FROM_HZ)
    turns = FROM_HZ * LASTS_S / growth * np.expm1(growth * seconds / LASTS_S)
    edge = np.minimum(1, np.minimum(seconds, LASTS_S - seconds) / 0.02)
    loudness = 10 ** (SAID_DBFS / 20) * 32767 * np.sqrt(2)
    return np.asarray(np.rint(loudness * edge * np.sin(2 * np.pi * turns)), np.int16)


def find(heard: Samples) -> Chirp | None:
    """The chirp in what was heard since its first block was said; None if it is not there."""
    said = shape().astype(np.float64)
    if len(heard) <= len(said):
        return None
    matches = _matches(said, heard.astype(np.float64))
    latest = matches[: int(LATEST_S * RATE)]
    at = int(latest.argmax())
    # The sweep echoes in the room for a while: what it stands out of is far from it.
    apart = np.ones(len(matches), bool)
    apart[max(0, at - RATE // 50) : at + RATE // 2] = False
    around = float(np.sqrt((matches[apart] ** 2).mean())) if apart.any() else 0.0
    clarity = 20 * np.log10((latest[at] + 1e-9) / (around + 1e-9))
    if latest[at] < 1e-5 or clarity < CLEAR_DB:
        return None
    whole = heard[at : at + len(said)]
    clipped = bool((np.abs(whole.astype(np.int32)) >= 32767).sum() > RATE // 1000)
    level = 20 * np.log10(latest[at])
    return Chirp(at / RATE * 1000, float(level), float(min(clarity, 99.0)), clipped)


def _matches(said: NDArray[np.float64], heard: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much of `said` begins at each sample of `heard`; 1 is all of it."""
    size = 1 << (len(said) + len(heard)).bit_length()
    spectrum = np.fft.rfft(heard, size) * np.fft.rfft(said, size).conj()
    product = np.fft.irfft(spectrum, size)[: len(heard) - len(said)]
    return np.asarray(np.abs(product) / (said @ said))


class _Listener:
    """Says the chirp and keeps what is heard, in the driver's threads."""

    def __init__(self) -> None:
        self._silence = int(BEFORE_S * RATE) // BLOCK
        self._rest = shape().reshape(-1, BLOCK)
        self._said = 0
        self._heard: list[Samples] = []
        self._most = int((LASTS_S + LATEST_S + 0.2) * RATE) // BLOCK
        self.done = threading.Event()

    def say(self) -> Samples:
        number, self._said = self._said - self._silence, self._said + 1
        return self._rest[number] if 0 <= number < len(self._rest) else np.zeros(BLOCK, np.int16)

    def hear(self, block: Samples) -> None:
        if self._said > self._silence and len(self._heard) < self._most:
            self._heard.append(block.copy())
        elif len(self._heard) >= self._most:
            self.done.set()

    def heard(self) -> Samples:
        return np.concatenate(self._heard)


def through(driver: Sound) -> Chirp | None:
    """Blocks for two seconds; both sides of `driver` must be closed, and are again afterwards.

    None if the room does not hear it. Raises DeviceError if one of the two cannot be opened, and
    TimedOut if it gives no sound.
    """
    listener = _Listener()
    try:
        driver.open_microphone(listener.hear)
        driver.open_speaker(listener.say)
        if not listener.done.wait(ENDS_S):
            raise TimedOut(Side.MICROPHONE, "no sound while the chirp was said")
    finally:
        for side in Side:
            driver.close(side)
    return find(listener.heard())
