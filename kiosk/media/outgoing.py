"""What of the room this kiosk lets out, and lets in, for every connection of a call."""

from dataclasses import dataclass

from .congestion.ladder import Step
from .framing import WHOLE, Framing
from .known_line import KnownLine


@dataclass
class Outgoing:
    """One a kiosk; as fresh at the end of each call."""

    held: bool = False
    "Nobody sees or hears the other: a card goes out, what comes in is thrown away."

    framing: Framing = WHOLE

    prefer_motion: bool = False
    "Many small pictures rather than few large ones: somebody signs."

    step: Step | None = None
    "What the line bears; None while nothing is known of it."

    line: KnownLine | None = None
    "What it carried the last time."

    def reset(self) -> None:
        self.held, self.framing, self.prefer_motion, self.step = False, WHOLE, False, None
