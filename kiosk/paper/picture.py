"""A picture on an A4 sheet, from its pixels alone: no comment, place or date of it follows."""

import io
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from PIL import (
    Image,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
)

from .refusals import TooHeavy, Unreadable
from .sheet import A4_POINTS, blank, put, saved

PLUGINS = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin)
"What Pillow would import only when it meets a photograph, where nothing can be imported."
MARGIN = 14.2
"Points, 5 mm: what most printers cannot reach."
MOST_PIXELS = 50_000_000
"To decode at once; a JPEG of a camera is halved until it is below."
LONGEST, SHORTEST = 3508, 2480
"Pixels of an A4 sheet at 300 dpi: a printer shows no more."
ENOUGH = 2
"Times those; up to there it costs more to reduce a picture than to print it."
QUALITY = 90
"Of a photograph, compressed once more."


def pdf_of_picture(data: bytes) -> bytes:
    """On an upright A4 sheet, to be printed. Raises :exc:`.refusals.DocumentRefused`."""
    return _pdf(data, _on_a_sheet)


def page_of_picture(data: bytes) -> bytes:
    """A page of its own shape, upright, no larger than A4, to be looked at; raises likewise."""
    return _pdf(data, _as_a_page)


def _pdf(data: bytes, lay: Callable[[Image.Image, bool], bytes]) -> bytes:
    try:
        return lay(*_pixels(data))
    except Image.DecompressionBombError:
        raise TooHeavy from None
    except (UnidentifiedImageError, OSError, ValueError, TypeError, SyntaxError) as error:
        raise Unreadable(detail=type(error).__name__) from None
    except (KeyError, IndexError, AttributeError, RuntimeError, EOFError) as error:
        raise Unreadable(detail=type(error).__name__) from None  # Pillow on mutants


def _pixels(data: bytes) -> tuple[Image.Image, bool]:
    """Upright, on white, grey or RGB; and whether it came without loss."""
    Image.MAX_IMAGE_PIXELS = None  # told below, in our words
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as opened:
        if opened.format == "JPEG":
            opened.draft(None, (LONGEST, LONGEST))
        if opened.width * opened.height > MOST_PIXELS:
            raise TooHeavy(detail=f"{opened.width} x {opened.height}")
        lossless = opened.format == "PNG"
        upright = ImageOps.exif_transpose(opened)
        assert upright is not None
        picture = _opaque(upright)
    if picture.width * picture.height > ENOUGH * LONGEST * SHORTEST:
        box = (LONGEST, SHORTEST) if picture.width > picture.height else (SHORTEST, LONGEST)
        picture.thumbnail(box, Image.Resampling.BICUBIC)
    picture.info.clear()  # Pillow would write what it read beside the pixels
    return picture, lossless


def _opaque(picture: Image.Image) -> Image.Image:
    if picture.mode in ("1", "L", "I", "I;16", "F"):
        return picture.convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        shown = picture.convert("RGBA")
        paper = Image.new("RGB", shown.size, "white")
        paper.paste(shown, mask=shown.getchannel("A"))
        return paper
    return picture.convert("RGB")


def _on_a_sheet(picture: Image.Image, lossless: bool) -> bytes:
    with pikepdf.new() as document:
        sheet = blank(document)
        name = sheet.add_resource(_image(document, picture, lossless), pikepdf.Name.XObject)
        width, height = (side - 2 * MARGIN for side in A4_POINTS)
        across = picture.width > picture.height
        if across:
            width, height = height, width
        scale = min(width / picture.width, height / picture.height)
        wide, high = picture.width * scale, picture.height * scale
        left, low = MARGIN + (width - wide) / 2, MARGIN + (height - high) / 2
        drawn = f"{wide:.3f} 0 0 {high:.3f} {left:.3f} {low:.3f} cm {name} Do"
        put(document, sheet, drawn.encode(), across)
        return saved(document)


def _as_a_page(picture: Image.Image, lossless: bool) -> bytes:
    with pikepdf.new() as document:
        box = A4_POINTS[::-1] if picture.width > picture.height else A4_POINTS
        scale = min(box[0] / picture.width, box[1] / picture.height)
        wide, high = picture.width * scale, picture.height * scale
        page = document.add_blank_page(page_size=(wide, high))
        name = page.add_resource(_image(document, picture, lossless), pikepdf.Name.XObject)
        drawn = f"q {wide:.3f} 0 0 {high:.3f} 0 0 cm {name} Do Q"
        page.obj.Contents = document.make_stream(drawn.encode())
        return saved(document)


def _image(document: pikepdf.Pdf, picture: Image.Image, lossless: bool) -> Any:
    colour = pikepdf.Name.DeviceGray if picture.mode == "L" else pikepdf.Name.DeviceRGB
    if lossless:
        raw, packing = zlib.compress(picture.tobytes(), 6), pikepdf.Name.FlateDecode
    else:
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=QUALITY, subsampling=0)
        raw, packing = file.getvalue(), pikepdf.Name.DCTDecode
    return pikepdf.Stream(
        document,
        raw,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=colour,
        BitsPerComponent=8,
        Filter=packing,
    )
