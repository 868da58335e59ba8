"""What the echo canceller leaves: turned down while the counsellor alone speaks, and filled.

A room that goes dead between two words sounds broken, so the hush of the room itself, in bands, is
put where something was taken out. And quiet voices are lifted, never the echo.
"""

import numpy as np

from . import BLOCK, RATE, Samples
from .drift import Floats

FLOOR = 10 ** (-18 / 20)
"What is left of what is left."
SURE = 88
"Percent of the preprocessor's that somebody speaks in the room."
TAKEN_DB = 20.0
"Where more than that was taken out there was little else than echo."
LITTLE_DB = 8.0
"Where less than that was taken out somebody speaks in the room, whatever is thought of it."
HOLD_BLOCKS = 15
CLOSE = 0.8
"Of the gain, in 10 ms, when a word is over; it opens at once."
FAR_SILENT = 17.0**2
"Power of what the loudspeaker says under which there is no echo."
FAR_DECAY = 0.9
"In 10 ms, of the echo's tail."

_EDGES = np.array([1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 160])
"Of the bands, in hundreds of hertz."
_LOOP = 2 * RATE
_RAMP = np.linspace(0, 1, BLOCK, dtype=np.float32)
QUIETEST = 0.02
"Power in a band, under the last bit."
RISES = 1.004
"In 10 ms: a noise that begins is believed in a minute, a word is not."

WANTED_DBFS = -26.0
"ITU-T P.56's usual level of speech; louder voices stay as they are."
MOST_LIFT_DB = 12.0
LIFTS_DB, DROPS_DB = 0.03, 0.3
"In 10 ms."


class Residual:
    """Of one call; ask it block after block."""

    def __init__(self) -> None:
        self._gain, self._open, self._far = 1.0, 0, 0.0
        self._heard_power = self._left_power = 1.0
        self._hush = _Hush()
        self._lift = _Lift()

    def clean(self, said: Floats, heard: Floats, left: Samples, near: int) -> Samples:
        """`left` of `heard` by a canceller that is `near` percent sure of a voice in the room."""
        out = left.astype(np.float32)
        self._hush.listen(out)
        speaks = self._speaks(said, heard, out, near)
        gain = 1.0 if self._open > 0 else max(FLOOR, self._gain * CLOSE)
        if min(gain, self._gain) < 1.0:
            out = out * (self._gain + np.float32(gain - self._gain) * _RAMP)
            out += self._hush.speak(1 - gain * gain)
        self._gain = gain
        return self._lift.raised(out, speaks)

    def _speaks(self, said: Floats, heard: Floats, left: Floats, near: int) -> bool:
        """Somebody in the room; while the loudspeaker is silent the gain is open all the same."""
        self._far = max(_power(said), self._far * FAR_DECAY)
        self._heard_power = 0.6 * self._heard_power + 0.4 * _power(heard)
        self._left_power = 0.6 * self._left_power + 0.4 * _power(left)
        taken = 10 * np.log10((self._heard_power + 1) / (self._left_power + 1))
        speaks = (near >= SURE and taken < TAKEN_DB) or taken < LITTLE_DB
        if speaks or self._far < FAR_SILENT:
            self._open = HOLD_BLOCKS
        else:
            self._open -= 1
        return bool(near >= SURE and taken < TAKEN_DB)


class _Hush:
    """The quiet of the room, in bands, by the least of each that lasts."""

    def __init__(self) -> None:
        generator = np.random.default_rng(0)
        spectrum = np.fft.rfft(generator.normal(size=_LOOP))
        bin_hz = np.fft.rfftfreq(_LOOP, 1 / RATE) / 100
        loops = []
        for low, high in zip(_EDGES, [*_EDGES[1:], BLOCK // 2 + 1], strict=True):
            within = (bin_hz >= low - 0.5) & (bin_hz < high - 0.5)
            loop = np.fft.irfft(spectrum * within, _LOOP)
            loops.append(loop / loop.std())
        self._loops, self._at = np.array(loops, np.float32), 0
        self._least = np.full(len(_EDGES), 1.0, np.float32)
        self._now = np.zeros(len(_EDGES), np.float32)

    def listen(self, block: Floats) -> None:
        spectrum = np.fft.rfft(block)
        power = spectrum.real**2 + spectrum.imag**2
        bands = np.asarray(np.add.reduceat(power, _EDGES) * (2 / BLOCK**2), np.float32)
        self._now = 0.8 * self._now + 0.2 * bands
        falling = np.maximum(0.9 * self._least + 0.1 * self._now, QUIETEST)
        rising = self._least * np.float32(RISES)
        self._least = np.asarray(np.where(self._now > self._least, rising, falling), np.float32)

    def speak(self, share: float) -> Floats:
        """A block of it, `share` of its power."""
        at, self._at = self._at, (self._at + BLOCK) % _LOOP
        return np.asarray(np.sqrt(self._least * share) @ self._loops[:, at : at + BLOCK])


class _Lift:
    """Raises a quiet voice slowly; never for noise, and never over the usual level."""

    def __init__(self) -> None:
        self._voice: float | None = None
        "Power of the voice of the room."
        self._db = 0.0

    def raised(self, block: Floats, speaks: bool) -> Samples:
        power = _power(block)
        if speaks and power > 100:
            self._voice = power if self._voice is None else 0.99 * self._voice + 0.01 * power
            level = 10 * np.log10(self._voice / 32768**2)
            goal = float(np.clip(WANTED_DBFS - level - 3, 0, MOST_LIFT_DB))
            self._db = min(self._db + LIFTS_DB, goal) if goal > self._db else self._db - DROPS_DB
        if self._db > 0:
            block = block * 10 ** (self._db / 20)
            peak = float(np.abs(block).max())
            if peak > 30000:
                block, self._db = block * (30000 / peak), max(0.0, self._db - DROPS_DB)
        return np.clip(np.rint(block), -32768, 32767).astype(np.int16)


def _power(block: Floats) -> float:
    return float(block @ block) / len(block)
