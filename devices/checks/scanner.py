"""Is the scanner there, and does it open?"""

import shutil
import subprocess

from ..errors import AccessDenied, Busy, DeviceError, IoFailed
from ..findings import Finding, Level
from . import absent, at_fault

ID, TITLE = "scanner", "Scanner"
OPEN_SECONDS = 15.0


def check(name: str) -> list[Finding]:
    if not name:
        return [absent(ID, TITLE, "aucun scanner")]
    # libsane takes long to load, and only where there is a scanner.
    from ..scanner.sane import SaneScanner

    try:
        SaneScanner(name).probe()
        _open(name)
    except DeviceError as error:
        return [at_fault(ID, TITLE, error, name=name)]
    return [Finding(ID, TITLE, Level.OK, f"« {name} » répond.", "", {"name": name})]


def _open(name: str) -> None:
    """Take hold of it without a scan: being listed does not mean that this account may."""
    tool = shutil.which("scanimage")
    if tool is None:
        return
    done = subprocess.run(
        [tool, f"--device-name={name}", "--dont-scan"],
        capture_output=True,
        text=True,
        errors="replace",
        stdin=subprocess.DEVNULL,
        env=None,
        timeout=OPEN_SECONDS,
    )
    if done.returncode:
        raise error_of(done.stderr)


def error_of(told: str) -> DeviceError:
    """What scanimage says: "open of device x failed: Device busy"."""
    last = told.strip().rsplit("\n", 1)[-1]
    status = last.rsplit(": ", 1)[-1]
    kinds = {
        "Device busy": Busy,
        "Access to resource has been denied": AccessDenied,
    }
    return kinds.get(status, IoFailed)("scanner", status)
