"""Asks a printer itself, over IPP, what it does with our jobs (RFC 8011, RFC 8010).

pyipp writes the questions; its own client is asynchronous, and a driver is not.
"""

import errno
import http.client
import ssl
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

from pyipp.enums import IppOperation
from pyipp.serializer import encode_dict

from ..errors import IoFailed, Missing, SwitchedOff
from .answer import JOB_GROUP, PRINTER_GROUP, Answer, Attributes, BadAnswer, read
from .truth import OwnJob

SECONDS = 3.0
"For a printer of the same room to answer."
MAX_ANSWER = 1024 * 1024
JOB = ["job-id", "job-name", "job-state", "job-state-reasons", "job-impressions-completed"]
STATE = ["printer-state", "printer-state-reasons", "printer-is-accepting-jobs"]


class IppPrinter:
    """The printer at `uri` (`ipp://` or `ipps://`). Each method raises Missing or IoFailed;
    :exc:`SwitchedOff`, a Missing, when nothing listens at its address."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        parts = urlsplit(uri)
        self._host, self._path = parts.hostname or "", parts.path or "/"
        self._port, self._tls = parts.port or 631, parts.scheme == "ipps"

    def state(self) -> dict[str, Any]:
        """Its :data:`STATE`, an attribute of several values as a list; empty if refused."""
        answer = self._ask(IppOperation.GET_PRINTER_ATTRIBUTES, {"requested-attributes": STATE})
        return next(map(flat, answer.of(PRINTER_GROUP)), {})

    def sheets_out(self) -> int | None:
        """Sheets that lie where they come out, or None if this printer does not count them.

        PWG 5100.13, 5.6.36 `printer-output-tray`: "maxcapacity=100;remaining=97;...", negative for
        what is not known, as prtOutput of RFC 3805.
        """
        question = {"requested-attributes": ["printer-output-tray"]}
        answer = self._ask(IppOperation.GET_PRINTER_ATTRIBUTES, question)
        groups = answer.of(PRINTER_GROUP)
        trays = words(flat(groups[0]).get("printer-output-tray")) if groups else []
        counts = [count for tray in trays if (count := sheets_in(tray)) is not None]
        return sum(counts) if counts else None

    def jobs(self) -> list[tuple[str, OwnJob]]:
        """Names and jobs that it remembers, ended or not, the oldest first. A printer that
        refuses to list its jobs has none."""
        found: list[tuple[str, OwnJob]] = []
        # Both are mandatory, "all" is not. A job that ends between the questions is in both
        # answers, its end the last; the other way round it would be in none.
        for which in ("not-completed", "completed"):
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
            absent = SwitchedOff if _nobody_is_there(error) else Missing
            raise absent("printer", type(error).__name__) from None
        except (http.client.HTTPException, BadAnswer) as error:
            raise IoFailed("printer", type(error).__name__) from None

    def _connect(self) -> http.client.HTTPConnection:
        if not self._tls:
            return http.client.HTTPConnection(self._host, self._port, timeout=SECONDS)
        context = ssl.create_default_context()
        context.check_hostname = False  # RFC 8010 8.2: printers sign their own certificate
        context.verify_mode = ssl.CERT_NONE
        return http.client.HTTPSConnection(self._host, self._port, timeout=SECONDS, context=context)


def _nobody_is_there(error: OSError) -> bool:
    """The network answers that no machine, or no printer on it, is at this address."""
    return error.errno in (errno.ECONNREFUSED, errno.EHOSTUNREACH, errno.EHOSTDOWN)


def flat(group: Attributes) -> dict[str, Any]:
    return {name: values[0] if len(values) == 1 else values for name, values in group.items()}


def own_job(group: Attributes) -> tuple[str, OwnJob]:
    job = flat(group)
    counted = number(job.get("job-impressions-completed"), -1)
    own = OwnJob(
        number(job.get("job-id"), 0),
        number(job.get("job-state"), 3),
        tuple(words(job.get("job-state-reasons"))),
        counted if counted >= 0 else None,
    )
    return str(job.get("job-name", "")), own


def sheets_in(tray: str) -> int | None:
    """Of one value of `printer-output-tray`."""
    said = dict(part.split("=", 1) for part in tray.split(";") if "=" in part)
    try:
        most, room = int(said["maxcapacity"]), int(said["remaining"])
    except (KeyError, ValueError):
        return None
    return most - room if 0 <= room <= most else None


def number(value: object, silent: int) -> int:
    """An integer or enumeration, or `silent` if the printer says none."""
    return value if type(value) is int else silent


def words(value: object) -> list[str]:
    """An attribute of one or several keywords."""
    values = value if isinstance(value, list) else [value]
    return [word for word in values if isinstance(word, str) and word not in ("", "none")]
