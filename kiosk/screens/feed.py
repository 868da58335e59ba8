"""Pictures of another process, newest only, as Qt paints them fastest: 32 bits, source size.

Reads an I420 board of shared memory; FFmpeg's own conversion does the colours (about a
millisecond at 720p), Qt scales while it paints.
"""

import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from devices.frames import Board, Picture

from .lifesize import Box

if TYPE_CHECKING:
    from av import VideoFrame
    from av.video.reformatter import VideoReformatter


def warm_up() -> None:
    """Load FFmpeg: half of this process's start, hence after the first scene, before a call."""
    importlib.import_module("av.video.reformatter")


class Feed:
    """One board. :meth:`look` after each tick; paint :attr:`image` if there is one."""

    def __init__(self, name: str) -> None:
        """Raises OSError when the writer is gone."""
        self._board = Board.open(name)
        self._reformatter: VideoReformatter | None = None
        self._sequence = 0
        self._kept: VideoFrame | None = None
        self.image: QImage | None = None

    def look(self) -> bool:
        """Whether there is something new to paint: a newer picture, or none any more."""
        picture = self._board.newest()
        if picture is None:
            gone = self._sequence != 0 and self._wiped()
            return gone
        if picture.sequence == self._sequence:
            return False
        return self._take(picture)

    def close(self) -> None:
        self.image = self._kept = None
        self._board.close()

    def _wiped(self) -> bool:
        """A board that is being written answers none for an instant: ask it twice."""
        if self._board.newest() is not None:
            return False
        self._sequence, self.image, self._kept = 0, None, None
        return True

    def _take(self, picture: Picture) -> bool:
        from av import VideoFrame
        from av.video.reformatter import VideoReformatter

        self._reformatter = self._reformatter or VideoReformatter()
        source = VideoFrame.from_ndarray(picture.i420, format="yuv420p")
        if not picture.intact():
            return False
        frame = self._reformatter.reformat(source, format="bgra")
        plane = frame.planes[0]
        self.image = QImage(
            memoryview(plane),
            frame.width,
            frame.height,
            plane.line_size,
            QImage.Format.Format_RGB32,
        )
        # QImage looks at the frame's memory: the frame must live as long.
        self._kept, self._sequence = frame, picture.sequence
        return True


EDGE = 14
"Pixels around what is shown whole: a window does not seem to be the screen's own."


def paint_whole(painter: QPainter, place: QRectF, image: QImage) -> None:
    """As large as it goes in `place`, all of it: nothing of what is to be read is cut off."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    inner = place.adjusted(EDGE, EDGE, -EDGE, -EDGE)
    size = image.size().toSizeF().scaled(inner.size(), Qt.AspectRatioMode.KeepAspectRatio)
    box = QRectF(QPointF(), size)
    box.moveCenter(place.center())
    painter.drawImage(box, image)


def paint_part(painter: QPainter, place: QRectF, image: QImage, part: Box) -> None:
    """That part of it, which has the place's shape."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    wide, high = image.width(), image.height()
    cut = QRectF(part.left * wide, part.top * high, part.width * wide, part.height * high)
    painter.drawImage(place, image, cut)


def paint_cover(painter: QPainter, place: QRectF, image: QImage) -> None:
    """Fill `place`, cutting off what is too much: a face is never squeezed nor framed in black."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    wanted = place.size().scaled(image.size().toSizeF(), Qt.AspectRatioMode.KeepAspectRatio)
    cut = QRect(0, 0, round(wanted.width()), round(wanted.height()))
    cut.moveLeft((image.width() - cut.width()) // 2)
    # Heads are in the upper half of a picture: keep more of it.
    cut.moveTop(round((image.height() - cut.height()) * 0.35))
    # One size or another by a pixel would cost a scaling of the whole picture.
    if QSize(cut.width(), cut.height()) == place.size().toSize():
        painter.drawImage(place.topLeft(), image, QRectF(cut))
    else:
        painter.drawImage(place, image, QRectF(cut))
