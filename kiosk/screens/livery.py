"""The community's name, colour and logo, at the head of the document screen, between two visits.

Like the head of a letter: never over the counsellor's face, nor beside a resident's papers. Its
colour is made legible (:mod:`kiosk.core.shade`), and what is to be read comes before it: where it
leaves a sentence too little room, it is a line of colour alone.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from kiosk.core.scenes import SceneId
from kiosk.core.shade import legible, tint

from . import letters
from .letters import TextBox
from .palette import MIN_SENTENCE_PX, PETROL, SKY, WHITE

AT_REST = frozenset(
    {
        SceneId.WELCOME,
        SceneId.SOMEONE_THERE,
        SceneId.WAITING,
        SceneId.QUEUE_SHUT,
        SceneId.QUEUE_CALLED,
        SceneId.KEPT,
        SceneId.GOODBYE,
        SceneId.OUT_OF_ORDER,
        SceneId.CLOSED,
    }
)
"Nobody is helped yet, or any more."
HIGH = 0.15
"Of the screen's height, the head and its line."
LEAST_HIGH = 92.0
"Pixels: two lines of a name."
LINE = 0.011
MOST_LOGO = 1200 * 400 * 4
BYTES = 4


@dataclass(frozen=True)
class Livery:
    name: str = ""
    colour: str = PETROL.name()
    "As it was chosen."
    accent: str = PETROL.name()
    "Of letters: it reads on white and on sand."
    tint: str = SKY.name()
    "Under a drawing."
    logo: QImage | None = None
    pale: bool = False
    "The logo wants a dark ground."

    @property
    def has_head(self) -> bool:
        return self.logo is not None or bool(self.name)

    def bare(self) -> "Livery":
        """Its colour alone."""
        return replace(self, name="", logo=None)


PLAIN = Livery()
"Of a community that gave none."


def told(value: dict[str, Any] | None) -> Livery:
    """As `kiosk.livery` says it. Raises ValueError, KeyError, TypeError or OSError."""
    if not value:
        return PLAIN
    livery = Livery(str(value["name"])[:200])
    if colour := value["colour"]:
        livery = replace(livery, colour=colour, accent=legible(colour), tint=tint(colour))
    if (logo := value["logo"]) is None:
        return livery
    return replace(livery, logo=_pixels(logo), pale=bool(logo["pale"]))


def _pixels(logo: dict[str, Any]) -> QImage:
    """What the sandbox drew: nothing is decoded here."""
    width, height = int(logo["width"]), int(logo["height"])
    size = width * height * BYTES
    data = Path(logo["path"]).read_bytes()
    if width < 1 or height < 1 or size > MOST_LOGO or len(data) != size:
        raise ValueError("no logo")
    shape = width, height, width * BYTES, QImage.Format.Format_ARGB32_Premultiplied
    return QImage(data, *shape).copy()


def is_worn(scene: SceneId, livery: Livery) -> bool:
    return livery != PLAIN and scene in AT_REST


def head(painter: QPainter, place: QRectF, livery: Livery, texts: list[TextBox]) -> QRectF:
    """Paint it at the top of `place`; what is left of it under it."""
    line = max(4.0, round(place.height() * LINE))
    colour, accent = QColor(livery.colour), QColor(livery.accent)
    if not livery.has_head:
        painter.fillRect(QRectF(place.left(), place.top(), place.width(), line), colour)
        return place.adjusted(0, line, 0, 0)
    high = round(max(LEAST_HIGH, place.height() * HIGH))
    ground = QRectF(place.left(), place.top(), place.width(), high - line)
    painter.fillRect(ground, accent if livery.pale and livery.logo else WHITE)
    painter.fillRect(QRectF(place.left(), ground.bottom(), place.width(), line), colour)
    margin = min(place.width(), place.height()) * 0.06
    inner = ground.adjusted(margin, high * 0.14, -margin, -high * 0.14)
    if livery.logo is not None:
        _logo(painter, inner, livery.logo)
    else:
        largest = round(inner.height() * 0.62)
        name = livery.name.replace("'", "’")
        texts.append(letters.draw(painter, inner, name, accent, largest, MIN_SENTENCE_PX, True))
    return place.adjusted(0, high, 0, 0)


def _logo(painter: QPainter, inner: QRectF, logo: QImage) -> None:
    """Whole, where a line begins."""
    size = QSizeF(logo.size()).scaled(inner.size(), Qt.AspectRatioMode.KeepAspectRatio)
    box = QRectF(QPointF(inner.left(), inner.center().y() - size.height() / 2), size)
    box = letters.flipped(painter, box, inner)
    pixels = box.size().toSize()
    smooth = logo.scaled(
        pixels, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    painter.drawImage(box.topLeft(), smooth)
