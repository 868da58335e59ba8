"""A call of which nothing comes any more: when another connection is asked for. Pure."""

from dataclasses import dataclass, replace
from typing import Self

from signaling.protocol import REPAIR_SECONDS

REPAIR_AFTER_SECONDS = 1.5
"A silence that short often ends by itself; past it another connection is asked for."
ASK_AGAIN_SECONDS = 2.0
OFFERED_SECONDS = 8.0
"What is offered has its time: on a choked line a connection takes seconds."


@dataclass(frozen=True)
class Cut:
    ask_at: float
    "When to ask the console for a repair."
    until: float
    "When to give the call up."

    @classmethod
    def at(cls, now: float) -> Self:
        return cls(now + REPAIR_AFTER_SECONDS, now + REPAIR_SECONDS)

    def hurried(self, now: float) -> Self:
        """The way to the console just came back: it is asked now."""
        return replace(self, ask_at=now)

    def asked(self, now: float) -> Self:
        return replace(self, ask_at=now + ASK_AGAIN_SECONDS)

    def offered(self, now: float) -> Self:
        return replace(self, ask_at=now + OFFERED_SECONDS)
