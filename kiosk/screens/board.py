"""Today's board, beside the welcome: where the van stands, and the hours of the appointments."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from . import letters
from .letters import TextBox
from .palette import INK, LINE, MIN_SENTENCE_PX, PETROL_DARK, WHITE

ROW = 1.5
"Height of a row of hours at most, in sizes of its letters."
HOUR_WIDE = 5.6
"Width of an hour, in sizes of its letters."


def share(words: QRectF, margin: float) -> tuple[QRectF, QRectF]:
    """The sentence's place, and the board's under it."""
    upper, lower = QRectF(words), QRectF(words)
    upper.setHeight(words.height() * 0.34)
    lower.setTop(upper.bottom() + margin * 0.4)
    return upper, lower


def over(inner: QRectF, margin: float) -> tuple[QRectF, QRectF]:
    """The board's place, and the sentence's under it, where buttons are under both."""
    upper, lower = QRectF(inner), QRectF(inner)
    upper.setHeight(inner.height() * 0.54)
    lower.setTop(upper.bottom() + margin * 0.4)
    return upper, lower


def paint(painter: QPainter, place: QRectF, title: str, hours: tuple[str, ...]) -> list[TextBox]:
    radius = min(place.width(), place.height()) * 0.06
    painter.setPen(LINE)
    painter.setBrush(WHITE)
    painter.drawRoundedRect(place, radius, radius)
    inner = place.adjusted(radius * 1.5, radius * 1.2, -radius * 1.5, -radius * 1.2)
    head = QRectF(inner)
    head.setHeight(inner.height() * (0.4 if len(hours) > 2 else 0.6 if hours else 1.0))
    largest = round(min(inner.height() * 0.17, inner.width() * 0.08))
    top = Qt.AlignmentFlag.AlignTop if hours else Qt.AlignmentFlag.AlignVCenter
    said = letters.draw(
        painter, head, title, PETROL_DARK, largest, MIN_SENTENCE_PX, True, vertical=top
    )
    if not hours:
        return [said]
    body = QRectF(inner)
    body.setTop(said.ink[1] + said.ink[3] + radius * 0.5)
    return [said, *_hours(painter, body, hours)]


def _hours(painter: QPainter, place: QRectF, hours: tuple[str, ...]) -> list[TextBox]:
    """In even columns, as large as they fit, from the top."""
    columns = 1 if len(hours) == 1 else 2
    rows = -(-len(hours) // columns)
    wide, high = place.width() / columns, place.height() / rows
    size = round(min(high / letters.LEADING, wide / HOUR_WIDE, place.width() * 0.11))
    size = max(MIN_SENTENCE_PX, size)
    high = min(high, size * ROW)
    boxes = (
        QRectF(place.left() + (n % columns) * wide, place.top() + (n // columns) * high, wide, high)
        for n in range(len(hours))
    )
    return [
        letters.draw(
            painter,
            letters.flipped(painter, box, place),
            hour,
            INK,
            size,
            MIN_SENTENCE_PX,
            True,
        )
        for box, hour in zip(boxes, hours, strict=True)
    ]
