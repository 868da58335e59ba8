"""What a drawing of a PDF could do, carry or tell beside being drawn, and how it is taken away.

Pure functions of a document that is open, for :mod:`.clean` and :mod:`.form_writer`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from .refusals import TooHeavy, Unreadable

MAX_DEPTH = 100
UNWANTED = (
    "/AA",
    "/A",
    "/AF",
    "/EF",
    "/JS",
    "/RichMediaContent",
    "/Ref",
    "/OPI",
    "/Alternates",
    "/Metadata",
    "/PieceInfo",
)
"""Keys by which a drawing runs, carries, fetches or tells something (ISO 32000-1: 12.6, 7.11.4,
8.10.4 reference XObjects, 8.9.5.4 alternate images, 14.3, 14.5, 14.11.7)."""
MOST_DRAWN, MOST_PIXELS = 64 * 1024 * 1024, 150_000_000
"Of a page's drawing, opened, and of a picture in it: A4 at 1200 dpi. A printer gets no bomb."
KEPT = {
    "/Form": "Type Subtype FormType BBox Matrix Resources Group OC Name",
    "/Image": "Type Subtype Width Height ColorSpace BitsPerComponent Intent ImageMask Mask Decode"
    " Interpolate SMask SMaskInData Matte Name OC",
}
"""What a reader needs of them (ISO 32000-1, tables 89, 95 and 146); what else is written there
nobody sees."""
TEXTS = frozenset({"/Registry", "/Ordering", "/CharSet", "/FontFamily", "/Panose"})
"""Strings that a font needs (ISO 32000-1, 9.7.3 and 9.8): what is read on a sheet is in its
drawing, so that any other string of a dictionary tells something else, but for a layer's name."""
LAYER = "/Name"
PACKED = ("/Length", "/Filter", "/DecodeParms")
OUTSIDE = "/F"
"In a stream's dictionary: its data is another file (ISO 32000-1, 7.3.8.2)."


def disarm(document: pikepdf.Pdf) -> None:
    for part in _dictionaries(document):
        for key in UNWANTED:
            if key in part:
                del part[key]
        if isinstance(part, pikepdf.Stream):
            _disarm_stream(part)


def forget_what_is_not_drawn(document: pikepdf.Pdf) -> None:
    for part in _dictionaries(document):
        _forget_texts(part)
        if isinstance(part, pikepdf.Stream):
            _keep_what_is_drawn(part)


def _forget_texts(part: pikepdf.Object) -> None:
    for key in [key for key, value in part.items() if isinstance(value, pikepdf.String)]:
        if key == LAYER:
            part[key] = pikepdf.String("")  # a layer must have one (8.11.2.1)
        elif key not in TEXTS:
            del part[key]


def _disarm_stream(stream: pikepdf.Stream) -> None:
    kind = stream.get("/Subtype")
    if OUTSIDE in stream:
        raise Unreadable(detail="data in another file")
    if kind == pikepdf.Name.PS:
        stream.write(b"")  # PostScript, that a printer would run (ISO 32000-1, 8.8.2)
    elif kind == pikepdf.Name.Image:
        if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > MOST_PIXELS:
            raise TooHeavy(detail="a picture")
    elif kind == pikepdf.Name.Form and len(stream.read_bytes()) > MOST_DRAWN:
        raise TooHeavy(detail="a drawing")


def _keep_what_is_drawn(stream: pikepdf.Stream) -> None:
    names = KEPT.get(str(stream.get("/Subtype")))
    if names is None:
        return
    for key in set(stream.keys()) - {f"/{name}" for name in names.split()} - set(PACKED):
        del stream[key]


def _dictionaries(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every one, wherever it lies."""
    for found in document.objects:
        yield from _within(found)


def _within(found: pikepdf.Object, depth: int = 0) -> Iterator[Any]:
    """It and what it holds directly; what it refers to is an object of its own."""
    if depth > MAX_DEPTH:
        raise ValueError("nested too deep")
    inside: Iterable[pikepdf.Object] = ()
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        yield found
        inside = [value for _, value in found.items()]
    elif isinstance(found, pikepdf.Array):
        inside = list(found)
    for part in inside:
        if isinstance(part, pikepdf.Dictionary | pikepdf.Array) and not part.is_indirect:
            yield from _within(part, depth + 1)
