"""Two clocks that are never quite the same: what one writes the other reads, resampled.

Crystals differ by up to some 100 ppm, 10 samples a second: a buffer between two of them overflows
or runs dry within the hour. :class:`Steering` sees how full it is and says how fast to read;
:class:`Tape` reads at that speed. Both are pure; the time is counted in blocks read.
"""

import numpy as np
from numpy.typing import NDArray

from . import BLOCK, Samples

Floats = NDArray[np.float32]
MOST_PPM = 1000.0
"Beyond it is no clock but a fault. 1000 ppm is a sixtieth of a semitone: nobody hears it."
_TAPS, _PHASES = 32, 256


def _filters() -> Floats:
    """A windowed sinc for each fraction of a sample; one more for the blend's far end."""
    offsets = np.arange(_TAPS) - (_TAPS // 2 - 1)
    fractions = np.arange(_PHASES + 1)[:, None] / _PHASES
    distance = offsets[None, :] - fractions
    window = np.i0(8 * np.sqrt(np.maximum(0, 1 - (distance / (_TAPS / 2)) ** 2))) / np.i0(8)
    table = 0.95 * np.sinc(0.95 * distance) * window
    return np.asarray(table / table.sum(axis=1, keepdims=True), np.float32)


_TABLE = _filters()


class Tape:
    """Samples in a row, read from any place at about the speed they were written with."""

    def __init__(self, seconds: float) -> None:
        self._count = int(seconds * 100) * BLOCK
        self._kept = np.zeros(2 * self._count, np.float32)
        self._end = self._count
        self.written = 0
        "Samples since the beginning; the tape keeps the newest `seconds` at least."

    def write(self, samples: Samples) -> None:
        if self._end + len(samples) > len(self._kept):
            self._kept[: self._count] = self._kept[self._end - self._count : self._end]
            self._end = self._count
        self._kept[self._end : self._end + len(samples)] = samples
        self._end += len(samples)
        self.written += len(samples)

    def read(self, start: float, ppm: float) -> Floats:
        """A block from the sample `start` on, to `start + BLOCK * (1 + ppm / 1e6)`.

        What is not written yet, or forgotten, is silence.
        """
        whole = int(np.floor(start))
        fraction = start - whole
        if ppm == 0 and fraction == 0:
            return self._piece(whole, BLOCK)
        # Of a block the fraction moves by half a sample at most: two filters, one into the other.
        end = fraction + BLOCK * ppm / 1e6
        around = self._piece(whole - _TAPS // 2 - 1, BLOCK + _TAPS + 4)
        first, last = self._shifted(around, fraction), self._shifted(around, end)
        return np.asarray(first + (last - first) * _RAMP, np.float32)

    def _shifted(self, around: Floats, by: float) -> Floats:
        whole = int(np.floor(by))
        taps = _TABLE[round((by - whole) * _PHASES)]
        from_ = 2 + whole
        return np.correlate(around[from_ : from_ + BLOCK + _TAPS - 1], taps, "valid")

    def _piece(self, start: int, count: int) -> Floats:
        first = start - self.written + self._end
        piece = np.zeros(count, np.float32)
        low, high = max(first, 0), min(first + count, self._end)
        if low < high:
            piece[low - first : high - first] = self._kept[low:high]
        return piece


_RAMP = np.arange(BLOCK, dtype=np.float32) / BLOCK


class Steering:
    """Told how far a buffer is from what it should hold, says how many ppm faster to read it.

    Proportional and integral: what it has learnt of the two crystals stays when all is well, so
    that the buffer stands still. Ask it every `every_s` seconds.
    """

    def __init__(self, every_s: float, settles_s: float, learnt_ppm: float) -> None:
        # A second-order loop, critically damped: both poles at 1 / settles_s.
        self._faster = 2 / settles_s / 48000 * 1e6
        self._learns = every_s / settles_s**2 / 48000 * 1e6
        self.ppm = self.learnt_ppm = learnt_ppm

    def see(self, too_many: float) -> float:
        """Samples more than wanted, less than none if too few; 0 while it is well."""
        learnt = self.learnt_ppm + self._learns * too_many
        self.learnt_ppm = float(np.clip(learnt, -MOST_PPM, MOST_PPM))
        ppm = self.learnt_ppm + self._faster * too_many
        self.ppm = float(np.clip(ppm, -MOST_PPM, MOST_PPM))
        return self.ppm
