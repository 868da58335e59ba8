"""What is made of the bits that pictures may take: how large they are, and how many a second. Pure.

A small picture that moves is better than a large one that blurs, and a still one better than a
voice that breaks. Down once a step has been too dear for some seconds: by then the queue of a fall
is emptied, and pictures do not wait behind a keyframe in it; or at once where it is twice too dear.
Up once the next one has been within reach for some seconds, or for one where it is well within
reach. What 480 and 360 lines need is well above where fewer begin to look better, for someone who
sways and speaks before a camera with some noise (VP8, VMAF: `make bench-sizes`).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    name: str
    height: int
    "Most lines of a picture; 0: none is sent."
    per_second: float
    needs: float
    "Bits per second under which the next step down is better."


LADDER = (
    Step("720p", 720, 25, 900_000),
    Step("480p", 480, 25, 130_000),
    Step("360p", 360, 25, 85_000),
    Step("240p", 240, 20, 48_000),
    Step("slow", 240, 12, 20_000),
    Step("stills", 240, 1, 8_000),
    Step("sound", 0, 0, 0),
)
MOVING = (
    Step("720p", 720, 25, 1_100_000),
    Step("480p", 480, 25, 450_000),
    Step("CIF", 288, 25, 170_000),
    Step("CIF, 20 a second", 288, 20, 110_000),
    Step("240p", 240, 20, 48_000),
    Step("slow", 240, 12, 20_000),
    Step("stills", 240, 1, 8_000),
    Step("sound", 0, 0, 0),
)
"""For sign language: 20 pictures a second of 352x288 at least, as long as there is any way (ITU-T H
Supplement 1), and size last."""
GUESSED = (
    Step("whole", 4320, 25, 100_000),
    Step("240p", 240, 20, 50_000),
    Step("slow", 240, 12, 25_000),
    Step("stills", 240, 1, 0),
)
"""Where only the other end's guess is known (REMB), which sways: the encoder alone follows it, but
on a line so thin that large pictures would stand still."""
ROOM = 1.2
"Of what a step needs, before going up to it."
UP_S = 4.0
"How long that must last; longer each time that it was left again soon."
FIRST_UP_S, FIRST_S = 0.5, 3.0
"But in the first seconds, when a burst says more than was known."
AGAIN_S = 1.0
"Or when nothing moves at all; or when there is plenty, unless a step was left again soon."
PLENTY = 2.0
"Times the room of a step. Never up to 720 lines: a line is asked for no more than 1.7 Mbit/s."
MOST_UP_S = 60.0
SOON_S = 20.0
DOWN_S = 3.0
"A dip is no reason to go down: each change of size costs a keyframe."
FORGIVEN_S = 90.0
"After a fall: what was left soon is done with."


class Ladder:
    """`step` is what to send; tell it each new rate. `prefer_motion` may be set at any time, and
    `usual` too: the steps of whoever does not sign."""

    def __init__(self, rate: float, now: float, usual: tuple[Step, ...] = LADDER) -> None:
        self.prefer_motion, self.usual = False, usual
        self.step = _fitting(usual, rate)
        self._low_since: float | None = None
        self._high_since: float | None = None
        self._began, self._risen = now, now - SOON_S
        self._patience, self._fallen, self._fell = UP_S, False, now
        "And whether it has been left since it was risen to, and when."

    @property
    def steps(self) -> tuple[Step, ...]:
        return MOVING if self.prefer_motion else self.usual

    def told(self, rate: float, now: float) -> Step:
        """`rate` is of pictures alone, in bits per second."""
        if self.step not in self.steps:
            self._take(_fitting(self.steps, rate))
        if rate < self.step.needs:
            self._fall(rate, now)
        else:
            self._low_since = None
            self._climb(rate, now)
        return self.step

    def _fall(self, rate: float, now: float) -> None:
        self._high_since = None
        if self._low_since is None:
            self._low_since = now
        # Half of what it needs: at once.
        if now - self._low_since < DOWN_S and rate > self.step.needs / 2:
            return
        if not self._fallen:  # several steps down are one fall
            soon = now - self._risen < SOON_S
            self._patience = min(2 * self._patience, MOST_UP_S) if soon else UP_S
        self._fallen, self._fell = True, now
        self._take(_fitting(self.steps, rate))

    def _climb(self, rate: float, now: float) -> None:
        place = self.steps.index(self.step)
        if place == 0 or rate < ROOM * self.steps[place - 1].needs:
            self._high_since = None
            return
        if self._high_since is None:
            self._high_since = now
        if now - self._fell > FORGIVEN_S:
            self._patience = UP_S
        patience = FIRST_UP_S if now - self._began < FIRST_S else self._patience
        if self.step.per_second <= 1:
            patience = min(patience, AGAIN_S)
        lasted = now - self._high_since
        if lasted >= patience:
            self._rise(rate / ROOM, now)
        elif lasted >= AGAIN_S and self._patience <= UP_S and self.usual is not GUESSED:
            plenty = _fitting(self.steps, rate / (PLENTY * ROOM))
            if plenty.needs > self.step.needs:
                self._rise(plenty.needs, now)

    def _rise(self, rate: float, now: float) -> None:
        self._risen, self._fallen = now, False
        self._take(_fitting(self.steps, rate))

    def _take(self, step: Step) -> None:
        self.step = step
        self._low_since = self._high_since = None


def _fitting(steps: tuple[Step, ...], rate: float) -> Step:
    return next(step for step in steps if rate >= step.needs)
