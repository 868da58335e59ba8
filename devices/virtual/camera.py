"""Videos for virtual cameras: a file is a camera to the kiosk (`file:PATH`) and to Chromium.

Everything is Y4M, 640x480 at 25 pictures a second: exact pixels, and both OpenCV and Chromium's
``--use-file-for-fake-video-capture`` play it in a loop.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image

from ..frames import Pixels
from .figures import Figure, draw

WIDTH, HEIGHT, RATE = 640, 480, 25
_BAR_ROWS, _BAR_COLUMNS = 2, 16
_BAR_HEIGHT = HEIGHT // 20
_SYNC = 0x5A
Plane = np.typing.NDArray[np.float32]


def pattern(seed: int, count: int) -> Pixels:
    """A grid of 8x6 coloured markers, another for each seed, under a bar that counts. I420."""
    picture = _grid(seed).copy()
    _burn(picture, count)
    return picture


@lru_cache(16)
def _grid(seed: int) -> Pixels:
    colours = np.random.default_rng(seed).integers(0, 256, (6, 8, 3), dtype=np.uint8)
    return i420(Image.fromarray(colours.repeat(HEIGHT // 6, axis=0).repeat(WIDTH // 8, axis=1)))


def read_count(picture: Pixels) -> int | None:
    """What the bar of a pattern counts (modulo 2**24), at any size; None if it is not readable."""
    height, width = picture.shape[0] * 2 // 3, picture.shape[1]
    row, column = height // 20, width // _BAR_COLUMNS
    value = 0
    for y in range(row // 2, _BAR_ROWS * row, row):
        for x in range(column // 2, _BAR_COLUMNS * column, column):
            value = value << 1 | int(picture[y - 2 : y + 3, x - 3 : x + 4].mean() > 125)
    return value >> 8 if value & 255 == _check(value >> 8) else None


def write_pattern(path: Path, seed: int, seconds: float = 2.0) -> Path:
    """A video of :func:`pattern` counting from 0; returns `path`."""
    return write_video(path, (pattern(seed, n) for n in range(round(seconds * RATE))))


def write_figure(path: Path, figure: Figure, seconds: float = 4.0) -> Path:
    """A video of a drawn person who speaks and blinks; returns `path`."""
    return write_video(path, figure_frames(figure, seconds))


def figure_frames(figure: Figure, seconds: float = 4.0) -> Iterator[Pixels]:
    """The pictures of :func:`write_figure`. The last leads to the first."""
    count = round(seconds * RATE)
    return (i420(draw(figure, n / count, WIDTH, HEIGHT)) for n in range(count))


def write_video(path: Path, pictures: Iterable[Pixels]) -> Path:
    """Writes I420 pictures, all of one size, as Y4M."""
    with path.open("wb") as file:
        for number, picture in enumerate(pictures):
            if number == 0:
                width, height = picture.shape[1], picture.shape[0] * 2 // 3
                file.write(f"YUV4MPEG2 W{width} H{height} F{RATE}:1 Ip A1:1 C420jpeg\n".encode())
            file.write(b"FRAME\n" + picture.tobytes())
    return path


def i420(image: Image.Image) -> Pixels:
    """An image as planes: BT.601, limited range."""
    rgb = [np.asarray(band, np.float32) for band in image.convert("RGB").split()]
    small = [_halved(band) for band in rgb]
    luma = _mixed(rgb, 16, 0.257, 0.504, 0.098)
    u = _mixed(small, 128, -0.148, -0.291, 0.439)
    v = _mixed(small, 128, 0.439, -0.368, -0.071)
    flat = np.concatenate([plane.reshape(-1) for plane in (luma, u, v)])
    return np.asarray(np.clip(np.rint(flat), 0, 255), np.uint8).reshape(-1, luma.shape[1])


def _mixed(rgb: list[Plane], base: int, red: float, green: float, blue: float) -> Plane:
    return np.asarray(base + red * rgb[0] + green * rgb[1] + blue * rgb[2], np.float32)


def _halved(plane: Plane) -> Plane:
    height, width = plane.shape
    halved = plane.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3))
    return np.asarray(halved, np.float32)


def _check(value: int) -> int:
    return ((value & 255) ^ ((value >> 8) & 255) ^ ((value >> 16) & 255) ^ _SYNC) & 255


def _burn(picture: Pixels, count: int) -> None:
    """Writes 24 bits of `count` and 8 of check in two rows of cells, dark and bright."""
    value = count & 0xFFFFFF
    word = value << 8 | _check(value)
    bits = np.array([word >> (31 - n) & 1 for n in range(32)], np.uint8).reshape(_BAR_ROWS, -1)
    cells = (bits * 200 + 25).repeat(_BAR_HEIGHT, 0).repeat(WIDTH // _BAR_COLUMNS, 1)
    picture[: cells.shape[0]] = cells
    chroma = picture[HEIGHT:].reshape(2, HEIGHT // 2, WIDTH // 2)
    chroma[:, : cells.shape[0] // 2] = 128
