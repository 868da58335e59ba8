"""When a kiosk tests itself: once each morning, and whenever it is asked to. Pure.

Days count by the wall's clock, which may jump: a morning is over once it was looked at, a clock
that goes back to yesterday makes another one, and none is ever waited for.
"""

from dataclasses import dataclass
from datetime import datetime, time


@dataclass
class Mornings:
    """`at`: the hour, or none where it is never."""

    at: time | None
    done: str = ""
    "The last day of which the morning was looked at, ISO 8601."

    def is_due(self, now: datetime) -> bool:
        return self.at is not None and self.done != self._day(now) and now.time() >= self.at

    def did(self, now: datetime) -> None:
        self.done = self._day(now)

    @staticmethod
    def _day(now: datetime) -> str:
        return now.date().isoformat()


def hour_of(text: str) -> time | None:
    """``HH:MM``; none for an empty one. Raises ValueError."""
    return time.fromisoformat(text) if text else None
