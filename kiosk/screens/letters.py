"""Text that fits: as large as its place allows, in even lines, and a record of where it went."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from .palette import font

LEADING = 1.18
"Height of a line, in font sizes."
LEADING_RIGHT_TO_LEFT = 1.34
"Arabic letters have signs over and under them."
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_SENTENCE_END = re.compile(r"(?<=[.!?؟]) ")


_OTHER_WAY = {
    Qt.AlignmentFlag.AlignLeft: Qt.AlignmentFlag.AlignRight,
    Qt.AlignmentFlag.AlignRight: Qt.AlignmentFlag.AlignLeft,
}


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
    """Paint `text` in `place`, between two sizes in pixels; the record says whether it fits.

    Left is where a line begins: on the right, when the painter writes from right to left.
    """
    if from_right(painter):
        align = _OTHER_WAY.get(align, align)
    leading = LEADING_RIGHT_TO_LEFT if reads_from_right(text) else LEADING
    px, setting = _largest_fit(text, place, largest, smallest, bold, leading)
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
    ink = _paint(painter, ink, setting, font(px, bold), colour, align, leading)
    return TextBox(text, px, place.getRect(), ink.getRect(), colour.name(), fits)  # type: ignore[arg-type]


def fits(place: QRectF, text: str, px: int) -> bool:
    """Whether bold letters of that size would find their place."""
    leading = LEADING_RIGHT_TO_LEFT if reads_from_right(text) else LEADING
    setting = _set(text, font(px, True), place.width(), leading)
    return setting.width <= place.width() and setting.height <= place.height()


def reads_from_right(text: str) -> bool:
    """As Arabic does."""
    return _RIGHT_TO_LEFT.search(text) is not None


def from_right(painter: QPainter) -> bool:
    return painter.layoutDirection() is Qt.LayoutDirection.RightToLeft


def flipped(painter: QPainter, place: QRectF, about: QRectF) -> QRectF:
    """Where `place` is of `about`, or its mirror image when one reads from right to left."""
    if not from_right(painter):
        return place
    other = QRectF(place)
    other.moveLeft(about.left() + about.right() - place.right())
    return other


def _largest_fit(
    text: str, place: QRectF, largest: int, smallest: int, bold: bool, leading: float
) -> tuple[int, _Set]:
    low, high = smallest, max(smallest, largest)
    best = low, _set(text, font(low, bold), place.width(), leading)
    while low <= high:
        middle = (low + high) // 2
        setting = _set(text, font(middle, bold), place.width(), leading)
        if setting.width <= place.width() and setting.height <= place.height():
            best, low = (middle, setting), middle + 1
        else:
            high = middle - 1
    px, setting = best
    return px, _balanced(text, font(px, bold), place.width(), setting, leading)


def _balanced(text: str, face: QFont, width: float, setting: _Set, leading: float) -> _Set:
    """As many lines, but of even length: no word alone."""
    best, least = setting, _raggedness(setting, face)
    for step in range(1, 24):
        narrow = _set(text, face, width * (1 - step / 40), leading)
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


def _set(text: str, face: QFont, width: float, leading: float) -> _Set:
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
    return _Set(tuple(lines), widest, len(lines) * face.pixelSize() * leading)


def _paint(
    painter: QPainter,
    ink: QRectF,
    setting: _Set,
    face: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag,
    leading: float,
) -> QRectF:
    """Returns what is inked: a letter may lean out of its line."""
    painter.setFont(face)
    painter.setPen(colour)
    metrics = QFontMetricsF(face)
    step = face.pixelSize() * leading
    # The letters, not their font's leading, are centred in each line.
    drop = (step - metrics.capHeight()) / 2 + metrics.capHeight()
    inked = QRectF(ink)
    for number, line in enumerate(setting.lines):
        slack = ink.width() - metrics.horizontalAdvance(line)
        shift = {Qt.AlignmentFlag.AlignHCenter: slack / 2, Qt.AlignmentFlag.AlignRight: slack}
        start = QPointF(ink.left() + shift.get(align, 0.0), ink.top() + number * step + drop)
        painter.drawText(start, line)
        inked |= metrics.tightBoundingRect(line).translated(start)
    # A letter's edge is soft, and what stands over it or hangs under it is not in its bounds.
    signs = face.pixelSize() if leading > LEADING else 0
    return inked.adjusted(-2, -2 - signs * 0.2, 2, 2 + signs * 0.05)
