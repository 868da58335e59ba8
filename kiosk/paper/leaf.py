"""Pages as the document screen shows them: pixels, and nothing else of what was sent.

Pure functions of bytes, for a :class:`.sandbox.Sandbox`. What is shown keeps its own size, unlike
what is printed: a page is drawn by PDFium as it is, for the screen's own pixels. The kiosk imports
it here alone.
"""

import logging
from typing import Any

import pypdfium2  # type: ignore[import-untyped]

from .clean import JPEG, PDF, PNG, is_only_xfa
from .picture import page_of_picture
from .refusals import (
    DocumentRefused,
    Locked,
    OnlyXfa,
    TooHeavy,
    TooLong,
    UnknownKind,
    Unreadable,
)
from .sandbox import Answer

logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # it warns of each form that has XFA
LONGEST_POINTS = 14_400
"PDF 1.7, C.2: a page is 200 inches at most."
MOST_PIXELS = 10_000_000
"Of a picture of a page: 40 MB, less than an answer may hold."
BYTES = 4
"Of a pixel: blue, green, red and one that says nothing."
XFA = (pypdfium2.raw.FORMTYPE_XFA_FULL, pypdfium2.raw.FORMTYPE_XFA_FOREGROUND)
_PASSWORD = 4
"fpdfview.h: FPDF_ERR_PASSWORD."


def opened(data: bytes, most_pages: int) -> Answer:
    """`{"sizes": [[width, height]...]}` in points; with the PDF of a picture, to draw from."""
    try:
        if data.startswith(PDF):
            return {"sizes": _sizes(data, most_pages)}, []
        if data.startswith((JPEG, PNG)):
            page = page_of_picture(data)
            return {"sizes": _sizes(page, 1)}, [page]
        raise UnknownKind
    except DocumentRefused as refusal:
        return {"refused": refusal.code}, []


def _sizes(data: bytes, most_pages: int) -> list[tuple[float, float]]:
    document = _document(data)
    if document.get_formtype() in XFA and is_only_xfa(data):
        raise OnlyXfa
    if not len(document):
        raise Unreadable(detail="no page")
    if len(document) > most_pages:
        raise TooLong(detail=str(most_pages))
    try:
        return [_size(document[number]) for number in range(len(document))]
    except pypdfium2.PdfiumError:
        raise Unreadable(detail="page") from None


def _document(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise Locked from None
        raise Unreadable(detail="document") from None


def _size(page: Any) -> tuple[float, float]:
    """As it is shown: its crop box, turned."""
    width, height = page.get_size()
    if not (1 <= width <= LONGEST_POINTS and 1 <= height <= LONGEST_POINTS):
        raise Unreadable(detail="page without a size")
    return width, height


def drawn(
    data: bytes,
    page: int,
    whole: tuple[int, int],
    part: tuple[int, int, int, int],
) -> Answer:
    """`{"size": [width, height]}` and the pixels, row by row from the top.

    `page` counts from 0; `whole` is the size of the whole page in pixels, `part` what is wanted of
    it: left, top, width, height.
    """
    left, top, width, height = part
    if min(width, height, *whole) < 1 or width * height > MOST_PIXELS:
        return {"refused": TooHeavy.code}, []
    try:
        document = _document(data)
        document.init_forms()
        pixels = _draw(document, document[page], whole, (left, top, width, height))
    except (DocumentRefused, pypdfium2.PdfiumError, IndexError):
        return {"refused": Unreadable.code}, []
    return {"size": [width, height]}, [pixels]


def _draw(
    document: Any, page: Any, whole: tuple[int, int], part: tuple[int, int, int, int]
) -> bytes:
    """fpdfview.h, FPDF_RenderPageBitmap: a page is laid anywhere on a picture; so is a part. What
    its fields hold, which the first one leaves out, is drawn over it (fpdf_formfill.h,
    FPDF_FFLDraw)."""
    left, top, width, height = part
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, pypdfium2.raw.FPDFBitmap_BGRx)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    flags = pypdfium2.raw.FPDF_ANNOT
    placed = bitmap, page, -left, -top, *whole, 0, flags
    pypdfium2.raw.FPDF_RenderPageBitmap(*placed)
    if document.formenv is not None:
        pypdfium2.raw.FPDF_FFLDraw(document.formenv, *placed)
    rows = bytes(bitmap.buffer)
    stride, wanted = bitmap.stride, width * BYTES
    if stride == wanted:
        return rows[: wanted * height]
    return b"".join(rows[row * stride : row * stride + wanted] for row in range(height))
