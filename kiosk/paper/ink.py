"""What of a scan is paper, what is print, what is neither. Pure: pixels in, masks out.

A mask has the shape of the grey picture it was made of; pictures are read at :data:`LOOK_DPI`.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]

LOOK_DPI = 150
"Enough to tell the x-height of 8-point print (1.4 mm, 8 pixels); a page is read in half a second."
DARK = 90
"Of 255: what shows past the sheet when the lid is up."
CONTRAST = 45
"Print is that much darker than its paper; what shines through from the other side is less."
TILE = 32
"Pixels: the paper's own shade is told tile by tile."
RULE = LOOK_DPI // 2
"Half an inch of unbroken ink is a rule or a frame, no letter."


def borders(grey: Grey) -> Mask:
    """Where the glass was bare: dark pixels, and nothing but dark ones to an edge, straight on."""
    coarse = reduced(grey, 2)
    dark = coarse < DARK
    bare = np.zeros_like(dark)
    for axis in (0, 1):
        bare |= np.logical_and.accumulate(dark, axis)
        bare |= np.flip(np.logical_and.accumulate(np.flip(dark, axis), axis), axis)
    return enlarged(bare, 2, grey.shape)


def paper_shade(grey: Grey, bare: Mask) -> NDArray[np.float32]:
    """How light the paper is around each pixel: a scan is darker along a fold or the spine."""
    tiles = _tiles(np.where(bare, 0, grey))
    shade = np.percentile(tiles, 90, axis=(1, 3)).astype(np.float32)
    for axis in (0, 1):  # a tile full of print has the shade of its neighbours
        padded = np.pad(shade, [(2, 2) if a == axis else (0, 0) for a in (0, 1)], mode="edge")
        shade = np.max([np.roll(padded, s, axis) for s in (-2, -1, 0, 1, 2)], axis=0)
        shade = shade[2:-2] if axis == 0 else shade[:, 2:-2]
    return enlarged(shade, TILE, grey.shape)


def ink(grey: Grey, bare: Mask) -> Mask:
    """Print, writing, pictures. Next to bare glass there is none: that is the sheet's edge."""
    near = widened(bare, 4)
    dark: Mask = grey.astype(np.float32) < paper_shade(grey, bare) - CONTRAST
    return dark & ~near


def without_rules(marks: Mask) -> Mask:
    """Letters alone: long straight runs, across or down, are taken out."""
    return marks & ~_long_runs(marks) & ~_long_runs(marks.T).T


def without_dust(marks: Mask) -> Mask:
    """A pixel of print has neighbours."""
    padded = np.pad(marks, 1).astype(np.uint8)
    height, width = marks.shape
    around = sum(
        (padded[y : y + height, x : x + width] for y in range(3) for x in range(3)),
        start=np.zeros(marks.shape, np.uint8),
    )
    return marks & (around >= 4)


def widened(mask: Mask, by: int) -> Mask:
    """Grown by `by` pixels to every side."""
    for axis in (0, 1):
        wide = mask.copy()
        for step in range(1, by + 1):
            wide |= _shifted(mask, step, axis) | _shifted(mask, -step, axis)
        mask = wide
    return mask


def reduced(grey: Grey, by: int) -> Grey:
    """Means of squares of `by` pixels; a last odd row or column is left out."""
    height, width = (side // by * by for side in grey.shape)
    squares = grey[:height, :width].reshape(height // by, by, width // by, by)
    means: Grey = squares.mean(axis=(1, 3)).astype(np.uint8)
    return means


def enlarged(small: NDArray[Any], by: int, shape: tuple[int, ...]) -> NDArray[Any]:
    """Each value over a square of `by` pixels, the last ones over what is left of `shape`."""
    whole = np.repeat(np.repeat(small, by, axis=0), by, axis=1)
    rest = [(0, max(0, want - have)) for want, have in zip(shape, whole.shape, strict=True)]
    return np.pad(whole, rest, mode="edge")[: shape[0], : shape[1]]


def _tiles(grey: Grey) -> NDArray[np.uint8]:
    rest = [(0, -side % TILE) for side in grey.shape]
    whole = np.pad(grey, rest, mode="edge")
    return whole.reshape(whole.shape[0] // TILE, TILE, whole.shape[1] // TILE, TILE)


def _shifted(mask: Mask, by: int, axis: int) -> Mask:
    moved = np.zeros_like(mask)
    source = [slice(None)] * 2
    target = [slice(None)] * 2
    source[axis] = slice(max(0, -by), mask.shape[axis] - max(0, by))
    target[axis] = slice(max(0, by), mask.shape[axis] - max(0, -by))
    moved[tuple(target)] = mask[tuple(source)]
    return moved


def _long_runs(marks: Mask) -> Mask:
    """Pixels of runs along a row of at least :data:`RULE`."""
    padded = np.pad(marks, ((0, 0), (1, 1))).astype(np.int8).ravel()
    change = np.diff(padded)
    starts, ends = np.flatnonzero(change == 1) + 1, np.flatnonzero(change == -1) + 1
    long = ends - starts >= RULE
    edges = np.zeros(padded.size + 1, np.int32)
    np.add.at(edges, starts[long], 1)
    np.add.at(edges, ends[long], -1)
    inside = np.cumsum(edges[:-1]) > 0
    return inside.reshape(marks.shape[0], -1)[:, 1:-1]
