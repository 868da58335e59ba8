"""Our jobs in a CUPS queue. Their titles say nothing of the documents.

Nothing here waits for a printer: the queue takes a job and answers at once.
"""

import logging
import re
import secrets
from dataclasses import dataclass

import cups  # type: ignore[import-not-found]

from ..errors import Missing, Refused
from . import PrintRequest
from .truth import GONE

log = logging.getLogger(__name__)

NAME = re.compile(r"visavis-[0-9a-f]{16}-(\d{1,5})-(\d{1,5})")
"Title of our jobs; the numbers are pages x copies, and blank backs."


@dataclass(frozen=True)
class QueuedJob:
    name: str
    number: int
    pages: int
    "Pages x copies."
    backs: int = 0
    "Blank ones, of the last sheet of each copy: a printer may count them as impressions."


class CupsQueue:
    """The queue `name` of the cupsd that `CUPS_SERVER` names. Missing while it is away."""

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def uri(self) -> str:
        """The queue as an IPP printer; a cupsd reached by its socket listens on 631 too."""
        server, port = str(cups.getServer()), int(cups.getPort())
        host, port = ("localhost", 631) if server.startswith("/") else (server, port)
        return f"ipp://{host}:{port}/printers/{self._name}"

    def check(self) -> None:
        try:
            self._link().getPrinterAttributes(self._name, requested_attributes=["printer-state"])
        except cups.IPPError as error:
            raise Missing("printer", f"no queue: {error.args[0]}") from None

    def submit(self, request: PrintRequest, pages: int) -> QueuedJob:
        """`pages` are those of the document."""
        backs = request.copies * (pages % 2 if request.two_sided else 0)
        pages *= request.copies
        name = f"visavis-{secrets.token_hex(8)}-{pages}-{backs}"
        options = {
            "media": "iso_a4_210x297mm",  # CUPS defaults to Letter
            "copies": str(request.copies),
            "sides": "two-sided-long-edge" if request.two_sided else "one-sided",
            "print-color-mode": "color" if request.colour else "monochrome",
            "print-scaling": "fit",
        }
        link = self._link()
        try:
            number = link.createJob(self._name, name, options)
            link.startDocument(self._name, number, name, "application/pdf", 1)
            link.writeRequestData(request.pdf, len(request.pdf))
            link.finishDocument(self._name)
        except (cups.IPPError, RuntimeError) as error:
            raise Refused("printer", f"{type(error).__name__} {error.args[:1]}") from None
        return QueuedJob(name, number, pages, backs)

    def ours(self) -> list[QueuedJob]:
        """Ended or not, all that were not purged."""
        link = self._link()
        try:
            # Asked one by one: cupsd 2.4 leaves job-name out of its list of ended jobs.
            titles = {number: _title(link, number) for number in link.getJobs("all")}
        except cups.IPPError as error:
            raise Missing("printer", f"cupsd: {error.args[0]}") from None
        matches = {number: NAME.fullmatch(title) for number, title in titles.items()}
        return [QueuedJob(m[0], number, int(m[1]), int(m[2])) for number, m in matches.items() if m]

    def state(self, job: QueuedJob) -> int | None:
        """Its job-state (RFC 8011 5.3.7), or :data:`GONE`; none while cupsd is away."""
        try:
            attributes = self._link().getJobAttributes(job.number, ["job-state"])
        except cups.IPPError as error:
            return GONE if error.args[0] == cups.IPP_NOT_FOUND else None
        except Missing:
            return None
        return int(attributes["job-state"])

    def stopped(self) -> bool:
        """Somebody, or an error, stopped the queue itself: it hands nothing over."""
        try:
            state = self._link().getPrinterAttributes(
                self._name, requested_attributes=["printer-state"]
            )
        except (cups.IPPError, Missing):
            return False
        return bool(state["printer-state"] == cups.IPP_PRINTER_STOPPED)

    def resume(self) -> bool:
        """Start it and let it take jobs; false where cupsd lets this account do neither."""
        link = self._link()
        try:
            link.enablePrinter(self._name)
            link.acceptJobs(self._name)
        except (cups.IPPError, RuntimeError) as error:
            log.info("queue not resumed: %s", type(error).__name__)
            return False
        return True

    def cancel(self, job: QueuedJob, purge: bool = False) -> None:
        """Stop it; with `purge`, also erase it from the history, once it ended."""
        try:
            self._link().cancelJob(job.number, purge_job=purge)
        except (cups.IPPError, Missing) as error:
            log.info("queue keeps job %d: %s", job.number, type(error).__name__)

    def _link(self) -> "cups.Connection":
        try:
            return cups.Connection()  # a new one each time: cupsd may have restarted
        except RuntimeError:
            raise Missing("printer", "cupsd") from None


def _title(link: "cups.Connection", job: int) -> str:
    """Empty for one that was purged since it was listed."""
    try:
        return str(link.getJobAttributes(job).get("job-name"))
    except cups.IPPError as error:
        if error.args[0] != cups.IPP_NOT_FOUND:
            raise
        return ""
