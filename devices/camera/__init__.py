"""The camera: the port, and how a setting names a driver.

A driver only ever runs in the camera's own process (`process.py`); `kiosk` speaks to
:class:`devices.camera.supervisor.CameraProcess`.
"""

from typing import Protocol

from ..frames import Pixels

FRAME_RATE = 25
HEIGHT = 480
SIZES = {HEIGHT: (640, HEIGHT), 720: (1280, 720)}
"What a device is asked for, by its lines; pictures of 720 are for a wide line and four cores."


class Camera(Protocol):
    """What every driver does. Each method may block and raises DeviceError when it cannot."""

    def present(self) -> bool:
        """Whether the device is there, without opening it."""

    def open(self) -> None: ...

    def read(self) -> Pixels:
        """Waits for the next picture: I420, shape (height * 3 // 2, width)."""

    def skip(self) -> None:
        """Lets the next picture pass unseen, as cheaply as it can."""

    def still(self) -> bytes:
        """One picture as large as the device gives, the sharpest of a few, as JPEG. Open before, it
        is open after, but gives no picture meanwhile."""

    def close(self) -> None:
        """The device is free and its lamp is off. Closing twice does no harm."""


def camera(source: str, height: int = HEIGHT) -> Camera:
    """For a setting: ``/dev/video0``, ``file:PATH`` (played in a loop) or ``simulated``.

    `height`, one of :data:`SIZES`, is asked of a device; a file plays as it is, and what is
    simulated has its own size.
    """
    if source == "simulated":
        from .simulated import SimulatedCamera

        return SimulatedCamera()
    from .opencv import FileCamera, V4l2Camera

    if source.startswith("file:"):
        return FileCamera(source.removeprefix("file:"))
    return V4l2Camera(source, *SIZES[height])
