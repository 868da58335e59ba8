"""Letters, sizes and colours of the sheets, and words made into lines.

Atkinson Hyperlegible, as on the screens; its file is read once, then it is embedded in each PDF.
"""

import re
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

FONTS = Path(__file__).resolve().parents[2] / "screens" / "assets" / "fonts"
PLAIN, BOLD = "Atkinson", "Atkinson-Bold"
INK, PETROL, OCHRE = HexColor("#16302F"), HexColor("#0F5257"), HexColor("#8A4B0C")
SKY, LINE = HexColor("#E4F0F0"), HexColor("#B9B2A4")
MARGIN = 20 * mm
WIDTH = A4[0] - 2 * MARGIN
"Of the text."
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@cache
def _load() -> None:
    for name, file in ((PLAIN, "Regular"), (BOLD, "Bold")):
        registerFont(TTFont(name, FONTS / f"AtkinsonHyperlegible-{file}.ttf"))
    registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)


@cache
def style(
    size: float, bold: bool = False, space: float = 0.3, colour: HexColor = INK
) -> ParagraphStyle:
    """`space` after it, in lines."""
    _load()
    return ParagraphStyle(
        f"{size}{bold}{space}{colour}",
        fontName=BOLD if bold else PLAIN,
        fontSize=size,
        leading=size * 1.32,
        spaceAfter=size * space,
        textColor=colour,
    )


def line(text: str, how: ParagraphStyle) -> Paragraph:
    """What a person wrote, and nothing but that: no mark of it is a command."""
    return Paragraph(escape(_CONTROL.sub("", text)), how)


def paragraphs(text: str, how: ParagraphStyle) -> list[Paragraph]:
    """One for each line that is not empty."""
    return [line(each, how) for each in text.splitlines() if each.strip()]
