"""What the loudspeaker said when the microphone heard this: the reference of the echo.

Blocks are counted on both sides, so neither thread's jitter moves them against one another. How
late the echo comes, cards and air together, is found by correlation: the canceller's filter is then
as long as the room alone. What the two crystals differ by shows as a delay that slides, and is
resampled away.
"""

import threading
from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import BLOCK, RATE, Samples
from .coupling import AGREE_S, Coupling
from .drift import Floats, Steering, Tape

LOOSE = 2 * BLOCK
"Of the older thread against the younger: the reference is written when it is read."
EARLY_S = 0.008
"The reference comes that long before its echo."
BORNE_S = 0.06
"Of a delay that is longer than supposed, the filter bears as much; it need not learn again."
LATEST_S = 0.5
WINDOW_S = 1.0
"Of both sides, that is compared."
LOOK_S = 0.25
"From one comparison to the next."
_THIN = 6
"The delay is looked for at 8 kHz."
_MEAN = np.full(_THIN, 1 / _THIN, np.float32)
_SIZE = 16384
CLEAR = 8.0
"A delay stands that many times out of the others, which go to 5 by chance."
AS_LOUD = 0.6
SPEAKS = 20
"Amplitude under which the loudspeaker says nothing that could be found again."
PARTS, SPOKEN = 30, 0.5
"How much of the time it must speak, of so many parts, for an echo to be believed, or for none to"
"be: a first syllable alone stands out somewhere by chance, and short words say too little."
AT_EASE = 6.0
"Samples that the delay may slide before the clocks are believed to differ."
STILL = 1.0
"Samples; it does not slide any more."
SETTLES_S = 3.0
"Until two crystals that differ are followed."
STANDS_BLOCKS = 8
"A loudspeaker that says nothing new for that long is closed; it jitters by less."
LEAPT = STANDS_BLOCKS * BLOCK
"No crystal does that: a side stood still."


@dataclass(frozen=True, slots=True)
class Known:
    """Of a sound card and its room; worth telling the next call."""

    delay_s: float = 0.06
    "Of the echo."
    ppm: float = 0.0
    "By which the loudspeaker's crystal is the faster one."
    echoes: bool = True
    "The microphone hears the loudspeaker, or may."
    found: bool = False
    "It does: the echo was found."


UNKNOWN = Known()


class Reference:
    """:meth:`said` in one thread, :meth:`said_now` in another."""

    def __init__(self, known: Known) -> None:
        self._delay_s = self._supposed_s = known.delay_s
        "What the reference is late by, and what the echo is: the filter bears some of it."
        self._lock = threading.Lock()
        self._tape, self._said_since, self._at = Tape(2.0), 0, -np.inf
        "The last is where the tape is when the microphone's next block begins."
        self._steering = Steering(LOOK_S, SETTLES_S, known.ppm)
        self._search = _Search()
        self._coupling = Coupling(known.echoes, known.found)
        self._older: deque[tuple[float, Floats]] = deque()
        self._sure, self._slides = False, False
        self._supposed: list[float] = []
        self._moved = False

    @property
    def known(self) -> Known:
        found = self._coupling.proven and not self._moved
        return Known(self._supposed_s, self._steering.learnt_ppm, self.echoes, found)

    @property
    def echoes(self) -> bool:
        """False where nothing of the loudspeaker is heard, as far as can be told."""
        return self._moved or self._coupling.echoes

    def moved(self) -> None:
        """To another loudspeaker, or another microphone."""
        self._moved = True

    def said(self, block: Samples) -> None:
        with self._lock:
            self._tape.write(block)
            self._said_since = 0

    def said_now(self, heard: Floats) -> tuple[Floats, bool]:
        """The reference of this block heard, and whether it leapt: the room is a new one."""
        ppm, lag = self._steering.ppm, round(max(0.0, self._delay_s - EARLY_S) * RATE)
        with self._lock:
            self._said_since += 1
            if self._said_since > STANDS_BLOCKS:
                return np.zeros(BLOCK, np.float32), False
            at, leapt = self._place()
            block = self._tape.read(at - lag, ppm)
            self._compare(at, heard, ppm)
        self._at = at + BLOCK * (1 + ppm / 1e6)
        if self._moved:
            self._moved = False
            self._coupling.doubt()
        if (found := self._search.find(self._supposed_s)) is not None:
            if self._search.spoken >= SPOKEN:
                self._coupling.found(found)
            leapt = self._suppose(found) or leapt
        return block, leapt

    def _place(self) -> tuple[float, bool]:
        """On the tape, as far from its end as ever; and whether one of the sides stood still."""
        if abs(self._tape.written - LOOSE - self._at) > LEAPT:
            self._older.clear()
            self._coupling.stood_still()
            return float(self._tape.written - LOOSE), True
        return self._at, False

    def _compare(self, at: float, heard: Floats, ppm: float) -> None:
        """A little later, when all of it is surely written."""
        self._older.append((at, heard))
        if len(self._older) > STANDS_BLOCKS:
            before, then = self._older.popleft()
            said, heard = (
                block.reshape(-1, _THIN) @ _MEAN for block in (self._tape.read(before, ppm), then)
            )
            self._search.hear(said, heard)
            self._coupling.hear(said, heard, self._search.spoken >= SPOKEN)

    def _suppose(self, delay_s: float) -> bool:
        """Follows a delay that slides; believes a new one when it was found twice."""
        if self._sure and abs(delay_s - self._supposed_s) < AGREE_S:
            self._supposed = []
            return self._steer((delay_s - self._supposed_s) * RATE)
        self._supposed = [*self._supposed[-1:], delay_s]
        if len(self._supposed) < 2 or abs(self._supposed[0] - delay_s) > AGREE_S:
            return False
        self._supposed_s, self._sure, self._supposed = delay_s, True, []
        if AGREE_S - EARLY_S < delay_s - self._delay_s < BORNE_S:
            return False
        self._delay_s = delay_s
        return True

    def _steer(self, later: float) -> bool:
        """Against the slide; true when it is over: a filter that ran after it is worth nothing."""
        self._slides = self._slides or abs(later) > AT_EASE
        if self._slides or self._steering.learnt_ppm:
            self._steering.see(-later)
        over = self._slides and abs(later) < STILL
        self._slides = self._slides and not over
        return over


class _Search:
    """How late the echo is: the phases of a second of each side, averaged while there is one."""

    def __init__(self) -> None:
        count = int(LATEST_S * RATE / _THIN)
        self._said = np.zeros(count + int(WINDOW_S * RATE / _THIN), np.float32)
        self._heard = np.zeros(int(WINDOW_S * RATE / _THIN), np.float32)
        self._since = 0
        self.spoken = 0.0
        "The part of the time that is compared in which the loudspeaker said something."
        self._cross: NDArray[np.complex128] = np.zeros(_SIZE // 2 + 1, np.complex128)

    def hear(self, said: Floats, heard: Floats) -> None:
        """A block of both sides, thinned."""
        for line, thin in ((self._said, said), (self._heard, heard)):
            line[: -len(thin)] = line[len(thin) :]
            line[-len(thin) :] = thin
        self._since += BLOCK

    def find(self, about_s: float) -> float | None:
        """Seconds, from time to time and while the loudspeaker speaks; None if it is not clear.

        Of reflections as loud as the echo, the one near `about_s`.
        """
        if self._since < LOOK_S * RATE:
            return None
        parts = np.abs(self._said).reshape(PARTS, -1).mean(axis=1)
        self.spoken = float((parts > SPEAKS).mean())
        if parts.mean() < SPEAKS:
            return None
        self._since = 0
        said, heard = (np.fft.rfft(line, _SIZE) for line in (self._said, self._heard))
        cross = heard * said.conj()
        # Knapp and Carter 1976: the phase transform, without the hum under 300 Hz.
        cross[: 300 * _SIZE * _THIN // RATE] = 0
        self._cross = 0.6 * self._cross + cross / (np.abs(cross) + 1e-3)
        found = np.fft.irfft(self._cross, _SIZE)
        # Of a delay that is the longest, the lag of the two lines is none.
        delays = found[(np.arange(self._longest) - self._longest) % _SIZE]
        heights = np.abs(delays)
        best = int(heights.argmax())
        if heights[best] < CLEAR * np.sqrt((delays**2).mean()):
            return None
        low = max(0, round((about_s - AGREE_S) * RATE / _THIN))
        near = low + int(heights[low : low + round(2 * AGREE_S * RATE / _THIN) + 1].argmax())
        if heights[near] > AS_LOUD * heights[best]:
            best = near
        return _summit(heights, best) * _THIN / RATE

    @property
    def _longest(self) -> int:
        return len(self._said) - len(self._heard)


def _summit(values: NDArray[np.float64], best: int) -> float:
    """Between samples, of the parabola through the highest and its neighbours."""
    if not 0 < best < len(values) - 1:
        return float(best)
    before, at, after = values[best - 1 : best + 2]
    return best + float((before - after) / (2 * (before - 2 * at + after) - 1e-12))
