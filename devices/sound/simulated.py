"""Sound of numbers: a test turns the clock, hears what was said and says what is heard."""

import numpy as np

from ..errors import Missing
from . import BLOCK, Capture, Playback, Samples, Side


class SimulatedSound:
    def __init__(self) -> None:
        self.plugged = {Side.MICROPHONE, Side.SPEAKER}
        self.said: list[Samples] = []
        "Blocks that the loudspeaker played."
        self.volumes = dict.fromkeys(Side, 100)
        self._capture: Capture | None = None
        self._playback: Playback | None = None

    def probe(self) -> frozenset[Side]:
        return frozenset(self.plugged)

    def open_microphone(self, capture: Capture) -> None:
        self._check(Side.MICROPHONE)
        self._capture = capture

    def open_speaker(self, playback: Playback) -> None:
        self._check(Side.SPEAKER)
        self._playback = playback

    def close(self, side: Side) -> None:
        if side is Side.MICROPHONE:
            self._capture = None
        else:
            self._playback = None

    def volume(self, side: Side) -> int | None:
        return self.volumes[side] if side in self.plugged else None

    def set_volume(self, side: Side, percent: int) -> None:
        self._check(side)
        self.volumes[side] = percent

    @property
    def opened(self) -> frozenset[Side]:
        sides = {Side.MICROPHONE: self._capture, Side.SPEAKER: self._playback}
        return frozenset(side for side, callback in sides.items() if callback)

    def tick(self, heard: Samples | None = None) -> None:
        """10 ms pass at the devices that are open and plugged in."""
        if self._playback and Side.SPEAKER in self.plugged:
            self.said.append(self._playback())
        if self._capture and Side.MICROPHONE in self.plugged:
            self._capture(np.zeros(BLOCK, np.int16) if heard is None else heard)

    def _check(self, side: Side) -> None:
        if side not in self.plugged:
            raise Missing(side)
