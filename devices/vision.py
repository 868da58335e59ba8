"""Where the head is in a picture of somebody who sits before a camera: a place, and of nobody.

A driver for a worker (:mod:`devices.worker`): it looks at a board's newest picture when it is
asked, on a thumbnail, and keeps nothing. The model finds faces and recognises none
(`devices/models/README.md`).
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .frames import Board, Pixels

MODEL = Path(__file__).parent / "models" / "face_detection_short_range.tflite"
SIDE = 128
"Pixels of the thumbnail."
GRIDS = ((16, 2), (8, 6))
"BlazeFace, 3: anchors of a row, and how many stand at each place."
SURE = 0.6
HEAD_HIGH, HEAD_WIDE = 1.5, 1.3
"Of the box of the face, from brow to chin: the head, as its eyes are half way down (Loomis, 1956)."

Plane = NDArray[np.float32]


@dataclass(frozen=True)
class Head:
    """From crown to chin; parts of the picture's width and height."""

    left: float
    top: float
    width: float
    height: float


class HeadFinder:
    """Made in the worker; raises nothing of what a picture holds."""

    def __init__(self, board: str) -> None:
        """Raises OSError when the board is gone."""
        import cv2  # in the worker alone: the process of calls names this class, and has none

        self._cv2 = cv2
        self._board = Board.open(board)
        cv2.setNumThreads(1)
        self._net = cv2.dnn.readNetFromTFLite(str(MODEL), cv2.dnn.ENGINE_CLASSIC)
        self._anchors = _anchors()

    def probe(self) -> None:
        """Nothing to unplug."""

    def find(self) -> Head | None:
        """The largest head of the picture on show, if there is one."""
        newest = self._board.copy_newest()
        return None if newest is None else self.head(newest[0])

    def head(self, i420: Pixels) -> Head | None:
        """In the middle, where a counsellor sits and a head is larger, else anywhere."""
        high, wide = i420.shape[0] * 2 // 3, i420.shape[1]
        picture = np.asarray(self._cv2.cvtColor(i420, self._cv2.COLOR_YUV2RGB_I420), np.uint8)
        short, long = min(high, wide), max(high, wide)
        for side in dict.fromkeys((short, long)):
            left, top = (wide - side) // 2, (high - side) // 2
            found = self._face(_square(picture, left, top, side))
            if found is not None:
                x, y, width, height = (value * side for value in found)
                return _head((x + left) / wide, (y + top) / high, width / wide, height / high)
        return None

    def _face(self, square: Pixels) -> tuple[float, float, float, float] | None:
        """Middle and size of the largest one that is sure."""
        size, grey = (SIDE, SIDE), (127.5, 127.5, 127.5)
        blob = self._cv2.dnn.blobFromImage(square, 1 / 127.5, size, grey)
        self._net.setInput(blob)
        told = self._net.forward(["regressors", "classificators"])
        boxes, scores = sorted(told, key=lambda one: -one.shape[-1])
        sure = 1 / (1 + np.exp(-np.clip(scores[0, :, 0], -80, 80))) >= SURE
        if not sure.any():
            return None
        middles = self._anchors[sure] + boxes[0, sure, :2] / SIDE
        sizes = boxes[0, sure, 2:4] / SIDE
        largest = int(sizes[:, 1].argmax())
        return (*map(float, middles[largest]), *map(float, sizes[largest]))  # type: ignore[return-value]


def _head(x: float, y: float, width: float, height: float) -> Head:
    """A head's chin is its face's; the rest of it is above."""
    wide, high = width * HEAD_WIDE, height * HEAD_HIGH
    return Head(x - wide / 2, y + height / 2 - high, wide, high)


def _square(picture: Pixels, left: int, top: int, side: int) -> Pixels:
    """Of that side, black where the picture ends."""
    high, wide = picture.shape[:2]
    square = np.zeros((side, side, 3), np.uint8)
    part = picture[max(0, top) : min(high, top + side), max(0, left) : min(wide, left + side)]
    down, right = max(0, -top), max(0, -left)
    square[down : down + part.shape[0], right : right + part.shape[1]] = part
    return square


def _anchors() -> Plane:
    return np.array(
        [
            ((column + 0.5) / grid, (row + 0.5) / grid)
            for grid, count in GRIDS
            for row in range(grid)
            for column in range(grid)
            for _ in range(count)
        ],
        np.float32,
    )
