"""Makes the queue of a printer that needs no driver (IPP Everywhere)."""

import os
import shutil
import subprocess

from devices.checks.printer import check_queue
from devices.errors import DeviceError
from devices.findings import Level
from devices.printer.ipp import IppPrinter

SECONDS = 30.0


def make_queue(queue: str, uri: str) -> str | None:
    """By lpadmin(8); a sentence when it could not be made."""
    try:
        # lpadmin answers 0 for a printer that is away, and leaves a queue that prints nothing.
        if not IppPrinter(uri).state():
            return "Cette adresse n’est pas celle d’une imprimante : la file n’est pas créée."
    except DeviceError as error:
        return f"{error.sentence} La file n’est pas créée."
    # Out of the path of most accounts.
    tool = shutil.which("lpadmin", path=os.environ.get("PATH", "") + ":/usr/sbin") or "lpadmin"
    command = [tool, "-p", queue, "-E", "-v", uri, "-m", "everywhere"]
    options = ["-o", "printer-error-policy=retry-job"]
    try:
        done = subprocess.run(
            [*command, *options],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"La file n’a pas pu être créée ({type(error).__name__})."
    if done.returncode or check_queue(queue).level != Level.OK:
        return "La file n’a pas pu être créée : lancez « sudo visavis setup »."
    return None
