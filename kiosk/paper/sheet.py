"""An A4 sheet, upright, and a drawing laid on it whole (ISO 216)."""

import io
from typing import Any

import pikepdf

A4_POINTS = (595.276, 841.89)
"Width and height: 210 x 297 mm, in points of 1/72 inch."
TURNED = "0 1 -1 0 {width} 0 cm"
"A quarter of a turn, back into the sheet: a wide page is printed along its length."


def blank(document: pikepdf.Pdf) -> pikepdf.Page:
    return document.add_blank_page(page_size=A4_POINTS)


def lay(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Add a sheet with what `page`, of another document, shows: as large as it fits, centred."""
    drawing = document.copy_foreign(page.as_form_xobject())
    sheet = blank(document)
    name = sheet.add_resource(drawing, pikepdf.Name.XObject)
    width, height = A4_POINTS
    across = _is_wide(page)
    box = (
        pikepdf.Rectangle(0, 0, height, width) if across else pikepdf.Rectangle(0, 0, width, height)
    )
    placed = sheet.calc_form_xobject_placement(
        drawing, name, box, invert_transformations=True, allow_shrink=True, allow_expand=True
    )
    if not placed:
        raise ValueError("page without a size")
    put(document, sheet, placed, across)


def put(document: pikepdf.Pdf, sheet: pikepdf.Page, drawn: bytes, across: bool) -> None:
    turn = TURNED.format(width=A4_POINTS[0]).encode() + b"\n" if across else b""
    sheet.obj.Contents = document.make_stream(b"q\n" + turn + drawn + b"\nQ\n")


def _is_wide(page: Any) -> bool:
    left, bottom, right, top = (float(side) for side in page.trimbox)
    sideways = int(page.obj.get("/Rotate", 0)) % 180 == 90
    wide = abs(right - left) > abs(top - bottom)
    return wide != sideways


def saved(document: pikepdf.Pdf) -> bytes:
    """Without a clock or chance: neither is at hand in the sandbox."""
    data = io.BytesIO()
    document.save(data, deterministic_id=True, fix_metadata_version=False)
    return data.getvalue()
