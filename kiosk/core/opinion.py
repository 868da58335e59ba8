"""The one question at the end: is the resident content? Three faces, and nothing to do. Pure.

::

    asked -> a face is touched, or a card is laid while it is lit -> thanks -> over
         \\-> said to the counsellor, who asks no more                    -> over
         \\-> nobody answers for :data:`ASKED_SECONDS`                    -> over, without a word

What is said by finger or card is for the figures alone: the counsellor is told that there was an
answer, never which. The end of a visit waits for none of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain

from signaling.protocol import Opinion

from . import scenes
from .pictures import Picture
from .scene import Button, Scene
from .sentences import FRENCH
from .text import written
from .wording import work

ASKED_SECONDS = 60.0
TURN_SECONDS = 4.0
"Of each face, lit for who answers by a card."
LATE_SECONDS = 0.7
"Between a hand that decides and a reader that says so: the card is for the face of before."
THANKS_SECONDS = 6.0

BUTTON = "opinion."
FACES = {
    Opinion.GOOD: Picture.OPINION_GOOD,
    Opinion.FAIR: Picture.OPINION_FAIR,
    Opinion.POOR: Picture.OPINION_POOR,
}
ALONE = {
    Opinion.GOOD: Picture.FACE_GOOD,
    Opinion.FAIR: Picture.FACE_FAIR,
    Opinion.POOR: Picture.FACE_POOR,
}
ORDER = tuple(FACES)


class Way(StrEnum):
    """How this room lets it be answered, beside saying it."""

    SAID = "said"
    TOUCH = "touch"
    CARD = "card"


@dataclass
class Question:
    """:attr:`deadline` is as the attendant's; at it, call :meth:`deadline_passed`."""

    way: Way
    began: float
    thanked: float | None = None
    "When it was answered."
    over: bool = False

    @property
    def deadline(self) -> float:
        return min(self._ends, self._turns)

    @property
    def _ends(self) -> float:
        return self.began + ASKED_SECONDS if self.thanked is None else self.thanked + THANKS_SECONDS

    @property
    def _turns(self) -> float:
        return self._lit_since + TURN_SECONDS if self._lights else float("inf")

    @property
    def _lights(self) -> bool:
        return self.way is Way.CARD and self.thanked is None

    _turn: int = 0

    @property
    def _lit_since(self) -> float:
        return self.began + self._turn * TURN_SECONDS

    def deadline_passed(self, now: float) -> bool:
        """Whether something else is to be shown; nothing of it once :attr:`over`."""
        if now >= self._ends:
            self.over = True
        elif now >= self._turns:
            self._turn = int((now - self.began) // TURN_SECONDS)
        else:
            return False
        return True

    def touched(self, button: str, now: float) -> Opinion | None:
        if self.way is not Way.TOUCH or self.thanked is not None:
            return None
        said = next((face for face in ORDER if button == BUTTON + face), None)
        if said is not None:
            self.thanked = now
        return said

    def card_laid(self, now: float) -> Opinion | None:
        """Whatever card: only that one lies there counts, and when."""
        if not self._lights:
            return None
        late = self._turn > 0 and now < self._lit_since + LATE_SECONDS
        self.thanked = now
        return ORDER[(self._turn - late) % len(ORDER)]

    @property
    def scene(self) -> Scene:
        if self.thanked is not None:
            return thanks()
        match self.way:
            case Way.TOUCH:
                return to_touch()
            case Way.CARD:
                return lit(ORDER[self._turn % len(ORDER)])
            case Way.SAID:
                return scenes.opinion()


def to_touch() -> Scene:
    """A face on each button, where one's own picture was; it may be said all the same."""
    scene = _asked("opinion.touch", Picture.OPINION)
    buttons = tuple(
        Button(BUTTON + face, written(FRENCH, BUTTON + face, "shown", {}), picture=picture)
        for face, picture in ALONE.items()
    )
    return replace(scene, document=replace(scene.document, buttons=buttons, own_picture=False))


def lit(face: Opinion) -> Scene:
    """That one among the three, for a card."""
    return _asked("opinion.card", FACES[face])


def thanks() -> Scene:
    return _asked("opinion.thanks", Picture.OPINION)


def every() -> Iterator[Scene]:
    return chain([scenes.opinion(), to_touch()], map(lit, ORDER), [thanks()])


def _asked(key: str, picture: Picture) -> Scene:
    return work(scenes.SceneId.OPINION, picture, FRENCH, key=key)
