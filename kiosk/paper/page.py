"""A scanned page becomes one A4 PDF, and a page of PDF becomes a picture for the screen."""

import io

import img2pdf
import pypdfium2

A4_MM = (210.0, 297.0)
SCREEN_PIXELS = 1600
"Longest side of a page shown on the document screen."


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


def first_page_png(pdf: bytes) -> bytes:
    """The first page as PNG, at most :data:`SCREEN_PIXELS` high or wide."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        scale = SCREEN_PIXELS / max(page.get_size())
        picture = page.render(scale=scale).to_pil()
        page.close()
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)
    return file.getvalue()
