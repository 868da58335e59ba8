"""A table as a file for a spreadsheet, in which no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from aiohttp import web

# OWASP, "CSV Injection": a cell that begins with one of these may be run when it is opened.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
FULL_WIDTH = ("＝", "＋", "－", "＠")
"The same ones, as wide as a Chinese letter: some spreadsheets take them too."


def safe(cell: str) -> str:
    """The same text, and a text it stays."""
    return f"'{cell}" if cell.startswith((*FORMULA, *FULL_WIDTH)) else cell


def csv_file(name: str, lines: Iterable[Sequence[str]]) -> web.Response:
    """Semicolons and a byte order mark: what French spreadsheets open without a question."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([safe(cell) for cell in line] for line in lines)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    body = ("\N{ZERO WIDTH NO-BREAK SPACE}" + text.getvalue()).encode()
    return web.Response(body=body, content_type="text/csv", charset="utf-8", headers=headers)
