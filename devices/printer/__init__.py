"""Paper: what was asked, and what really came out."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ..errors import (
    CoverOpen,
    DeviceError,
    Jammed,
    Missing,
    NoPaper,
    Paused,
    SwitchedOff,
    TonerEmpty,
    TrayMissing,
)


class PrintState(StrEnum):
    """Same words as the wire's `PrintState`."""

    PREPARED = "prepared"
    SENT = "sent"
    PRINTING = "printing"
    FAULT = "fault"
    OUT = "out"
    PROBABLY_OUT = "probably_out"
    CANCELLED = "cancelled"
    FAILED = "failed"


END_STATES = frozenset(
    {PrintState.OUT, PrintState.PROBABLY_OUT, PrintState.CANCELLED, PrintState.FAILED}
)


class Fault(StrEnum):
    """Same words as the wire's `Fault`."""

    NO_PAPER = "no_paper"
    JAM = "jam"
    COVER_OPEN = "cover_open"
    TONER_EMPTY = "toner_empty"
    TRAY_MISSING = "tray_missing"
    PAUSED = "paused"
    OFF = "off"
    UNREACHABLE = "unreachable"


FAULTS: dict[Fault, type[DeviceError]] = {
    Fault.NO_PAPER: NoPaper,
    Fault.JAM: Jammed,
    Fault.COVER_OPEN: CoverOpen,
    Fault.TONER_EMPTY: TonerEmpty,
    Fault.TRAY_MISSING: TrayMissing,
    Fault.PAUSED: Paused,
    Fault.OFF: SwitchedOff,
    Fault.UNREACHABLE: Missing,
}
"What `probe` raises of each."


def fault_behind(trouble: DeviceError | None) -> Fault | None:
    """The fault that a probe's error tells, or none: what else goes wrong is no printer's fault."""
    return next((fault for fault, kind in FAULTS.items() if type(trouble) is kind), None)


@dataclass(frozen=True)
class PrintRequest:
    pdf: bytes
    copies: int = 1
    two_sided: bool = False
    colour: bool = True
    pages: int = 1
    "As whoever checked it counted them, twice: no driver opens a document."


@dataclass(frozen=True)
class PrintChanged:
    """An event of `poll()`: what is known now of a job."""

    job: str
    state: PrintState
    page: int
    "Impressions out so far, as the printer counts them."
    pages: int
    "Pages x copies."
    fault: Fault | None = None
    code: str | None = None
    "Stable code of why it failed, of `devices/errors.py` or `print_incomplete`."


class Printer(Protocol):
    def probe(self) -> None:
        """Raise :class:`DeviceError` while nothing can be printed."""

    def submit(self, request: PrintRequest) -> str:
        """Queue a PDF on A4; answer an opaque name to follow it by, or raise Refused."""

    def poll(self) -> list[PrintChanged]:
        """What changed since the last time; the last word of a job is of END_STATES."""

    def cancel(self, job: str) -> None:
        """Ask that no further page of it comes out. `poll` tells what became of it."""

    def cancel_all(self) -> None: ...

    def resume(self) -> bool:
        """Have its queue go on where it was stopped; false where that is not ours to do."""

    def sheets_out(self) -> int | None:
        """How many lie where they come out, or None where the printer cannot tell."""
