"""What may go to the printer: a PDF that opens, of a reasonable length, without its programs.

A driver for a worker (:mod:`devices.worker`): a hostile file takes down that process, never the
call; and :func:`sandboxed` leaves that process neither file nor network to reach.
"""

import io
import os
import resource
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import pikepdf

from devices.errors import Refused

MAX_PAGES = 30
MAX_BYTES = 20 * 1024 * 1024
MAX_DEPTH = 100
MEMORY_BYTES = 512 * 1024 * 1024
"To open a document with; more is a bomb."
ACTIVE = (
    "/OpenAction",
    "/AA",
    "/AF",
    "/EF",
    "/JS",
    "/JavaScript",
    "/EmbeddedFiles",
    "/XFA",
    "/RichMediaContent",
)
"Keys by which a PDF runs, carries or fetches something (ISO 32000-1, 12.6, 7.11.4, 12.7.8)."
ACTIONS = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/URI", "/Rendition")


@dataclass(frozen=True)
class Checked:
    pages: int
    pdf: bytes
    "The same pages, that do nothing."


class PdfChecker:
    """`check` is called through a :class:`devices.worker.DeviceWorker`."""

    def probe(self) -> None:
        """Nothing to unplug."""

    def check(self, pdf: bytes) -> Checked:
        """Raises :exc:`devices.errors.Refused` with the reason."""
        if len(pdf) > MAX_BYTES:
            raise Refused("document", f"{len(pdf)} bytes")
        if not pdf.startswith(b"%PDF-"):
            raise Refused("document", "not a PDF")
        try:
            with pikepdf.open(io.BytesIO(pdf)) as document:
                pages = len(document.pages)
                if not 0 < pages <= MAX_PAGES:
                    raise Refused("document", f"{pages} pages")
                return Checked(pages, _inert(document))
        except (pikepdf.PdfError, ValueError, RuntimeError, MemoryError) as error:
            raise Refused("document", type(error).__name__) from None


def sandboxed() -> PdfChecker:
    """For a process that does nothing else: from here on it opens nothing and grows no more."""
    checker = PdfChecker()
    _warm(checker)
    confine()
    return checker


def confine() -> None:
    """No new file, socket or process memory past :data:`MEMORY_BYTES`, for ever (setrlimit(2))."""
    with open("/proc/self/statm") as statm:
        most = int(statm.read().split()[0]) * resource.getpagesize() + MEMORY_BYTES
    for limit, value in ((resource.RLIMIT_AS, most), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(limit, (value, value))
    last = max(fd for fd in map(int, os.listdir("/proc/self/fd")) if _is_open(fd))
    resource.setrlimit(resource.RLIMIT_NOFILE, (last + 1, last + 1))
    with suppress(OSError):  # the numbers that are free below it
        while True:
            os.dup(0)


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def _warm(checker: PdfChecker) -> None:
    """Whatever is imported at the first document, good or bad, is so before the door closes."""
    blank, data = pikepdf.new(), io.BytesIO()
    blank.add_blank_page()
    blank.save(data)
    checker.check(data.getvalue())
    with suppress(Refused):
        checker.check(b"%PDF-1.7 and nothing of one")


def _inert(document: pikepdf.Pdf) -> bytes:
    for part in _dictionaries(document):
        for key in ACTIVE:
            if key in part:
                del part[key]
        action = part.get("/A")
        if isinstance(action, pikepdf.Dictionary) and action.get("/S") in ACTIONS:
            del part["/A"]
    data = io.BytesIO()
    # Neither random numbers nor a clock are at hand here.
    document.save(data, deterministic_id=True, fix_metadata_version=False)
    return data.getvalue()


def _dictionaries(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every one, wherever it lies."""
    for found in document.objects:
        yield from _within(found)


def _within(found: pikepdf.Object, depth: int = 0) -> Iterator[pikepdf.Object]:
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
