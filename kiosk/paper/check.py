"""What may go to the printer: a PDF that opens, of a reasonable length. A driver for a worker.

It runs in a process of its own (:mod:`devices.worker`): a hostile file takes down that process,
never the call.
"""

import io

import pikepdf

from devices.errors import Refused

MAX_PAGES = 30
MAX_BYTES = 20 * 1024 * 1024


class PdfChecker:
    """`check` and `picture` are called through a :class:`devices.worker.DeviceWorker`."""

    def probe(self) -> None:
        """Nothing to unplug."""

    def check(self, pdf: bytes) -> int:
        """Return the number of pages; raise :exc:`devices.errors.Refused` with the reason."""
        if len(pdf) > MAX_BYTES:
            raise Refused("document", f"{len(pdf)} bytes")
        if not pdf.startswith(b"%PDF-"):
            raise Refused("document", "not a PDF")
        try:
            with pikepdf.open(io.BytesIO(pdf)) as document:
                pages = len(document.pages)
        except pikepdf.PdfError as error:
            raise Refused("document", type(error).__name__) from None
        if not 0 < pages <= MAX_PAGES:
            raise Refused("document", f"{pages} pages")
        return pages
