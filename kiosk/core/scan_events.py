"""What becomes of the sheets that are scanned, as events of the attendant."""

from dataclasses import dataclass

from signaling import protocol as wire


@dataclass(frozen=True)
class ScanAsked:
    visit: str
    scan: str
    source: wire.ScanSource | None = None
    sign: bool = False


@dataclass(frozen=True)
class SnapshotAsked:
    "One sharp picture of the room's camera, to be a page like the others."

    scan: str


@dataclass(frozen=True)
class ScanProgressed:
    scan: str
    progress: float
    "Of the sheet under way, 0 to 1."


@dataclass(frozen=True)
class PageScanned:
    of: str
    "The scan that was asked."
    scan: str
    "The page's own: the same on the glass, one for each sheet of a feeder."
    document: str
    "Its preview, already sealed and on its way."
    faults: tuple[wire.PageFault, ...]
    proposed: wire.Correction


@dataclass(frozen=True)
class ScanEnded:
    "Every sheet of it went through."

    scan: str


@dataclass(frozen=True)
class ScanFailed:
    scan: str
    code: str
    sentence: str


@dataclass(frozen=True)
class KeepAsked:
    visit: str
    document: str
    pages: tuple[wire.KeptPage, ...]


@dataclass(frozen=True)
class KeepProgressed:
    "With the last page the PDF is on its way."

    document: str
    page: int


@dataclass(frozen=True)
class KeepFailed:
    document: str
    code: str
    sentence: str
