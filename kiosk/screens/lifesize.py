"""The counsellor life size: which part of their picture fills the face screen. Pure.

On a screen whose pixels were measured a head is as high as a head is. The part follows the head as
a person who holds a camera would: not at all while the head stays about where it was, then slowly.
Never larger than its pixels bear, never smaller than what fills the screen, the whole head in it.
"""

import math
from dataclasses import dataclass, field

HEAD_MM = 225.0
"From crown to chin: between 200 and 250 whatever the hair (menton to vertex, ISO 7250)."
BEARABLE = 4.5
"""Pixels of the screen for one of the picture: more is a blur. With 360 lines a head is then still
of 20 cm on a screen of 27 inches."""
ROOM_HIGH, ROOM_WIDE = 1.25, 1.4
"Of a head: what is seen around it at least."
EYES = 0.46
"Where the middle of the head stands, of the height."
LARGER, ASIDE = 1.09, 0.12
"A head that is no more larger or smaller, or aside by that part of itself, leaves the part alone."
SECONDS = 1.1
"Of the way that is left, two thirds are done in that time."
CLOSE = 0.0008
FORGOTTEN = 12
"Looks without a head before the whole picture is shown again."

Size = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """Parts of the picture's width and height."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.left + self.width / 2, self.top + self.height / 2

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left + 0.01
            and self.top <= other.top + 0.01
            and self.left + self.width >= other.left + other.width - 0.01
            and self.top + self.height >= other.top + other.height - 0.01
        )


def covering(picture: Size, place: Size) -> Box:
    """As much of the picture as fills the place; heads are in the upper half."""
    scale = max(place[0] / picture[0], place[1] / picture[1])
    width, height = place[0] / scale / picture[0], place[1] / scale / picture[1]
    return Box((1 - width) / 2, (1 - height) * 0.35, width, height)


def life_size(head: Box, picture: Size, place: Size, pixels_per_mm: float) -> Box:
    """The part of the picture that shows the head as high as it is."""
    wide, high = head.width * picture[0], head.height * picture[1]
    least = max(place[0] / picture[0], place[1] / picture[1])
    whole = min(place[0] / (wide * ROOM_WIDE), place[1] / (high * ROOM_HIGH))
    scale = max(least, min(HEAD_MM * pixels_per_mm / high, whole, BEARABLE))
    width, height = place[0] / scale / picture[0], place[1] / scale / picture[1]
    x, y = head.middle
    left, top = x - width / 2, y - height * EYES
    # Where the head is nearly as high as what is seen, the whole of it comes before its middle.
    top = min(max(top, head.top + head.height - height), max(head.top, y - height / 2))
    return Box(_within(left, 1 - width), _within(top, 1 - height), width, height)


def _within(value: float, most: float) -> float:
    return max(0.0, min(value, most))


@dataclass
class Framing:
    """Give it each look at the head, then the time that passes; :attr:`part` is what to show."""

    pixels_per_mm: float | None = None
    still: bool = False
    "It cuts instead of gliding, for who is bothered by motion."
    part: Box | None = None
    "None: as much of the picture as fills the screen."
    _aim: Box | None = field(default=None, repr=False)
    _head: Box | None = field(default=None, repr=False)
    _of: tuple[Size, Size] | None = field(default=None, repr=False)
    "The picture and the place that the part was chosen for."
    _misses: int = 0

    def see(self, head: Box | None, picture: Size, place: Size) -> None:
        """Of the picture that is shown in a place of so many pixels."""
        if self.pixels_per_mm is None:
            return self.forget()
        if head is None or not _sane(head):
            self._misses += 1
            if self._misses >= FORGOTTEN and self.part is not None:
                self._aim, self._head = covering(picture, place), None
            return None
        self._misses = 0
        of = picture, place
        if self._head is not None and self._of == of and not self._left(head):
            return None
        self._head, self._of = head, of
        self._aim = life_size(head, picture, place, self.pixels_per_mm)
        if self.part is None:
            self.part = covering(picture, place)
        return None

    def _left(self, head: Box) -> bool:
        """The head is no more where, or as large as, it was when the part was chosen."""
        assert self._head is not None
        assert self._aim is not None
        size = head.height / self._head.height
        (x, y), (was_x, was_y) = head.middle, self._head.middle
        aside = max(abs(x - was_x) / self._head.width, abs(y - was_y) / self._head.height)
        return not 1 / LARGER <= size <= LARGER or aside > ASIDE or not self._aim.holds(head)

    @property
    def moves(self) -> bool:
        return self.part is not None and self._aim is not None and self.part != self._aim

    def step(self, seconds: float) -> None:
        if self.part is None or self._aim is None or self.part == self._aim:
            return
        pull = 1.0 if self.still else 1 - math.exp(-max(0.0, seconds) / SECONDS)
        now, aim = _numbers(self.part), _numbers(self._aim)
        moved = [a + (b - a) * pull for a, b in zip(now, aim, strict=True)]
        near = all(abs(a - b) < CLOSE for a, b in zip(moved, aim, strict=True))
        self.part = self._aim if near else Box(*moved)

    def forget(self) -> None:
        """Another call, another screen, another person."""
        self.part = self._aim = self._head = None
        self._misses = 0


def _numbers(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.width, box.height


def _sane(head: Box) -> bool:
    return all(map(math.isfinite, _numbers(head))) and 0.02 < head.height < 3 and head.width > 0.01
