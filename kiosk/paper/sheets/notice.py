"""The notice of the room about its camera, from `docs/affiche-camera.html` to a PDF of one page.

The page is the one place of its words, which :func:`notice` lays out for a kiosk that has a printer
and no browser. It knows the few marks that the page has: headings, paragraphs, lists, bold, a
place to fill in by hand.
"""

import io
from html.parser import HTMLParser
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Paragraph, SimpleDocTemplate, Spacer

from .letters import PETROL, PLAIN, style

PAGE = Path(__file__).resolve().parents[3] / "docs" / "affiche-camera.html"
SIDE = 15 * mm
"As the page's own margin."
BLOCKS = ("h1", "h2", "p", "li")
TO_FILL = "_" * 30


class _Blocks(HTMLParser):
    """What is to be read, block by block: each its tag, and its words with bold marked."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[tuple[str, str]] = []
        self._open = ""
        self._said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            large = tag == "p" and ("class", "yes") in attrs
            self._open, self._said = "lead" if large else tag, []
        elif tag == "strong":
            self._said.append("<b>")
        elif ("class", "fill") in attrs:
            self._said.append(TO_FILL)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.blocks.append((self._open, " ".join("".join(self._said).split())))
            self._open = ""
        elif tag == "strong":
            self._said.append("</b>")

    def handle_data(self, data: str) -> None:
        if self._open:
            self._said.append(escape(data))


def notice() -> bytes:
    """A PDF of one A4 page. Raises OSError where the page was not installed."""
    reader = _Blocks()
    reader.feed(PAGE.read_text(encoding="utf-8"))
    flow: list[Flowable] = []
    for kind, words in reader.blocks:
        flow += _laid_out(kind, words)
    file = io.BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), SIDE - 6)
    title = reader.blocks[0][1]
    page = SimpleDocTemplate(file, pagesize=A4, title=title, lang="fr-FR", invariant=1, **margins)
    page.build(flow)
    return file.getvalue()


def _laid_out(kind: str, words: str) -> list[Flowable]:
    match kind:
        case "h1":
            rule = HRFlowable("100%", 2, color=PETROL, spaceBefore=2, spaceAfter=10)
            return [Paragraph(words, style(36, bold=True, space=0.1, colour=PETROL)), rule]
        case "h2":
            return [Spacer(0, 3 * mm), Paragraph(words, style(21, bold=True, space=0.3))]
        case "lead":
            return [Paragraph(words, style(21, space=0.5))]
        case "li":
            how = ParagraphStyle("item", style(16, space=0.3), leftIndent=16, bulletFontName=PLAIN)
            return [Paragraph(words, how, bulletText="•")]
    return [Paragraph(words, style(15, space=0.5))]
