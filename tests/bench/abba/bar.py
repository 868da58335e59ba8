"""A bar in the top rows of each picture, which counts: whoever sees one knows when it was taken.

Twenty cells, dark or bright: four to be sure that it is there, fourteen that count, two of check.
`eye.js` and `reference.js` read the same. What is judged of a picture is under it.
"""

import numpy as np
from numpy.typing import NDArray

from devices.virtual.camera import HEIGHT, RATE, WIDTH

Luma = NDArray[np.uint8]

CELLS, ROWS = 20, 24
LOOP_S = 8
LOOP = LOOP_S * RATE
"Pictures; the film is one loop."
WINDOWS, WINDOW = (0, LOOP // 2), 8
"Where in the loop pictures are kept whole, and how many."
DARK, BRIGHT, BETWEEN = 30, 220, 125
SYNC = 0b1010


def word(count: int) -> int:
    """20 bits."""
    value = count & 0x3FFF
    return SYNC << 16 | value << 2 | check(value)


def check(value: int) -> int:
    """The parity of the even bits, then that of the odd ones; another for 0 than two darks."""
    return (1 ^ (value & 0x1555).bit_count() & 1) << 1 | (value & 0x2AAA).bit_count() & 1


def burn(picture: Luma, count: int) -> None:
    """Into an I420 picture of the camera's size."""
    bits = np.array([word(count) >> (CELLS - 1 - n) & 1 for n in range(CELLS)], np.uint8)
    picture[:ROWS] = np.where(bits, BRIGHT, DARK).repeat(WIDTH // CELLS)
    chroma = picture[HEIGHT:].reshape(2, HEIGHT // 2, WIDTH // 2)
    chroma[:, : ROWS // 2] = 128


def read(luma: Luma) -> int | None:
    """Of the luma of a picture, at any size; None if it is not readable."""
    height, width = luma.shape
    rows = ROWS * height / HEIGHT
    strip = luma[int(rows / 4) : max(int(rows / 4) + 1, int(3 * rows / 4))]
    value, cell = 0, width / CELLS
    for n in range(CELLS):
        part = strip[:, int((n + 0.25) * cell) : int((n + 0.75) * cell)]
        value = value << 1 | int(part.mean() > BETWEEN)
    count = value >> 2 & 0x3FFF
    return count if value == word(count) else None
