"""Whether the microphone hears the loudspeaker at all: beside a handset or a headset it does not.

An echo that matters has a delay that is clear, twice the same, within some seconds of what is said,
while enough is; one that a voice in the room hides is found when it pauses. A delay that was clear
proves an echo until none is for a while, or until quiet moments say that there is none: an echo is
never louder than what is heard of it in the quietest, of each delay it could have. In rooms of
numbers that is 1 to 5 dB under the echo that is there.
"""

from collections import deque

import numpy as np

from .drift import Floats

NONE_DB = -42.0
"Against what is said: under it there is no echo to cancel."
KEPT_S = 20.0
"Of speech in the loudspeaker; silence does not count."
PROOF_S = 2.0
"Of it at least, before there may be no echo; twice as much each time that was wrong."
FORGOTTEN_S = 12.0
"Of it in which no delay was clear: there is no echo any more."
SOON_S, TWICE_S, AGREE_S = 0.5, 3.0, 0.002
"Of it at least, and at most, between two that are the same delay, for all that clocks and"
"reflections do; a single one is clear by chance, and the next look sees nearly the same."
FEW = 12
"Delays that are compared: several reflections may take turns."
LATELY_S = 1.0
APART_S = 1.0
"Two moments that say that there is no echo: a loudspeaker or a microphone may skip one."
HOP_BLOCKS = 5
"Half a window: a syllable's gap of 100 ms is seen whole."
DELAYS = 12
"Of 50 ms each."
LOUD = 40.0**2
"Power of the loudspeaker's, thinned and without its bass, from which an echo would be heard."

_SECOND = 100 // HOP_BLOCKS
_KEPT, _PROOF = round(KEPT_S * _SECOND), round(PROOF_S * _SECOND)
_FORGOTTEN = round(FORGOTTEN_S * _SECOND)
_SOON, _TWICE = round(SOON_S * _SECOND), round(TWICE_S * _SECOND)
_LATELY, _APART = round(LATELY_S * _SECOND), round(APART_S * _SECOND)


class Coupling:
    """Of one call: :meth:`hear` it block after block, then ask for :attr:`echoes`."""

    def __init__(self, echoes: bool = True, found: bool = False) -> None:
        """`found`: in an earlier call, and believed for as long as one of this call."""
        self.echoes = echoes
        "There is an echo, or it is too early to know."
        self._proof, self._found_at = _PROOF, 0 if found else -_FORGOTTEN
        self._clear: deque[tuple[float, int]] = deque(maxlen=FEW)
        self._said, self._heard = deque([0.0] * 2, 2), deque([0.0] * 2, 2)
        "Power of the last two hops: a window."
        self._hop, self._blocks = [0.0, 0.0], 0
        self._far = deque([0.0] * DELAYS, DELAYS)
        "Of windows, the newest first."
        self._ratios, self._count = np.full((_KEPT, DELAYS), np.inf, np.float32), 0
        "Of what is heard to what was said, by delay, in turns; infinite where nothing was."

    def hear(self, said: Floats, heard: Floats, counts: bool = True) -> None:
        """10 ms of both sides at 8 kHz, of the same time; the echo may come late. `counts`: enough
        is said in this second for an echo to be found, if there is one."""
        self._hop[0] += _power(said)
        self._hop[1] += _power(heard)
        self._blocks += 1
        if self._blocks < HOP_BLOCKS:
            return
        self._said.append(self._hop[0])
        self._heard.append(self._hop[1])
        self._hop, self._blocks = [0.0, 0.0], 0
        self._far.appendleft(sum(self._said) / (2 * HOP_BLOCKS))
        if counts:
            self._window(sum(self._heard) / (2 * HOP_BLOCKS))

    def stood_still(self) -> None:
        """One of the sides did: what was said before is not what is heard after."""
        for line in (self._said, self._heard, self._far):
            line.extend([0.0] * len(line))
        self._hop, self._blocks = [0.0, 0.0], 0

    def found(self, delay_s: float) -> None:
        """An echo was found, at a delay that is clear: it counts where it could be loud enough, and
        when it is not the first time."""
        same = any(
            abs(delay_s - before) < AGREE_S and _SOON <= self._count - at <= _TWICE
            for before, at in self._clear
        )
        self._clear.append((delay_s, self._count))
        if same and self._loudest(_LATELY) > NONE_DB:
            if not self.echoes:
                self.doubt()
            self._found_at = self._count

    @property
    def proven(self) -> bool:
        """An echo was found, not long ago."""
        return self.echoes and self._count - self._found_at < _FORGOTTEN

    def doubt(self) -> None:
        """There may be an echo from now on: what was heard before proves nothing."""
        if not self.echoes:
            self._proof = min(2 * self._proof, _KEPT)
        self.echoes = True
        self._ratios[:], self._count, self._found_at = np.inf, 0, -_FORGOTTEN
        self._clear.clear()

    def _window(self, heard: float) -> None:
        # A microphone that gives nothing at all is switched off, and proves nothing.
        if heard == 0 or max(self._far) <= LOUD:
            return
        far = np.array(self._far, np.float32)
        row = self._ratios[self._count % _KEPT]
        row[:] = np.inf
        np.divide(heard, far, out=row, where=far > LOUD)
        self._count += 1
        if self.echoes and self._count >= self._proof:
            self.echoes = self.proven and self._loudest(_KEPT, twice=True) > NONE_DB

    def _loudest(self, windows: int, twice: bool = False) -> float:
        """Decibels that the echo may have, by the last windows; infinite where nothing was said.

        `twice`: as two moments say that are apart.
        """
        lately = self._ratios[np.arange(self._count - windows, self._count) % _KEPT]
        if twice:
            apart = np.abs(np.arange(windows)[:, None] - lately.argmin(axis=0)) >= _APART
            lately = np.where(apart, lately, np.inf)
        return float(10 * np.log10(lately.min(axis=0).max() + 1e-12))


def _power(block: Floats) -> float:
    """A voice's bass taken down: a small loudspeaker has none."""
    steps = block[1:] - block[:-1]
    return float(steps @ steps) / len(steps)
