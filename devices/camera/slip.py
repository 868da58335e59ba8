"""The code of a slip that is shown to the camera, read in the camera's process, outside calls.

Only what has the form of one of our codes is said; whatever else is shown is forgotten.
"""

import re

import cv2

from ..frames import Pixels

CODE = re.compile(r"VAV1-[A-Z2-7]{26}")
"RFC 4648, 6: 128 bits in base 32, after the name of the form."
AGAIN_SECONDS = 5.0
"A slip that is held up is said once."


class SlipReader:
    def __init__(self) -> None:
        self._detector = cv2.QRCodeDetector()
        self._last, self._since = "", AGAIN_SECONDS

    def read(self, luma: Pixels, seconds: float) -> str | None:
        """The code in this picture, unless it was there a moment ago."""
        self._since += seconds
        try:
            text, _, _ = self._detector.detectAndDecode(luma)
        except cv2.error:
            return None  # what looks like a code, and is none
        if not CODE.fullmatch(text):
            return None
        if text == self._last and self._since < AGAIN_SECONDS:
            self._since = 0.0
            return None
        self._last, self._since = text, 0.0
        return str(text)
