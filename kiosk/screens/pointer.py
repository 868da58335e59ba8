"""The counsellor's pointer: large, with a halo that an eye finds again, and a short trail."""

from collections import deque
from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF, QRadialGradient

from kiosk.core.reading import Place

from .palette import OCHRE, PETROL_DARK, WHITE

HALO = 0.055
"Radius, as a part of the shorter side of the area."
ARROW = 0.075
TRAIL_SECONDS = 0.45
MOST_TRAIL = 40
_SHAPE = ((0.0, 0.0), (0.0, 0.86), (0.2, 0.68), (0.34, 1.0), (0.48, 0.94), (0.34, 0.63), (0.6, 0.6))
"An arrow whose tip is the place; units of its length."


class Pointer:
    """Places are parts of a page; it is painted where :class:`Place` puts them."""

    def __init__(self) -> None:
        self._at: tuple[float, float] | None = None
        self._trail: deque[tuple[float, tuple[float, float]]] = deque(maxlen=MOST_TRAIL)

    def move(self, place: tuple[float, float] | None, now: float) -> None:
        if self._at is not None and place is not None:
            self._trail.append((now, self._at))
        elif place is None:
            self._trail.clear()
        self._at = place

    @property
    def trails(self) -> bool:
        """Something of its trail is on the screen, or was at the last :meth:`fade`."""
        return bool(self._trail)

    def fade(self, now: float) -> None:
        """Forget what is over, once what it covers was asked to be painted again."""
        while self._trail and now - self._trail[0][0] > TRAIL_SECONDS:
            self._trail.popleft()

    def covers(self, place: Place, scale: float) -> QRectF:
        """What it and its trail paint, at most."""
        places = [at for _, at in self._trail] + ([self._at] if self._at else [])
        if not places:
            return QRectF()
        found = QPolygonF([QPointF(*place.point(*at)) for at in places]).boundingRect()
        reach = max(HALO, ARROW) * scale * 1.25 + 4
        return found.adjusted(-reach, -reach, reach, reach)

    def paint(self, painter: QPainter, place: Place, scale: float, now: float) -> None:
        if self._at is None:
            return
        tip = QPointF(*place.point(*self._at))
        self._paint_trail(painter, place, scale, now)
        halo = HALO * scale
        painter.setPen(QPen(_ochre(230), halo * 0.1))
        painter.setBrush(_ochre(56))
        painter.drawEllipse(tip, halo, halo)
        arrow = QPainterPath()
        length = ARROW * scale
        arrow.addPolygon(
            QPolygonF([QPointF(tip.x() + x * length, tip.y() + y * length) for x, y in _SHAPE])
        )
        arrow.closeSubpath()
        line = QPen(WHITE, length * 0.11)
        line.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(arrow, line)
        painter.fillPath(arrow, PETROL_DARK)

    def _paint_trail(self, painter: QPainter, place: Place, scale: float, now: float) -> None:
        """Nothing is forgotten here: a part of the window may be painted without the rest."""
        assert self._at is not None
        tip = QPointF(*place.point(*self._at))
        fresh = [where for at, where in self._trail if now - at <= TRAIL_SECONDS]
        points = [QPointF(*place.point(*where)) for where in fresh]
        if not points or max(_apart(point, tip) for point in points) < 2:
            return
        path = QPainterPath(points[0])
        for point in (*points[1:], tip):
            path.lineTo(point)
        # One stroke, that fades from the tip to where it began.
        fading = QRadialGradient(tip, max(1.0, max(_apart(point, tip) for point in points)))
        fading.setColorAt(0.0, _ochre(150))
        fading.setColorAt(1.0, _ochre(0))
        pen = QPen(QBrush(fading), HALO * scale * 0.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)


def _apart(one: QPointF, other: QPointF) -> float:
    return hypot(one.x() - other.x(), one.y() - other.y())


def _ochre(alpha: int) -> QColor:
    return QColor(OCHRE.red(), OCHRE.green(), OCHRE.blue(), alpha)
