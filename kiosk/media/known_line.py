"""What this kiosk's line carried in its last call: the next one begins there, not at a guess."""

import logging
from pathlib import Path

log = logging.getLogger(__name__)

LEAST, MOST = 60_000, 1_700_000
CAUTION = 0.9
"An evening is not a morning: what is too much is felt within a second, too little within some."
CLIMB, ENOUGH = 20, 60
"Guesses, four a second: those of the first seconds are of the start alone."


class Guesses:
    """What the other end thought of the line, all through a call."""

    def __init__(self) -> None:
        self._sum, self._count = 0.0, 0

    def told(self, rate: float) -> None:
        self._count += 1
        if self._count > CLIMB:
            self._sum += rate

    @property
    def mean(self) -> float | None:
        """Bits per second; None of a call too short to tell."""
        return self._sum / (self._count - CLIMB) if self._count >= ENOUGH else None


class KnownLine:
    """A number of bits per second in a file. Neither reading nor writing ever raises."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def start(self) -> float | None:
        """Where to begin; None when nothing is known."""
        try:
            rate = int(self._path.read_text())
        except (OSError, ValueError):
            return None
        return CAUTION * rate if LEAST <= rate <= MOST else None

    def keep(self, rate: float) -> None:
        """Of a call that is over."""
        fresh = self._path.with_suffix(".new")
        try:
            fresh.write_text(f"{round(min(max(rate, LEAST), MOST))}\n")
            fresh.replace(self._path)
        except OSError as error:
            log.warning("the rate of the line is not kept: %s", type(error).__name__)
