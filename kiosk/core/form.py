"""A form that two people fill together: its fields, where they stand, what is in them. Pure.

:class:`Blank` is what :mod:`kiosk.paper.form_reader` found in the PDF; :class:`Form` is one being
filled. A value is always text: what is written, or the name of the box that is ticked, empty for
none. Places are parts of the page as it is shown, from its top left corner, so that whoever draws
the page can lay a light over a field without knowing anything of PDF.
"""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

MAX_VALUE = 2000
"Letters in a field: a page of the smallest print."
MAX_FIELDS = 1500
"The largest official form has some 700."
MAX_PLACES = 3000
"Boxes of all its fields: the document screen holds as many."


class Kind(StrEnum):
    TEXT = "text"
    CHECK = "check"
    "One box, ticked or not."
    RADIO = "radio"
    "Several boxes, one of them at most."
    CHOICE = "choice"
    "One line of a list."


@dataclass(frozen=True)
class Place:
    """One box of a field on a page."""

    page: int
    "From 0."
    left: float
    top: float
    right: float
    bottom: float
    state: str = ""
    "Of a box to tick: the value that ticks it."


@dataclass(frozen=True)
class Option:
    value: str
    shown: str


@dataclass(frozen=True)
class Field:
    name: str
    "Technical, whole; never shown, never said."
    kind: Kind
    places: tuple[Place, ...]
    value: str = ""
    "As the PDF came."
    max_length: int | None = None
    comb: bool = False
    "One letter a cell; `max_length` cells."
    lines: bool = False
    "More than one line."
    read_only: bool = False
    options: tuple[Option, ...] = ()
    free: bool = False
    "Of a choice: something else may be written."
    label: str = ""
    "What its author calls it for who cannot see it (ISO 32000-1, 12.7.3.1, TU)."

    def takes(self, value: str) -> bool:
        if self.read_only or len(value) > MAX_VALUE:
            return False
        match self.kind:
            case Kind.CHECK | Kind.RADIO:
                return value == "" or any(place.state == value for place in self.places)
            case Kind.CHOICE:
                return value == "" or self.free or value in {one.value for one in self.options}
            case Kind.TEXT:
                return self.max_length is None or len(value) <= self.max_length


@dataclass(frozen=True)
class Size:
    width: float
    height: float
    "Points, as shown."


@dataclass(frozen=True)
class Blank:
    """A form as it came."""

    pages: tuple[Size, ...]
    fields: tuple[Field, ...]
    scripts: bool = False
    "It would calculate or check something; nothing of it is run."
    xfa: bool = False
    "It has a second description of itself, which goes."

    @property
    def fingerprint(self) -> str:
        """How a form is recognised, whoever saved its file again: by the names of its fields."""
        names = "\n".join(sorted(one.name for one in self.fields))
        return hashlib.sha256(names.encode()).hexdigest()


@dataclass
class Form:
    """One that is being filled; `values` are those that differ from nothing."""

    document: str
    blank: Blank
    values: dict[str, str] = field(default_factory=dict)
    focus: str | None = None
    "The field that is lit."

    def __post_init__(self) -> None:
        self._fields = {one.name: one for one in self.blank.fields}
        for one in self.blank.fields:
            if one.value:
                self.values.setdefault(one.name, one.value)

    def field(self, name: str) -> Field | None:
        return self._fields.get(name)

    def write(self, name: str, value: str) -> bool:
        """Whether the form took it: the newest word counts."""
        value = tidy(value)
        known = self._fields.get(name)
        if known is None or not known.takes(value):
            return False
        if value:
            self.values[name] = value
        else:
            self.values.pop(name, None)
        return True

    def edit(self, name: str, at: int, cut: int, put: str, length: int) -> bool:
        """Whether the form took it: what it held was what the writer believed."""
        before = self.values.get(name, "")
        after = before[:at] + put + before[at + cut :]
        return at <= len(before) and len(after) == length and self.write(name, after)

    def light(self, name: str | None) -> bool:
        if name is not None and name not in self._fields:
            return False
        self.focus = name
        return True


def tidy(value: str) -> str:
    """Without what no field can hold: signs that are no letters, save the end of a line."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in value if sign == "\n" or sign.isprintable())
