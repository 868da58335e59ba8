"""A QR code as SVG inside the page: no image to fetch, nothing sent elsewhere."""

import io

import segno
from markupsafe import Markup


def svg(text: str, name: str) -> Markup:
    """`name` is what a screen reader says; the caller shows `text` too, for those who type it."""
    out = io.BytesIO()
    made = segno.make(text, error="m", micro=False)
    made.save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        border=4,
        light="#fff",
        title=name,
    )
    # segno's own markup, and `name`, which it escapes.
    inline = out.getvalue().decode().replace("<svg ", '<svg role="img" ', 1)
    return Markup(inline)
