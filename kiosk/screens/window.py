"""One window: a plate, what moves over it, and the pictures of the call."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QCursor,
    QEventPoint,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QScreen,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

from kiosk.core.scenes import Scene

from . import buttons, caption
from . import pad as pads
from .feed import paint_cover, paint_part, paint_whole
from .lectern import Lectern
from .lifesize import Box
from .livery import PLAIN, Livery
from .pad import Pad
from .plate import Plate, compose
from .roles import Role
from .shapes import rounded

_INPUT = {
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.Shortcut,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.ContextMenu,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TouchEnd,
    QEvent.Type.TouchCancel,
    QEvent.Type.TabletPress,
    QEvent.Type.TabletMove,
    QEvent.Type.TabletRelease,
    QEvent.Type.Gesture,
    QEvent.Type.DragEnter,
    QEvent.Type.Drop,
}
"Nobody commands a kiosk by hand: all of it is swallowed."


class Window(QWidget):
    """Full screen on the screen it is given; no frame, no cursor, no focus, no closing."""

    def __init__(
        self,
        role: Role,
        painted: Callable[["Window"], None],
        lectern: Lectern | None,
        read: Callable[[int], None] = lambda _: None,
        pressed: Callable[[str], None] = lambda _: None,
        still: bool = False,
        typed: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`painted` hears of each scene, `read` of each text once they are seen, `pressed` of a
        button that is touched, `typed` of a key of the reply pad."""
        super().__init__()
        self.role = role
        self._painted, self._lectern, self._read = painted, lectern, read
        self._pressed, self._still, self._typed = pressed, still, typed
        self._pad: Pad | None = None
        self._text, self._written, self._seen = "", -1, -1
        self._scene: Scene | None = None
        self._page: QImage | None = None
        self._plate: Plate | None = None
        self._fresh = self.dark = False
        self._wears = PLAIN
        self.seconds = 0.0
        "Of the motion, since the scene began."
        self.remote: QImage | None = None
        self.part: Box | None = None
        "Of the counsellor's picture, to show them life size."
        self.own: QImage | None = None
        self.shared: QImage | None = None
        self.setWindowTitle(f"visavis-{role}")
        self.setObjectName(f"visavis-{role}")
        self.setWindowFlags(
            Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(QCursor(Qt.CursorShape.BlankCursor))

    def stand_on(self, screen: QScreen) -> None:
        """Fill this screen; harmless when it does already."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        # Not showFullScreen(): it also asks for the focus.
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()

    def darken(self, dark: bool) -> None:
        """Black, without anything that moves, until it is lit again."""
        if dark is not self.dark:
            self.dark = dark
            self.update()

    def show_scene(self, scene: Scene, page: QImage | None) -> None:
        self._scene, self._page, self.dark = scene, page, False
        self.seconds = 0.0
        self._make()

    def write(self, text: str, n: int) -> None:
        """What the counsellor writes; the screen is laid out anew when that begins or ends."""
        begins_or_ends = bool(text) is not bool(self._text)
        self._text, self._written = text, n
        if begins_or_ends:
            self._make()
        elif self._plate is not None and self._plate.caption is not None:
            self.update(self._plate.caption.toAlignedRect())
        else:
            self.update()

    def open_pad(self, pad: Pad | None) -> None:
        """What the resident writes back; the screen is laid out anew when that begins or ends."""
        if pad == self._pad:
            return
        before, self._pad = self._pad, pad
        if before is None or pad is None or replace(before, text="") != replace(pad, text=""):
            self._make()
        elif self._plate is not None and self._plate.pad is not None:
            self.update(pads.field(self._plate.pad).toAlignedRect())

    def wear(self, livery: Livery) -> None:
        """From the next scene on."""
        self._wears = livery

    @property
    def moves(self) -> bool:
        return not self.dark and self._plate is not None and bool(self._plate.moving)

    @property
    def shows_remote(self) -> bool:
        return self._plate is not None and self._plate.video is not None

    @property
    def shows_own(self) -> bool:
        return self._plate is not None and self._plate.own is not None

    def move(self, seconds: float) -> None:  # type: ignore[override]
        """Paint the moving parts where they are after so many seconds."""
        assert self._plate is not None
        self.seconds = seconds
        for part in self._plate.moving:
            self.update(part.place.toAlignedRect())

    def new_remote(self, image: QImage | None) -> None:
        self.remote = image
        if self._plate is not None and self._plate.video is not None:
            self.update(self._plate.video.toAlignedRect())

    def new_own(self, image: QImage | None) -> None:
        self.own = image
        if self._plate is not None and self._plate.own is not None:
            self.update(self._plate.own.toAlignedRect())

    @property
    def shows_shared(self) -> bool:
        return self._plate is not None and self._plate.window is not None

    def new_shared(self, image: QImage | None) -> None:
        """A window of the counsellor's computer."""
        self.shared = image
        if self._plate is not None and self._plate.window is not None:
            self.update(self._plate.window.toAlignedRect())

    def _make(self) -> None:
        if self._scene is not None and not self.size().isEmpty():
            shown = self._scene, self.role, self.size(), self._page, bool(self._text)
            self._plate = compose(*shown, still=self._still, pad=self._pad, wears=self._wears)
            if self._lectern is not None:
                self._lectern.stand(self._plate.lectern)
            self._fresh = True
            self.update()

    # -- Qt ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        plate = self._plate
        if plate is None:
            return
        painter = QPainter(self)
        if self.dark:
            painter.fillRect(event.rect(), Qt.GlobalColor.black)
            painter.end()
            return
        video = plate.video if self.remote is not None else None
        if video is None or not video.toAlignedRect().contains(event.rect()):
            self._paint_plate(painter, plate, event.rect())
        if video is not None and self.remote is not None:
            if self.part is None:
                paint_cover(painter, video, self.remote)
            else:
                paint_part(painter, video, self.remote, self.part)
        if plate.window is not None and self.shared is not None:
            paint_whole(painter, plate.window, self.shared)
        if plate.own is not None and self.own is not None:
            self._paint_own(painter, plate.own, self.own)
        if plate.caption is not None and plate.screen is not None:
            caption.paint(painter, plate.caption, plate.screen, self._text, plate.said)
        if plate.pad is not None and self._pad is not None:
            pads.paint_text(painter, plate.pad, self._pad)
        painter.end()
        if self._seen != self._written:
            self._seen = self._written
            self._read(self._seen)
        if self._fresh:
            self._fresh = False
            self._painted(self)

    def _paint_plate(self, painter: QPainter, plate: Plate, rect: QRect) -> None:
        painter.drawImage(rect, plate.image, rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for part in plate.moving:
            part.paint(painter, self.seconds)
        if plate.lectern is not None and self._lectern is not None:
            self._lectern.paint(painter)

    def _paint_own(self, painter: QPainter, place: QRectF, image: QImage) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(rounded(place))
        # As in a mirror: that is how people know themselves.
        painter.translate(place.center().x() * 2, 0)
        painter.scale(-1, 1)
        paint_cover(painter, place, image)
        painter.restore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make()

    def event(self, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self._touched(event)
            event.accept()
            return True
        return super().event(event)

    def _touched(self, event: QEvent) -> None:
        """Counts on buttons and keys of the reply pad, which only a screen that is touched has."""
        if self._plate is None:
            return
        for point in _fingers(event):
            if (key := pads.at(self._plate.keys, point)) is not None:
                self._typed(key)
            elif (button := buttons.at(self._plate.buttons, point)) is not None:
                self._pressed(button)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()


def _fingers(event: QEvent) -> list[QPointF]:
    """Those that come down now: who writes with two does not wait for the first to leave."""
    if isinstance(event, QTouchEvent):
        down = QEventPoint.State.Pressed
        return [point.position() for point in event.points() if point.state() is down]
    if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonPress:
        return [event.position()]
    return []
