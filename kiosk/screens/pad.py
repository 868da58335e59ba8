"""The reply pad at the foot of the document screen: what the resident writes, and large keys.

Whatever else is shown is laid out above it: it covers nothing, and nothing covers it. Where the
resident has a keyboard, there are no keys to touch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from . import letters
from .caption import LEADING, LEAST_PX, wrapped
from .letters import TextBox
from .palette import DESK, INK, OCHRE, PETROL, PETROL_DARK, SKY, WHITE, font

KEY_PX = 40
"Of a letter, at least."
HIGH, HIGHEST_KEY = 0.6, 120
"Part of the place that the pad may have; a key is never higher, in pixels."
LINES = 2
GAP = 0.08
"Between keys, of their shorter side; a finger between two hits the nearer one."
ERASE, SPACE = "erase", "space"
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class Pad:
    """What there is to see of it; `keys` are rows of names and columns."""

    text: str
    prompt: str
    keys: tuple[tuple[tuple[str, int], ...], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    "Of keys that have more than a letter."


def from_dict(value: dict[str, Any]) -> Pad:
    return Pad(
        str(value["text"]),
        str(value["prompt"]),
        tuple(tuple((str(id), int(wide)) for id, wide in row) for row in value.get("keys", ())),
        tuple((str(id), str(words)) for id, words in value.get("words", {}).items()),
    )


def share(place: QRectF, pad: Pad) -> tuple[QRectF, QRectF]:
    """The pad's place, and what it leaves to the scene."""
    rows = len(pad.keys)
    asked = _field_high(place) + rows * HIGHEST_KEY + (_margin(place) if rows else 0)
    high = round(min(asked, place.height() * HIGH))
    foot, rest = QRectF(place), QRectF(place)
    foot.setTop(place.bottom() - high)
    rest.setBottom(foot.top())
    return foot, rest


def field(foot: QRectF) -> QRectF:
    """Where the text is, of the pad's place: what must be painted again with each letter."""
    place = QRectF(foot)
    place.setHeight(_field_high(foot))
    return place


def _field_high(place: QRectF) -> float:
    return round(LINES * LEAST_PX * LEADING + LEAST_PX * 0.7 + 2 * _margin(place))


def _margin(place: QRectF) -> float:
    return max(8.0, place.width() * 0.012)


def paint_keys(
    painter: QPainter, foot: QRectF, pad: Pad
) -> tuple[list[tuple[str, QRectF]], list[TextBox]]:
    """Once: each key where a finger counts, and its letters."""
    painter.fillRect(foot, DESK)
    area = QRectF(foot)
    area.setTop(field(foot).bottom())
    margin = _margin(foot)
    area.adjust(margin, 0, -margin, -margin)
    placed: list[tuple[str, QRectF]] = []
    texts: list[TextBox] = []
    words = dict(pad.words)
    for number, row in enumerate(pad.keys):
        high = area.height() / len(pad.keys)
        wide = area.width() / sum(columns for _, columns in row)
        left = area.left()
        for id, columns in row:
            box = QRectF(left, area.top() + number * high, wide * columns, high)
            placed.append((id, box))
            texts += _key(painter, box, id, words.get(id, ""), min(wide, high) * GAP)
            left += box.width()
    return placed, texts


def _key(painter: QPainter, box: QRectF, id: str, words: str, gap: float) -> list[TextBox]:
    cap = box.adjusted(gap / 2, gap / 2, -gap / 2, -gap / 2)
    painter.setPen(QPen(PETROL, 2))
    painter.setBrush(PETROL if words else WHITE)
    radius = min(cap.width(), cap.height()) * 0.16
    painter.drawRoundedRect(cap, radius, radius)
    centre = Qt.AlignmentFlag.AlignHCenter
    if not words:
        largest = max(KEY_PX, round(min(cap.height() * 0.62, cap.width() * 0.7)))
        return [letters.draw(painter, cap, id, INK, largest, KEY_PX, True, centre)]
    inner = cap.adjusted(radius, 0, -radius, 0)
    if QFontMetricsF(font(KEY_PX, True)).horizontalAdvance(words) <= inner.width():
        largest = max(KEY_PX, round(min(cap.height() * 0.5, 64)))
        inner.translate(0, -_too_low(words, largest, inner.height()))
        return [letters.draw(painter, inner, words, WHITE, largest, KEY_PX, True, centre)]
    _sign(painter, inner, id)
    return []


def _too_low(words: str, px: int, high: float) -> float:
    """By how much its lowest letter would leave a key: some Arabic ones are deep."""
    metrics = QFontMetricsF(font(px, True))
    foot = metrics.capHeight() / 2 + metrics.tightBoundingRect(words).bottom()
    return max(0.0, foot + high * 0.08 - high / 2)


def _sign(painter: QPainter, place: QRectF, id: str) -> None:
    """An arrow that takes back, or the bar of a space, where its word would be too small."""
    side = min(place.width(), place.height()) * 0.3
    pen = QPen(WHITE, max(4.0, side * 0.2))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    middle = place.center()
    left, right = QPointF(middle.x() - side, middle.y()), QPointF(middle.x() + side, middle.y())
    if id == SPACE:
        down = QPointF(0, side * 0.6)
        painter.drawPolyline([left, left + down, right + down, right])
        return
    painter.drawLine(left, right)
    tip = side * 0.7
    painter.drawPolyline([left + QPointF(tip, -tip), left, left + QPointF(tip, tip)])


def paint_text(painter: QPainter, foot: QRectF, pad: Pad) -> tuple[str, ...]:
    """With each letter: the last lines, and where the next letter comes; returns those lines."""
    whole, margin = field(foot), _margin(foot)
    painter.fillRect(whole, DESK)
    place = whole.adjusted(margin, margin, -margin, -margin)
    painter.setPen(QPen(PETROL_DARK, 3))
    painter.setBrush(WHITE if pad.text else SKY)
    painter.drawRoundedRect(place, 10, 10)
    inner = place.adjusted(LEAST_PX * 0.5, 0, -LEAST_PX * 0.5, 0)
    if not pad.text:
        room = inner.adjusted(0, LEAST_PX * 0.25, 0, -LEAST_PX * 0.25)
        begins = _RIGHT if letters.reads_from_right(pad.prompt) else Qt.AlignmentFlag.AlignLeft
        letters.draw(painter, room, pad.prompt, PETROL_DARK, LEAST_PX, 28, True, begins)
        return ()
    face = font(LEAST_PX, True)
    metrics = QFontMetricsF(face)
    step = LEAST_PX * LEADING
    lines = wrapped(pad.text, face, inner.width() - LEAST_PX * 0.3)[-LINES:]
    painter.setFont(face)
    painter.setPen(INK)
    top = place.center().y() - LINES * step / 2
    drop = (step + metrics.capHeight()) / 2
    from_right = letters.reads_from_right(pad.text)
    for number, line in enumerate(lines):
        left = inner.right() - metrics.horizontalAdvance(line) if from_right else inner.left()
        painter.drawText(QPointF(left, top + number * step + drop), line)
    across = metrics.horizontalAdvance(lines[-1]) + 5
    caret = QRectF(inner.left() + across, 0, 5, LEAST_PX)
    if from_right:
        caret.moveRight(inner.right() - across)
    caret.moveTop(top + (len(lines) - 1) * step + (step - LEAST_PX) / 2)
    painter.fillRect(caret, OCHRE)
    return tuple(lines)


def at(placed: Sequence[tuple[str, QRectF]], point: QPointF) -> str | None:
    """Which key a finger touches."""
    return next((id for id, box in placed if box.contains(point)), None)
