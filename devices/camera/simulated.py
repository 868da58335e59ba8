"""A camera of numbers: a field of squares over which a bright column walks. For fast tests."""

import io
import time

import numpy as np
from PIL import Image

from ..errors import IoFailed
from ..frames import Pixels
from . import FRAME_RATE


class SimulatedCamera:
    def __init__(self, width: int = 640, height: int = 480) -> None:
        rows, columns = np.indices((height, width)) // 32
        self._luma: Pixels = np.where((rows + columns) % 2, 90, 160).astype(np.uint8)
        self._count = 0
        self._due = 0.0
        self._opened = False

    def present(self) -> bool:
        return True

    def open(self) -> None:
        self._opened, self._due = True, time.monotonic()

    def read(self) -> Pixels:
        if not self._opened:
            raise IoFailed("camera", "read before open")
        self._due += 1 / FRAME_RATE
        time.sleep(max(0.0, self._due - time.monotonic()))
        height, width = self._luma.shape
        picture = np.full((height * 3 // 2, width), 128, np.uint8)
        picture[:height] = self._luma
        left = self._count * 8 % width
        picture[:height, left : left + 16] = 235
        self._count += 1
        return picture

    def skip(self) -> None:
        self.read()

    def still(self) -> bytes:
        """Twice as large as what it streams."""
        if not self._opened:
            raise IoFailed("camera", "still before open")
        data = io.BytesIO()
        Image.fromarray(self._luma).resize([2 * side for side in self._luma.shape[::-1]]).save(
            data, "JPEG", quality=92
        )
        return data.getvalue()

    def close(self) -> None:
        self._opened = False
