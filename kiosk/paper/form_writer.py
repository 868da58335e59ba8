"""A form with what was written in it, made in the sandbox.

The values go into the AcroForm, each with its drawing, so that every reader shows the same. What
would show something else goes: the second description of a hybrid form (XFA), the scripts, the
rights that one vendor's program gives itself over the file.
"""

import json
from typing import Any

import pikepdf

from kiosk.core.form import Kind

from . import form_tree as tree
from .disarm import disarm
from .form_letters import Box, drawing, manner
from .form_reader import BROKEN, kind_of, opened, options_of
from .lettering import Hand
from .refusals import DocumentRefused, Unreadable
from .sandbox import Answer
from .sheet import saved

CROSS = b"q %s w 0 g 0 G %s %s m %s %s l %s %s m %s %s l S Q"
OFF = pikepdf.Name.Off


def fill_form(data: bytes, values: str) -> Answer:
    """`{"fields": written}` and the PDF; `values` is JSON, the text by the field's whole name."""
    wanted: dict[str, str] = json.loads(values)
    try:
        with opened(data) as document:
            written = Filler(document, wanted).fill()
            return {"fields": written}, [saved(document)]
    except DocumentRefused as refusal:
        return {"refused": refusal.code}, []
    except BROKEN as error:
        return {"refused": Unreadable(detail=type(error).__name__).code}, []


def draw_what_is_written(document: pikepdf.Pdf, again: bool = False) -> None:
    """What a form holds and left to each reader to draw (ISO 32000-1, 12.7.3.3); its own drawings
    stay, unless it wants all of them made `again` (NeedAppearances, table 218)."""
    filler = Filler(document, {})
    for node in tree.nodes(document):
        value = tree.text_of(node.get("/V"))
        if value and kind_of(node) in (Kind.TEXT, Kind.CHOICE):
            filler.draw(node, value, again)
    filler.finish()


class Filler:
    def __init__(self, document: pikepdf.Pdf, wanted: dict[str, str]) -> None:
        self._document, self._wanted = document, wanted
        self._hand = Hand()
        self._drawn: list[Any] = []
        "Appearances that want the font."

    def fill(self) -> int:
        written = 0
        for node in tree.nodes(self._document):
            kind = kind_of(node)
            fixed = node.flags & tree.READ_ONLY
            if kind is None or not node.has_name or fixed:
                continue  # nobody wrote there: it stays as it came
            value = self._wanted.get(node.name, "")
            self._write(node, kind, value)
            written += bool(value)
        self.finish()
        self._only_one_form()
        return written

    def draw(self, node: tree.Node, value: str, again: bool) -> None:
        """In each of its boxes, or in those that have no drawing."""
        shown = _shown(node, value) if kind_of(node) is Kind.CHOICE else value
        for widget in node.widgets:
            drawing = widget.get("/AP")
            if again or not isinstance(drawing, pikepdf.Dictionary) or "/N" not in drawing:
                self._draw(node, widget, shown)

    def finish(self) -> None:
        """The font knows then which letters were written."""
        if self._drawn:
            font = self._hand.font(self._document)
            for drawn in self._drawn:
                drawn.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(VV=font))

    def _only_one_form(self) -> None:
        form, root = tree.acroform(self._document), self._document.Root
        assert form is not None
        for key in ("/XFA", "/NeedAppearances", "/SigFlags", "/CO"):
            if key in form:
                del form[key]
        for key in ("/Perms", "/NeedsRendering", "/OpenAction", "/Extensions"):
            if key in root:
                del root[key]
        names = root.get("/Names")
        if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
            del names["/JavaScript"]
        disarm(self._document)

    def _write(self, node: tree.Node, kind: Kind, value: str) -> None:
        if kind in (Kind.CHECK, Kind.RADIO):
            self._tick(node, value)
            return
        if "/RV" in node.at:
            del node.at["/RV"]  # the same, in another description (12.7.3.4)
        if "/I" in node.at:
            del node.at["/I"]
        node.at.V = pikepdf.String(value)
        self.draw(node, value, again=True)

    def _tick(self, node: tree.Node, value: str) -> None:
        states = [tree.on_state(widget) for widget in node.widgets]
        ticked = value if value in states else ""
        node.at.V = pikepdf.Name(f"/{ticked}") if ticked else OFF
        for widget, state in zip(node.widgets, states, strict=True):
            on = bool(ticked) and state == ticked
            widget.AS = pikepdf.Name(f"/{state}") if on else OFF
            if on:
                self._ensure_tick(widget, state)

    def _ensure_tick(self, widget: Any, state: str) -> None:
        """Some forms leave the drawing of a tick to the reader: an empty stream."""
        found = widget.AP.N.get(f"/{state}")
        if isinstance(found, pikepdf.Stream) and found.read_bytes().strip():
            return
        box = _box(widget)
        inset, right, top = 2.0, box.width - 2.0, box.height - 2.0
        numbers = (1.2, inset, inset, right, top, inset, top, right, inset)
        content = CROSS % tuple(f"{number:.2f}".encode() for number in numbers)
        widget.AP.N[f"/{state}"] = self._xobject(content, box)

    def _draw(self, node: tree.Node, widget: Any, text: str) -> None:
        box = _box(widget)
        turn = tree.number((widget.get("/MK") or {}).get("/R", 0)) % 360
        across = Box(box.height, box.width) if turn % 180 else box
        how = manner(
            bytes(node.get("/DA", pikepdf.String(""))),
            min(2, max(0, tree.number(node.get("/Q")))),
            bool(node.kind == "/Tx" and node.flags & tree.MULTILINE),
            tree.number(node.get("/MaxLen"))
            if node.flags & tree.COMB and node.kind == "/Tx"
            else 0,
        )
        content = _ground(widget, across) + drawing(text, across, how, self._hand)
        drawn = self._xobject(content, across)
        if turn:
            drawn.Matrix = pikepdf.Array(_turned(turn, box))
        self._drawn.append(drawn)
        widget.AP = pikepdf.Dictionary(N=drawn)
        if "/AS" in widget:
            del widget["/AS"]

    def _xobject(self, content: bytes, box: Box) -> Any:
        stream = self._document.make_stream(content)
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        stream.BBox = pikepdf.Array([0, 0, box.width, box.height])
        return stream


def _shown(node: tree.Node, value: str) -> str:
    return next((one.shown for one in options_of(node) if one.value == value), value)


def _box(widget: Any) -> Box:
    left, bottom, right, top = (float(side) for side in widget.Rect)
    return Box(abs(right - left), abs(top - bottom))


def _turned(turn: int, box: Box) -> list[float]:
    """Counterclockwise, within the box (table 189, R)."""
    return {
        90: [0, 1, -1, 0, box.width, 0],
        180: [-1, 0, 0, -1, box.width, box.height],
        270: [0, -1, 1, 0, 0, box.height],
    }.get(turn, [1, 0, 0, 1, 0, 0])


def _ground(widget: Any, box: Box) -> bytes:
    """The field's own ground and frame (table 189, BG and BC)."""
    look = widget.get("/MK")
    if not isinstance(look, pikepdf.Dictionary):
        return b""
    drawn = b""
    if ground := _colour(look.get("/BG"), b"g", b"rg", b"k"):
        drawn += b"q %s 0 0 %.2f %.2f re f Q " % (ground, box.width, box.height)
    if frame := _colour(look.get("/BC"), b"G", b"RG", b"K"):
        drawn += b"q %s 1 w 0.5 0.5 %.2f %.2f re S Q " % (frame, box.width - 1, box.height - 1)
    return drawn


def _colour(found: Any, *operators: bytes) -> bytes:
    if not isinstance(found, pikepdf.Array) or len(found) not in (1, 3, 4):
        return b""
    operator = operators[{1: 0, 3: 1, 4: 2}[len(found)]]
    return b" ".join(f"{float(part):.3f}".encode() for part in found) + b" " + operator
