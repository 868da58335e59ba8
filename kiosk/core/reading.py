"""How a page lies on the document screen: its size, its place, what is seen of it. Pure.

Lengths of paper are millimetres, those of the screen pixels; parts of a page run from 0 to 1, right
and down from its upper left corner. A page that is smaller than the screen lies in its middle; a
larger one covers it, and no ground shows beside it.
"""

from dataclasses import dataclass, replace

Rectangle = tuple[float, float, float, float]
"Left, top, right, bottom."
BORDER = 0.03
"Of the screen, around a page that is shown whole: it is seen to be a sheet."
REAL, WIDTH = "real", "width"
"Values of :attr:`View.fit`; any other one shows the page whole."


@dataclass(frozen=True)
class Area:
    """The part of a screen that pages have."""

    width: float
    height: float
    pixels_per_mm: float | None = None
    "Measured by a bank card, or nobody did."


@dataclass(frozen=True)
class View:
    """As :class:`signaling.protocol.View`, for a process that starts without the wire."""

    fit: str = "real"
    zoom: float = 1.0
    x: float = 0.5
    y: float = 0.0


@dataclass(frozen=True)
class Place:
    """Where the whole page would be painted, in pixels of the area."""

    left: float
    top: float
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.left + x * self.width, self.top + y * self.height

    def between(self, other: "Place", part: float) -> "Place":
        """On the way to another place: all of its edges move evenly."""

        def mixed(ours: float, theirs: float) -> float:
            return ours + (theirs - ours) * part

        return Place(
            mixed(self.left, other.left),
            mixed(self.top, other.top),
            mixed(self.width, other.width),
            mixed(self.height, other.height),
        )

    def on_pixels(self) -> "Place":
        """At rest a page begins and ends at whole pixels: what was drawn for them stays sharp."""
        return Place(round(self.left), round(self.top), round(self.width), round(self.height))


def is_real(area: Area, view: View) -> bool:
    """Whether the page has the size of its paper."""
    return view.fit == REAL and view.zoom == 1.0 and area.pixels_per_mm is not None


def scale(area: Area, page: tuple[float, float], view: View) -> float:
    """Pixels in a millimetre of the page."""
    width, height = page
    whole = min(area.width / width, area.height / height) * (1 - BORDER)
    if view.fit == WIDTH:
        base = area.width / width
    elif view.fit == REAL and area.pixels_per_mm is not None:
        base = area.pixels_per_mm
    else:
        base = whole
    return base * view.zoom


def lay(area: Area, page: tuple[float, float], view: View) -> Place:
    """`page` is its width and height in millimetres."""
    factor = scale(area, page, view)
    width, height = page[0] * factor, page[1] * factor
    left = _along(area.width, width, view.x)
    top = _along(area.height, height, view.y)
    return Place(left, top, width, height)


def _along(room: float, length: float, middle: float) -> float:
    if length <= room:
        return (room - length) / 2
    return min(0.0, max(room - length, room / 2 - middle * length))


def seen(area: Area, place: Place) -> Rectangle:
    """Parts of the page between which the area shows it."""
    return (
        max(0.0, -place.left / place.width),
        max(0.0, -place.top / place.height),
        min(1.0, (area.width - place.left) / place.width),
        min(1.0, (area.height - place.top) / place.height),
    )


@dataclass(frozen=True)
class Glide:
    """A view changes softly: an eye that does not know what a zoom is can follow it."""

    start: Place
    end: Place
    began: float
    seconds: float

    def at(self, now: float) -> Place:
        part = 1.0 if self.seconds <= 0 else (now - self.began) / self.seconds
        if part >= 1.0:
            return self.end
        part = max(0.0, part)
        return self.start.between(self.end, part * part * (3 - 2 * part))

    def is_over(self, now: float) -> bool:
        return now - self.began >= self.seconds

    def to(self, end: Place, now: float, seconds: float) -> "Glide":
        """From where it is now."""
        return replace(self, start=self.at(now), end=end, began=now, seconds=seconds)
