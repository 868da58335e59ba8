"""Whether something was left on the glass: a quick, coarse scan is read. Pure: pixels in.

What lies on the glass is in focus, and nothing else is: neither the lid's shading nor the room's
light under an open lid, bright as it may be, has sharp marks. So marks are looked for: print, or
the edge of a sheet. Under an open lid, where the ground is dark, marks alone are no sheet: there
has to be a light surface too.

What an empty glass shows all the same (dust, a scratch, the mark of a corner) is known from the
last time that it was found empty, and does not count. The glass is remembered as :data:`Spots`,
cells of nearly three millimetres: nothing of a page can be read in them. A sheet without any
print under a closed lid, white on white, is not seen.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from . import ink
from .ink import Grey, Mask

GLASS_DPI = 75
CELL = 8
"Pixels: 2.7 mm."
Spots = bytes
"Cells with a mark, one bit each, row by row; none when nothing is known."

NEAR = 7
"Pixels: a mark is told from what is lighter within a millimetre of it."
FAINT = 30
"Print thinner than a pixel is grey; the grain of a scanner is less."
LEAST_MARKED = 3
"Pixels of a cell: one or two are dust."
LEAST_NEW = 30
"Cells: two lines of print, the edges of a ticket. A hair is less."
LEAST_OPEN = 0.03
"Part of the picture that is dark to its edge, once the lid is up."
LIGHT = ink.DARK + 40
"What lies there in the scanner's own light, and is not black."
LEAST_LIGHT = 110
"Cells: eight square centimetres."
ALIKE = 0.8
"Part of their spots that two looks share when they saw the same thing."


@dataclass(frozen=True)
class GlassSeen:
    left: bool
    "Something lies there."
    spots: Spots


def glass_seen(page: Image.Image, known: Spots = b"") -> GlassSeen:
    """Read a scan of :data:`GLASS_DPI`; `known` are the spots of an empty glass."""
    grey = np.asarray(page.convert("L"))
    spots = _cells(_marks(grey)) >= LEAST_MARKED
    new = spots & ~ink.widened(_unpacked(known, spots.shape), 1)
    left = new.sum() >= LEAST_NEW and (not _lid_is_up(grey) or _light(grey) >= LEAST_LIGHT)
    return GlassSeen(bool(left), np.packbits(spots).tobytes())


def alike(one: Spots, other: Spots) -> bool:
    """Two looks saw the same marks: those that are there again after another visit are of the
    glass itself."""
    first, second = (np.unpackbits(np.frombuffer(spots, np.uint8)) for spots in (one, other))
    if first.size != second.size or not first.any():
        return False
    return bool((first & second).sum() >= ALIKE * (first | second).sum())


def _marks(grey: Grey) -> Mask:
    """Darker than something close by."""
    lightest = np.asarray(Image.fromarray(grey).filter(ImageFilter.MaxFilter(NEAR)))
    marks: Mask = lightest.astype(np.int16) - grey > FAINT
    return marks


def _lid_is_up(grey: Grey) -> bool:
    return bool(ink.borders(grey).mean() > LEAST_OPEN)


def _light(grey: Grey) -> int:
    return int((_cells(grey > LIGHT) > CELL * CELL // 2).sum())


def _cells(mask: Mask) -> NDArray[Any]:
    """How many pixels of each cell; a last odd row or column is left out."""
    height, width = (side // CELL for side in mask.shape)
    squares = mask[: height * CELL, : width * CELL].reshape(height, CELL, width, CELL)
    return np.asarray(squares.sum(axis=(1, 3)))


def _unpacked(spots: Spots, shape: tuple[int, ...]) -> Mask:
    """Of another size, from another scanner, nothing is known."""
    cells = shape[0] * shape[1]
    if len(spots) != -(-cells // 8):
        return np.zeros(shape, np.bool_)
    bits = np.unpackbits(np.frombuffer(spots, np.uint8), count=cells)
    return bits.reshape(shape).astype(np.bool_)
