"""Large buttons at the foot of the document screen, where it is touched: one each organisation.

A finger that is eighty years old hits them: as high as two fingers, apart from each other. Under
them the names of the languages that are offered, in one row, each in its own letters.
"""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from kiosk.core.scene import Button
from kiosk.core.scenes import Picture

from . import drawings, letters
from .letters import TextBox
from .palette import INK, MIN_SENTENCE_PX, PETROL, WHITE

MOST_HIGH, FACES_HIGH = 0.24, 0.4
"Of the place, for one row; and for one of faces, which have their words under them."
MOST_PART = 0.56
"Of the place, for all of them."
GAP = 0.03
LANGUAGES_HIGH = 0.11
"Of the place, for the row of their names, and never less than a finger."
FINGER_PX = 64.0
LINE_PX = MIN_SENTENCE_PX * letters.LEADING_RIGHT_TO_LEFT
"Of words, that a picture over them leaves."
WIDE = 1.8
"Of a button, under which its picture stands above its words."


def columns(place: QRectF, shown: Sequence[Button]) -> int:
    """As few rows as let every name be read; faces stand beside each other."""
    count = len(shown)
    if _faces(shown):
        return max(count, 1)
    if place.width() < place.height():
        return 1 if count < 6 else 2
    return count if count < 3 else 2 if count < 5 else 3


def _faces(shown: Sequence[Button]) -> bool:
    return all(one.picture is not None for one in shown)


def foot(inner: QRectF, shown: Sequence[Button]) -> QRectF:
    """What the buttons take of `inner`."""
    names = [one for one in shown if not one.language]
    count = len(names)
    rows = math.ceil(count / columns(inner, names))
    part = min(MOST_PART, rows * (FACES_HIGH if names and _faces(names) else MOST_HIGH))
    row = _row(inner.height()) if count < len(shown) else 0.0
    place = QRectF(inner)
    place.setTop(round(inner.bottom() - inner.height() * part - row))
    return place


def _row(height: float) -> float:
    """Of the names of languages, with the gap above it."""
    return max(FINGER_PX, height * LANGUAGES_HIGH) * 1.2


def paint(
    painter: QPainter, place: QRectF, buttons: Sequence[Button]
) -> tuple[list[tuple[str, QRectF]], list[TextBox]]:
    """Each where a press counts, and its words. `place` is the :func:`foot` of them."""
    names = [one for one in buttons if one.language]
    others = [one for one in buttons if not one.language]
    if not names:
        return _grid(painter, place, others, columns_in(place, others))
    high = min(max(FINGER_PX, place.height() * 0.17), place.height() * 0.3)
    row, rest = QRectF(place), QRectF(place)
    row.setTop(place.bottom() - high)
    rest.setBottom(row.top() - high * 0.2)
    placed, texts = _grid(painter, rest, others, columns_in(rest, others))
    more, said = _grid(painter, row, names, len(names))
    return placed + more, texts + said


def _grid(
    painter: QPainter, place: QRectF, buttons: Sequence[Button], across: int
) -> tuple[list[tuple[str, QRectF]], list[TextBox]]:
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
        texts.append(_one(painter, box, button))
    return placed, texts


def columns_in(foot: QRectF, shown: Sequence[Button]) -> int:
    """The same for the foot as for the place that it is of: wide screens stay wide."""
    return columns(QRectF(0, 0, foot.width(), foot.height() * 1.6), shown)


def at(placed: Sequence[tuple[str, QRectF]], point: QPointF) -> str | None:
    """Which one a finger touches."""
    return next((id for id, box in placed if box.contains(point)), None)


def _one(painter: QPainter, box: QRectF, button: Button) -> TextBox:
    radius = min(box.width(), box.height()) * 0.18
    painter.setPen(QPen(PETROL, 3) if button.language else Qt.PenStyle.NoPen)
    painter.setBrush(WHITE if button.language else PETROL)
    painter.drawRoundedRect(box, radius, radius)
    edge = min(box.width(), box.height()) * 0.12
    inner = box.adjusted(edge * 1.4, edge, -edge * 1.4, -edge)
    if button.picture is not None:
        if inner.width() > inner.height() * WIDE:
            inner = _beside(painter, inner, button.picture)
        else:
            inner = _above(painter, inner, button.picture).adjusted(-edge, 0, edge, 0)
    ink = INK if button.language else WHITE
    largest = round(min(box.height() * 0.42, box.width() * 0.11))
    if button.language:
        largest = round(box.height() * 0.44)
    centre = Qt.AlignmentFlag.AlignHCenter
    return letters.draw(painter, inner, button.words, ink, largest, MIN_SENTENCE_PX, True, centre)


def _beside(painter: QPainter, inner: QRectF, picture: Picture) -> QRectF:
    """Draw it where the words begin; what is left for them."""
    side = min(inner.height(), inner.width() * 0.4)
    place = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
    drawings.draw(painter, letters.flipped(painter, place, inner), picture)
    left = inner.adjusted(side * 1.1, 0, 0, 0)
    return letters.flipped(painter, left, inner)


def _above(painter: QPainter, inner: QRectF, picture: Picture) -> QRectF:
    side = min(inner.width(), inner.height() * 0.58, (inner.height() - LINE_PX) / 1.05)
    place = QRectF(inner.center().x() - side / 2, inner.top(), side, side)
    drawings.draw(painter, place, picture)
    return inner.adjusted(0, side * 1.05, 0, 0)
