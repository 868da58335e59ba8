"""What a community could give its kiosks: logos drawn here, good and bad."""

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parents[2] / "kiosk/screens/assets/fonts" / "AtkinsonHyperlegible-Bold.ttf"
BLUE, WHITE = (0, 75, 135, 255), (255, 255, 255, 255)
NAME = "Communauté de communes de la Thiérache du Centre"


def drawn(ink: tuple[int, ...] = BLUE, size: tuple[int, int] = (900, 300)) -> Image.Image:
    """A shape and two words on nothing, with a wide empty margin."""
    logo = Image.new("RGBA", size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(logo)
    wide, high = size
    pen.ellipse((wide * 0.08, high * 0.2, wide * 0.08 + high * 0.6, high * 0.8), ink)
    face = ImageFont.truetype(str(FONT), round(high * 0.26))
    pen.text((wide * 0.34, high * 0.22), "Thiérache", ink, face)
    pen.text((wide * 0.34, high * 0.52), "du Centre", ink, face)
    return logo


def png(logo: Image.Image) -> bytes:
    file = io.BytesIO()
    logo.save(file, "PNG")
    return file.getvalue()
