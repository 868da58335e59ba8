"""Notices that nothing comes from the console any more, long before consent to send expires.

Pure: it is told what arrived and what time it is.
"""

from enum import Enum

SOUND_SILENCE_S, SOUND_PAUSE_S = 1.0, 0.5
"""Sound comes fifty times a second, muted or not: a second without it is a dead link. If something
else comes half a second after it, the microphone is gone and not the link."""
PICTURE_SILENCE_S = 2.5
"Where the console sends no sound: pictures alone may pause longer."
REPORT_SILENCE_S = 6.0
"Where it sends neither: what is left are its reports on what we send (RFC 3550, 6.2)."
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
        self._at: dict[str, float] = {}
        "The last arrival of each kind."
        self._anything_at: float | None = None
        self._ticked_at: float | None = None
        self._silent = silent
        self._fell_at: float | None = None

    @property
    def silent(self) -> bool:
        """As the last verdict said."""
        return self._silent

    def connected(self, now: float) -> None:
        """From now on something must come."""
        if self._anything_at is None:
            self._anything_at = self._fell_at = now

    def heard(self, kind: str, now: float) -> None:
        """Something arrived: a frame of ``audio`` or ``video``, or any other datagram."""
        self._anything_at = now
        self._at[kind] = now

    def tick(self, now: float) -> Verdict | None:
        """What changed, once each time."""
        late = self._ticked_at is not None and now - self._ticked_at > STALLED_S
        self._ticked_at = now
        if self._anything_at is None or late:
            return None
        silent = self._is_silent(now, self._anything_at)
        if silent == self._silent:
            return None
        self._silent = silent
        self._fell_at = self._anything_at if silent else None
        return Verdict.SILENT if silent else Verdict.ALIVE

    def _is_silent(self, now: float, anything_at: float) -> bool:
        if self._silent:  # until something new comes
            return self._fell_at is not None and anything_at <= self._fell_at
        return now - anything_at > self._patience(anything_at)

    def _patience(self, anything_at: float) -> float:
        never = float("-inf")
        if anything_at - self._at.get("audio", never) <= SOUND_PAUSE_S:
            return SOUND_SILENCE_S
        if anything_at - self._at.get("video", never) <= PICTURE_SILENCE_S:
            return PICTURE_SILENCE_S
        return REPORT_SILENCE_S
