"""What the counsellor shows on the document screen: a page, a view of it, a pointer, marks. Pure.

The console says each thing on the call's channel, and all of it again on a new one; nothing of it
is believed beyond its bounds: so many marks, so many points, so many words a second.

::

    changed = lectern.hear(message, now)       # which layers; none if it was refused
    patch = lectern.told(changed)              # for the screens' process, `{"lectern": patch}`

A patch holds of marks and fields those that changed since the last one; :meth:`Lectern.whole` holds
all of it, for a process that was started again.

Beside the counsellor's own strokes a page holds **fields**, rectangles with a text, for a form that
is filled together: :meth:`Lectern.put_fields`; a field that is `lit` glows on the screen. They go
with their document as the marks do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum
from typing import Any

from signaling import protocol as wire

from .form import MAX_PLACES

Points = tuple[tuple[float, float], ...]
MAX_MARKS = 400
MAX_MARK_POINTS = 4_000
MAX_ALL_POINTS = 40_000
MAX_FIELDS = MAX_PLACES
WORDS_A_SECOND, WORDS_AT_ONCE = 150.0, 1_500.0
"A pointer moves sixty times a second; a console that comes back says all of it at once."


class Layer(StrEnum):
    PAGE = "page"
    VIEW = "view"
    POINTER = "pointer"
    MARKS = "marks"
    FIELDS = "fields"


ALL = frozenset(Layer)
NOTHING: frozenset[Layer] = frozenset()


class FieldState(StrEnum):
    IDLE = "idle"
    "Its text alone."
    LIT = "lit"
    "The counsellor is at it: it glows."
    FILLED = "filled"
    "Its text on a soft ground."


@dataclass(frozen=True)
class Field:
    """A place of a form."""

    id: str
    page: int
    rectangle: tuple[float, float, float, float]
    "Left, top, right, bottom, as parts of the page."
    text: str = ""
    "A line for each line; as large as it fits, at most `size`."
    state: FieldState = FieldState.IDLE
    size: float = 0.0
    "Height of the letters as a part of the page's height; 0 lets the rectangle decide."
    comb: int = 0
    "Letters stand in so many boxes of the same width; 0 for running text."
    centred: bool = False
    wrapped: bool = False
    "Running text from the top, its lines broken where they end."

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "page": self.page,
            "rectangle": list(self.rectangle),
            "text": self.text,
            "state": self.state,
            "size": self.size,
            "comb": self.comb,
            "centred": self.centred,
            "wrapped": self.wrapped,
        }


@dataclass(frozen=True)
class Stroke:
    kind: wire.MarkKind
    page: int
    points: Points

    def to_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, "page": self.page, "points": self.points}


@dataclass
class _Changed:
    """Of a layer, since it was told last."""

    ids: set[str] = dataclass_field(default_factory=set)
    cleared: bool = False

    def taken(self, there: dict[str, dict[str, Any]]) -> dict[str, Any]:
        patch = {"clear": self.cleared, "set": {id: there.get(id) for id in sorted(self.ids)}}
        self.ids, self.cleared = set(), False
        return patch


class Lectern:
    """One per visit. `now` is in seconds of any steady clock."""

    def __init__(self) -> None:
        self.document: str | None = None
        self.page = 1
        self.view = wire.View()
        self.pointer: tuple[float, float] | None = None
        self.marks: dict[str, Stroke] = {}
        self.fields: dict[str, Field] = {}
        self._changed = {Layer.MARKS: _Changed(), Layer.FIELDS: _Changed()}
        self._pointed = -1
        self._tokens, self._at = WORDS_AT_ONCE, 0.0

    def hear(self, message: wire.Message, now: float) -> frozenset[Layer]:
        """The layers that it changed."""
        if not self._in_time(now):
            return NOTHING
        match message:
            case wire.Show(document=document, page=page):
                return self._show(document, page)
            case wire.ShowNothing():
                return self.clear()
            case wire.View():
                self.view = message
                return frozenset({Layer.VIEW})
            case wire.Point(n=n, x=x, y=y):
                return self._point(n, (x, y))
            case wire.PointOff(n=n):
                return self._point(n, None)
            case wire.Mark() | wire.MarkMore() | wire.Unmark() | wire.ClearMarks():
                return self._mark(message)
        return NOTHING

    def renew(self) -> None:
        """Another console, or the same on another channel: its pointer counts from the start."""
        self._pointed = -1

    def clear(self) -> frozenset[Layer]:
        """Nothing is shown any more."""
        if self.document is None:
            return NOTHING
        self._forget()
        self.document, self.page = None, 1
        return ALL

    def put_fields(self, fields: Iterable[Field]) -> frozenset[Layer]:
        """Add them, or put them in the place of those of the same id."""
        for field in fields:
            if field.id in self.fields or len(self.fields) < MAX_FIELDS:
                self.fields[field.id] = field
                self._changed[Layer.FIELDS].ids.add(field.id)
        return frozenset({Layer.FIELDS})

    def told(self, layers: frozenset[Layer]) -> dict[str, Any] | None:
        """Of these layers, what the screens' process takes; None: forget all of it."""
        if self.document is None:
            return None
        drawn = {id: mark.to_dict() for id, mark in self.marks.items()}
        written = {id: field.to_dict() for id, field in self.fields.items()}
        whole: dict[str, Any] = {
            Layer.PAGE: {"document": self.document, "page": self.page},
            Layer.VIEW: self.view.model_dump(mode="json", exclude={"type"}),
            Layer.POINTER: self.pointer,
        }
        patch = {layer: value for layer, value in whole.items() if layer in layers}
        for layer, there in ((Layer.MARKS, drawn), (Layer.FIELDS, written)):
            if layer in layers:
                patch[layer] = self._changed[layer].taken(there)
        return patch

    def whole(self) -> dict[str, Any] | None:
        """All of it, for screens that know nothing."""
        for changed in self._changed.values():
            changed.cleared = True
        for layer, there in ((Layer.MARKS, self.marks), (Layer.FIELDS, self.fields)):
            self._changed[layer].ids.update(there)
        return self.told(ALL)

    # -- what is heard ---

    def _in_time(self, now: float) -> bool:
        back = (now - self._at) * WORDS_A_SECOND
        self._tokens, self._at = min(WORDS_AT_ONCE, self._tokens + max(0.0, back)), now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    def _show(self, document: str, page: int) -> frozenset[Layer]:
        if document == self.document:
            if page != self.page:
                self.page, self.pointer = page, None
            return frozenset({Layer.PAGE, Layer.POINTER})
        self._forget()
        self.document, self.page = document, page
        return ALL

    def _forget(self) -> None:
        self.view, self.pointer = wire.View(), None
        self._clear(Layer.MARKS)
        self._clear(Layer.FIELDS)

    def _clear(self, layer: Layer) -> None:
        (self.marks if layer is Layer.MARKS else self.fields).clear()
        self._changed[layer] = _Changed(cleared=True)

    def _point(self, n: int, place: tuple[float, float] | None) -> frozenset[Layer]:
        if n <= self._pointed or self.document is None:
            return NOTHING
        self._pointed, self.pointer = n, place
        return frozenset({Layer.POINTER})

    def _mark(
        self, message: wire.Mark | wire.MarkMore | wire.Unmark | wire.ClearMarks
    ) -> frozenset[Layer]:
        if self.document is None:
            return NOTHING
        match message:
            case wire.Mark(mark=mark, kind=kind, page=page, points=points):
                if mark not in self.marks and len(self.marks) >= MAX_MARKS:
                    return NOTHING
                self._draw(mark, Stroke(kind, page, ()), points)
            case wire.MarkMore(mark=mark, points=points) if mark in self.marks:
                self._draw(mark, self.marks[mark], points)
            case wire.Unmark(mark=mark):
                self.marks.pop(mark, None)
                self._changed[Layer.MARKS].ids.add(mark)
            case wire.ClearMarks():
                self._clear(Layer.MARKS)
        return frozenset({Layer.MARKS})

    def _draw(self, mark: str, stroke: Stroke, points: Points) -> None:
        others = sum(len(one.points) for name, one in self.marks.items() if name != mark)
        room = min(MAX_MARK_POINTS, MAX_ALL_POINTS - others)
        longer = (*stroke.points, *points)[: max(0, room)]
        if longer:
            self.marks[mark] = Stroke(stroke.kind, stroke.page, longer)
            self._changed[Layer.MARKS].ids.add(mark)
