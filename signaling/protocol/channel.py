"""What console and kiosk tell each other on the call's data channel, without the server.

Places on a page are parts of its width and height as it is shown (crop box, turned), from its
upper left corner.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from .base import Base64, Id, Message, Text
from .vocabulary import Part

MAX_POINTS = 400
"In a message; a longer stroke goes on in :class:`MarkMore`."
MAX_ZOOM = 8.0
MAX_SHOWN_PAGES = 200

PagePlace = tuple[Part, Part]
"Right, then down."
PageNumber = Annotated[int, Field(ge=1, le=MAX_SHOWN_PAGES)]
Points = Annotated[tuple[PagePlace, ...], Field(min_length=1, max_length=MAX_POINTS)]


# -- the kiosk says ---------------------------------------------------------------------------


class VisitKey(Message):
    """First message of the kiosk on every channel: the key that seals the visit's documents."""

    type: Literal["visit_key"] = "visit_key"
    key: Base64
    "32 bytes, AES-256."


class PageShown(Message):
    """This page is painted on the document screen; said again when what is seen of it changes."""

    type: Literal["page_shown"] = "page_shown"
    document: Id
    page: PageNumber | None = None
    "None of a page that was just scanned, which is shown whole."
    pages: PageNumber | None = None
    seen: tuple[Part, Part, Part, Part] | None = None
    "Left, top, right and bottom of what the screen shows of it."
    real: bool | None = None
    "It has the size of the paper."


class PageHidden(Message):
    """The document screen shows something else: a gesture to make, a sheet to take."""

    type: Literal["page_hidden"] = "page_hidden"
    document: Id


class ShowRefused(Message):
    """What :class:`Show` asked for cannot be shown."""

    type: Literal["show_refused"] = "show_refused"
    document: Id
    code: str
    "Stable; `document_not_here` of one that the kiosk never had: send it, then show it again."
    sentence: Text


# -- the console says -------------------------------------------------------------------------


class Show(Message):
    """Show a page to the resident. Another document forgets the marks of the one before."""

    type: Literal["show"] = "show"
    document: Id
    page: PageNumber = 1


class ShowNothing(Message):
    type: Literal["show_nothing"] = "show_nothing"


class Fit(StrEnum):
    """How large a page is before it is zoomed."""

    REAL = "real"
    "As the paper, where the screen is measured; else whole."
    WHOLE = "whole"
    WIDTH = "width"


class View(Message):
    """What is seen of the page."""

    type: Literal["view"] = "view"
    fit: Fit = Fit.REAL
    zoom: Annotated[float, Field(ge=0.25, le=MAX_ZOOM)] = 1.0
    x: Part = 0.5
    "With `y`: what is in the middle, as far as the page covers the screen."
    y: Part = 0.0


class Point(Message):
    """The counsellor's pointer. May come on the channel `pointer`, where older ones are dropped."""

    type: Literal["point"] = "point"
    n: Annotated[int, Field(ge=0, le=2**53)]
    "Counts; only a greater one counts."
    x: Part
    y: Part


class PointOff(Message):
    type: Literal["point_off"] = "point_off"
    n: Annotated[int, Field(ge=0, le=2**53)]


class MarkKind(StrEnum):
    HIGHLIGHT = "highlight"
    "Broad and clear, over a line of print."
    INK = "ink"


class Mark(Message):
    """A stroke on a page; the same `mark` again replaces it."""

    type: Literal["mark"] = "mark"
    mark: Id
    kind: MarkKind
    page: PageNumber
    points: Points


class MarkMore(Message):
    """The stroke goes on."""

    type: Literal["mark_more"] = "mark_more"
    mark: Id
    points: Points


class Unmark(Message):
    type: Literal["unmark"] = "unmark"
    mark: Id


class ClearMarks(Message):
    """Of every page."""

    type: Literal["clear_marks"] = "clear_marks"
