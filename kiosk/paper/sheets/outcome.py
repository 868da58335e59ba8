"""The sheet that a resident goes home with: large type, a drawing beside each word that counts.

It follows "facile à lire et à comprendre": one idea a line, 16 points at least, nothing in
capitals, a box to tick before each thing to do.
"""

from collections.abc import Iterable, Iterator

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from signaling.protocol import NextVisit, OutcomeSheet, Step

from .letters import INK, LINE, OCHRE, PETROL, SKY, WIDTH, line, style
from .pictograms import Pictogram

TITLE, HEAD, TEXT, SMALL = 28, 20, 17, 16
DISC, MARK = 13 * mm, 7.5 * mm
SIDE = 18 * mm
"Where drawings stand, left of the words."
INSET = 4 * mm
"Of the frame."
TIGHT = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
]

RULED = [("LINEABOVE", (0, 0), (-1, 0), 1, LINE), ("TOPPADDING", (0, 0), (-1, -1), 4 * mm)]


def flow(sheet: OutcomeSheet) -> list[Flowable]:
    parts: list[Flowable] = [*_head(sheet)]
    if sheet.done:
        parts += _section("done", "C’est fait", PETROL, map(_done, sheet.done))
    if sheet.remaining:
        parts += _section("to_do", "Il reste à faire", OCHRE, map(_step, sheet.remaining))
    if sheet.next is not None:
        parts += _next(sheet.next)
    if sheet.telephone:
        asked = line(
            f"Une question\N{NO-BREAK SPACE}? Téléphonez au {sheet.telephone}", style(TEXT)
        )
        parts += [Spacer(0, 5 * mm), _beside("telephone", asked)]
    return parts


def _head(sheet: OutcomeSheet) -> Iterator[Flowable]:
    met = f" avec {sheet.counsellor}" if sheet.counsellor else ""
    where = f", {sheet.relay}" if sheet.relay else ""
    yield line("Votre visite", style(TITLE, bold=True, space=0.15, colour=PETROL))
    yield line(f"{sheet.date}{where}", style(SMALL, space=0.1))
    yield line(f"{sheet.resident}{met}, {sheet.organisation}", style(SMALL, space=0.4))


def _section(
    picture: str, title: str, colour: object, rows: Iterable[Flowable]
) -> Iterator[Flowable]:
    """Its title is never left alone at the foot of a page."""
    head = Table(
        [[Pictogram(picture, DISC, colour, disc=True), _title(title, colour)]],
        colWidths=[SIDE, WIDTH - SIDE],
        style=[*TIGHT, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *RULED],
        spaceBefore=4 * mm,
    )
    first, *others = rows
    yield KeepTogether([head, first])
    yield from others


def _title(title: str, colour: object) -> Flowable:
    return line(title, style(HEAD, bold=True, space=0, colour=colour))


def _done(what: str) -> Flowable:
    return _beside("done", line(what, style(TEXT, space=0)), PETROL)


def _step(step: Step) -> Flowable:
    words: list[Flowable] = [line(step.what, style(TEXT, bold=True, space=0.1))]
    said = [("person", step.who), ("clock", step.when)]
    facts = [(picture, text) for picture, text in said if text]
    if facts:
        cells = [[Pictogram(p, MARK, INK), line(text, style(SMALL, space=0))] for p, text in facts]
        widths = [MARK * 1.4, WIDTH - SIDE - MARK * 1.4]
        words.append(Table(cells, colWidths=widths, style=TIGHT))
    return _beside("box", words)


def _next(visit: NextVisit) -> list[Flowable]:
    """In a frame of its own: what is looked for first on the door of the fridge."""
    rows: list[list[object]] = [
        [Pictogram("calendar", DISC, PETROL, disc=True), _title("Prochain rendez-vous", PETROL)],
        ["", line(visit.when, style(HEAD, bold=True, space=0))],
    ]
    if visit.where:
        rows.append([_mark("place"), line(visit.where, style(TEXT, space=0))])
    for number, paper in enumerate(visit.bring):
        words = f"Apportez\N{NO-BREAK SPACE}: {paper}" if number == 0 else paper
        rows.append([_mark("paper"), line(words, style(TEXT, space=0))])
    frame = Table(
        rows,
        colWidths=[SIDE + INSET, WIDTH - SIDE - INSET],
        style=[
            *TIGHT,
            ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
            ("BACKGROUND", (0, 0), (-1, -1), SKY),
            ("BOX", (0, 0), (-1, -1), 1.2, PETROL),
            ("LEFTPADDING", (0, 0), (0, 0), INSET),
            ("LEFTPADDING", (0, 1), (0, -1), INSET + (DISC - MARK) / 2),
            ("TOPPADDING", (0, 0), (-1, 0), INSET),
            ("BOTTOMPADDING", (0, -1), (-1, -1), INSET),
            ("ROUNDEDCORNERS", [8, 8, 8, 8]),
        ],
    )
    return [Spacer(0, 6 * mm), KeepTogether([frame])]


def _mark(picture: str) -> Flowable:
    return Pictogram(picture, MARK, INK)


def _beside(picture: str, words: object, colour: object = INK) -> Flowable:
    return Table(
        [[Pictogram(picture, MARK, colour), words]],
        colWidths=[SIDE, WIDTH - SIDE],
        style=[*TIGHT, ("LEFTPADDING", (0, 0), (0, -1), (DISC - MARK) / 2)],
    )
