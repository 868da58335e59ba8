"""The glass: one page at a time, as a JPEG that knows its size."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

Progress = Callable[[float], bool]
"Told how far a scan is, 0 to 1; answers False once it must stop."

A4_MM = (210.0, 297.0)
SILENCE_SECONDS = 15.0
"""Between two lines of a page. Debian 12's `net` backend never tells that its scanner is gone:
it gives no byte for ever. The slowest head that goes back in the middle of a page takes less."""


@dataclass(frozen=True)
class ScanRequest:
    dpi: int = 300
    colour: bool = True


@dataclass(frozen=True)
class Page:
    jpeg: bytes
    width: int
    height: int
    dpi: int


class Scanner(Protocol):
    def probe(self) -> None:
        """Raise :class:`DeviceError` while no scan can be asked."""

    def scan(self, request: ScanRequest, progress: Progress) -> Page:
        """Scan an A4 page from the glass, or raise :class:`DeviceError`.

        Once `progress` answered False, raise :class:`Cancelled` as soon as the device stopped.
        """
