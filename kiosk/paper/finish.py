"""From what lay on the glass to a clean A4 page at 300 dpi. Pure.

Straightened, cropped, turned and fitted in one resampling: each one softens letters. A sheet that
is nearly A4 fills the page, a smaller one (a card, a receipt) keeps its size, a larger one is
made to fit. Paper becomes white, print stays as it is.
"""

import io
import math

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from . import ink
from .look import Correction, Ink

DPI = 300
A4_MM = (210.0, 297.0)
NEARLY = 0.08
"A sheet that is A4 but for a crop or a lid shows up to so much less, or more."
MOST_BYTES = {Ink.COLOUR: 400_000, Ink.GREY: 400_000, Ink.BLACK: 80_000}
SOLID = 115
"Of 255: so dark, it is black however large the area."
JPEG_STEPS = (
    *((DPI, quality) for quality in (78, 66, 54, 42, 30, 20)),
    *((250, quality) for quality in (30, 20, 12)),
    *((200, quality) for quality in (20, 10)),
    (150, 8),
)
"Resolution and quality, until a page is small enough: only a wall of small print needs less."
GROUP4_STEPS = ((DPI, 0.0), (250, 0.0), (200, 0.0), (180, 0.0), (150, 0.0), (150, 2.0), (150, 8.0))
"Resolution and smoothing; the last ones are for grain and photographs."


def finished(
    page: Image.Image, dpi: float, correction: Correction, out: int = DPI, photo: bool = False
) -> Image.Image:
    """An A4 page of `out` pixels an inch, RGB, L or 1. `page` has `dpi` of them; what is light in a
    `photo` is no paper, and stays as it is."""
    source = page.convert("RGB" if correction.ink is Ink.COLOUR else "L")
    sheet = _fitted(source, dpi, correction, out, photo)
    return bilevel(sheet) if correction.ink is Ink.BLACK else sheet


def encoded(page: Image.Image) -> bytes:
    """JPEG, or TIFF of CCITT group 4 for a page of black and white, small enough to travel."""
    return _group4(page) if page.mode == "1" else _jpeg(page)


def bilevel(grey: Image.Image) -> Image.Image:
    """Each pixel against its surroundings (Bradley 2007), so that a grey ground gives no dots."""
    smooth = grey.filter(ImageFilter.GaussianBlur(0.7))
    around = grey.filter(ImageFilter.BoxBlur(DPI // 12))
    level = ImageChops.subtract(around.point(lambda value: min(value, 245)), _even(grey, 26))
    dark = np.asarray(smooth) < np.asarray(level)
    solid = np.asarray(smooth) < SOLID
    return Image.fromarray(~ink.without_dust(dark | solid))


def _even(like: Image.Image, value: int) -> Image.Image:
    return Image.new("L", like.size, value)


def _fitted(
    page: Image.Image, dpi: float, correction: Correction, out: int, photo: bool
) -> Image.Image:
    left, top, right, bottom = correction.crop
    size = ((right - left) * page.width, (bottom - top) * page.height)
    if correction.turn in (90, 270):
        size = size[::-1]
    mm = tuple(side / dpi * 25.4 for side in size)
    across = mm[0] > A4_MM[0] * (1 + NEARLY) and mm[0] > mm[1]
    target_mm = A4_MM[::-1] if across else A4_MM
    canvas = (round(target_mm[0] / 25.4 * out), round(target_mm[1] / 25.4 * out))
    scale = _scale(mm, target_mm) * out / dpi
    if scale < 0.6:  # an affine transform reads four pixels: past that it would skip some
        by = round(1 / scale)
        page, scale = page.reduce(by), scale * by
        size = (size[0] / by, size[1] / by)
    matrix = _matrix(page.size, canvas, scale, correction)
    placed = page.transform(
        canvas, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC, fillcolor="white"
    )
    width, height = (min(c, round(side * scale)) for c, side in zip(canvas, size, strict=True))
    corner = ((canvas[0] - width) // 2, (canvas[1] - height) // 2)
    box = (*corner, corner[0] + width, corner[1] + height)
    clean = Image.new(page.mode, canvas, "white")
    sheet = placed.crop(box)
    clean.paste(sheet if photo else _whitened(sheet), box)
    return clean


def _scale(sheet: tuple[float, ...], target: tuple[float, ...]) -> float:
    ratios = [want / have for want, have in zip(target, sheet, strict=True)]
    fills = min(ratios)
    nearly = all(abs(1 - 1 / ratio) < NEARLY for ratio in ratios)
    return fills if nearly else min(1.0, fills)


def _matrix(
    page: tuple[int, int], canvas: tuple[int, ...], scale: float, correction: Correction
) -> tuple[float, ...]:
    """From a pixel of the canvas to one of the picture, as Pillow wants it."""
    left, top, right, bottom = correction.crop
    middle = np.array([page[0] / 2, page[1] / 2])
    crop = np.array([(left + right) / 2 * page[0], (top + bottom) / 2 * page[1]])
    back = _turned(-correction.turn) / scale
    skewed = _turned(correction.skew)
    linear = skewed @ back
    offset = middle + skewed @ (crop - middle) - linear @ (np.array(canvas) / 2)
    return (*linear[0], offset[0], *linear[1], offset[1])


def _turned(degrees: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Clockwise, as y goes down."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return np.array([[cosine, -sine], [sine, cosine]])


def _whitened(page: Image.Image) -> Image.Image:
    """Bare glass and paper become white; each colour has its own white, that of the paper."""
    bare = ink.borders(np.asarray(page.convert("L").reduce(2)))
    sheet = Image.fromarray((~ink.widened(bare, 3)).astype(np.uint8) * 255).resize(page.size)
    tables: list[int] = []
    for band in page.split():
        paper = _paper_of(band.histogram(sheet))
        tables += [min(255, round(value * 255 / paper)) for value in range(256)]
    white = Image.new(page.mode, page.size, "white")
    return Image.composite(page.point(tables), white, sheet)


def _paper_of(shades: list[int]) -> int:
    """The commonest light shade, a little darker for its grain; 255 where paper is not light."""
    counts = np.array(shades)
    light = int(counts[160:].argmax()) + 160
    if counts[light] < 0.02 * counts.sum() or light >= 252:
        return 255
    return light - 6


def _jpeg(page: Image.Image) -> bytes:
    kind = Ink.COLOUR if page.mode == "RGB" else Ink.GREY
    data = io.BytesIO()
    for dpi, quality in JPEG_STEPS:
        data = io.BytesIO()
        _at(page, dpi).save(data, "JPEG", quality=quality, optimize=True, dpi=(dpi, dpi))
        if data.tell() <= MOST_BYTES[kind]:
            break
    return data.getvalue()


def _group4(page: Image.Image) -> bytes:
    data = io.BytesIO()
    for dpi, blur in GROUP4_STEPS:
        grey = _at(page.convert("L"), dpi).filter(ImageFilter.GaussianBlur(blur))
        data = io.BytesIO()
        sharp = page if (dpi, blur) == GROUP4_STEPS[0] else grey.point(_half).convert("1")
        sharp.save(data, "TIFF", compression="group4", dpi=(dpi, dpi))
        if data.tell() <= MOST_BYTES[Ink.BLACK]:
            break
    return data.getvalue()


def _half(value: int) -> int:
    return 255 if value > 127 else 0


def _at(page: Image.Image, dpi: int) -> Image.Image:
    if dpi == DPI:
        return page
    size = (round(page.width * dpi / DPI), round(page.height * dpi / DPI))
    return page.resize(size, Image.Resampling.LANCZOS)
