"""A job that is followed to its last word, and what the printer answers about all of them."""

import time
from dataclasses import dataclass, field

from . import END_STATES, Fault, PrintChanged, PrintState
from .queue import QueuedJob
from .truth import IDLE, OwnJob, Verdict


@dataclass
class Job:
    queued: QueuedJob
    cancelling: bool = False
    told: Verdict = field(default_factory=lambda: Verdict(PrintState.PREPARED))
    since: dict[str, float] = field(default_factory=dict)
    "When a condition began to hold."

    @property
    def over(self) -> bool:
        """Its last word was said; it stays until nothing of it can come out."""
        return self.told.state in END_STATES

    def lasts(self, condition: str, holds: bool) -> float:
        """Seconds for which it held without a break."""
        if not holds:
            self.since.pop(condition, None)
            return 0.0
        return time.monotonic() - self.since.setdefault(condition, time.monotonic())

    def tell(self, verdict: Verdict) -> list[PrintChanged]:
        """The events that `verdict` makes: none if it was told, two if it was never sent."""
        steps = [verdict] if verdict != self.told else []
        if self.told.state == PrintState.PREPARED and verdict.state != PrintState.SENT:
            steps.insert(0, Verdict(PrintState.SENT))
        self.told = verdict
        name, pages = self.queued.name, self.queued.pages
        return [PrintChanged(name, v.state, v.page, pages, v.fault, v.code) for v in steps]


@dataclass(frozen=True)
class Look:
    """What the printer answered, for all our jobs at once."""

    absence: Fault | None
    "Why it did not answer; none if it did."
    state: int = IDLE
    reasons: tuple[str, ...] = ()
    own: dict[str, OwnJob] = field(default_factory=dict)
    "By name; of several, the newest."

    @property
    def reachable(self) -> bool:
        return self.absence is None
