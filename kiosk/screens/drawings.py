"""The drawings of `assets/pictures`: vectors of our own, in up to three layers.

``name.svg`` stands still; ``name.moving.svg`` moves over it; ``name.front.svg`` covers what moves
(a sheet comes out of a slot). All layers of a drawing share its view box.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from kiosk.core.scenes import Picture

from .motion import MOTIONS, Motion, Pose
from .palette import ASSETS


@dataclass(frozen=True)
class Moving:
    """What of a drawing is painted anew at each step, over the plate."""

    layer: QImage
    front: QImage | None
    place: QRectF
    motion: Motion
    unit: float
    "Pixels per unit of the drawing."

    def paint(self, painter: QPainter, seconds: float) -> None:
        self._paint(painter, self.motion.at(seconds))

    def paint_still(self, painter: QPainter, phase: float) -> None:
        self._paint(painter, self.motion.pose(phase))

    def _paint(self, painter: QPainter, pose: Pose) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipRect(self.place, Qt.ClipOperation.IntersectClip)
        painter.setOpacity(pose.opacity)
        centre = self.place.center()
        painter.translate(
            centre.x() + pose.dx * self.unit,
            centre.y() + pose.dy * self.unit,
        )
        painter.rotate(pose.degrees)
        painter.scale(pose.scale, pose.scale)
        painter.drawImage(
            QRectF(QPointF(-self.place.width() / 2, -self.place.height() / 2), self.place.size()),
            self.layer,
        )
        painter.restore()
        if self.front is not None:
            painter.drawImage(self.place, self.front)


def draw(painter: QPainter, place: QRectF, picture: Picture) -> Moving | None:
    """Paint the still layer, whole, in the middle of `place`; return the rest."""
    renderer = _renderer(picture, "")
    assert renderer is not None, f"no drawing {picture}"
    box = QSizeF(renderer.defaultSize()).scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
    inner = QRectF(QPointF(), box)
    inner.moveCenter(place.center())
    renderer.render(painter, inner)
    layer = _layer(picture, ".moving", inner.size())
    if layer is None:
        return None
    unit = inner.width() / renderer.defaultSize().width()
    return Moving(layer, _layer(picture, ".front", inner.size()), inner, MOTIONS[picture], unit)


def cover(painter: QPainter, place: QRectF, picture: Picture) -> None:
    """Paint a landscape over all of `place`; what is too much is cut off at top and sides.

    Its mirror image when one reads from right to left: the sky is free where words begin.
    """
    renderer = _renderer(picture, "")
    assert renderer is not None, f"no drawing {picture}"
    box = QSizeF(renderer.defaultSize()).scaled(
        place.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
    )
    left = place.right() - box.width()
    painter.save()
    painter.setClipRect(place)
    if painter.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        painter.translate(place.left() + place.right(), 0)
        painter.scale(-1, 1)
    renderer.render(painter, QRectF(QPointF(left, place.bottom() - box.height()), box))
    painter.restore()


def _layer(picture: Picture, suffix: str, size: QSizeF) -> QImage | None:
    renderer = _renderer(picture, suffix)
    if renderer is None:
        return None
    image = QImage(size.toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    return image


@lru_cache(maxsize=64)
def _renderer(picture: Picture, suffix: str) -> QSvgRenderer | None:
    path: Path = ASSETS / "pictures" / f"{picture}{suffix}.svg"
    if not path.exists():
        return None
    renderer = QSvgRenderer(str(path))
    if not renderer.isValid():
        raise RuntimeError(f"unreadable drawing {path.name}")
    return renderer
