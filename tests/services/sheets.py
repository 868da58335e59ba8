"""Documents to show, whose drawing tells where it is: a ruler, pages of one colour each."""

import io

import pikepdf

MM = 72 / 25.4
"Points in a millimetre."
A4_MM = (210, 297)


def ruler_sheet(width_mm: float = 210, height_mm: float = 297) -> bytes:
    """Two black bars: 100 mm from left to right, 200 mm from top to bottom (or what fits)."""
    across, down = min(100, width_mm - 20), min(200, height_mm - 20)
    drawing = (
        f"{MM} 0 0 {MM} 0 0 cm 0 g "
        f"10 {height_mm - 12} {across} 2 re f "
        f"10 {height_mm - 10 - down} 2 {down} re f"
    )
    return _pdf([(width_mm, height_mm, drawing)])


def coloured(*colours: tuple[float, float, float]) -> bytes:
    """A page for each colour, 0 to 1."""
    width, height = A4_MM
    return _pdf(
        [
            (width, height, f"{r} {g} {b} rg 0 0 {width * MM} {height * MM} re f")
            for r, g, b in colours
        ]
    )


def _pdf(pages: list[tuple[float, float, str]]) -> bytes:
    with pikepdf.new() as document:
        for width, height, drawing in pages:
            page = document.add_blank_page(page_size=(width * MM, height * MM))
            page.obj.Contents = document.make_stream(drawing.encode())
        data = io.BytesIO()
        document.save(data)
        return data.getvalue()
