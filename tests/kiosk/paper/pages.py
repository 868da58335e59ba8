"""Sheets as a scanner sees them: printed, laid askew, on a dark lid, cut, dusty."""

import io
from functools import lru_cache
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[3]
FORM = ROOT / "tests" / "data" / "formulaire-rempli.jpg"
"Skewed, with black borders, and not A4."
FONT = ROOT / "kiosk" / "screens" / "assets" / "fonts" / "AtkinsonHyperlegible-Regular.ttf"
LETTER = """
    Madame, Monsieur, nous avons bien reçu votre demande de retraite agricole. Votre dossier
    sera étudié dans un délai de deux mois. Pour toute question, prenez rendez-vous au guichet
    de votre village. Les pièces à fournir sont la carte d’identité, un justificatif de
    domicile et le dernier avis d’imposition.
"""
WORDS = LETTER.split()
A4_MM = (210, 297)
LID = 25
"The shade of a lid that was left open."


def blank(dpi: int = 150, mm: tuple[float, float] = A4_MM, shade: int = 250) -> Image.Image:
    return Image.new("L", (round(mm[0] / 25.4 * dpi), round(mm[1] / 25.4 * dpi)), shade)


@lru_cache(maxsize=8)
def letter(
    points: float = 10, dpi: int = 150, capitals: bool = False, margin_mm: float = 20
) -> Image.Image:
    """A page of print. Not to be painted on: the next test gets the same."""
    page = blank(dpi)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(FONT, round(points * dpi / 72))
    margin, step = round(margin_mm / 25.4 * dpi), round(points * dpi / 72 * 1.35)
    words = cycle(word.upper() if capitals else word for word in WORDS)
    for number, top in enumerate(range(margin, page.height - margin, step)):
        if number % 9 == 8:
            continue  # paragraphs
        line = next(words)
        while draw.textlength(line, font=font) < page.width - 2 * margin - 12 * points:
            line += " " + next(words)
        draw.text((margin, top), line, font=font, fill=20)
    return page


def askew(page: Image.Image, degrees: float, lid: int = 250) -> Image.Image:
    """Turned clockwise on the glass; what it uncovers shows the lid."""
    return page.rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=lid)


def on_lid(page: Image.Image, mm: float = 8, degrees: float = 0) -> Image.Image:
    """Smaller than the glass, with the open lid all around."""
    glass = Image.new(page.mode, page.size, LID)
    inset = round(mm / 25.4 * page.width / A4_MM[0] * 25.4)
    small = page.resize((page.width - 2 * inset, page.height - 2 * inset))
    mask = Image.new("L", small.size, 255)
    turn: dict[str, Any] = {"resample": Image.Resampling.BICUBIC, "expand": True}
    small, mask = small.rotate(-degrees, **turn), mask.rotate(-degrees, **turn)
    corner = ((glass.width - small.width) // 2, (glass.height - small.height) // 2)
    glass.paste(small, corner, mask)
    return glass


def noisy(page: Image.Image, grain: float = 3, seed: int = 5) -> Image.Image:
    noise = np.random.default_rng(seed).normal(0, grain, page.size[::-1])
    return Image.fromarray(np.clip(np.asarray(page) + noise, 0, 255).astype(np.uint8))


def jpeg(page: Image.Image, quality: int = 85) -> bytes:
    data = io.BytesIO()
    page.save(data, "JPEG", quality=quality)
    return data.getvalue()


def ssim(one: Image.Image, other: Image.Image, window: int = 8) -> float:
    """Mean structural similarity (Wang 2004), over the windows that hold print."""
    a, b = (np.asarray(image.convert("L"), dtype=float) for image in (one, other))
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    ma, mb = _means(a, window), _means(b, window)
    va, vb = _means(a * a, window) - ma**2, _means(b * b, window) - mb**2
    both = _means(a * b, window) - ma * mb
    like = (2 * ma * mb + c1) * (2 * both + c2) / ((ma**2 + mb**2 + c1) * (va + vb + c2))
    printed = va > 20**2
    return float(like[printed].mean())


def _means(pixels: Any, window: int) -> Any:
    whole = np.cumsum(np.cumsum(np.pad(pixels, ((1, 0), (1, 0))), 0), 1)
    total = (
        whole[window:, window:]
        - whole[:-window, window:]
        - whole[window:, :-window]
        + whole[:-window, :-window]
    )
    return total / window**2
