"""A letter, as French offices expect it: sender left, addressee right, subject, body, closing."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from signaling.protocol import Letter

from .letters import WIDTH, line, paragraphs, style

TEXT = 12
ADDRESS = 85 * mm
"Where a window envelope shows the addressee (NF Z 11-001)."
TIGHT = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP")]


def flow(letter: Letter) -> list[Flowable]:
    plain, bold = style(TEXT, space=0), style(TEXT, bold=True, space=1.2)
    body = style(TEXT, space=0.8)
    parts: list[Flowable] = [line(each, plain) for each in letter.sender]
    parts += [Spacer(0, 8 * mm), _right([line(each, plain) for each in letter.recipient])]
    if letter.place_and_date:
        parts += [Spacer(0, 6 * mm), _right([line(letter.place_and_date, plain)])]
    parts.append(Spacer(0, 10 * mm))
    if letter.subject:
        parts.append(line(f"Objet\N{NO-BREAK SPACE}: {letter.subject}", bold))
    parts += paragraphs(letter.body, body)
    parts += paragraphs(letter.closing, body)
    if letter.signature:
        parts += [Spacer(0, 12 * mm), _right([line(letter.signature, plain)])]
    return parts


def _right(words: list[Flowable]) -> Flowable:
    return Table([["", words or ""]], colWidths=[WIDTH - ADDRESS, ADDRESS], style=TIGHT)
