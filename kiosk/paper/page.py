"""A scanned page becomes one A4 PDF."""

import img2pdf  # type: ignore[import-untyped]

A4_MM = (210.0, 297.0)


def a4_pdf(jpeg: bytes) -> bytes:
    """One A4 page (ISO 216) that holds the picture whole, without recompressing it.

    A wide picture gives a landscape page. Raises :exc:`ValueError` if it is no picture.
    """
    width, height = (img2pdf.mm_to_pt(side) for side in A4_MM)
    layout = img2pdf.get_layout_fun((width, height), fit=img2pdf.FitMode.into, auto_orient=True)
    try:
        return bytes(img2pdf.convert(jpeg, layout_fun=layout, rotation=img2pdf.Rotation.ifvalid))
    except (img2pdf.ImageOpenError, TypeError) as error:
        raise ValueError(type(error).__name__) from None
