"""The glass and the feeder: one page at a time, as a JPEG that knows its size."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

Progress = Callable[[float], bool]
"Told how far a scan is, 0 to 1; answers False once it must stop."

A4_MM = (210.0, 297.0)
SILENCE_SECONDS = 15.0
"""Between two lines of a page. Debian 12's `net` backend never tells that its scanner is gone:
it gives no byte for ever. The slowest head that goes back in the middle of a page takes less."""


class Source(StrEnum):
    FLATBED = "flatbed"
    FEEDER = "feeder"


@dataclass(frozen=True)
class ScanRequest:
    dpi: int = 300
    colour: bool = True
    source: Source = Source.FLATBED
    more: bool = False
    "The next sheet of the feeder: the one before was just scanned by the same request."


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
        """Scan an A4 page, or raise :class:`DeviceError`: FeederEmpty after the last sheet.

        Once `progress` answered False, raise :class:`Cancelled` as soon as the device stopped.
        """
