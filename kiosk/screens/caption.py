"""What the counsellor writes, in large letters at the foot of the document screen.

It has a place of its own: whatever else is shown is laid out above it, so nothing covers it and it
covers nothing. The last lines are seen, as on the subtitles of a film. What the kiosk itself says
(:attr:`kiosk.core.scene.DocumentScene.band`) is there whole: the band is as high as it asks for.
"""

import re

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from .palette import OCHRE, PETROL_DARK, WHITE, font

LEAST_PX = 44
"Never below 40: read from a chair, by eyes that are eighty."
PART = 0.05
"Of the screen's shorter side."
LEADING = 1.28
LEAST_LINES, MOST_LINES = 2, 5
MOST_PART = 0.27
"Of the screen's height, but for the least lines."
EDGE = 8
_SPACES = re.compile(r" (?<!« )(?![?!:;»])")
"Where a line may end: in French a question mark stands apart, and never alone."
SAID_PX = 40
SAID_PART = 0.45
"Of the screen's height, at most, for what the kiosk says."
SAID_ALONE = 0.66
"The same, where the band also stands for the scene's sentence."


def pixels(screen: QRectF) -> int:
    return max(LEAST_PX, round(min(screen.width(), screen.height()) * PART))


def band(screen: QRectF, said: str = "", part: float = SAID_PART) -> QRectF:
    """The foot of the screen that the text has for itself; `part` of it at most."""
    px = pixels(screen)
    if said:
        while px > SAID_PX and _asked(screen, said, px) > screen.height() * part:
            px -= 2
        lowest = min(_asked(screen, said, px), screen.height() * part)
        return screen.adjusted(0, round(screen.height() - lowest), 0, 0)
    room = int((screen.height() * MOST_PART - px) // (px * LEADING))
    lines = min(MOST_LINES, max(LEAST_LINES, room))
    place = QRectF(screen)
    place.setTop(round(screen.bottom() - lines * px * LEADING - px))
    return place


def fits(screen: QRectF, said: str, part: float) -> bool:
    return _asked(screen, said, SAID_PX) <= screen.height() * part


def _asked(screen: QRectF, said: str, px: int) -> float:
    """The height that it takes."""
    lines = wrapped(said, font(px, bold=True), screen.width() - px * 2.2)
    return max(LEAST_LINES, len(lines)) * px * LEADING + px + EDGE


def size(place: QRectF, screen: QRectF, text: str, said: str = "") -> int:
    """Of the letters that :func:`paint` puts there, in pixels."""
    px = pixels(screen)
    while not text and px > SAID_PX and _asked(screen, said, px) > place.height() + 1:
        px -= 2
    return px


def paint(
    painter: QPainter, place: QRectF, screen: QRectF, text: str, said: str = ""
) -> tuple[str, ...]:
    """The last lines that fit, and where the next letter comes; returns those lines.

    Of what the kiosk says, if nobody writes, all of them.
    """
    px = size(place, screen, text, said)
    text = text or said
    face = font(px, bold=True)
    metrics = QFontMetricsF(face)
    painter.fillRect(place, PETROL_DARK)
    painter.fillRect(QRectF(place.left(), place.top(), place.width(), EDGE), OCHRE)
    inner = place.adjusted(px * 0.9, px * 0.5 + EDGE, -px * 0.9, -px * 0.3)
    step = px * LEADING
    room = max(1, int((inner.height() + 1) // step))
    lines = wrapped(text, face, inner.width() - px * 0.4)[-room:]
    painter.setFont(face)
    painter.setPen(WHITE)
    drop = (step - metrics.capHeight()) / 2 + metrics.capHeight()
    for number, line in enumerate(lines):
        painter.drawText(QPointF(inner.left(), inner.top() + number * step + drop), line)
    if text == said:
        return tuple(lines)
    across = metrics.horizontalAdvance(lines[-1]) + px * 0.12
    top = inner.top() + (len(lines) - 1) * step + (step - px) / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(QRectF(inner.left() + across, top, max(4.0, px * 0.1), px), OCHRE)
    return tuple(lines)


def wrapped(text: str, face: QFont, width: float) -> list[str]:
    """At spaces, but for those of "?" and "»"; a word longer than a line is cut where that ends."""
    metrics = QFontMetricsF(face)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _SPACES.split(paragraph):
            longer = f"{line} {word}" if line else word
            if line and metrics.horizontalAdvance(longer) > width:
                lines.append(line)
                longer = word
            while metrics.horizontalAdvance(longer) > width and len(longer) > 1:
                fits = _fitting(longer, metrics, width)
                lines.append(longer[:fits])
                longer = longer[fits:]
            line = longer
        lines.append(line)
    return lines


def _fitting(word: str, metrics: QFontMetricsF, width: float) -> int:
    """Letters of it that fit on a line; one at least."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if metrics.horizontalAdvance(word[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return low
