"""Rooms that do not exist, with their light, their curtain and whoever sits there. Seeded.

Drawn at 192x144, where a camera's noise of 4 levels at 640x480 is one of 2.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from devices.frames import Pixels

WIDTH, HEIGHT = 192, 144
Plane = NDArray[np.float32]


@dataclass
class Room:
    """A sequence of grey pictures; each attribute is what changes between them."""

    seed: int = 0
    grain: float = 2.0
    "Deviation of the camera's noise."
    gain: float = 1.0
    "Light, or exposure."
    side: float = 0.0
    "A light from the right: multiplies by 1 to 1 + side."
    curtain: float = 0.0
    "Swing of the curtain at the left, in pixels."
    chair: int = 0
    "How far the chair stands from its place."
    patch: float = 0.0
    "A patch of sun on the wall: added brightness."
    person: float = 0.0
    "How far they are in the picture: 0 out, 1 seated."
    sway: float = 1.0
    "Of their head, in pixels, over some seconds."
    clock: float = 0.0
    _chance: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self._chance = np.random.default_rng(self.seed)
        self._wall = self._paint()
        self._phase = self._chance.uniform(0, 6.28, 4)
        self._cloth = self._weave(25) + self._chance.uniform(40, 200)
        self._size = self._chance.uniform(0.85, 1.1)

    def _weave(self, strength: float) -> Plane:
        coarse = self._chance.normal(0, strength, (18, 24)).astype(np.float32)
        return np.asarray(
            cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC), np.float32
        )

    def _paint(self) -> Plane:
        chance = self._chance
        wall = np.full((HEIGHT, WIDTH), chance.uniform(90, 160), np.float32)
        wall += np.linspace(-15, 15, WIDTH, dtype=np.float32)
        for _ in range(14):  # frames, shelves, a door, a poster
            x, y = int(chance.integers(0, WIDTH - 12)), int(chance.integers(0, HEIGHT - 12))
            w, h = int(chance.integers(6, 60)), int(chance.integers(6, 48))
            cv2.rectangle(wall, (x, y), (x + w, y + h), float(chance.uniform(40, 220)), -1)
        return np.asarray(cv2.GaussianBlur(wall, (0, 0), 0.6), np.float32)

    def pictures(self, seconds: float, rate: float = 4.0) -> Iterator[Pixels]:
        for _ in range(round(seconds * rate)):
            self.clock += 1 / rate
            yield self.picture()

    def picture(self) -> Pixels:
        view = self._wall.copy()
        x = WIDTH // 2 + self.chair
        cv2.rectangle(view, (x - 21, 99), (x + 21, HEIGHT), 70.0, -1)
        cv2.rectangle(view, (x - 18, 102), (x + 18, 120), 95.0, -1)
        if self.curtain:
            self._draw_curtain(view)
        if self.patch:
            sun = np.zeros_like(view)
            cv2.fillPoly(sun, [np.array([[108, 18], [141, 12], [156, 99], [120, 105]])], 1.0)
            view += self.patch * cv2.blur(sun, (3, 3))
        if self.person > 0:
            self._draw_person(view)
        view *= self.gain * (1 + self.side * np.linspace(0, 1, WIDTH, dtype=np.float32))
        view += self.grain * self._chance.standard_normal(view.shape, np.float32)
        return np.clip(view, 0, 255).astype(np.uint8)

    def _draw_curtain(self, view: Plane) -> None:
        swing = self.curtain * np.sin(1.9 * self.clock + np.linspace(0, 5, HEIGHT))
        x = np.arange(36, dtype=np.float32)[None, :] - swing[:, None]
        view[:, :36] = 150 + 45 * np.sin(x / 2.1)

    def _draw_person(self, view: Plane) -> None:
        t, (a, b, c, d), s = self.clock, self._phase, self._size
        sway = self.sway * (np.sin(0.5 * t + a) + 0.5 * np.sin(1.3 * t + b))
        x = WIDTH / 2 + (1 - self.person) * WIDTH * 0.75 + sway
        y = 60 + 0.4 * self.sway * np.sin(0.9 * t + c) + 0.25 * np.sin(1.6 * t + d)
        moved = np.array([[1, 0, x - WIDTH / 2], [0, 1, y - 60]], np.float32)
        shirt = cv2.warpAffine(
            self._cloth, moved, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT
        ).clip(15, 245)
        mask = np.zeros_like(view)
        _ellipse(mask, x, y + 57 * s, 39 * s, 42 * s, 1.0)
        view += mask * (shirt - view)
        _ellipse(view, x, y + 20 * s, 8 * s, 12 * s, 150)
        _ellipse(view, x, y, 16 * s, 21 * s, 175)
        _ellipse(view, x, y - 14 * s, 17 * s, 11 * s, 55)
        for side in (-1, 1):
            _ellipse(view, x + side * 6 * s, y - 2 * s, 2.4 * s, 1.2 * s, 40)
        _ellipse(view, x, y + 11 * s, 5.5 * s, 1.2 * s, 90)


def _ellipse(view: Plane, x: float, y: float, rx: float, ry: float, level: float) -> None:
    """In sixteenths of a pixel: breathing moves less than one."""
    at, axes = (round(x * 16), round(y * 16)), (round(rx * 16), round(ry * 16))
    soft = np.zeros(view.shape, np.uint8)
    cv2.ellipse(soft, at, axes, 0, 0, 360, 255, -1, cv2.LINE_AA, 4)
    view += soft.astype(np.float32) / 255 * (level - view)
