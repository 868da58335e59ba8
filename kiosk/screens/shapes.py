"""Shapes that plates are made of: a panel, a sheet of paper, a picture with round corners."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from .palette import LINE


def panel(painter: QPainter, place: QRectF, ground: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    radius = min(place.width(), place.height()) * 0.07
    painter.drawRoundedRect(place, radius, radius)


def sheet(painter: QPainter, place: QRectF, page: QImage) -> None:
    """The page as a sheet of paper: whole, with a soft shadow."""
    size = page.size().scaled(place.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    box = QRectF(0, 0, size.width(), size.height())
    box.moveCenter(place.center())
    painter.setPen(Qt.PenStyle.NoPen)
    for step in range(8, 0, -1):
        painter.setBrush(QColor(22, 48, 47, 7))
        painter.drawRoundedRect(box.adjusted(-step, -step / 2, step, step * 1.5), 6, 6)
    smooth = page.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    painter.drawImage(box.topLeft(), smooth)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(LINE, 1))
    painter.drawRect(box)


def rounded(place: QRectF) -> QPainterPath:
    """The shape of the own picture."""
    path = QPainterPath()
    radius = place.height() * 0.08
    path.addRoundedRect(place, radius, radius)
    return path


def middle(place: QRectF, part: float) -> QRectF:
    return _square(place, min(place.width(), place.height()) * part)


def _square(place: QRectF, side: float) -> QRectF:
    square = QRectF(0, 0, side, side)
    square.moveCenter(place.center())
    return square
