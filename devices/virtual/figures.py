"""People who do not exist, plainly drawn: who sits at the other end in demonstrations."""

import math
from enum import StrEnum

from PIL import Image, ImageDraw

Colour = str
_DRAWN = 2
"Drawn larger, then reduced: smooth edges."


class Figure(StrEnum):
    COUNSELLOR = "counsellor"
    RESIDENT = "resident"


class _Pen:
    """Draws in hundredths of the picture's height, from its middle."""

    def __init__(self, image: Image.Image) -> None:
        self._draw = ImageDraw.Draw(image)
        self._unit, self._middle = image.height / 100, image.width / 2

    def _box(self, x: float, y: float, rx: float, ry: float) -> tuple[float, float, float, float]:
        u, m = self._unit, self._middle
        return (m + (x - rx) * u, (y - ry) * u, m + (x + rx) * u, (y + ry) * u)

    def disc(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        self._draw.ellipse(self._box(x, y, rx, ry), fill=colour)

    def slab(
        self, x: float, y: float, rx: float, ry: float, colour: Colour, round_: float = 0
    ) -> None:
        self._draw.rounded_rectangle(self._box(x, y, rx, ry), round_ * self._unit, fill=colour)

    def arc(
        self, x: float, y: float, rx: float, ry: float, ends: tuple[int, int], colour: Colour
    ) -> None:
        width = max(1, round(1.1 * self._unit))
        self._draw.arc(self._box(x, y, rx, ry), *ends, fill=colour, width=width)

    def shape(self, points: list[tuple[float, float]], colour: Colour) -> None:
        u, m = self._unit, self._middle
        self._draw.polygon([(m + x * u, y * u) for x, y in points], fill=colour)


def draw(figure: Figure, phase: float, width: int, height: int) -> Image.Image:
    """The figure at `phase` (0 to 1) of a movement that repeats: it sways, speaks and blinks."""
    image = Image.new("RGB", (width * _DRAWN, height * _DRAWN))
    pen = _Pen(image)
    sway = 1.2 * math.sin(2 * math.pi * phase)
    mouth = abs(math.sin(2 * math.pi * phase * 7)) * (0.4 + 0.6 * (math.sin(9 * phase) > -0.2))
    blink = 0.46 < phase < 0.49 or 0.9 < phase < 0.93
    (_counsellor if figure is Figure.COUNSELLOR else _resident)(pen, sway)
    _face(pen, sway, mouth, blink, glasses=figure is Figure.RESIDENT)
    return image.resize((width, height), Image.Resampling.BOX)


def _counsellor(pen: _Pen, sway: float) -> None:
    pen.slab(0, 50, 80, 50, "#E4F0F0")
    pen.slab(-42, 34, 16, 22, "#FFFFFF", 2)
    pen.slab(-42, 34, 14, 20, "#BFDDE6", 1)
    pen.slab(-42, 34, 0.7, 20, "#FFFFFF")
    pen.slab(44, 60, 9, 11, "#C8731A", 2)
    for lean in (-7, -2, 4, 8):
        pen.disc(44 + lean, 40, 4, 14, "#2E7D4F")
    pen.disc(sway, 47, 22, 30, "#5B3A29")
    pen.slab(0, 100, 36, 24, "#0F5257", 16)
    pen.shape([(-9, 76), (9, 76), (0, 96)], "#FFFFFF")
    pen.slab(sway / 2, 72, 6, 9, "#D9A07C", 4)
    pen.disc(sway, 47, 16, 21, "#E8B48F")
    pen.shape([(sway - 16, 43), (sway + 16, 43), (sway + 15, 30), (sway - 12, 27)], "#5B3A29")
    pen.disc(sway - 3, 32, 16, 10, "#5B3A29")
    pen.arc(sway, 44, 18, 24, (180, 360), "#16302F")
    pen.slab(sway + 18, 48, 2.5, 5, "#16302F", 2)
    pen.arc(sway + 8, 54, 11, 10, (10, 110), "#16302F")


def _resident(pen: _Pen, sway: float) -> None:
    pen.slab(0, 50, 80, 50, "#F3E9D8")
    pen.slab(0, 96, 80, 12, "#DDD5C7")
    pen.slab(40, 30, 17, 13, "#8A5A33", 1)
    pen.slab(40, 30, 15, 11, "#A9C9A0")
    pen.shape([(25, 41), (36, 26), (45, 36), (50, 31), (55, 41)], "#5F8F62")
    pen.slab(0, 102, 38, 27, "#7A4B62", 18)
    pen.slab(sway / 2, 73, 7, 9, "#C98F72", 4)
    pen.slab(0, 79, 17, 5, "#C8731A", 5)
    pen.disc(sway - 17, 48, 3, 5, "#DDA588")
    pen.disc(sway + 17, 48, 3, 5, "#DDA588")
    pen.disc(sway, 47, 17, 21, "#E9B89A")
    pen.disc(sway - 14, 35, 6, 8, "#D9D9D4")
    pen.disc(sway + 14, 35, 6, 8, "#D9D9D4")
    pen.disc(sway, 27, 18, 9, "#3E4F5C")
    pen.slab(sway + 4, 33, 19, 2, "#2E3B45", 2)


def _face(pen: _Pen, sway: float, mouth: float, blink: bool, *, glasses: bool) -> None:
    for side in (-6.5, 6.5):
        if glasses:
            pen.disc(sway + side, 46, 5.2, 4.6, "#16302F")
            pen.disc(sway + side, 46, 4.4, 3.8, "#F7E3D6")
        if blink:
            pen.slab(sway + side, 46, 2.2, 0.4, "#16302F")
        else:
            pen.disc(sway + side, 46, 1.8, 2.0, "#16302F")
            pen.disc(sway + side + 0.6, 45.4, 0.6, 0.6, "#FFFFFF")
        pen.arc(sway + side, 41, 4, 3, (200, 340), "#5B3A29")
    pen.arc(sway, 50, 2, 4, (20, 160), "#B97A5B")
    pen.disc(sway, 60, 5, 0.8 + 2.6 * mouth, "#8E3B36")
    pen.arc(sway, 57, 6, 4.5, (25, 155), "#8E3B36")
