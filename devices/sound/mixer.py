"""What the loudspeaker says next: the call's sound, and over it the kiosk's own spoken guidance."""

import threading
from collections import deque
from collections.abc import Callable

import numpy as np

from . import BLOCK, Samples

START_BLOCKS = 6
"After silence the call's sound waits until 60 ms are there, so that jitter makes no holes."
MOST_BLOCKS = 16
"Past 160 ms the oldest is thrown away: late speech is worse than a missing syllable."
WATCHED_BLOCKS = 50
"If in half a second more than the cushion was always there, one block of it is too much."
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
        self._call: deque[Samples] = deque()
        self._odd = np.zeros(0, np.int16)
        self._flowing = False
        self._least, self._watched = MOST_BLOCKS, 0
        self._sayings: deque[Saying] = deque()
        self._gain = 1.0

    def feed(self, samples: Samples) -> None:
        """Sound of the call, any length."""
        with self._lock:
            whole = np.concatenate([self._odd, samples])
            end = len(whole) // BLOCK * BLOCK
            self._call.extend(whole[:end].reshape(-1, BLOCK))
            self._odd = whole[end:]
            if len(self._call) > MOST_BLOCKS:
                while len(self._call) > START_BLOCKS:
                    self._call.popleft()

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
            self._call.clear()
            self._odd, self._flowing = self._odd[:0], False

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
        return np.clip(mixed, -32768, 32767).astype(np.int16)

    def _next_of_call(self) -> Samples | None:
        if not self._flowing and len(self._call) < START_BLOCKS:
            return None
        self._flowing = len(self._call) > 0
        if self._call:
            self._shrink()
        return self._call.popleft() if self._call else None

    def _shrink(self) -> None:
        """Delay that jitter left behind goes away, 10 ms at a time: two blocks melt into one."""
        self._least, self._watched = min(self._least, len(self._call)), self._watched + 1
        if self._watched < WATCHED_BLOCKS:
            return
        if self._least > START_BLOCKS:
            first, second = self._call.popleft(), self._call.popleft()
            rising = np.linspace(0, 1, BLOCK, dtype=np.float32)
            melted = np.rint(first * (1 - rising) + second * rising)
            self._call.appendleft(melted.astype(np.int16))
        self._least, self._watched = MOST_BLOCKS, 0

    def _duck(self, call: Samples | None, ducked: bool) -> np.typing.NDArray[np.float32]:
        goal = DUCKED if ducked else 1.0
        ramp = np.linspace(self._gain, goal, BLOCK, dtype=np.float32)
        self._gain = goal
        return np.zeros(BLOCK, np.float32) if call is None else call * ramp
