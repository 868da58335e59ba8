"""What a form asks for, read from its PDF in the sandbox.

:func:`read_form` answers with the fields that a person can fill, in the order of the pages and
then of the form. Buttons that run something and signatures are none. A form whose fields are
described to one vendor's program alone (XFA without AcroForm) is refused.
"""

import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pikepdf

from kiosk.core.form import (
    MAX_FIELDS,
    MAX_PLACES,
    MAX_VALUE,
    Blank,
    Field,
    Kind,
    Option,
    Place,
    Size,
)

from . import form_tree as tree
from .refusals import DocumentRefused, Locked, NoFields, OnlyXfa, TooHeavy, TooLong, Unreadable
from .sandbox import Answer

PDF = b"%PDF-"
BROKEN = (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, OSError)
MAX_OPTIONS = 500
MAX_LABEL = 200


def read_form(data: bytes, most_pages: int) -> Answer:
    """`{}` and a :class:`kiosk.core.form.Blank` as JSON, or `{"refused": code}`."""
    try:
        with opened(data) as document:
            blank = _read(document, most_pages)
    except DocumentRefused as refusal:
        return {"refused": refusal.code}, []
    except BROKEN as error:
        return {"refused": Unreadable(detail=type(error).__name__).code}, []
    return {}, [json.dumps(asdict(blank)).encode()]


def opened(data: bytes) -> pikepdf.Pdf:
    if not data.startswith(PDF):
        raise Unreadable(detail="no PDF")
    try:
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        raise Locked from None


def _read(document: pikepdf.Pdf, most_pages: int) -> Blank:
    pages = list(document.pages)
    if len(pages) > most_pages:
        raise TooLong(detail=str(most_pages))
    form = tree.acroform(document)
    xfa = form is not None and "/XFA" in form
    where = Whereabouts(pages)
    fields = [one for node in tree.nodes(document) if (one := _field(node, where)) is not None]
    if not fields:
        raise OnlyXfa if xfa else NoFields
    if len(fields) > MAX_FIELDS or sum(len(one.places) for one in fields) > MAX_PLACES:
        raise TooHeavy(detail="fields")
    fields.sort(key=lambda one: one.places[0].page)
    return Blank(
        pages=tuple(where.size(number) for number in range(len(pages))),
        fields=tuple(_merged(fields)),
        scripts=_has_scripts(document),
        xfa=xfa,
    )


def _merged(fields: list[Field]) -> Iterator[Field]:
    """Two of one name are one field."""
    by_name: dict[str, Field] = {}
    for one in fields:
        before = by_name.get(one.name)
        if before is not None and before.kind is one.kind:
            places = before.places + one.places
            one = Field(**{**vars(before), "places": places})
        by_name[one.name] = one
    yield from by_name.values()


def kind_of(node: tree.Node) -> Kind | None:
    match node.kind:
        case "/Tx":
            return Kind.TEXT
        case "/Ch":
            return Kind.CHOICE
        case "/Btn" if not node.flags & tree.PUSH:
            states = {tree.on_state(widget) for widget in node.widgets}
            several = len(states - {""}) > 1 or node.flags & tree.RADIO
            return Kind.RADIO if several else Kind.CHECK
    return None


def _field(node: tree.Node, where: "Whereabouts") -> Field | None:
    kind = kind_of(node)
    if kind is None or not node.has_name:
        return None
    boxes = kind in (Kind.CHECK, Kind.RADIO)
    places = tuple(
        place for widget in node.widgets if (place := where.place(widget, boxes)) is not None
    )
    if not places or (boxes and not any(place.state for place in places)):
        return None
    longest = tree.number(node.get("/MaxLen")) if kind is Kind.TEXT else 0
    return Field(
        name=node.name,
        kind=kind,
        places=places,
        value=_value(node, kind),
        max_length=longest if longest > 0 else None,
        comb=bool(kind is Kind.TEXT and longest and node.flags & tree.COMB),
        lines=bool(kind is Kind.TEXT and node.flags & tree.MULTILINE),
        read_only=bool(node.flags & tree.READ_ONLY),
        options=tuple(options_of(node))[:MAX_OPTIONS] if kind is Kind.CHOICE else (),
        free=bool(kind is Kind.CHOICE and node.flags & tree.COMBO and node.flags & tree.EDIT),
        label=_label(node),
    )


def _label(node: tree.Node) -> str:
    found = tree.text_of(node.at.get("/TU"))
    return " ".join("".join(one if one.isprintable() else " " for one in found).split())[:MAX_LABEL]


def _value(node: tree.Node, kind: Kind) -> str:
    value = tree.text_of(node.get("/V"))[:MAX_VALUE].replace("\r\n", "\n").replace("\r", "\n")
    return "" if kind in (Kind.CHECK, Kind.RADIO) and value == "Off" else value


def options_of(node: tree.Node) -> Iterator[Option]:
    found = node.get("/Opt")
    for one in found if isinstance(found, pikepdf.Array) else ():
        if isinstance(one, pikepdf.Array) and len(one) > 1:
            yield Option(tree.text_of(one[0])[:MAX_VALUE], tree.text_of(one[1])[:MAX_VALUE])
        else:
            text = tree.text_of(one)[:MAX_VALUE]
            yield Option(text, text)


def _has_scripts(document: pikepdf.Pdf) -> bool:
    form = tree.acroform(document)
    if form is not None and "/CO" in form:
        return True  # an order of calculations (ISO 32000-1, table 218)
    return any("/AA" in node.at or any("/AA" in w for w in node.widgets) for node in _all(document))


def _all(document: pikepdf.Pdf) -> Iterator[tree.Node]:
    yield from tree.nodes(document)


class Whereabouts:
    """On which page a box stands, and where on it, as it is shown."""

    def __init__(self, pages: list[pikepdf.Page]) -> None:
        self._pages = pages
        self._by_annotation: dict[tuple[int, int], int] = {}
        self._by_page: dict[tuple[int, int], int] = {}
        for number, page in enumerate(pages):
            self._by_page[page.obj.objgen] = number
            for annotation in page.obj.get("/Annots") or ():
                if annotation.is_indirect:
                    self._by_annotation[annotation.objgen] = number

    def page_of(self, widget: Any) -> int | None:
        if widget.is_indirect and widget.objgen in self._by_annotation:
            return self._by_annotation[widget.objgen]
        page = widget.get("/P")
        return self._by_page.get(page.objgen) if page is not None and page.is_indirect else None

    def place(self, widget: Any, box: bool) -> Place | None:
        number = self.page_of(widget)
        if number is None or tree.number(widget.get("/F")) & (tree.HIDDEN | tree.NO_VIEW):
            return None
        left, top, right, bottom = self._shown(number, [float(side) for side in widget.Rect])
        if right - left <= 0 or bottom - top <= 0:
            return None
        return Place(number, left, top, right, bottom, tree.on_state(widget) if box else "")

    def size(self, number: int) -> Size:
        width, height, _, _, turn = self._frame(number)
        return Size(height, width) if turn % 180 else Size(width, height)

    def _frame(self, number: int) -> tuple[float, float, float, float, int]:
        page = self._pages[number]
        left, bottom, right, top = (float(side) for side in page.cropbox)
        turn = tree.number(page.obj.get("/Rotate", 0)) % 360
        return abs(right - left), abs(top - bottom), min(left, right), min(bottom, top), turn

    def _shown(self, number: int, rect: list[float]) -> tuple[float, float, float, float]:
        """As parts of the page, turned as it is shown (ISO 32000-1, table 30, Rotate)."""
        width, height, x, y, turn = self._frame(number)
        corners = []
        for across, up in ((rect[0], rect[1]), (rect[2], rect[3])):
            part, down = (across - x) / width, 1 - (up - y) / height
            for _ in range(turn // 90):
                part, down = 1 - down, part
            corners.append((part, down))
        (a, b), (c, d) = corners
        left, top, right, bottom = min(a, c), min(b, d), max(a, c), max(b, d)
        return tuple(round(min(1.0, max(0.0, v)), 5) for v in (left, top, right, bottom))  # type: ignore[return-value]
