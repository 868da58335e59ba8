"""The colours and letters of Vis-à-vis, as the consoles and pages have them."""

from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase

INK = QColor("#16302F")
PETROL = QColor("#0F5257")
PETROL_DARK = QColor("#0A3B3F")
SAND = QColor("#FBF7F0")
WHITE = QColor("#FFFFFF")
LINE = QColor("#DDD5C7")
OCHRE = QColor("#C8731A")
SKY = QColor("#E4F0F0")
DESK = QColor("#D9E4E2")
"Under a document: darker than paper."

ASSETS = Path(__file__).parent / "assets"
FAMILIES = ("Atkinson Hyperlegible", "Noto Sans Arabic", "DejaVu Sans")
"Each has what the one before lacks; the last ones are packages of Debian."
MIN_SENTENCE_PX = 28


def load_fonts() -> None:
    """Once a process, before the first text."""
    for path in sorted((ASSETS / "fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise RuntimeError(f"unreadable font {path.name}")


def font(px: int, bold: bool = False) -> QFont:
    face = QFont(list(FAMILIES))
    face.setPixelSize(max(1, px))
    face.setBold(bold)
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return face
