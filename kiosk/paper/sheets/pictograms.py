"""The few drawings of the sheets: strokes on a square of 24 units, clear in black and white."""

from collections.abc import Callable
from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.platypus import Flowable

Canvas = Any
Draw = Callable[[Canvas], None]
SIDE = 24.0


def _done(page: Canvas) -> None:
    page.lines([(6, 12, 10.5, 7.5), (10.5, 7.5, 18, 16.5)])


def _to_do(page: Canvas) -> None:
    page.roundRect(6.5, 4.5, 11, 14, 1.5)
    page.lines([(10, 18.5, 14, 18.5), (9, 14, 15, 14), (9, 11, 15, 11), (9, 8, 13, 8)])


def _calendar(page: Canvas) -> None:
    page.roundRect(5, 5, 14, 12.5, 1.5)
    page.lines([(5, 13.5, 19, 13.5), (9, 16, 9, 19.5), (15, 16, 15, 19.5)])
    page.rect(8, 8, 3, 3, stroke=0, fill=1)


def _person(page: Canvas) -> None:
    page.circle(12, 15.5, 3.5)
    page.arc(5.5, -2.5, 18.5, 10.5, 12, 156)


def _clock(page: Canvas) -> None:
    page.circle(12, 12, 7)
    page.lines([(12, 12, 12, 16.5), (12, 12, 15, 10.5)])


def _paper(page: Canvas) -> None:
    page.roundRect(7, 4.5, 10, 15, 1)
    page.lines([(9.5, 15, 14.5, 15), (9.5, 12, 14.5, 12), (9.5, 9, 12.5, 9)])


def _place(page: Canvas) -> None:
    page.circle(12, 14.5, 2)
    drop = page.beginPath()
    drop.moveTo(12, 4)
    drop.curveTo(9.5, 8, 6.5, 11, 6.5, 14.5)
    drop.curveTo(6.5, 21.5, 17.5, 21.5, 17.5, 14.5)
    drop.curveTo(17.5, 11, 14.5, 8, 12, 4)
    page.drawPath(drop)


def _telephone(page: Canvas) -> None:
    page.roundRect(8, 4, 8, 16, 1.5)
    page.lines([(11, 6.5, 13, 6.5)])


def _box(page: Canvas) -> None:
    page.roundRect(3, 3, 18, 18, 2)


DRAWINGS: dict[str, Draw] = {
    "done": _done,
    "to_do": _to_do,
    "calendar": _calendar,
    "person": _person,
    "clock": _clock,
    "paper": _paper,
    "place": _place,
    "telephone": _telephone,
    "box": _box,
}


class Pictogram(Flowable):  # type: ignore[misc]
    """On a disc of `ground` it is white, or else drawn in `colour` on the paper."""

    def __init__(self, name: str, side: float, colour: HexColor, disc: bool = False) -> None:
        super().__init__()
        self._draw, self._colour, self._disc = DRAWINGS[name], colour, disc
        self.width = self.height = side

    def draw(self) -> None:
        page, stroke = self.canv, self._colour
        page.saveState()
        page.scale(self.width / SIDE, self.height / SIDE)
        if self._disc:
            page.setFillColor(stroke)
            page.circle(12, 12, 12, stroke=0, fill=1)
            stroke = white
        page.setStrokeColor(stroke)
        page.setFillColor(stroke)
        page.setLineWidth(1.8)
        page.setLineCap(1)
        page.setLineJoin(1)
        self._draw(page)
        page.restoreState()
