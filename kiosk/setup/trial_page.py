"""The page that `visavis setup` prints: A4, with what shows at a glance whether a printer is well.

Rulers in millimetres tell the scale, corners what the printer cuts off, grey steps and hair
lines the ink, a paragraph whether it can be read.
"""

from datetime import date
from io import BytesIO
from pathlib import Path

import img2pdf  # type: ignore[import-untyped]
from PIL import Image, ImageDraw, ImageFont

DPI = 300
WIDTH_MM, HEIGHT_MM = 210, 297
FONTS = Path(__file__).parent.parent / "screens" / "assets" / "fonts"
MARGIN = 15
"Millimetres; nearly every printer prints up to 5."
GREYS = 11
SENTENCE = (
    "Si vous lisez ces lignes sans effort, si les règles mesurent bien dix centimètres",
    "et si les onze gris sont différents, l’imprimante du guichet est bien réglée.",
)


def px(millimetres: float) -> int:
    return round(millimetres * DPI / 25.4)


def trial_page(kiosk: str, today: date) -> bytes:
    """A PDF of one A4 page."""
    image = Image.new("L", (px(WIDTH_MM), px(HEIGHT_MM)), 255)
    draw = ImageDraw.Draw(image)
    _corners(draw)
    _text(draw, MARGIN, 22, "Vis-à-vis", 13, bold=True)
    _text(draw, MARGIN, 39, "Page d’essai du guichet", 6.5)
    _text(draw, MARGIN, 50, kiosk, 8, bold=True)
    _text(draw, MARGIN, 62, f"Imprimée le {today:%d/%m/%Y}", 5)
    _ruler(draw, MARGIN, 80)
    _upright_ruler(draw, 190, 80)
    _greys(draw, MARGIN, 105)
    _hair_lines(draw, MARGIN, 150)
    for line, sentence in enumerate(SENTENCE):
        _text(draw, MARGIN, 205 + 8 * line, sentence, 4.4)
    _text(draw, MARGIN, 230, "Posez ensuite cette page sur la vitre du scanner.", 5, bold=True)
    data = BytesIO()
    image.save(data, "PNG", dpi=(DPI, DPI))
    sheet = (img2pdf.mm_to_pt(WIDTH_MM), img2pdf.mm_to_pt(HEIGHT_MM))
    pdf: bytes = img2pdf.convert(
        data.getvalue(), layout_fun=img2pdf.get_layout_fun(sheet), title="Page d’essai"
    )
    return pdf


def _font(height_mm: float, bold: bool) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    file = FONTS / f"AtkinsonHyperlegible-{'Bold' if bold else 'Regular'}.ttf"
    try:
        return ImageFont.truetype(str(file), px(height_mm))
    except OSError:
        return ImageFont.load_default(px(height_mm))


def _text(
    draw: ImageDraw.ImageDraw, x: float, y: float, text: str, height: float, bold: bool = False
) -> None:
    draw.text((px(x), px(y)), text, fill=0, font=_font(height, bold))


def _corners(draw: ImageDraw.ImageDraw) -> None:
    """5, 8 and 11 mm from the edges: the outermost complete angle tells the margin."""
    for distance in (5, 8, 11):
        for x, inward in ((distance, 1), (WIDTH_MM - distance, -1)):
            for y, downward in ((distance, 1), (HEIGHT_MM - distance, -1)):
                corner = (px(x), px(y))
                draw.line([corner, (px(x + 6 * inward), px(y))], 0, 3)
                draw.line([corner, (px(x), px(y + 6 * downward))], 0, 3)


def _ruler(draw: ImageDraw.ImageDraw, left: float, top: float) -> None:
    """Ten centimetres, a tick a millimetre."""
    draw.line([(px(left), px(top)), (px(left + 100), px(top))], 0, 3)
    for mm in range(101):
        length = 7 if mm % 10 == 0 else 5 if mm % 5 == 0 else 3
        draw.line([(px(left + mm), px(top)), (px(left + mm), px(top + length))], 0, 2)
        if mm % 10 == 0:
            _text(draw, left + mm - 1, top + 8, str(mm // 10), 4)
    _text(draw, left + 105, top + 1, "cm", 5)


def _upright_ruler(draw: ImageDraw.ImageDraw, left: float, top: float) -> None:
    draw.line([(px(left), px(top)), (px(left), px(top + 100))], 0, 3)
    for mm in range(101):
        length = 7 if mm % 10 == 0 else 5 if mm % 5 == 0 else 3
        draw.line([(px(left - length), px(top + mm)), (px(left), px(top + mm))], 0, 2)


def _greys(draw: ImageDraw.ImageDraw, left: float, top: float) -> None:
    step = 14
    for n in range(GREYS):
        x, level = left + n * step, round(255 * n / (GREYS - 1))
        draw.rectangle([px(x), px(top), px(x + step), px(top + 22)], fill=level, outline=0, width=2)
        _text(draw, x + 2, top + 24, f"{100 - 10 * n} %", 4)


def _hair_lines(draw: ImageDraw.ImageDraw, left: float, top: float) -> None:
    """One to five dots wide, upright and lying: a clogged head breaks them."""
    for n in range(1, 6):
        y, x = top + n * 6, left + 100 + n * 8
        draw.line([(px(left), px(y)), (px(left + 90), px(y))], 0, n)
        draw.line([(px(x), px(top + 6)), (px(x), px(top + 40))], 0, n)
