"""The face screen's window, and what of the counsellor's picture it shows: :mod:`.lifesize`."""

import time
from typing import Any

from PySide6.QtGui import QImage

from .lifesize import Box, Framing
from .window import Window

PARTS = ("left", "top", "width", "height")
LONGEST_STEP = 0.2
"Seconds: after a pause the picture glides on, and does not jump."


class Facing:
    def __init__(self, still: bool) -> None:
        self._framing = Framing(still=still)
        self._stepped = time.monotonic()

    def measure(self, pixels_per_mm: float | None) -> None:
        """Of the screen that shows the face now; none where it is not known."""
        self._framing.forget()
        self._framing.pixels_per_mm = pixels_per_mm

    def see(self, head: dict[str, Any] | None, image: QImage | None, window: Window | None) -> None:
        """Where the counsellor's head is in that picture; none was found."""
        if window is None or image is None:
            return
        found = Box(*(float(head[part]) for part in PARTS)) if head else None
        picture, place = image.size(), window.size()
        shown = (picture.width(), picture.height()), (place.width(), place.height())
        self._framing.see(found, *shown)

    def step(self, image: QImage | None, window: Window | None) -> None:
        """Calmly, with each picture; what is another call's is shown whole first."""
        now, before = time.monotonic(), self._stepped
        self._stepped = now
        if image is None:
            self._framing.forget()
        self._framing.step(min(LONGEST_STEP, now - before))
        if window is not None and window.part != self._framing.part:
            window.part = self._framing.part
            window.update()
