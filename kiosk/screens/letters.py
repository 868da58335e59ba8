"""Text that fits: as large as its place allows, in even lines, and a record of where it went."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from .palette import font

LEADING = 1.18
"Height of a line, in font sizes."
_SENTENCE_END = re.compile(r"(?<=[.!?]) ")


@dataclass(frozen=True)
class TextBox:
    """One text as it was painted; tests read it."""

    text: str
    px: int
    place: tuple[float, float, float, float]
    "x, y, width, height that it was given."
    ink: tuple[float, float, float, float]
    "What its lines occupy."
    colour: str
    fits: bool


@dataclass(frozen=True)
class _Set:
    """Lines of one size."""

    lines: tuple[str, ...]
    width: float
    height: float


def draw(
    painter: QPainter,
    place: QRectF,
    text: str,
    colour: QColor,
    largest: int,
    smallest: int,
    bold: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    vertical: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
) -> TextBox:
    """Paint `text` in `place`, between two sizes in pixels; the record says whether it fits."""
    px, setting = _largest_fit(text, place, largest, smallest, bold)
    fits = setting.width <= place.width() + 0.5 and setting.height <= place.height() + 0.5
    top = {
        Qt.AlignmentFlag.AlignTop: place.top(),
        Qt.AlignmentFlag.AlignVCenter: place.center().y() - setting.height / 2,
        Qt.AlignmentFlag.AlignBottom: place.bottom() - setting.height,
    }[vertical]
    left = {
        Qt.AlignmentFlag.AlignLeft: place.left(),
        Qt.AlignmentFlag.AlignHCenter: place.center().x() - setting.width / 2,
        Qt.AlignmentFlag.AlignRight: place.right() - setting.width,
    }[align]
    ink = QRectF(left, top, setting.width, setting.height)
    _paint(painter, ink, setting, font(px, bold), colour, align)
    return TextBox(text, px, place.getRect(), ink.getRect(), colour.name(), fits)  # type: ignore[arg-type]


def _largest_fit(
    text: str, place: QRectF, largest: int, smallest: int, bold: bool
) -> tuple[int, _Set]:
    low, high = smallest, max(smallest, largest)
    best = low, _set(text, font(low, bold), place.width())
    while low <= high:
        middle = (low + high) // 2
        setting = _set(text, font(middle, bold), place.width())
        if setting.width <= place.width() and setting.height <= place.height():
            best, low = (middle, setting), middle + 1
        else:
            high = middle - 1
    px, setting = best
    return px, _balanced(text, font(px, bold), place.width(), setting)


def _balanced(text: str, face: QFont, width: float, setting: _Set) -> _Set:
    """As many lines, but of even length: no word alone."""
    best, least = setting, _raggedness(setting, face)
    for step in range(1, 24):
        narrow = _set(text, face, width * (1 - step / 40))
        if len(narrow.lines) > len(setting.lines) or narrow.width > width:
            break
        if (ragged := _raggedness(narrow, face)) < least:
            best, least = narrow, ragged
    return best


def _raggedness(setting: _Set, face: QFont) -> float:
    """Uneven ends, and more for a line that ends in a small word ("la", "un", "va")."""
    metrics = QFontMetricsF(face)
    gaps = (setting.width - metrics.horizontalAdvance(line) for line in setting.lines)
    small = sum(len(line.split(" ")[-1].rstrip(",")) <= 2 for line in setting.lines[:-1])
    return sum(gap * gap for gap in gaps) + small * (setting.width * 0.3) ** 2


def _set(text: str, face: QFont, width: float) -> _Set:
    """Each sentence begins a line; lines end at spaces only, never inside "installez-vous"."""
    metrics = QFontMetricsF(face)
    lines: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        line = ""
        for word in sentence.split(" "):
            longer = f"{line} {word}" if line else word
            if line and metrics.horizontalAdvance(longer) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    widest = max(metrics.horizontalAdvance(line) for line in lines)
    return _Set(tuple(lines), widest, len(lines) * face.pixelSize() * LEADING)


def _paint(
    painter: QPainter,
    ink: QRectF,
    setting: _Set,
    face: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag,
) -> None:
    painter.setFont(face)
    painter.setPen(colour)
    metrics = QFontMetricsF(face)
    step = face.pixelSize() * LEADING
    # The letters, not their font's leading, are centred in each line.
    drop = (step - metrics.capHeight()) / 2 + metrics.capHeight()
    for number, line in enumerate(setting.lines):
        slack = ink.width() - metrics.horizontalAdvance(line)
        shift = {Qt.AlignmentFlag.AlignHCenter: slack / 2, Qt.AlignmentFlag.AlignRight: slack}
        painter.drawText(
            QPointF(ink.left() + shift.get(align, 0.0), ink.top() + number * step + drop), line
        )
