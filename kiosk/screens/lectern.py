"""What the counsellor shows, as it stands on the document screen: page, marks, fields, pointer.

It asks for pictures of pages (`leaf_wanted`) at the size that they have here, and says when one is
painted and what is seen of it (`leaf_shown`). Pictures are bare pixels: nothing of a document is
opened in this process. Places follow :mod:`kiosk.core.reading`; the command is told in `__main__`.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from kiosk.core.reading import Area, Glide, Place, View, is_real, lay, seen

from . import strokes
from .pointer import Pointer

GLIDE_SECONDS = 0.28
MOST_WHOLE = 6_000_000
"Pixels of a page that is asked for whole; of a larger one the part that is seen is."
MARGIN = 0.08
"Of the area, asked for around the part that is seen."
MOST_KEPT = 4
"Pages: this one, the next, and those before."
SHADOW = 10


@dataclass(frozen=True)
class Leaf:
    """A picture of a page, or of a part of it."""

    document: str
    page: int
    whole: tuple[int, int]
    part: tuple[int, int, int, int]
    image: QImage

    def covers(self, place: Place, there: tuple[float, float, float, float]) -> bool:
        """Whether it holds these parts of the page at that size."""
        width, height = self.whole
        if self.whole != (round(place.width), round(place.height)):
            return False
        left, top, wide, high = self.part
        return (
            left <= there[0] * width + 1
            and top <= there[1] * height + 1
            and left + wide >= there[2] * width - 1
            and top + high >= there[3] * height - 1
        )

    def paint(self, painter: QPainter, place: Place) -> None:
        left, top, wide, high = self.part
        across, down = place.width / self.whole[0], place.height / self.whole[1]
        target = QRectF(
            place.left + left * across, place.top + top * down, wide * across, high * down
        )
        if across == down == 1.0:
            painter.drawImage(target.topLeft(), self.image)
        else:
            painter.drawImage(target, self.image)


def load(value: dict[str, Any]) -> Leaf:
    """Pixels of a file, which is removed. Raises ValueError, KeyError, TypeError or OSError."""
    path = Path(str(value["path"]))
    left, top, width, height = map(int, value["part"])
    wide, high = map(int, value["whole"])
    pixels = path.read_bytes()
    path.unlink()
    if width < 1 or height < 1 or len(pixels) != width * height * 4:
        raise ValueError("no picture of a page")
    image = QImage(pixels, width, height, width * 4, QImage.Format.Format_RGB32).copy()
    where = (left, top, width, height)
    return Leaf(str(value["document"]), int(value["page"]), (wide, high), where, image)


class Lectern:
    """`say` sends a report, `dirty` asks to paint a part of the window again."""

    def __init__(self, say: Callable[..., None], dirty: Callable[[QRect], None]) -> None:
        self._say, self._dirty = say, dirty
        self._area: QRectF | None = None
        self._pixels_per_mm: float | None = None
        self._document = ""
        self._page, self._size = 0, (0.0, 0.0)
        self._view = View()
        self._strokes: dict[str, dict[str, Any]] = {}
        self._fields: dict[str, dict[str, Any]] = {}
        self._glide: Glide | None = None
        self._leaves: dict[int, Leaf] = {}
        "Whole pages of the document, newest last."
        self._close: Leaf | None = None
        "A part of the page, of one that is too large to be asked for whole."
        self._wanted: dict[str, Any] | None = None
        self._told: dict[str, Any] | None = None
        self.pointer = Pointer()

    # -- what is said ---

    def measure(self, pixels_per_mm: float | None) -> None:
        self._pixels_per_mm = pixels_per_mm
        self._settle(0.0)

    def stand(self, area: QRectF | None) -> None:
        """Where documents are painted in the window; None while another scene shows."""
        self._area, self._told = area, None
        self._settle(0.0)

    def obey(self, patch: dict[str, Any] | None) -> None:
        """Only what a patch names changes; None forgets everything."""
        if patch is None:
            self.forget()
            return
        if "page" in patch:
            self._turn(patch["page"])
        if "view" in patch:
            self._view = View(**patch["view"])
            self._settle(GLIDE_SECONDS)
        for name, there in (("marks", self._strokes), ("fields", self._fields)):
            if name in patch:
                _merge(there, patch[name])
                self._whole_dirty()
        if "pointer" in patch:
            self._point(patch["pointer"])

    def show(self, leaf: Leaf) -> None:
        """A picture that was asked for, or that was made ahead."""
        if leaf.document != self._document:
            return
        if leaf.part == (0, 0, *leaf.whole):
            self._leaves.pop(leaf.page, None)
            self._leaves[leaf.page] = leaf
            while len(self._leaves) > MOST_KEPT:
                del self._leaves[next(iter(self._leaves))]
        elif leaf.page == self._page:
            self._close = leaf
        if leaf.page == self._page:
            self._whole_dirty()

    def forget(self) -> None:
        self._document, self._page = "", 0
        self._strokes.clear()
        self._fields.clear()
        self._leaves.clear()
        self._close = self._glide = self._wanted = self._told = None
        self.pointer.move(None, 0.0)
        self._whole_dirty()

    def _turn(self, page: dict[str, Any]) -> None:
        document, number = str(page["document"]), int(page["page"])
        width, height = page["size"]
        if document != self._document:
            self._leaves.clear()
        if (document, number) != (self._document, self._page):
            self._close = self._glide = None
        self._told = None  # what was told of it may have been lost with the line
        self._document, self._page, self._size = document, number, (float(width), float(height))
        if number in self._leaves:
            self._leaves[number] = self._leaves.pop(number)
        self._settle(0.0)

    def _point(self, place: list[float] | None) -> None:
        now = time.monotonic()
        before = self.pointer.covers(self._place(now), self._scale())
        self.pointer.move((float(place[0]), float(place[1])) if place else None, now)
        after = self.pointer.covers(self._place(now), self._scale())
        self._dirty_inside(before.united(after))

    # -- places ---

    def _room(self) -> Area | None:
        if self._area is None or not self._document:
            return None
        return Area(self._area.width(), self._area.height(), self._pixels_per_mm)

    def _place(self, now: float) -> Place:
        return self._glide.at(now) if self._glide is not None else Place(0, 0, 1, 1)

    def _scale(self) -> float:
        """The pointer's size: what is large on one screen is large on another."""
        area = self._area
        return min(area.width(), area.height()) if area is not None else 0.0

    def _settle(self, seconds: float) -> None:
        """Something changed where the page lies: go there, and ask for its picture."""
        room, now = self._room(), time.monotonic()
        if room is None:
            self._glide = None
            return
        end = lay(room, self._size, self._view).on_pixels()
        if self._glide is None or seconds <= 0:
            self._glide = Glide(end, end, now, 0.0)
        elif end != self._glide.end:
            self._glide = self._glide.to(end, now, seconds)
        self._whole_dirty()
        self._want(room, end)

    def _want(self, room: Area, end: Place) -> None:
        if self._sharp(room, end):
            return
        width, height = int(end.width), int(end.height)
        part = (0, 0, width, height)
        if width * height > MOST_WHOLE:
            part = _around(seen(room, end), width, height, room)
        wanted = {"document": self._document, "page": self._page}
        wanted |= {"whole": [width, height], "part": list(part)}
        if wanted != self._wanted:
            self._wanted = wanted
            self._say(leaf_wanted=wanted)

    def _sharp(self, room: Area, place: Place) -> bool:
        """A picture made for these very pixels is here."""
        there = seen(room, place)
        leaves = (self._leaves.get(self._page), self._close)
        return any(leaf is not None and leaf.covers(place, there) for leaf in leaves)

    # -- painting ---

    @property
    def moves(self) -> bool:
        """It must be painted again by itself: :meth:`step`."""
        now = time.monotonic()
        gliding = self._glide is not None and not self._glide.is_over(now)
        return self._room() is not None and (gliding or self.pointer.trails)

    def step(self) -> None:
        now = time.monotonic()
        if self._glide is not None and not self._glide.is_over(now):
            self._whole_dirty()
        else:
            self._dirty_inside(self.pointer.covers(self._place(now), self._scale()))
        self.pointer.fade(now)

    def paint(self, painter: QPainter) -> None:
        room, now = self._room(), time.monotonic()
        if room is None or self._area is None:
            return
        place = self._place(now)
        painter.save()
        painter.setClipRect(self._area)
        painter.translate(self._area.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_paper(painter, place)
        for leaf in (self._leaves.get(self._page), self._close):
            if leaf is not None:
                leaf.paint(painter, place)
        strokes.paint(painter, place, self._on_page(self._strokes))
        strokes.paint_fields(painter, place, self._on_page(self._fields))
        self.pointer.paint(painter, place, self._scale(), now)
        painter.restore()
        self._tell(room, place)

    def _on_page(self, layer: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
        return [one for one in layer.values() if one["page"] == self._page]

    def _paint_paper(self, painter: QPainter, place: Place) -> None:
        paper = QRectF(place.left, place.top, place.width, place.height)
        strokes.shadow(painter, paper, SHADOW)
        painter.fillRect(paper, strokes.PAPER)

    def _tell(self, room: Area, place: Place) -> None:
        """The page is painted as it was asked: the counsellor may believe it."""
        if self._glide is None or place != self._glide.end or not self._sharp(room, place):
            return
        told = {
            "document": self._document,
            "page": self._page,
            "seen": [round(part, 4) for part in seen(room, place)],
            "real": is_real(room, self._view),
        }
        if told != self._told:
            self._told, self._wanted = told, None
            self._say(leaf_shown=told)

    def _whole_dirty(self) -> None:
        if self._area is not None:
            self._dirty(self._area.toAlignedRect())

    def _dirty_inside(self, place: QRectF) -> None:
        """`place` is in pixels of the area."""
        if self._area is not None and not place.isEmpty():
            inside = place.translated(QPointF(self._area.topLeft())).intersected(self._area)
            self._dirty(inside.toAlignedRect().adjusted(-1, -1, 1, 1))


def _around(
    there: tuple[float, float, float, float], width: int, height: int, room: Area
) -> tuple[int, int, int, int]:
    """What is seen and a little more: the counsellor's next step to the side is there already."""
    across, down = room.width * MARGIN, room.height * MARGIN
    left, top = max(0, int(there[0] * width - across)), max(0, int(there[1] * height - down))
    right = min(width, int(there[2] * width + across) + 1)
    bottom = min(height, int(there[3] * height + down) + 1)
    return left, top, right - left, bottom - top


def _merge(there: dict[str, dict[str, Any]], patch: dict[str, Any]) -> None:
    if patch.get("clear"):
        there.clear()
    for id, one in patch["set"].items():
        if one is None:
            there.pop(id, None)
        else:
            there[id] = one
