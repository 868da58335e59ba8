"""``python -m kiosk.screens.outline SCREEN``: a bank card drawn on a screen, to be held against.

Commands, a JSON object a line: ``{"card": [width, height, radius]}`` in pixels;
``{"grab": PATH}`` writes what is shown. Reports: ``{"ready": {"name", "width", "height"}}``,
``{"shown": WIDTH}``, ``{"grabbed": PATH}``. It ends with its input.
"""

import os
import sys


def main() -> int:
    # As in __main__: opencv-python points it at plug-ins of its own, and pixels are pixels.
    os.environ.pop("QT_QPA_PLATFORM_PLUGIN_PATH", None)
    os.environ["QT_ENABLE_HIGHDPI_SCALING"] = "0"
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QScreen
    from PySide6.QtWidgets import QApplication, QWidget

    from .compositor import sway_of
    from .palette import INK, PETROL, SAND, font, load_fonts
    from .wire import Command, LineReader, say

    class Outline(QWidget):
        def __init__(self, screen: QScreen) -> None:
            super().__init__()
            self._card = (324, 204, 12)
            self.setWindowTitle("visavis-outline")
            self.setWindowFlags(Qt.WindowType.FramelessWindowHint)
            self.setScreen(screen)
            self.setGeometry(screen.geometry())
            self.showFullScreen()

        def obey(self, command: Command) -> None:
            card, path = command.get("card"), command.get("grab")
            if isinstance(card, list) and len(card) == 3:
                self._card = (int(card[0]), int(card[1]), int(card[2]))
                self.repaint()
                say(shown=self._card[0])
            elif isinstance(path, str) and self.grab().save(path, "PNG"):
                say(grabbed=path)
            else:
                say(error={"code": "bad_command"})

        def paintEvent(self, event: QPaintEvent) -> None:
            width, height, radius = self._card
            painter = QPainter(self)
            painter.fillRect(self.rect(), SAND)
            painter.setPen(INK)
            painter.setFont(font(max(20, self.height() // 22)))
            upper = QRectF(0, 0, self.width(), (self.height() - height) / 2)
            painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, "Posez une carte bancaire ici")
            left, top = (self.width() - width) // 2, (self.height() - height) // 2
            # The pen is inside: the card covers exactly the outer edge.
            pen = QPen(PETROL, 2, j=Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.setBrush(QColor("white"))
            painter.drawRoundedRect(left + 1, top + 1, width - 2, height - 2, radius, radius)
            painter.end()

    app = QApplication(["visavis-screens"])
    app.setDesktopFileName("visavis-screens")
    load_fonts()
    screens = {screen.name(): screen for screen in app.screens()}
    screen = screens.get(sys.argv[1] if len(sys.argv) > 1 else "", app.primaryScreen())
    window = Outline(screen)
    if (sway := sway_of(os.environ)) is not None:
        sway.place({"outline": screen.name()})
    reader = LineReader(
        sys.stdin.fileno(),
        window.obey,
        lambda: say(error={"code": "bad_line"}),
        lambda: app.exit(0),
    )
    place = screen.geometry()
    say(ready={"name": screen.name(), "width": place.width(), "height": place.height()})
    code = app.exec()
    del reader, window
    return code


if __name__ == "__main__":
    sys.exit(main())
