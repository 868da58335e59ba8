"""What the loudspeaker says next: the call's sound, and over it the kiosk's own spoken guidance."""

import threading
from collections import deque
from collections.abc import Callable

import numpy as np

from . import BLOCK, RATE, Samples
from .drift import Floats, Steering, Tape

START_BLOCKS = 6
"After silence the call's sound waits until 60 ms are there, so that jitter makes no holes."
MOST_BLOCKS = 16
"Past 160 ms the oldest is thrown away: late speech is worse than a missing syllable."
WATCHED_BLOCKS = 50
"If in half a second more than the cushion was always there, one block of it is too much."
SPARE_BLOCKS = 3
"If less was there at a time, the console's clock may be the slower one."
STEERED = BLOCK / 2
"Samples; more is jitter and no news of the clocks."
DUCKED = 0.2
"The call's sound under the guidance."


class Saying:
    """A phrase on its way to the loudspeaker."""

    def __init__(self, samples: Samples, done: Callable[[], object]) -> None:
        self.rest, self.done = samples, done


class Mixer:
    """Fed by the loop, emptied by the sound card's thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._call, self._at = Tape(0.5), 0.0
        self._flowing = False
        self._least, self._watched = float(MOST_BLOCKS), 0
        self._steering = Steering(WATCHED_BLOCKS * BLOCK / RATE)
        self._sayings: deque[Saying] = deque()
        self._gain = 1.0

    def feed(self, samples: Samples) -> None:
        """Sound of the call, any length."""
        with self._lock:
            self._call.write(samples)
            if self.waiting >= MOST_BLOCKS + 1:
                self._at = float(self._call.written - START_BLOCKS * BLOCK)

    @property
    def waiting(self) -> float:
        """Blocks of the call that were fed and not said."""
        return (self._call.written - self._at) / BLOCK

    def say(self, saying: Saying) -> None:
        """Guidance, after what is being said; its `done` is called with its last block."""
        with self._lock:
            self._sayings.append(saying)

    def drop(self, saying: Saying) -> None:
        """Forgets a phrase, wherever it is."""
        with self._lock:
            if saying in self._sayings:
                self._sayings.remove(saying)

    def hush(self) -> None:
        """Forgets the call's sound; the guidance goes on."""
        with self._lock:
            self._at, self._flowing = float(self._call.written), False

    @property
    def speaking(self) -> bool:
        return bool(self._sayings)

    def next_block(self) -> Samples:
        done = None
        with self._lock:
            call, guidance = self._next_of_call(), self._sayings[0] if self._sayings else None
            mixed = self._duck(call, guidance is not None)
            if guidance is not None:
                said, guidance.rest = guidance.rest[:BLOCK], guidance.rest[BLOCK:]
                mixed[: len(said)] += said
                if not len(guidance.rest):
                    done = self._sayings.popleft().done
        if done:
            done()
        return np.rint(mixed).clip(-32768, 32767).astype(np.int16)

    def _next_of_call(self) -> Floats | Samples | None:
        if not self._flowing and self.waiting < START_BLOCKS:
            return None
        self._flowing = self.waiting >= 1
        if not self._flowing:
            return None
        self._watch()
        block = self._read()
        if self._least >= START_BLOCKS + 1 and self._watched == 0:
            block = self._melt(block)
        if self._watched == 0:
            self._least = float(MOST_BLOCKS)
        return block

    def _read(self) -> Floats:
        block = self._call.read(self._at, self._steering.ppm)
        self._at += BLOCK * (1 + self._steering.ppm / 1e6)
        return block

    def _watch(self) -> None:
        """What two clocks differ by is resampled away; see :mod:`devices.sound.drift`."""
        self._least, self._watched = min(self._least, self.waiting), self._watched + 1
        if self._watched < WATCHED_BLOCKS:
            return
        self._watched = 0
        most, least = self._least - START_BLOCKS, self._least - SPARE_BLOCKS
        apart = max(most, 0.0) + min(least, 0.0)
        self._steering.see(float(np.clip(apart * BLOCK, -STEERED, STEERED)))

    def _melt(self, first: Floats) -> Floats:
        """Delay that jitter left behind goes away, 10 ms at a time: two blocks melt into one."""
        rising = np.linspace(0, 1, BLOCK, dtype=np.float32)
        return np.rint(first * (1 - rising) + self._read() * rising)

    def _duck(self, call: Floats | Samples | None, ducked: bool) -> Floats:
        goal = DUCKED if ducked else 1.0
        ramp = np.linspace(self._gain, goal, BLOCK, dtype=np.float32)
        self._gain = goal
        return np.zeros(BLOCK, np.float32) if call is None else call * ramp
