"""Lips and words together: on a line whose voice must wait, the picture waits too. Pure.

ITU-R BT.1359-1: nobody is disturbed by a picture that is 45 ms early or 125 ms late.
"""

PICTURE_S = 0.06
"What a picture takes anyway, from its last packet to the screen, and a voice does not."
MOST_S = 0.2
STEP_S = 0.004
"A picture's wait changes by no more from one to the next: movement stays even."


class Lips:
    def __init__(self) -> None:
        self._hold = 0.0
        self._due = 0.0

    def due(self, now: float, voice_late_s: float) -> float:
        """When to show a picture that is ready now; never before the one before it."""
        wanted = min(max(0.0, voice_late_s - PICTURE_S), MOST_S)
        self._hold = min(max(wanted, self._hold - STEP_S), self._hold + STEP_S)
        self._due = max(self._due, now + self._hold)
        return self._due
