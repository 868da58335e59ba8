"""What of the room this kiosk lets out, and lets in, for every connection of a call."""

from dataclasses import dataclass

from .framing import WHOLE, Framing


@dataclass
class Outgoing:
    """One a kiosk; as fresh at the end of each call."""

    held: bool = False
    "Nobody sees or hears the other: a card goes out, what comes in is thrown away."

    framing: Framing = WHOLE

    def reset(self) -> None:
        self.held, self.framing = False, WHOLE
