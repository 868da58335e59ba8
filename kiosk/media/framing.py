"""Digital pan and zoom of the camera, before the encoder: what is not wanted is never sent.

In I420 throughout, planes cut without a copy to RGB and back, and enlarged by swscale to the size
that the camera has: the encoder sees no other size, so nothing begins again.
"""

from dataclasses import dataclass

import numpy as np
from av import VideoFrame
from av.video.reformatter import VideoReformatter

from devices.frames import Pixels


@dataclass(frozen=True)
class Framing:
    zoom: float = 1.0
    x: float = 0.5
    "With `y`: what is in the middle, as parts of the whole picture, as far as it has an edge."
    y: float = 0.5


WHOLE = Framing()


def box(width: int, height: int, framing: Framing) -> tuple[int, int, int, int]:
    """Left, top, width and height of what is framed; all even, within the picture."""
    wide, high = (max(2, round(side / framing.zoom) & ~1) for side in (width, height))
    left = round(framing.x * width - wide / 2)
    top = round(framing.y * height - high / 2)
    return (min(max(0, left), width - wide) & ~1, min(max(0, top), height - high) & ~1, wide, high)


def within(width: int, height: int, lines: int) -> tuple[int, int]:
    """The same picture with `lines` lines at most (columns, if it stands upright); even."""
    shrink = min(1.0, lines / min(width, height))
    return max(2, round(width * shrink) & ~1), max(2, round(height * shrink) & ~1)


def cut(i420: Pixels, framing: Framing) -> Pixels:
    """The part of a picture, at the size that it has there."""
    width, height = i420.shape[1], i420.shape[0] * 2 // 3
    left, top, wide, high = box(width, height, framing)
    part = np.empty((high * 3 // 2, wide), np.uint8)
    for here, there, by in zip(_planes(part), _planes(i420), (1, 2, 2), strict=True):
        rows = slice(top // by, (top + high) // by)
        here[...] = there[rows, left // by : (left + wide) // by]
    return part


def _planes(i420: Pixels) -> tuple[Pixels, Pixels, Pixels]:
    width, height = i420.shape[1], i420.shape[0] * 2 // 3
    flat, pixels = i420.reshape(-1), width * height
    half = (height // 2, width // 2)
    u, v = flat[pixels : pixels * 5 // 4], flat[pixels * 5 // 4 :]
    return flat[:pixels].reshape(height, width), u.reshape(half), v.reshape(half)


class Framer:
    """One a track: swscale's tables are made once for a size, not for each picture."""

    def __init__(self) -> None:
        self._scaler = VideoReformatter()

    def frame(self, i420: Pixels, framing: Framing, lines: int | None = None) -> VideoFrame:
        """What the encoder gets, of the size of the whole picture; of `lines` at most."""
        size = i420.shape[1], i420.shape[0] * 2 // 3
        width, height = size if lines is None else within(*size, lines)
        if framing == WHOLE and (width, height) == size:
            return VideoFrame.from_ndarray(i420, format="yuv420p")
        part = i420 if framing == WHOLE else cut(i420, framing)
        return self._scaler.reformat(
            VideoFrame.from_ndarray(part, format="yuv420p"),
            width=width,
            height=height,
            # Smaller: the average of what is left out. Larger: smooth.
            interpolation="AREA" if height < part.shape[0] * 2 // 3 else "BICUBIC",
            threads=1,
        )
