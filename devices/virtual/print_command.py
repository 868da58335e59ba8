"""What the virtual printer does with a job: `FOLDER PAGE_SECONDS COUNTS PRINTER_URI FILE`.

ippeveprinter runs it for each job and reads its stderr: `STATE:` lines change the printer's
reasons, `ATTR:` lines the job's attributes. A cancelled job goes on until its command ends
(ippeveprinter only remembers it): so, before each page, it asks whether it still may.
"""

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf

from ..printer.ipp import IppPrinter

STOPPING = "processing-to-stop-point"
"RFC 8011 5.3.8: the job is cancelled but still in the works."


LIES = {"early": 0, "short": 1}
"Faults of a printer that completes its jobs after so many pages."
HELD = {"jam-at-the-end": "media-jam", "cover-at-the-end": "cover-open"}
"Faults of one that counts every page while the last is still inside."
ASKED = ("sides", "print-color-mode", "copies", "media-col")


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


class Mechanism:
    """The part that moves paper."""

    def __init__(self, folder: Path, uri: str, job: int) -> None:
        self._fault_file, self._printer, self._job = folder / "fault", IppPrinter(uri), job
        self._told = ""

    def fault(self) -> str:
        try:
            return self._fault_file.read_text().strip()
        except FileNotFoundError:
            return ""

    def cancelled(self) -> bool:
        mine = [job for _, job in self._printer.jobs() if job.number == self._job]
        return any(STOPPING in job.reasons for job in mine)

    def wait_until_well(self) -> bool:
        """Answer False once the job is cancelled."""
        while (reason := self.fault()) and reason not in LIES and reason not in HELD:
            self._tell(reason)
            if self.cancelled():
                return False
            time.sleep(0.1)
        self._tell("")
        return not self.cancelled()

    @contextmanager
    def works(self) -> Iterator[None]:
        """The fault of this job ends with it."""
        try:
            yield
        finally:
            self._tell(HELD.get(self.fault(), ""))

    def _tell(self, reason: str) -> None:
        if reason == self._told:
            return
        if self._told:
            say(f"STATE: -{self._told}-error")
        if reason:
            say(f"STATE: +{reason}-error")
        self._told = reason


def pages_of(file: Path) -> int:
    if file.suffix != ".pdf":
        return 1
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


def main() -> None:
    folder, page_seconds, counts = Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3] == "1"
    file = Path(sys.argv[5])
    with (folder / "asked.log").open("a") as log:
        asked = {name: os.environ.get(f"IPP_{name.upper().replace('-', '_')}") for name in ASKED}
        log.write(json.dumps({"job": os.environ.get("IPP_JOB_NAME"), **asked}) + "\n")
    mechanism = Mechanism(folder, sys.argv[4], int(os.environ["IPP_JOB_ID"]))
    if mechanism.cancelled():
        return
    shutil.copyfile(file, folder / "received" / file.name)
    impressions = pages_of(file) * int(os.environ.get("IPP_COPIES", "1"))
    impressions = LIES.get(mechanism.fault(), impressions)
    with mechanism.works():
        for done in range(1, impressions + 1):
            if not mechanism.wait_until_well():
                return
            time.sleep(page_seconds)
            with (folder / "out.log").open("a") as out:
                out.write(f"{file.name}\n")
            if counts:
                say(f"ATTR: job-impressions-completed={done}")


if __name__ == "__main__":
    main()
