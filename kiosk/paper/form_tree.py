"""The fields of a PDF's AcroForm, one by one, with what they inherit (ISO 32000-1, 12.7.3).

For the sandbox alone. A field's boxes are its widgets; a field and its only box are often one
dictionary. Names are whole: the parents' and its own, with full stops between (12.7.3.2).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

MAX_DEPTH = 32
LONGEST_NAME = 300
"As the wire carries one; those of official forms have a hundred letters at most."
INHERITED = ("/FT", "/Ff", "/V", "/MaxLen", "/DA", "/Q", "/Opt")
READ_ONLY, MULTILINE, RADIO, PUSH, COMBO, EDIT, COMB = (
    1 << 0,
    1 << 12,
    1 << 15,
    1 << 16,
    1 << 17,
    1 << 18,
    1 << 24,
)
"ISO 32000-1, tables 221, 226, 228 and 230."
HIDDEN, NO_VIEW = 1 << 1, 1 << 5
"Of a widget (table 165)."


@dataclass(frozen=True)
class Node:
    """One field at the end of its branch."""

    name: str
    at: Any
    "Where its value is written."
    inherited: dict[str, Any]
    widgets: tuple[Any, ...]

    def get(self, key: str, default: object = None) -> Any:
        return self.inherited.get(key, default)

    @property
    def has_name(self) -> bool:
        """One by which console and kiosk can speak of it."""
        return 0 < len(self.name) <= LONGEST_NAME

    @property
    def flags(self) -> int:
        return number(self.get("/Ff"))

    @property
    def kind(self) -> str:
        return str(self.get("/FT", ""))


def number(found: object, default: int = 0) -> int:
    try:
        return int(found)  # type: ignore[call-overload, no-any-return]
    except (TypeError, ValueError):
        return default


def acroform(document: pikepdf.Pdf) -> pikepdf.Dictionary | None:
    form = document.Root.get("/AcroForm")
    return form if isinstance(form, pikepdf.Dictionary) else None


def nodes(document: pikepdf.Pdf) -> Iterator[Node]:
    form = acroform(document)
    if form is None:
        return
    above = {key: form[key] for key in ("/DA", "/Q") if key in form}
    seen: set[tuple[int, int]] = set()
    for found in _children(form.get("/Fields")):
        yield from _below(found, "", above, seen, 0)


def _below(
    found: Any, path: str, above: dict[str, Any], seen: set[tuple[int, int]], depth: int
) -> Iterator[Node]:
    if depth > MAX_DEPTH:
        raise ValueError("nested too deep")
    if found.is_indirect:
        if found.objgen in seen:
            return  # a circle
        seen.add(found.objgen)
    own = str(found["/T"]) if "/T" in found else ""
    name = f"{path}.{own}" if path and own else path or own
    inherited = above | {key: found[key] for key in INHERITED if key in found}
    kids = list(_children(found.get("/Kids")))
    fields = [kid for kid in kids if "/T" in kid]
    if fields:
        for kid in fields:
            yield from _below(kid, name, inherited, seen, depth + 1)
        return
    widgets = kids or [found]
    yield Node(name, found, inherited, tuple(w for w in widgets if "/Rect" in w))


def _children(found: Any) -> Iterator[Any]:
    if isinstance(found, pikepdf.Array):
        yield from (kid for kid in found if isinstance(kid, pikepdf.Dictionary))


def on_state(widget: Any) -> str:
    """The name that ticks a box; empty if it has no drawing for it."""
    drawn = widget.get("/AP")
    normal = drawn.get("/N") if isinstance(drawn, pikepdf.Dictionary) else None
    if not isinstance(normal, pikepdf.Dictionary) or isinstance(normal, pikepdf.Stream):
        return ""
    return next((str(key)[1:] for key in normal if str(key) != "/Off"), "")


def text_of(found: Any) -> str:
    """A value as it is written, whatever holds it."""
    if found is None:
        return ""
    if isinstance(found, pikepdf.Name):
        return str(found)[1:]
    if isinstance(found, pikepdf.Stream):
        return found.read_bytes().decode("utf-8", "replace")
    if isinstance(found, pikepdf.Array):
        return text_of(found[0]) if len(found) else ""
    return str(found)
