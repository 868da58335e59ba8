"""Echo cancelling: the reference found, Speex's filter, and what it leaves turned down.

Chosen by `make bench-echo` (docs/decisions): WebRTC's own takes more of the echo and of the voice
in the room with it, when both speak.
"""

import threading

import numpy as np

from . import BLOCK, Samples
from .drift import Floats
from .hush import Hush
from .reference import UNKNOWN, Known, Reference
from .residual import FAR_SILENT, Residual
from .speex import Speex

TAIL_MS = 200
"Of the room: longer ones are for the suppressor."
NOISE_DB, ECHO_DB, ECHO_DOUBLE_DB = -6, -40, -15
"""A room's hush is turned down by half: at -12 dB ViSQOL of a clean voice falls by 0.12, and the
echo is rated no better. While both speak -30 takes 0.18 of ViSQOL more, and rates the echo 0.05
better."""


class EchoCanceller:
    """Takes the loudspeaker out of what the microphone hears, and steady noise with it.

    Make a new one for each call: it learns a room. Both methods may be called from two threads.
    A microphone that was closed and opened again may call from two as well, for a moment.
    """

    def __init__(self, known: Known = UNKNOWN) -> None:
        self._reference = Reference(known)
        self._cleaning = threading.Lock()
        self._speex = Speex(TAIL_MS, NOISE_DB, ECHO_DB, ECHO_DOUBLE_DB)
        self._residual = Residual()
        self._hush = Hush(NOISE_DB)
        self._share = 1.0 if known.echoes else 0.0
        "Of the reference: none where there is no echo."

    @property
    def known(self) -> Known:
        """What the next call may begin with."""
        return self._reference.known

    def said(self, block: Samples) -> None:
        """A block that goes to the loudspeaker now."""
        self._reference.said(block)

    def clean(self, block: Samples) -> Samples:
        """A block heard, without the echo."""
        with self._cleaning:
            return self._cleaned(block)

    def moved(self) -> None:
        """The sound goes to another loudspeaker now, or comes from another microphone."""
        self._reference.moved()

    def _cleaned(self, block: Samples) -> Samples:
        heard = block.astype(np.float32)
        said, leapt = self._reference.said_now(heard)
        if leapt:
            self._speex.forget()
        said = self._echoing(said)
        speaks = float(said @ said) > BLOCK * FAR_SILENT
        self._speex.turn_noise_down(self._hush.turned_down_db(heard, speaks))
        left = self._speex.clean(np.rint(said).clip(-32768, 32767).astype(np.int16), block)
        return self._residual.clean(said, heard, left, self._speex.near)

    def _echoing(self, said: Floats) -> Floats:
        """What there may be an echo of; the filter forgets nothing while it is given silence."""
        before, self._share = self._share, float(self._reference.echoes)
        if before == self._share:
            return said * np.float32(before)
        return said * (before + np.float32(self._share - before) * _RAMP)


_RAMP = np.linspace(0, 1, BLOCK, dtype=np.float32)
