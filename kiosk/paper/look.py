"""What is wrong with a scanned page, and the correction to propose. Pure: pixels in, advice out.

The order of a correction is that of :class:`Correction`'s fields: straighten, crop, turn.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from . import ink, straight
from .ink import LOOK_DPI, Grey, Mask

Box = tuple[float, float, float, float]
"Left, top, right, bottom: parts of the picture's width and height, 0 to 1."
WHOLE: Box = (0.0, 0.0, 1.0, 1.0)

LEAST_SKEW = 0.3
"Degrees: below it nobody sees it, and every turn softens letters a little."
LEAST_BARE = 0.002
"Part of the glass that shows past the sheet."
INSET = 3
"Pixels: half a millimetre off the sheet's own edge, which shows as a line."
LEAST_SIDE = LOOK_DPI // 2
LEAST_INK = 250
"Pixels: one short word of 8-point print; less is dust."
EDGE = round(LOOK_DPI * 1.5 / 25.4)
"Nobody prints within 1.5 mm of the edge of a sheet."
LEAST_CUT = 3
"Places where print runs over the edge."
COLOURED = 0.001
"Part of the page; a stamp or a logo is more, the fringes of black letters are less."


class PageFault(StrEnum):
    BLANK = "blank"
    SKEWED = "skewed"
    BORDERS = "borders"
    UPSIDE_DOWN = "upside_down"
    SIDEWAYS = "sideways"
    CUT_OFF = "cut_off"
    "Print runs over the edge of the glass: no correction but to lay the sheet again."


class Ink(StrEnum):
    """How a page is kept."""

    COLOUR = "colour"
    GREY = "grey"
    BLACK = "black"
    "Black and white: the smallest file, for print and writing."


@dataclass(frozen=True)
class Correction:
    skew: float = 0.0
    "Degrees that the sheet lies turned clockwise; it is turned back about the picture's centre."
    crop: Box = WHOLE
    "Of the straightened picture."
    turn: int = 0
    "Then, clockwise: 0, 90, 180 or 270 degrees."
    ink: Ink = Ink.GREY


@dataclass(frozen=True)
class Look:
    faults: tuple[PageFault, ...]
    proposed: Correction


def look(page: Image.Image) -> Look:
    """Read a page of :data:`LOOK_DPI`, in colour or grey."""
    grey = np.asarray(page.convert("L"))
    bare = ink.borders(grey)
    marks = ink.without_dust(ink.ink(grey, bare))
    if int(marks.sum()) < LEAST_INK:
        return Look((PageFault.BLANK,), Correction())
    edges = ink.widened(bare, 1) & ~bare
    skew = straight.skew(marks | edges)
    skew = skew if abs(skew) >= LEAST_SKEW else 0.0
    turn = _turn(_straightened(ink.without_rules(marks), skew))
    crop = _sheet(_straightened(bare, skew, around=True)) if bare.mean() > LEAST_BARE else WHOLE
    faults = {
        PageFault.SKEWED: skew != 0.0,
        PageFault.BORDERS: crop != WHOLE,
        PageFault.UPSIDE_DOWN: turn == 180,
        PageFault.SIDEWAYS: turn in (90, 270),
        PageFault.CUT_OFF: _is_cut_off(grey, marks),
    }
    found = tuple(fault for fault, is_there in faults.items() if is_there)
    return Look(found, Correction(skew, crop, turn, _ink_of(page, bare)))


def _straightened(mask: Mask, skew: float, around: bool = False) -> Mask:
    """What turns out of the picture is lost, what turns into it is `around`."""
    if not skew:
        return mask
    turned = Image.fromarray(mask.astype(np.uint8) * 255).rotate(skew, fillcolor=255 * around)
    return np.asarray(turned) > 127


def _turn(letters: Mask) -> int:
    """Clockwise, to have the print upright. On its side only where that is beyond doubt."""
    level, side = straight.lines(letters), straight.lines(np.rot90(letters))
    if side.weight > 2.5 * level.weight and side.count > 40 and abs(side.up) > straight.TELLING:
        return 90 if side.turned else 270
    return 180 if level.turned else 0


def _sheet(bare: Mask) -> Box:
    """The rows and columns that are mostly paper: the sheet, once it lies straight."""
    height, width = bare.shape
    rows, columns = (np.flatnonzero(bare.mean(axis) < 0.5) for axis in (1, 0))
    if not len(rows) or not len(columns):
        return WHOLE
    left, right = columns[0] + INSET, columns[-1] + 1 - INSET
    top, bottom = rows[0] + INSET, rows[-1] + 1 - INSET
    if right - left < LEAST_SIDE or bottom - top < LEAST_SIDE:
        return WHOLE
    return (float(left / width), float(top / height), float(right / width), float(bottom / height))


def _is_cut_off(grey: Grey, marks: Mask) -> bool:
    """Some side of the picture is no edge of the sheet, and print runs over it."""
    sides = (marks[:EDGE], marks[-EDGE:], marks[:, :EDGE].T, marks[:, -EDGE:].T)
    return any(_places(side.all(axis=0) | _touching(side)) >= LEAST_CUT for side in sides)


def _touching(side: Mask) -> NDArray[np.bool_]:
    """Columns with ink on at least half of the band, that no long line along the edge makes."""
    inked = side.mean(axis=0) >= 0.5
    return inked if inked.mean() < 0.5 else np.zeros_like(inked)


def _places(inked: NDArray[np.bool_]) -> int:
    return int((np.diff(np.pad(inked.astype(np.int8), 1)) == 1).sum())


def _ink_of(page: Image.Image, bare: Mask) -> Ink:
    """In colour where there is some: on a quarter of the size, where fringes of letters fade."""
    if page.mode != "RGB":
        return Ink.GREY
    small = np.asarray(page.reduce(4)).astype(np.int16)
    vivid = small.max(axis=2) - small.min(axis=2) > 48
    return Ink.COLOUR if vivid.mean() > COLOURED else Ink.GREY
