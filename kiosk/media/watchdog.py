"""Notices that nothing comes from the console any more, long before consent to send expires.

Pure: it is told what arrived and what time it is.
"""

from enum import Enum

SOUND_SILENCE_S = 1.0
"Sound comes fifty times a second, muted or not: a second without it is a dead link."
PICTURE_SILENCE_S = 2.5
"Where the console sends no sound: pictures alone may pause longer."
STALLED_S = 0.75
"A tick that comes this late says that this process stood still, not the link."


class Verdict(Enum):
    SILENT = "silent"
    ALIVE = "alive"


class Watchdog:
    """Tell it of each arrival, and :meth:`tick` several times a second.

    `silent` is how things stand before the first arrival: true for the repair of a cut call.
    """

    def __init__(self, silent: bool = False) -> None:
        self._sound_at: float | None = None
        self._anything_at: float | None = None
        self._ticked_at: float | None = None
        self._silent = silent

    @property
    def silent(self) -> bool:
        """As the last verdict said."""
        return self._silent

    def heard(self, kind: str, now: float) -> None:
        """A frame of `kind` (``audio`` or ``video``) arrived."""
        self._anything_at = now
        if kind == "audio":
            self._sound_at = now

    def tick(self, now: float) -> Verdict | None:
        """What changed, once each time."""
        late = self._ticked_at is not None and now - self._ticked_at > STALLED_S
        self._ticked_at = now
        if self._anything_at is None or late:
            return None
        silent = self._is_silent(now)
        if silent == self._silent:
            return None
        self._silent = silent
        return Verdict.SILENT if silent else Verdict.ALIVE

    def _is_silent(self, now: float) -> bool:
        assert self._anything_at is not None
        if now - self._anything_at > PICTURE_SILENCE_S:
            return True
        # Sound that ended while pictures go on is a muted or lost microphone, no dead link.
        return self._sound_at is not None and now - self._anything_at > SOUND_SILENCE_S
