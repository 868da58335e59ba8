"""What is drawn over a page: highlights and ink of the counsellor, fields of a form.

Widths are parts of the page's width: a stroke grows with the page that it is on.
"""

from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from kiosk.core.reading import Place

from .palette import INK, OCHRE, WHITE, font

PAPER = WHITE
HIGHLIGHT, HIGHLIGHT_WIDTH = QColor(255, 221, 87), 0.026
"As wide as a line of print, 5.5 mm on A4."
PEN, PEN_WIDTH = QColor("#B3372F"), 0.0055
LIT, FILLED = QColor(255, 235, 150), QColor(15, 82, 87, 20)
FIELD_INK = QColor("#0A2F6B")
"As a ball pen: what is filled in is not taken for what is printed."
LETTERS = 0.72
"Of a field's height."
_PADDING = 0.12
MOST_AROUND = 4.0
"Pixels of the light's edge: a broad field has no broader one."
SMALLEST = 8.0
"Pixels of letters that have no room."


def paint(painter: QPainter, place: Place, strokes: list[dict[str, Any]]) -> None:
    """Highlights below ink, whatever came first: a word that is circled stays circled."""
    for kind, colour, width in (
        ("highlight", HIGHLIGHT, HIGHLIGHT_WIDTH),
        ("ink", PEN, PEN_WIDTH),
    ):
        pen = QPen(colour, width * place.width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.save()
        if kind == "highlight":
            # Print under it stays black.
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for stroke in strokes:
            if stroke["kind"] == kind:
                painter.strokePath(_path(place, stroke["points"]), pen)
        painter.restore()


def _path(place: Place, points: list[list[float]]) -> QPainterPath:
    first, *others = [QPointF(*place.point(x, y)) for x, y in points]
    path = QPainterPath(first)
    for point in others:
        path.lineTo(point)
    if not others:
        path.lineTo(first + QPointF(0.01, 0))  # a dot
    return path


def paint_fields(painter: QPainter, place: Place, fields: list[dict[str, Any]]) -> None:
    for field in fields:
        left, top, right, bottom = field["rectangle"]
        corner, end = QPointF(*place.point(left, top)), QPointF(*place.point(right, bottom))
        box = QRectF(corner, end)
        if field["state"] == "lit":
            _light(painter, box)
        elif field["state"] == "filled":
            painter.fillRect(box, FILLED)
        if field["text"]:
            _write(painter, box, field, field["size"] * place.height)


def _light(painter: QPainter, box: QRectF) -> None:
    line = max(2.0, min(box.height() * 0.09, MOST_AROUND))
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.setPen(QPen(OCHRE, line))
    painter.setBrush(LIT)
    around = box.adjusted(-line, -line, line, line)
    painter.drawRoundedRect(around, line * 1.5, line * 1.5)
    painter.restore()


def _write(painter: QPainter, box: QRectF, field: dict[str, Any], size: float) -> None:
    text = str(field["text"])
    lines = 1 if field["wrapped"] else text.count("\n") + 1
    px = max(1.0, box.height() * LETTERS / lines)
    if size > 0:
        px = min(size, px)
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.setPen(FIELD_INK)
    px = _fitting(box, field, text, px)
    painter.setFont(font(round(px)))
    if field["comb"]:
        step = box.width() / field["comb"]
        for index, letter in enumerate(text[: field["comb"]]):
            cell = QRectF(box.left() + index * step, box.top(), step, box.height())
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, letter)
    else:
        painter.drawText(_inner(box, px), _manner(field), text)
    painter.restore()


def _inner(box: QRectF, px: float) -> QRectF:
    return box.adjusted(px * _PADDING, 0, -px * _PADDING, 0)


def _manner(field: dict[str, Any]) -> int:
    if field["wrapped"]:
        top_left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        return int(top_left.value) | int(Qt.TextFlag.TextWordWrap.value)
    across = Qt.AlignmentFlag.AlignHCenter if field["centred"] else Qt.AlignmentFlag.AlignLeft
    return int((across | Qt.AlignmentFlag.AlignVCenter).value)


def _fitting(box: QRectF, field: dict[str, Any], text: str, px: float) -> float:
    """As on the paper that will come of it: all of it is seen, smaller if it must."""
    while not field["comb"] and px > SMALLEST:
        inner, metrics = _inner(box, px), QFontMetricsF(font(round(px)))
        needed = metrics.boundingRect(inner, _manner(field), text)
        if needed.height() <= max(box.height(), px) and needed.width() <= inner.width() + 1:
            break
        px = max(SMALLEST, px * 0.93)
    return px


def shadow(painter: QPainter, paper: QRectF, width: int) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for step in range(width, 0, -2):
        painter.setBrush(QColor(INK.red(), INK.green(), INK.blue(), 9))
        painter.drawRoundedRect(paper.adjusted(-step, -step / 2, step, step * 1.4), 6, 6)
