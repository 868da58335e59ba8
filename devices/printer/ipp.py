"""Asks a printer itself, over IPP, what it does with our jobs (RFC 8011, RFC 8010).

pyipp writes the questions; its own client is asynchronous, and a driver is not.
"""

import http.client
import ssl
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pyipp.enums import IppOperation
from pyipp.serializer import encode_dict

from ..errors import IoFailed, Missing
from .answer import JOB_GROUP, PRINTER_GROUP, Answer, Attributes, BadAnswer, read
from .truth import OwnJob

SECONDS = 3.0
"For a printer of the same room to answer."
MAX_ANSWER = 1024 * 1024
JOB = ["job-id", "job-name", "job-state", "job-state-reasons", "job-impressions-completed"]
STATE = ["printer-state", "printer-state-reasons"]


@dataclass(frozen=True)
class PrinterState:
    state: int
    reasons: tuple[str, ...]


class IppPrinter:
    """The printer at `uri` (`ipp://` or `ipps://`). Each method raises Missing or IoFailed."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        parts = urlsplit(uri)
        self._host, self._path = parts.hostname or "", parts.path or "/"
        self._port, self._tls = parts.port or 631, parts.scheme == "ipps"

    def state(self) -> PrinterState:
        answer = self._ask(IppOperation.GET_PRINTER_ATTRIBUTES, {"requested-attributes": STATE})
        groups = answer.of(PRINTER_GROUP)
        if answer.refused or not groups:
            raise IoFailed("printer", f"status 0x{answer.status:04x}")
        reasons = words(groups[0], "printer-state-reasons")
        return PrinterState(number(groups[0], "printer-state", 3), reasons)

    def jobs(self) -> list[tuple[str, OwnJob]]:
        """Names and jobs that it remembers, ended or not, the oldest first. A printer that
        refuses to list its jobs has none."""
        found: list[tuple[str, OwnJob]] = []
        for which in ("completed", "not-completed"):  # both are mandatory, "all" is not
            question = {"which-jobs": which, "requested-attributes": JOB}
            answer = self._ask(IppOperation.GET_JOBS, question)
            found += [own_job(group) for group in answer.of(JOB_GROUP)]
        return sorted(found, key=lambda job: job[1].number)

    def cancel(self, job: int) -> None:
        """Refused once it is over: that is no error."""
        self._ask(IppOperation.CANCEL_JOB, {"job-id": job})

    def _ask(self, operation: IppOperation, attributes: dict[str, Any]) -> Answer:
        body = encode_dict(
            {
                "version": (2, 0),
                "operation": operation,
                "operation-attributes-tag": {
                    "attributes-charset": "utf-8",
                    "attributes-natural-language": "en",
                    "printer-uri": self.uri,
                    "requesting-user-name": "visavis",
                    **attributes,
                },
            }
        )
        try:
            with closing(self._connect()) as link:
                link.request("POST", self._path, body, {"Content-Type": "application/ipp"})
                return read(link.getresponse().read(MAX_ANSWER))
        except OSError as error:
            raise Missing("printer", type(error).__name__) from None
        except (http.client.HTTPException, BadAnswer) as error:
            raise IoFailed("printer", type(error).__name__) from None

    def _connect(self) -> http.client.HTTPConnection:
        if not self._tls:
            return http.client.HTTPConnection(self._host, self._port, timeout=SECONDS)
        context = ssl.create_default_context()
        context.check_hostname = False  # RFC 8010 8.2: printers sign their own certificate
        context.verify_mode = ssl.CERT_NONE
        return http.client.HTTPSConnection(self._host, self._port, timeout=SECONDS, context=context)


def own_job(group: Attributes) -> tuple[str, OwnJob]:
    counted = number(group, "job-impressions-completed", -1)
    job = OwnJob(
        number(group, "job-id", 0),
        number(group, "job-state", 3),
        words(group, "job-state-reasons"),
        counted if counted >= 0 else None,
    )
    return next(iter(words(group, "job-name")), ""), job


def number(group: Attributes, name: str, silent: int) -> int:
    """Its first value, or `silent` if the printer says none."""
    value = next(iter(group.get(name, [])), None)
    return value if type(value) is int else silent


def words(group: Attributes, name: str) -> tuple[str, ...]:
    values = group.get(name, [])
    return tuple(v for v in values if isinstance(v, str) and v not in ("", "none"))
