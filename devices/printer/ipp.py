"""Asks a printer itself, over IPP, what it does with our jobs (RFC 8011, RFC 8010).

pyipp writes and reads the bytes; its own client is asynchronous, a driver is not.
"""

import http.client
import ssl
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

from pyipp.enums import IppOperation
from pyipp.parser import parse
from pyipp.serializer import encode_dict

from ..errors import IoFailed, Missing

SECONDS = 3.0
"For a printer of the same room to answer."
MAX_ANSWER = 1024 * 1024
JOB = ["job-id", "job-name", "job-state", "job-state-reasons", "job-impressions-completed"]


class IppPrinter:
    """The printer at `uri` (`ipp://` or `ipps://`). Each method raises Missing or IoFailed."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        parts = urlsplit(uri)
        self._host, self._path = parts.hostname or "", parts.path or "/"
        self._port, self._tls = parts.port or 631, parts.scheme == "ipps"

    def state(self) -> dict[str, Any]:
        wanted = ["printer-state", "printer-state-reasons", "printer-is-accepting-jobs"]
        answer = self._ask(IppOperation.GET_PRINTER_ATTRIBUTES, {"requested-attributes": wanted})
        return first(answer["printers"])

    def jobs(self) -> list[dict[str, Any]]:
        """All that it remembers, ended or not: both words of `which-jobs` are mandatory."""
        found: list[dict[str, Any]] = []
        for which in ("completed", "not-completed"):
            answer = self._ask(
                IppOperation.GET_JOBS, {"which-jobs": which, "requested-attributes": JOB}
            )
            found += [job for job in answer["jobs"] if isinstance(job.get("job-id"), int)]
        return found

    def cancel(self, job_id: int) -> None:
        self._ask(IppOperation.CANCEL_JOB, {"job-id": job_id})

    def _ask(self, operation: IppOperation, attributes: dict[str, Any]) -> dict[str, Any]:
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
                data = link.getresponse().read(MAX_ANSWER)
        except OSError as error:
            raise Missing("printer", type(error).__name__) from None
        except http.client.HTTPException as error:
            raise IoFailed("printer", type(error).__name__) from None
        try:
            answer: dict[str, Any] = parse(data)
        except Exception as error:  # noqa: BLE001 - the border: any bytes of any printer
            raise IoFailed("printer", f"unreadable answer: {type(error).__name__}") from None
        return answer

    def _connect(self) -> http.client.HTTPConnection:
        if not self._tls:
            return http.client.HTTPConnection(self._host, self._port, timeout=SECONDS)
        context = ssl.create_default_context()
        context.check_hostname = False  # RFC 8010 8.2: printers sign their own certificate
        context.verify_mode = ssl.CERT_NONE
        return http.client.HTTPSConnection(self._host, self._port, timeout=SECONDS, context=context)


def first(groups: list[dict[str, Any]]) -> dict[str, Any]:
    return groups[0] if groups else {}


def words(value: object) -> list[str]:
    """An attribute of one or several keywords."""
    values = value if isinstance(value, list) else [value]
    return [str(word) for word in values if word not in (None, "", "none")]
