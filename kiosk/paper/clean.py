"""What was sent becomes A4 pages that do nothing: what they show is kept, and nothing else.

Pure functions of bytes, for a :class:`.sandbox.Sandbox`. :func:`clean` looks at the first bytes,
never at a name or at what a sender says. A PDF is not stripped, it is built anew: each page's
drawing, its filled fields and its notes drawn into it, goes on an A4 sheet of a new document;
what is not reached from there (programs, actions, attached files, XFA, data about the author)
does not follow. A picture is decoded to its pixels, and only those go on the sheet. The words of
a sheet that the console wrote are laid out.
"""

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from .picture import pdf_of_picture
from .refusals import (
    DocumentRefused,
    Locked,
    OnlyXfa,
    TooHeavy,
    TooLong,
    UnknownKind,
    Unreadable,
)
from .sandbox import Answer
from .sheet import lay, saved
from .sheets import typeset

PDF, JPEG, PNG = b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
WORDS = b"{"
SOURCE = "visavis.json"
"The file, in a PDF that is kept, of the words that it was made of."
MAX_DEPTH = 100
UNWANTED = (
    "/AA",
    "/A",
    "/AF",
    "/EF",
    "/JS",
    "/RichMediaContent",
    "/Ref",
    "/OPI",
    "/Alternates",
    "/Metadata",
    "/PieceInfo",
)
"""Keys by which a drawing runs, carries, fetches or tells something (ISO 32000-1: 12.6, 7.11.4,
8.10.4 reference XObjects, 8.9.5.4 alternate images, 14.3, 14.5, 14.11.7)."""
MOST_DRAWN, MOST_PIXELS = 64 * 1024 * 1024, 150_000_000
"Of a page's drawing, opened, and of a picture in it: A4 at 1200 dpi. A printer gets no bomb."
KEPT = {
    "/Form": "Type Subtype FormType BBox Matrix Resources Group OC Name",
    "/Image": "Type Subtype Width Height ColorSpace BitsPerComponent Intent ImageMask Mask Decode"
    " Interpolate SMask SMaskInData Matte Name OC",
}
"""What a reader needs of them (ISO 32000-1, tables 89, 95 and 146); what else is written there
nobody sees."""
TEXTS = frozenset({"/Registry", "/Ordering", "/CharSet", "/FontFamily", "/Panose"})
"""Strings that a font needs (ISO 32000-1, 9.7.3 and 9.8): what is read on a sheet is in its
drawing, so that any other string of a dictionary tells something else, but for a layer's name."""
LAYER = "/Name"
PACKED = ("/Length", "/Filter", "/DecodeParms")
OUTSIDE = "/F"
"In a stream's dictionary: its data is another file (ISO 32000-1, 7.3.8.2)."


def clean(data: bytes, most_pages: int) -> Answer:
    """`{"pages": n}` and the PDF to print, or `{"refused": code}` of :mod:`.refusals`. Of words
    that were laid out, the PDF to keep follows, with its words in it to write on another day."""
    try:
        if data.startswith(PDF):
            pages, pdf = _pdf(data, most_pages)
        elif data.startswith((JPEG, PNG)):
            pages, pdf = 1, pdf_of_picture(data)
        elif data.startswith(WORDS):
            pages, pdf = _words(data, most_pages)
            return {"pages": pages}, [pdf, with_source(pdf, data)]
        else:
            raise UnknownKind
    except DocumentRefused as refusal:
        return {"refused": refusal.code}, []
    return {"pages": pages}, [pdf]


def counted(pdf: bytes) -> Answer:
    """`{"pages": n}` of what :func:`clean` answered, for a child that has read nothing else."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return {"pages": len(document.pages)}, []
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, OSError):
        return {"refused": Unreadable.code}, []


def with_source(pdf: bytes, words: bytes) -> bytes:
    """The same sheets, and beside them the words that they were made of (ISO 32000-1, 7.11.4)."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        about = {"mime_type": "application/json", "description": "Vis-à-vis"}
        document.attachments[SOURCE] = pikepdf.AttachedFileSpec(
            document, words, filename=SOURCE, creation_date="", mod_date="", **about
        )
        return saved(document)


def _words(data: bytes, most_pages: int) -> tuple[int, bytes]:
    try:
        pages, pdf = typeset(data)
    except ValueError as error:
        raise Unreadable(detail=type(error).__name__) from None
    if pages > most_pages:
        raise TooLong(detail=str(most_pages))
    return pages, pdf


def _pdf(data: bytes, most_pages: int) -> tuple[int, bytes]:
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            pages = len(document.pages)
            if pages > most_pages:
                raise TooLong(detail=str(most_pages))
            if not pages:
                raise Unreadable(detail="no page")
            _draw_what_is_filled(document)
            return pages, _built_anew(document)
    except pikepdf.PasswordError:
        raise Locked from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, OSError) as error:
        raise Unreadable(detail=type(error).__name__) from None


def _draw_what_is_filled(document: pikepdf.Pdf) -> None:
    """Fields and notes become part of their page, as far as they are meant to be printed."""
    form = document.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary):
        if _has_no_fields_but_xfa(form):
            raise OnlyXfa
        if form.get("/NeedAppearances", False):
            document.generate_appearance_streams()
    document.flatten_annotations("print")


def _has_no_fields_but_xfa(form: pikepdf.Dictionary) -> bool:
    return "/XFA" in form and not len(form.get("/Fields", pikepdf.Array()))


def is_only_xfa(data: bytes) -> bool:
    """A form that only one vendor's program draws; false for what does not open."""
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            form = document.Root.get("/AcroForm")
            return isinstance(form, pikepdf.Dictionary) and _has_no_fields_but_xfa(form)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, OSError):
        return False


def _built_anew(document: pikepdf.Pdf) -> bytes:
    with pikepdf.new() as fresh:
        for page in document.pages:
            lay(fresh, page)
        _keep_layers(document, fresh)
        disarm(fresh)
        _forget_what_is_not_drawn(fresh)
        return saved(fresh)


def _keep_layers(document: pikepdf.Pdf, fresh: pikepdf.Pdf) -> None:
    """What its author hid, a layer, stays hidden (ISO 32000-1, 8.11.4)."""
    layers = document.Root.get("/OCProperties")
    if isinstance(layers, pikepdf.Dictionary):
        fresh.Root.OCProperties = fresh.copy_foreign(document.make_indirect(layers))


def disarm(document: pikepdf.Pdf) -> None:
    for part in _dictionaries(document):
        for key in UNWANTED:
            if key in part:
                del part[key]
        if isinstance(part, pikepdf.Stream):
            _disarm_stream(part)


def _forget_what_is_not_drawn(document: pikepdf.Pdf) -> None:
    for part in _dictionaries(document):
        _forget_texts(part)
        if isinstance(part, pikepdf.Stream):
            _keep_what_is_drawn(part)


def _forget_texts(part: pikepdf.Object) -> None:
    for key in [key for key, value in part.items() if isinstance(value, pikepdf.String)]:
        if key == LAYER:
            part[key] = pikepdf.String("")  # a layer must have one (8.11.2.1)
        elif key not in TEXTS:
            del part[key]


def _disarm_stream(stream: pikepdf.Stream) -> None:
    kind = stream.get("/Subtype")
    if OUTSIDE in stream:
        raise Unreadable(detail="data in another file")
    if kind == pikepdf.Name.PS:
        stream.write(b"")  # PostScript, that a printer would run (ISO 32000-1, 8.8.2)
    elif kind == pikepdf.Name.Image:
        if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > MOST_PIXELS:
            raise TooHeavy(detail="a picture")
    elif kind == pikepdf.Name.Form and len(stream.read_bytes()) > MOST_DRAWN:
        raise TooHeavy(detail="a drawing")


def _keep_what_is_drawn(stream: pikepdf.Stream) -> None:
    names = KEPT.get(str(stream.get("/Subtype")))
    if names is None:
        return
    for key in set(stream.keys()) - {f"/{name}" for name in names.split()} - set(PACKED):
        del stream[key]


def _dictionaries(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every one, wherever it lies."""
    for found in document.objects:
        yield from _within(found)


def _within(found: pikepdf.Object, depth: int = 0) -> Iterator[Any]:
    """It and what it holds directly; what it refers to is an object of its own."""
    if depth > MAX_DEPTH:
        raise ValueError("nested too deep")
    inside: Iterable[pikepdf.Object] = ()
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        yield found
        inside = [value for _, value in found.items()]
    elif isinstance(found, pikepdf.Array):
        inside = list(found)
    for part in inside:
        if isinstance(part, pikepdf.Dictionary | pikepdf.Array) and not part.is_indirect:
            yield from _within(part, depth + 1)
