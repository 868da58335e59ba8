"""The resident of the other benches, as calm as a person who listens or as lively as few are."""

import math
from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from devices.frames import Pixels
from devices.virtual.camera import HEIGHT, RATE, WIDTH, figure_frames
from devices.virtual.figures import Figure
from tests.bench.line.material import NOISE

LOOP_S = 8
FASTER = 3
GRAIN = 12.0
"Of a wall or a curtain behind: standard deviation of its luma."
ACROSS_HZ, UP_HZ = 0.7, 0.45


def calm() -> Iterator[Pixels]:
    """A loop; the noise of a webcam goes on."""
    chance = np.random.default_rng(1)
    for picture in figure_frames(Figure.RESIDENT, LOOP_S):
        yield _with(picture, chance.normal(0, NOISE, (HEIGHT, WIDTH)))


def lively(sway: float) -> Iterator[Pixels]:
    """Three times as quick, before a grainy wall; all of it sways by so many pixels."""
    chance, grain = np.random.default_rng(1), _grain()
    pictures = list(figure_frames(Figure.RESIDENT, LOOP_S))
    for n in range(len(pictures)):
        across = sway / 2 * math.sin(2 * math.pi * ACROSS_HZ * n / RATE)
        up = sway / 4 * math.sin(2 * math.pi * UP_HZ * n / RATE + 1)
        picture = _with(pictures[FASTER * n % len(pictures)].copy(), grain)
        moved = _moved(picture, 2 * round(up), 2 * round(across))
        yield _with(moved, chance.normal(0, NOISE, (HEIGHT, WIDTH)))


def first(seconds: float, film: Iterator[Pixels]) -> list[Pixels]:
    return list(islice(film, round(seconds * RATE)))


def _with(picture: Pixels, more: NDArray[np.float64]) -> Pixels:
    picture[:HEIGHT] = np.clip(picture[:HEIGHT] + more, 16, 235).astype(np.uint8)
    return picture


def _moved(picture: Pixels, down: int, right: int) -> Pixels:
    """What leaves on one side comes in on the other. Even numbers."""
    luma = np.roll(picture[:HEIGHT], (down, right), (0, 1))
    planes = picture[HEIGHT:].reshape(2, HEIGHT // 2, WIDTH // 2)
    chroma = np.roll(planes, (down // 2, right // 2), (1, 2))
    return np.concatenate([luma, chroma.reshape(HEIGHT // 2, WIDTH)])


def _grain() -> NDArray[np.float64]:
    """As coarse as nine pixels."""
    noise = np.random.default_rng(3).normal(0, 1, (HEIGHT, WIDTH))
    window = np.hanning(9)
    for axis in (0, 1):
        noise = np.apply_along_axis(np.convolve, axis, noise, window / window.sum(), "same")
    return np.asarray(GRAIN * noise / noise.std())
