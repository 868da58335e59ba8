"""The code of a slip that is shown to the camera, read in the camera's process, outside calls.

Only what has the form of one of our codes is said; whatever else is shown is forgotten.

The detector is OpenCV's ArUco one: the older `QRCodeDetector` fails on one of our codes in 500 at a
given size, however still, and on nearly all that are held at arm's length. Each picture is read as
it is, then twice as large: `docs/decisions/2026-11-26-le-code-de-la-fiche.md` has the figures.
"""

import re

import cv2
import numpy as np

from ..frames import Pixels

CODE = re.compile(r"VAV1-[A-Z2-7]{26}")
"RFC 4648, 6: 128 bits in base 32, after the name of the form."
AGAIN_SECONDS = 5.0
"A slip that is held up is said once."
LARGER = 2.0
"Squares of less than three pixels are told apart once they are larger."


class SlipReader:
    def __init__(self) -> None:
        self._detector = cv2.QRCodeDetectorAruco()
        self._last, self._since = "", AGAIN_SECONDS

    def read(self, luma: Pixels, seconds: float) -> str | None:
        """The code in this picture, unless it was there a moment ago."""
        self._since += seconds
        text = self._code(luma) or self._code(_larger(luma))
        if not text:
            return None
        if text == self._last and self._since < AGAIN_SECONDS:
            self._since = 0.0
            return None
        self._last, self._since = text, 0.0
        return text

    def _code(self, luma: Pixels) -> str:
        """One of ours that stands in this picture, or nothing."""
        try:
            text, _, _ = self._detector.detectAndDecode(luma)
        except cv2.error:
            return ""  # what looks like a code, and is none
        return str(text) if CODE.fullmatch(text) else ""


def _larger(luma: Pixels) -> Pixels:
    larger = cv2.resize(luma, None, fx=LARGER, fy=LARGER, interpolation=cv2.INTER_CUBIC)
    return np.asarray(larger, np.uint8)
