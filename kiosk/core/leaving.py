"""The end of one visit, after its wipe: the goodbye, then whatever was left behind. Pure.

::

    goodbye -> look -> nothing left -> over
                 \\-> "you forgot a sheet" -> look again ... -> taken back -> thanks -> over
                                                          \\-> over, and the host is told

The wipe waits for none of it, and none of it waits for a device: a look that does not come back
is as one that saw nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from signaling import protocol as wire
from signaling.protocol import Place

from . import scenes
from .events import Command, LookForPaper, PaperLooked, Send, Show

GOODBYE_SECONDS = 12.0
"How long the goodbye stays on the screens at least."
HANDS_SECONDS = 5.0
"For the voice to say to take the papers back, and for hands to do it, before each look."
AGAIN_SECONDS = 7.0
"More, to hear what was forgotten and where."
LOOK_SECONDS = 20.0
"For the lamp, the glass and the printer's answer; past it nothing was seen."
THANKS_SECONDS = 5.0
LOOKS = 3
"Then the sheet stays: the resident is gone."
MOST_SECONDS = HANDS_SECONDS + LOOKS * (LOOK_SECONDS + HANDS_SECONDS + AGAIN_SECONDS)
"From the end of a visit to the welcome, all looks late; the next visit cuts it short."


@dataclass
class Leaving:
    visit: str
    began: float
    deadline: float = 0.0
    looks: int = 0
    looking: bool = False
    left: tuple[Place, ...] = ()
    over: bool = False

    def begin(self) -> Iterator[Command]:
        self.deadline = self.began + HANDS_SECONDS
        yield Show(scenes.goodbye())

    def deadline_passed(self, now: float) -> Iterator[Command]:
        """Call at :attr:`deadline`. Once it sets :attr:`over` there is no other."""
        if now < self.deadline:
            return
        if self.looking:
            yield from self._seen((), now, late=True)
        elif self.looks == 0 or (self.left and self.looks < LOOKS):
            self.looks, self.looking = self.looks + 1, True
            self.deadline = now + LOOK_SECONDS
            yield LookForPaper(self.visit)
        else:
            self.over = True

    def looked(self, event: PaperLooked, now: float) -> Iterator[Command]:
        if event.visit == self.visit and self.looking:
            yield from self._seen(event.places, now)

    def _seen(self, places: tuple[Place, ...], now: float, late: bool = False) -> Iterator[Command]:
        self.looking = False
        before = self.left
        if not late:
            self.left = places
        if self.left != before:
            yield Send(wire.PaperLeft(visit=self.visit, places=self.left))
        if self.left:
            self.deadline = now + HANDS_SECONDS + AGAIN_SECONDS
            yield Show(scenes.forgotten(self.left), spoken=not late)
        elif before:
            self.deadline = now + THANKS_SECONDS
            yield Show(scenes.taken_back())
        else:
            self.deadline = max(now, self.began + GOODBYE_SECONDS)
