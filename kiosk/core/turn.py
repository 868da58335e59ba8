"""Whose turn it is in a call: the counsellor's first, the kiosk's line in their pauses. Pure.

::

    a line is due -> the counsellor speaks: it waits -> a pause -> it is said, the call lowered
                                                          \\-> they begin: it stops, and waits again
    PATIENCE_S later -> it is said to its end, under a voice that is lowered

A word of assent is no turn, and a line that is nearly over is heard out.
"""

from dataclasses import dataclass

PATIENCE_S = 15.0
"From when a line is due: then it is said whatever happens, or nobody would be guided."
TURN_S = 0.8
"Of speech, under which it is « oui » or « d’accord »."
NEARLY_S = 1.5
"Of a line that remain."


@dataclass(frozen=True)
class Turn:
    """Of one line; `due` and every `now` on one clock."""

    due: float

    @property
    def ends(self) -> float:
        return self.due + PATIENCE_S

    def wait(self, pause: float, now: float) -> float:
        """Seconds before it may be said, as far as is known: `pause` as Speech says it."""
        return max(0.0, min(pause, self.ends - now))

    def stops(self, talking: float, said: float, whole: float, now: float) -> bool:
        """Whether the line, of which `said` seconds of `whole` were heard, gives way to who has
        been `talking` for so many, since it began."""
        if now >= self.ends or whole - said < NEARLY_S:
            return False
        return TURN_S <= talking < said
