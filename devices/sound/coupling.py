"""Whether the microphone hears the loudspeaker at all: beside a handset or a headset it does not.

An echo is never louder than what is heard of it in the quietest moment: of each delay it could
have, the least that the microphone ever heard while the loudspeaker had spoken. That holds while
both speak without a break, as long as who is in the room takes a breath now and then, and needs no
filter that was learnt before. In rooms of numbers it is 1 to 5 dB under the echo that is there.
"""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from .drift import Floats

NONE_DB, SOME_DB = -42.0, -36.0
"Against what is said: under the first there is no echo to cancel, over the second there is."
KEPT_S = 20.0
"Of speech in the loudspeaker; silence does not count."
PROOF_S = 2.0
"Of it at least, before there is no echo; twice as much each time that was wrong."
BACK_S = 12.0
"Of it in which nothing says that there is none: people who talk without a break take breath."
LATELY_S = 1.0
HOP_BLOCKS = 5
"Half a window: a syllable's gap of 100 ms is seen whole."
DELAYS = 12
"Of 50 ms each."
LOUD = 40.0**2
"Power of the loudspeaker's, thinned and without its bass, from which an echo would be heard."
_THIN = 6

_HOP_S = HOP_BLOCKS / 100
_KEPT, _BACK, _LATELY = (round(seconds / _HOP_S) for seconds in (KEPT_S, BACK_S, LATELY_S))


class Coupling:
    """Of one call: :meth:`hear` it block after block, then ask for :attr:`echoes`."""

    def __init__(self, echoes: bool = True) -> None:
        self.echoes = echoes
        "There is an echo, or it is not proven that there is none."
        self._proof = round(PROOF_S / _HOP_S)
        self._said, self._heard = deque([0.0, 0.0], 2), deque([0.0, 0.0], 2)
        "Power of the last two hops: a window."
        self._hop, self._blocks = [0.0, 0.0], 0
        self._far = deque([0.0] * DELAYS, DELAYS)
        "Of windows, the newest first."
        self._ratios: deque[NDArray[np.float64]] = deque(maxlen=_KEPT)
        "Of what is heard to what was said, by delay; infinite where nothing was."

    def hear(self, said: Floats, heard: Floats) -> None:
        """A block of both sides, of the same time; how late the echo comes does not matter."""
        self._hop[0] += _power(said)
        self._hop[1] += _power(heard)
        self._blocks += 1
        if self._blocks < HOP_BLOCKS:
            return
        self._said.append(self._hop[0])
        self._heard.append(self._hop[1])
        self._hop, self._blocks = [0.0, 0.0], 0
        self._far.appendleft(sum(self._said) / (2 * HOP_BLOCKS))
        self._window(sum(self._heard) / (2 * HOP_BLOCKS))

    def found(self) -> None:
        """An echo was found, at a delay that is clear: it counts where it could be loud enough."""
        if not self.echoes and self._loudest(_LATELY) > NONE_DB:
            self.doubt()

    def doubt(self) -> None:
        """There may be an echo from now on: what was heard before proves nothing."""
        if not self.echoes:
            self._proof = min(2 * self._proof, _KEPT)
        self.echoes = True
        self._ratios.clear()

    def _window(self, heard: float) -> None:
        far = np.array(self._far)
        loud = far > LOUD
        # A microphone that gives nothing at all is switched off, and proves nothing.
        if heard == 0 or not loud.any():
            return
        self._ratios.append(np.divide(heard, far, out=np.full(DELAYS, np.inf), where=loud))
        if self.echoes:
            self.echoes = len(self._ratios) < self._proof or self._loudest(_KEPT) > NONE_DB
        elif len(self._ratios) >= _BACK and self._loudest(_BACK) > SOME_DB:
            self.doubt()

    def _loudest(self, windows: int) -> float:
        """Decibels that the echo may have, by the last windows; infinite where nothing was said."""
        lately = list(self._ratios)[-windows:]
        least = np.min(lately, axis=0) if lately else np.full(DELAYS, np.inf)
        return float(10 * np.log10(least.max() + 1e-12))


def _power(block: Floats) -> float:
    """At 8 kHz, a voice's bass taken down: a small loudspeaker has none."""
    steps = np.diff(block.reshape(-1, _THIN).mean(axis=1))
    return float(steps @ steps) / len(steps)
