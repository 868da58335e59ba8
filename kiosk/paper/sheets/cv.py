"""A CV of one page where it fits: who, what for, then experience, training and skills."""

from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Spacer, Table

from signaling.protocol import Cv, CvEntry

from .letters import LINE, PETROL, WIDTH, line, paragraphs, style

NAME, HEADLINE, HEAD, TEXT = 26, 15, 15, 12
WHEN = 34 * mm
TIGHT = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 1),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def flow(cv: Cv) -> list[Flowable]:
    parts: list[Flowable] = [line(cv.name, style(NAME, bold=True, space=0.1, colour=PETROL))]
    if cv.headline:
        parts.append(line(cv.headline, style(HEADLINE, space=0.4)))
    if cv.contact:
        parts.append(line(" · ".join(cv.contact), style(TEXT, space=0.6)))
    parts += _section("Expérience", [_entry(each) for each in cv.experience])
    parts += _section("Formation", [_entry(each) for each in cv.training])
    parts += _section("Compétences", _points(cv.skills))
    parts += _section("En plus", _points(cv.more))
    return parts


def _section(title: str, rows: Sequence[Flowable]) -> Iterator[Flowable]:
    if not rows:
        return
    head: list[Flowable] = [
        Spacer(0, 3 * mm),
        line(title, style(HEAD, bold=True, space=0, colour=PETROL)),
        HRFlowable(width="100%", thickness=1, color=LINE, spaceBefore=2, spaceAfter=4),
    ]
    yield KeepTogether([*head, rows[0]])
    yield from rows[1:]


def _entry(entry: CvEntry) -> Flowable:
    what = ", ".join(part for part in (entry.what, entry.where) if part)
    words = [line(what, style(TEXT, bold=True, space=0.1))]
    words += paragraphs(entry.more, style(TEXT, space=0.1))
    when = line(entry.when, style(TEXT, space=0))
    return Table([[when, words]], colWidths=[WHEN, WIDTH - WHEN], style=TIGHT)


def _points(lines: Sequence[str]) -> list[Flowable]:
    return [line(f"•\N{NO-BREAK SPACE} {each}", style(TEXT, space=0.15)) for each in lines if each]
