"""OpenCV's cameras: a V4L2 device, or a video file played in a loop at its own frame rate.

A file is a camera that is unplugged by taking the file away, which is how tests do it.
"""

import os
import time
from collections.abc import Iterable
from pathlib import Path

os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")  # seconds; 10 by default

import cv2
import numpy as np

from ..errors import IoFailed, Missing
from ..frames import MAX_HEIGHT, MAX_WIDTH, Pixels
from . import FRAME_RATE

# The camera process has one thing to do; a pool of threads only costs it memory.
cv2.setNumThreads(1)


STILL_WIDTH, STILL_HEIGHT = 3840, 2160
"A device that has less gives the most that it has."
WARMING, LOOKED_AT = 5, 5
"Pictures until the light is right after another size was set, then those of which one is taken."
STILL_QUALITY = 92


def _jpeg(picture: cv2.typing.MatLike) -> bytes:
    good, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, STILL_QUALITY])
    if not good:
        raise IoFailed("camera", "no still")
    return data.tobytes()


def sharpness(bgr: cv2.typing.MatLike) -> float:
    """Greater where edges are steeper: a hand that shakes loses them."""
    grey = cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY)
    return float(cv2.Laplacian(grey, cv2.CV_64F).var())


def _sharpest(pictures: Iterable[tuple[bool, cv2.typing.MatLike]]) -> cv2.typing.MatLike:
    seen = [bgr for good, bgr in pictures if good]
    if not seen:
        raise IoFailed("camera", "no still")
    return max(seen, key=sharpness)


def _i420(bgr: cv2.typing.MatLike) -> Pixels:
    """Small enough for a board, whatever the device gives."""
    shrink = max(bgr.shape[1] / MAX_WIDTH, bgr.shape[0] / MAX_HEIGHT, 1.0)
    if shrink > 1:
        size = (int(bgr.shape[1] / shrink), int(bgr.shape[0] / shrink))
        bgr = cv2.resize(bgr, size, interpolation=cv2.INTER_AREA)
    height, width = bgr.shape[0] & ~1, bgr.shape[1] & ~1
    pixels: Pixels = np.asarray(cv2.cvtColor(bgr[:height, :width], cv2.COLOR_BGR2YUV_I420))
    return pixels


class V4l2Camera:
    """`/dev/videoN`, or a stable link to it. Asks for 25 pictures a second of that size, as MJPEG;
    a device that has less gives what it has."""

    def __init__(self, device: str, width: int, height: int) -> None:
        self._device, self._size = Path(device), (width, height)
        self._capture: cv2.VideoCapture | None = None

    def present(self) -> bool:
        return self._device.exists()

    def open(self) -> None:
        self._capture = self._opened(*self._size)

    def _opened(self, width: int, height: int) -> cv2.VideoCapture:
        self.close()
        if not self.present():
            raise Missing("camera", str(self._device))
        # OpenCV opens a V4L2 device by its number; a link made by udev leads to one.
        capture = cv2.VideoCapture(str(self._device.resolve()), cv2.CAP_V4L2)
        if not capture.isOpened():
            raise IoFailed("camera", f"{self._device} does not open")
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
        capture.set(cv2.CAP_PROP_FPS, FRAME_RATE)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        return capture

    def read(self) -> Pixels:
        if self._capture is None:
            raise IoFailed("camera", "read before open")
        good, bgr = self._capture.read()
        if not good:
            if not self.present():
                raise Missing("camera", str(self._device))
            raise IoFailed("camera", "no picture")
        return _i420(bgr)

    def skip(self) -> None:
        if self._capture is None or not self._capture.grab():
            self.read()  # which says what is wrong

    def still(self) -> bytes:
        try:
            self._capture = self._opened(STILL_WIDTH, STILL_HEIGHT)
            for _ in range(WARMING):
                self._capture.grab()
            return _jpeg(_sharpest(self._capture.read() for _ in range(LOOKED_AT)))
        finally:
            self.open()

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()
            self._capture = None


class FileCamera:
    """A video file that plays for ever: the virtual camera of tests and demo."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._capture: cv2.VideoCapture | None = None
        self._interval = 1 / FRAME_RATE
        self._due = 0.0

    def present(self) -> bool:
        return self._path.exists()

    def open(self) -> None:
        self.close()
        if not self.present():
            raise Missing("camera", str(self._path))
        capture = cv2.VideoCapture(str(self._path), cv2.CAP_FFMPEG)
        if not capture.isOpened():
            raise IoFailed("camera", f"{self._path.name} is no video")
        self._interval = 1 / (capture.get(cv2.CAP_PROP_FPS) or FRAME_RATE)
        self._due = time.monotonic()
        self._capture = capture

    def read(self) -> Pixels:
        capture = self._next()
        good, bgr = capture.retrieve()
        if not good:
            raise IoFailed("camera", f"{self._path.name} has no picture")
        return _i420(bgr)

    def skip(self) -> None:
        self._next()

    def _next(self) -> cv2.VideoCapture:
        """At its time; the first one after the last."""
        capture = self._capture
        if capture is None:
            raise IoFailed("camera", "read before open")
        if not self.present():
            raise Missing("camera", str(self._path))
        if not capture.grab():
            capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
            if not capture.grab():
                raise IoFailed("camera", f"{self._path.name} has no picture")
        self._due = max(self._due + self._interval, time.monotonic() - self._interval)
        time.sleep(max(0.0, self._due - time.monotonic()))
        return capture

    def still(self) -> bytes:
        return _jpeg(_sharpest(self._next().retrieve() for _ in range(LOOKED_AT)))

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()
            self._capture = None
