"""How a sheet lies on the glass: askew, upside down, on its side. Pure.

Lines of print say it: projected along their own direction they fall on narrow rows with nothing
between (Postl 1986); and letters rise above the line more often than they hang below it (Caprari
2000): b d f h k l t and capitals against g j p q y.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .ink import LOOK_DPI, Mask

MOST_SKEW = 12.0
"Degrees. Past it nobody laid the sheet against an edge; the counsellor turns it by hand."
MOST_POINTS = 60_000
SURE = 1.12
"The best angle's profile against the middling one's: below it there are no lines to follow."
TELLING = 0.25
"How lopsided lines must be to say which way is up."
FEW_LINES = 6
STRIP = LOOK_DPI
"An inch: lines of two columns need not be level."


def skew(points: Mask) -> float:
    """Degrees that the print is turned clockwise; 0 when there are no lines to tell by.

    `points` are ink and the sheet's edges, where they show.
    """
    y, x = _sample(points)
    if len(y) < 200:
        return 0.0
    coarse = np.arange(-MOST_SKEW, MOST_SKEW + 0.01, 0.5)
    scores = np.array([_sharpness(y, x, angle) for angle in coarse])
    best = coarse[int(scores.argmax())]
    if scores.max() < SURE * np.median(scores) or abs(best) == MOST_SKEW:
        return 0.0
    fine = np.arange(best - 0.5, best + 0.51, 0.05)
    return float(fine[int(np.argmax([_sharpness(y, x, angle) for angle in fine]))])


def _sample(points: Mask) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    y, x = np.nonzero(points)
    step = max(1, len(y) // MOST_POINTS)
    return y[::step].astype(np.float64), x[::step].astype(np.float64)


def _sharpness(y: NDArray[np.float64], x: NDArray[np.float64], degrees: float) -> float:
    """How much neighbouring rows, and columns, differ once turned back by `degrees`."""
    sine, cosine = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    return _steps(y * cosine - x * sine) + _steps(x * cosine + y * sine)


def _steps(along: NDArray[np.float64]) -> float:
    profile = np.bincount((along - along.min()).astype(np.int64)).astype(np.float64)
    return float((np.diff(profile) ** 2).sum())


@dataclass(frozen=True)
class Lines:
    """Of print, in strips an inch wide: which way they stand."""

    up: float
    "Ink above the lines against ink below them, -1 to 1; above 0 when the page stands upright."
    beyond: float
    "How much of their ink that is; capitals and figures have next to none."
    count: int

    @property
    def turned(self) -> bool:
        """Upside down, as far as it can be told."""
        return self.up < -TELLING and self.beyond > 0.02 and self.count >= FEW_LINES

    @property
    def weight(self) -> float:
        """How much it looks like lines at all."""
        return abs(self.up) * self.count


def lines(letters: Mask) -> Lines:
    """Read `letters` (no rules) as lines that run from left to right."""
    above = below = count = 0.0
    for start in range(0, letters.shape[1], STRIP):
        profile = letters[:, start : start + STRIP].sum(axis=1).astype(np.float64)
        if profile.sum() < STRIP:
            continue
        for line in _runs(profile):
            rise, hang = _beyond(line)
            above, below, count = above + rise, below + hang, count + 1
    total = above + below
    if not total:
        return Lines(0.0, 0.0, int(count))
    return Lines((above - below) / total, total / count, int(count))


def _runs(profile: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Rows with ink between rows without, as tall as a line of 6 to 30 points."""
    marks = np.diff(np.pad((profile > 0).astype(np.int8), 1))
    starts, ends = np.flatnonzero(marks == 1), np.flatnonzero(marks == -1)
    least, most = LOOK_DPI * 6 / 72 * 0.8, LOOK_DPI * 30 / 72
    spans = zip(starts, ends, strict=True)
    return [profile[start:end] for start, end in spans if least <= end - start <= most]


def _beyond(line: NDArray[np.float64]) -> tuple[float, float]:
    """Ink above the small letters and ink below them, as parts of the line's ink.

    Small letters fill their band evenly: it lies between the steepest rise of the upper half and
    the steepest fall of the lower one.
    """
    steps = np.diff(np.pad(line, 1))
    half = len(steps) // 2
    top = int(np.argmax(steps[: half + 1]))
    bottom = half + int(np.argmin(steps[half:]))
    total = float(line.sum())
    return float(line[:top].sum()) / total, float(line[bottom:].sum()) / total
