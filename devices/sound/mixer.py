"""What the loudspeaker says next: the call's sound, and over it the kiosk's own spoken guidance."""

import threading
from collections import deque
from collections.abc import Callable

import numpy as np

from . import BLOCK, CallSource, Samples
from .drift import Floats

DUCKED = 0.2
"The call's sound under the guidance."


class Saying:
    """A phrase on its way to the loudspeaker."""

    def __init__(self, samples: Samples, done: Callable[[], object]) -> None:
        self.rest, self.done = samples, done


class Mixer:
    """Told by the loop what to say, emptied by the sound card's thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.call_source: CallSource | None = None
        "Without one the call is silent."
        self._sayings: deque[Saying] = deque()
        self._gain = 1.0

    def say(self, saying: Saying) -> None:
        """Guidance, after what is being said; its `done` is called with its last block."""
        with self._lock:
            self._sayings.append(saying)

    def drop(self, saying: Saying) -> None:
        """Forgets a phrase, wherever it is."""
        with self._lock:
            if saying in self._sayings:
                self._sayings.remove(saying)

    @property
    def speaking(self) -> bool:
        return bool(self._sayings)

    def next_block(self) -> Samples:
        done = None
        with self._lock:
            source, guidance = self.call_source, self._sayings[0] if self._sayings else None
            call = None if source is None else source()
            mixed = self._duck(call, guidance is not None)
            if guidance is not None:
                said, guidance.rest = guidance.rest[:BLOCK], guidance.rest[BLOCK:]
                mixed[: len(said)] += said
                if not len(guidance.rest):
                    done = self._sayings.popleft().done
        if done:
            done()
        return np.rint(mixed).clip(-32768, 32767).astype(np.int16)

    def _duck(self, call: Samples | None, ducked: bool) -> Floats:
        goal = DUCKED if ducked else 1.0
        ramp = np.linspace(self._gain, goal, BLOCK, dtype=np.float32)
        self._gain = goal
        return np.zeros(BLOCK, np.float32) if call is None else call * ramp
