"""Large buttons at the foot of the document screen, where it is touched: one each organisation.

A finger that is eighty years old hits them: as high as two fingers, apart from each other.
"""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from kiosk.core.scene import Button

from . import letters
from .letters import TextBox
from .palette import MIN_SENTENCE_PX, PETROL, WHITE

MOST_HIGH = 0.24
"Of the place, for one row."
MOST_PART = 0.56
"Of the place, for all of them."
GAP = 0.03


def columns(place: QRectF, count: int) -> int:
    """As few rows as let every name be read."""
    if place.width() < place.height():
        return 1 if count < 6 else 2
    return count if count < 3 else 2 if count < 5 else 3


def foot(inner: QRectF, count: int) -> QRectF:
    """What the buttons take of `inner`."""
    rows = math.ceil(count / columns(inner, count))
    part = min(MOST_PART, rows * MOST_HIGH)
    place = QRectF(inner)
    place.setTop(round(inner.bottom() - inner.height() * part))
    return place


def paint(
    painter: QPainter, place: QRectF, buttons: Sequence[Button]
) -> tuple[list[tuple[str, QRectF]], list[TextBox]]:
    """Each where a press counts, and its words."""
    across = columns_in(place, len(buttons))
    rows = math.ceil(len(buttons) / across)
    gap = max(12.0, min(place.width(), place.height()) * GAP)
    wide = (place.width() - gap * (across - 1)) / across
    high = (place.height() - gap * (rows - 1)) / rows
    placed, texts = [], []
    for number, button in enumerate(buttons):
        row, column = divmod(number, across)
        corner = QPointF(place.left() + column * (wide + gap), place.top() + row * (high + gap))
        box = letters.flipped(painter, QRectF(corner.x(), corner.y(), wide, high), place)
        placed.append((button.id, box))
        texts.append(_one(painter, box, button.words))
    return placed, texts


def columns_in(foot: QRectF, count: int) -> int:
    """The same for the foot as for the place that it is of: wide screens stay wide."""
    return columns(QRectF(0, 0, foot.width(), foot.height() * 1.6), count)


def at(placed: Sequence[tuple[str, QRectF]], point: QPointF) -> str | None:
    """Which one a finger touches."""
    return next((id for id, box in placed if box.contains(point)), None)


def _one(painter: QPainter, box: QRectF, words: str) -> TextBox:
    radius = min(box.width(), box.height()) * 0.18
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PETROL)
    painter.drawRoundedRect(box, radius, radius)
    edge = min(box.width(), box.height()) * 0.12
    inner = box.adjusted(edge * 1.4, edge, -edge * 1.4, -edge)
    largest = round(min(box.height() * 0.42, box.width() * 0.11))
    centre = Qt.AlignmentFlag.AlignHCenter
    return letters.draw(painter, inner, words, WHITE, largest, MIN_SENTENCE_PX, True, centre)
