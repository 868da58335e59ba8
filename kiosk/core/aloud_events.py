"""What the attendant hears of the text that the counsellor writes."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class TextWritten:
    text: str = field(repr=False)
    "All of it, as it stands now; nothing once it is taken away."
