"""What a visit leaves at the kiosk while it lasts, and its wiping. Nothing of it touches a disk.

The key lives in memory; pages for the screens lie in a directory of a tmpfs (the unit's runtime
directory), because the screens are another process. :meth:`Session.wipe` forgets both.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp

from signaling import protocol as wire
from signaling.documents import KEY_BYTES

from .paper.cleaner import Cleaned


class Session:
    """One visit's secrets and pages."""

    def __init__(self, visit: str, runtime: Path) -> None:
        """Another one of the same visit has another key, and nothing of the one before."""
        self.visit = visit
        self.key = os.urandom(KEY_BYTES)
        runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A name of its own: the one before is wiped while this one is in use.
        self.directory = Path(mkdtemp(prefix=f"visit-{visit}-", dir=runtime))
        self.papers: dict[str, Cleaned] = {}
        "Documents to print."
        self.memory = ""
        "What the console has us remember for it: said again to its next page, never read here."
        self._leaves = 0

    def keep_page(self, document: str, picture: bytes) -> Path:
        """Put a picture where the screens can read it."""
        path = self.directory / document
        path.write_bytes(picture)
        return path

    def page(self, document: str) -> Path | None:
        path = self.directory / document
        return path if path.exists() else None

    def keep_shown(self, document: str, data: bytes) -> Path:
        """A document that may be shown on the document screen, as it came."""
        path = self.directory / f"show-{document}"
        path.write_bytes(data)
        return path

    def drop_shown(self, document: str) -> None:
        (self.directory / f"show-{document}").unlink(missing_ok=True)

    def sent(self, document: str) -> Path | None:
        """What the console sent to be shown."""
        path = self.directory / f"show-{document}"
        return path if path.exists() else None

    def shown(self, document: str) -> Path | None:
        """What may be shown: sent for it, to be printed, made of scans, or just scanned."""
        path = self.directory / f"show-{document}"
        return path if path.exists() else self.page(document)

    def released(self, releases: Iterable[wire.Release]) -> dict[str, bytes]:
        """By the name that each gets: those of these documents that are here, and no other."""
        found: dict[str, bytes] = {}
        for one in releases:
            path = self.directory / f"show-{one.document}"
            if path.exists():
                found[one.into] = path.read_bytes()
        return found

    def new_leaf(self) -> Path:
        """Where a picture of a page goes; the screens remove it once they have it."""
        self._leaves += 1
        return self.directory / f"leaf-{self._leaves}"

    def keep_scan(self, scan: str, jpeg: bytes) -> None:
        """What lay on the glass, whole, until the counsellor has what they want of it."""
        (self.directory / f"scan-{scan}").write_bytes(jpeg)

    def new_still(self, scan: str) -> Path:
        """Where a photograph goes; it is a page like those of the glass."""
        return self.directory / f"scan-{scan}"

    def scan(self, scan: str) -> bytes:
        """Raises OSError for a page that is not here."""
        return (self.directory / f"scan-{scan}").read_bytes()

    def left(self) -> bool:
        """Whether something is, for all that we try again."""
        self.wipe()
        return not swept(self.directory)

    def wipe(self) -> None:
        self.key, self.memory = b"", ""
        self.papers.clear()
        shutil.rmtree(self.directory, ignore_errors=True)


def sweep(runtime: Path) -> list[Path]:
    """At start: remove what a killed kiosk left behind; what would not go is returned."""
    return [leftover for leftover in runtime.glob("visit-*") if not swept(leftover)]


def swept(leftover: Path) -> bool:
    """Whether it is gone; what cannot be looked at may still be there."""
    shutil.rmtree(leftover, ignore_errors=True)
    try:
        return not leftover.exists()
    except OSError:
        return False
