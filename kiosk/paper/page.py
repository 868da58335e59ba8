"""Finished pages become one A4 PDF."""

import img2pdf  # type: ignore[import-untyped]

A4_MM = (210.0, 297.0)


def a4_pdf(*pages: bytes) -> bytes:
    """One A4 page (ISO 216) for each picture, held whole and as it is encoded.

    JPEG stays JPEG, TIFF of group 4 stays group 4. A wide picture gives a landscape page. Raises
    :exc:`ValueError` for what is no picture, or for none.
    """
    width, height = (img2pdf.mm_to_pt(side) for side in A4_MM)
    layout = img2pdf.get_layout_fun((width, height), fit=img2pdf.FitMode.into, auto_orient=True)
    if not pages:
        raise ValueError("no page")
    try:
        return bytes(
            img2pdf.convert(list(pages), layout_fun=layout, rotation=img2pdf.Rotation.ifvalid)
        )
    except (img2pdf.ImageOpenError, TypeError) as error:
        raise ValueError(type(error).__name__) from None
