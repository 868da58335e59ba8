"""The community's logo as pixels for the document screen. It runs in :mod:`.sandbox` alone."""

import io

from PIL import Image, ImageChops

from .refusals import DocumentRefused, TooHeavy, Unreadable
from .sandbox import Answer

WIDEST, HIGHEST = 1600, 800
"Pixels of what is opened; the server lets no more in."
SHOWN = 1200, 400
"At most, of what is shown: a tenth of the height of the finest screen."
FAINT = 12
"Of 255: what differs less from its ground is its ground."
PALE = 190.0
"Of 255: past it, what is drawn would not be seen on white."


def pixels(data: bytes) -> Answer:
    """`{"size": [width, height], "pale": bool}` and the pixels: blue, green, red and their opacity,
    the colours multiplied by it; without the empty margins that it came with."""
    try:
        logo = _opened(data)
        pale, logo = _is_pale(logo), _trimmed(logo)
        logo.thumbnail(SHOWN, Image.Resampling.LANCZOS)
    except DocumentRefused as refusal:
        return {"refused": refusal.code}, []
    except Exception:  # noqa: BLE001 - Pillow on mutants raises what it likes
        return {"refused": Unreadable.code}, []
    red, green, blue, opacity = logo.convert("RGBa").split()
    turned = Image.merge("RGBA", (blue, green, red, opacity))
    return {"size": list(turned.size), "pale": pale}, [turned.tobytes()]


def _opened(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=("PNG",)) as opened:
        if opened.width > WIDEST or opened.height > HIGHEST:
            raise TooHeavy(detail=f"{opened.width} x {opened.height}")
        return opened.convert("RGBA")


def _trimmed(logo: Image.Image) -> Image.Image:
    """Without the white, or the nothing, around it; another ground is part of it."""
    corner = logo.getpixel((0, 0))
    red, green, blue, opacity = corner if isinstance(corner, tuple) else (0, 0, 0, 255)
    if opacity > FAINT and min(red, green, blue) < 255 - FAINT:
        return logo
    ground = Image.new("RGBA", logo.size, (red, green, blue, opacity))
    differs = ImageChops.difference(logo.convert("RGBa"), ground.convert("RGBa"))
    seen = Image.new("L", logo.size)
    for part in differs.split():
        seen = ImageChops.lighter(seen, part)
    box = seen.point(lambda value: 255 * (value > FAINT)).getbbox()
    if box is None:
        raise Unreadable(detail="nothing to see")
    return logo.crop(box)


def _is_pale(logo: Image.Image) -> bool:
    """White letters on nothing: they want a dark ground."""
    opacity = logo.getchannel("A")
    drawn = opacity.point(lambda value: 255 * (value > 127))
    share = sum(drawn.histogram()[255:]) / (logo.width * logo.height)
    if share > 0.97 or not share:
        return False
    grey = logo.convert("L").histogram(drawn)
    return sum(value * count for value, count in enumerate(grey)) / sum(grey) > PALE
