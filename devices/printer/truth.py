"""When is paper out? Pure: what the queue and the printer say, in; what we tell, out.

The queue's "completed" only means that the printer took the bytes. A job is *out* when the
printer's own job completed, its impressions equal pages x copies and nothing stops the
printer's job. A printer that does not count impressions can only be *probably out*.
"""

from dataclasses import dataclass

from . import Fault, PrintState

REASONS = {
    # printer-state-reasons (RFC 8011 5.4.12), the gravest first.
    "media-jam": Fault.JAM,
    "cover-open": Fault.COVER_OPEN,
    "door-open": Fault.COVER_OPEN,
    "interlock-open": Fault.COVER_OPEN,
    "input-tray-missing": Fault.TRAY_MISSING,
    "media-empty": Fault.NO_PAPER,
    "media-needed": Fault.NO_PAPER,
    "toner-empty": Fault.TONER_EMPTY,
    "marker-supply-empty": Fault.TONER_EMPTY,
    "paused": Fault.PAUSED,
    "moving-to-paused": Fault.PAUSED,
    "shutdown": Fault.OFF,
    "offline": Fault.OFF,
}
HELD = frozenset({Fault.JAM, Fault.COVER_OPEN})
"With one of these, a printer may hold a sheet that its job believes out."
IDLE, STOPPED = 3, 5
"printer-state (RFC 8011 5.4.11)."
CANCELED, ABORTED, COMPLETED = 7, 8, 9
"job-state (RFC 8011 5.3.7)."
GONE = 99
"In place of a queue's job-state: it keeps no history, and the job is over."
SETTLE_SECONDS = 0.5
"A printer may end its job a moment before it says that it holds the sheet."
LAG_SECONDS = 3.0
"A printer may complete a job a moment before it counts its last page."
FORGOTTEN_SECONDS = 30.0
"The queue is done and the printer shows no job of ours: it keeps no history."


@dataclass(frozen=True)
class OwnJob:
    """The printer's own job that holds our document."""

    number: int
    state: int
    reasons: tuple[str, ...] = ()
    impressions: int | None = None


@dataclass(frozen=True)
class Sight:
    """One look at the queue and at the printer."""

    queue_state: int | None
    "job-state of the queue's job, or GONE; none when the queue does not answer."
    absence: Fault | None
    "Why the printer did not answer: off or unreachable."
    printer_state: int = 3
    printer_reasons: tuple[str, ...] = ()
    own: OwnJob | None = None
    page: int = 0
    "What the printer counted before."
    ended_for: float = 0.0
    "Seconds since the printer's job, or else the queue's, was first seen ended."
    unreachable_for: float = 0.0
    queue_stopped: bool = False
    "The queue itself hands nothing over."
    backs: int = 0
    "Blank backs, that the printer may count or not."
    forgets: bool = False
    "What is asked keeps no history: a job that it does not know is over."


@dataclass(frozen=True)
class Verdict:
    state: PrintState
    page: int = 0
    fault: Fault | None = None
    code: str | None = None


def fault_of(reasons: tuple[str, ...], printer_state: int) -> Fault | None:
    """RFC 8011 5.4.12: "-report" is no fault by itself, unless the printer stopped. One that
    stopped for a reason of its own (5.4.11: "requires intervention") waits as a paused one does."""
    found = set()
    for reason in reasons:
        base, _, severity = reason.rpartition("-")
        if severity not in ("error", "warning", "report"):
            base, severity = reason, "error"
        if severity != "report" or base == "offline" or printer_state == STOPPED:
            found.add(base)
    stopped = Fault.PAUSED if printer_state == STOPPED else None
    return next((fault for reason, fault in REASONS.items() if reason in found), stopped)


def judge(sight: Sight, expected: int, patience: float, cancelling: bool = False) -> Verdict:
    """What to tell of a job of `expected` impressions; `patience` bounds a printer's absence."""
    if sight.absence is not None:
        return _unreachable(sight, sight.absence, patience, cancelling)
    own = sight.own
    if own is None:
        return _without_own_job(sight, cancelling)
    page = max(0, min(own.impressions or 0, expected))
    if own.state == COMPLETED:
        return _completed(sight, own, page, expected, cancelling)
    if own.state == CANCELED:
        return Verdict(PrintState.CANCELLED, page)
    if own.state == ABORTED:
        return Verdict(PrintState.FAILED, page, code="print_aborted")
    if fault := fault_of(sight.printer_reasons, sight.printer_state):
        return Verdict(PrintState.FAULT, page, fault)
    return Verdict(PrintState.PRINTING, page)


def _unreachable(sight: Sight, absence: Fault, patience: float, cancelling: bool) -> Verdict:
    if cancelling and (sight.queue_state or CANCELED) >= CANCELED:
        return Verdict(PrintState.CANCELLED, sight.page)
    if sight.unreachable_for >= patience:
        return Verdict(PrintState.FAILED, sight.page, code="device_missing")
    return Verdict(PrintState.FAULT, sight.page, absence)


def _completed(sight: Sight, own: OwnJob, page: int, expected: int, cancelling: bool) -> Verdict:
    stopped = any("stopped" in reason or "error" in reason for reason in own.reasons)
    # Idle again, a printer may only "report" what holds the sheet of the job that it just ended.
    said = tuple(reason.removesuffix("-report") for reason in sight.printer_reasons)
    fault = fault_of(said, sight.printer_state)
    if fault in HELD and cancelling:
        return Verdict(PrintState.CANCELLED, page)
    if fault in HELD:
        return Verdict(PrintState.FAULT, page, fault)  # the sheet is inside, whatever it counts
    if own.impressions in (expected, expected + sight.backs) and not stopped:
        settled = sight.ended_for >= SETTLE_SECONDS
        return Verdict(PrintState.OUT if settled else PrintState.PRINTING, page)
    if sight.ended_for < LAG_SECONDS:
        return Verdict(PrintState.PRINTING, page)
    if stopped or 0 < (own.impressions or 0) < expected:
        return Verdict(PrintState.FAILED, page, code="print_incomplete")
    return Verdict(PrintState.PROBABLY_OUT, page)


def _without_own_job(sight: Sight, cancelling: bool) -> Verdict:
    """The printer has it not yet, or no more."""
    queue, patience = sight.queue_state, LAG_SECONDS if sight.forgets else FORGOTTEN_SECONDS
    if queue == CANCELED or (cancelling and queue in (None, GONE)):
        return Verdict(PrintState.CANCELLED, sight.page)
    if queue == ABORTED:
        return Verdict(PrintState.FAILED, sight.page, code="print_aborted")
    if queue in (COMPLETED, GONE) and sight.ended_for >= patience:
        return Verdict(PrintState.PROBABLY_OUT, sight.page)
    if queue in (COMPLETED, GONE) and sight.forgets:
        return Verdict(PrintState.PRINTING, sight.page)
    if fault := fault_of(sight.printer_reasons, sight.printer_state):
        return Verdict(PrintState.FAULT, sight.page, fault)
    if sight.queue_stopped:
        return Verdict(PrintState.FAULT, sight.page, Fault.PAUSED)
    return Verdict(PrintState.SENT, sight.page)
