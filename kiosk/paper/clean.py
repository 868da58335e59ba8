"""What was sent becomes A4 pages that do nothing: what they show is kept, and nothing else.

Pure functions of bytes, for a :class:`.sandbox.Sandbox`. :func:`clean` looks at the first bytes,
never at a name or at what a sender says. A PDF is not stripped, it is built anew: each page's
drawing, its filled fields and its notes drawn into it, goes on an A4 sheet of a new document;
what is not reached from there (programs, actions, attached files, XFA, data about the author)
does not follow. A picture is decoded to its pixels, and only those go on the sheet. The words of
a sheet that the console wrote are laid out.
"""

import io

import pikepdf

from .disarm import disarm, forget_what_is_not_drawn
from .form_writer import draw_what_is_written
from .picture import pdf_of_picture
from .refusals import (
    DocumentRefused,
    Locked,
    OnlyXfa,
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
        wanted = "/NeedAppearances"
        draw_what_is_written(document, again=bool(form.get(wanted, False)))
        if wanted in form:
            del form[wanted]  # with it nothing is flattened
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
        forget_what_is_not_drawn(fresh)
        return saved(fresh)


def _keep_layers(document: pikepdf.Pdf, fresh: pikepdf.Pdf) -> None:
    """What its author hid, a layer, stays hidden (ISO 32000-1, 8.11.4)."""
    layers = document.Root.get("/OCProperties")
    if isinstance(layers, pikepdf.Dictionary):
        fresh.Root.OCProperties = fresh.copy_foreign(document.make_indirect(layers))
