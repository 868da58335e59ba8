"""Is somebody there? Judged on a small grey thumbnail, in the camera's process, and nowhere else.

What leaves this module is a :class:`Seen`. Thumbnails stay in memory for two seconds, beside what
the empty room looks like, at the same size; none is written, sent or shown, and
`docs/affiche-camera.html` says so to who sits there.

The thumbnail is cut in blocks. In each one, two questions that a change of light leaves alone:

- is it **another thing** than in the empty room? The structure (SSIM's contrast and structure,
  Wang 2004) is compared, which neither a gain nor an offset changes much;
- does it **move**, against half a second and against two seconds ago, more than noise does?

Somebody is what moves, or is another thing that has moved lately (who sits still sways and blinks;
a chair that was pushed does not), as large as a person and in the middle below, where one sits.
What moves while nobody is there, a curtain, is learned and no longer counts. All at once is the
light.
"""

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from ..frames import Pixels

Plane = NDArray[np.float32]
Mask = NDArray[np.bool_]

WIDTH, HEIGHT, BLOCK = 96, 72, 8
ROWS, COLUMNS = HEIGHT // BLOCK, WIDTH // BLOCK
RATE = 4.0
"Looks a second."
PERSON, MARGIN = 9, 5
"Blocks, of 108: as large as somebody who comes, and what must be left of them."
LOW = 3
"Of these, in the middle below."
ENTER_SECONDS, LEAVE_SECONDS = 1.0, 4.0
STILL_SECONDS = 120.0
"Nothing that lives is stiller for longer; past it, a thing was put there."
LEARN_SECONDS, RESTLESS_SECONDS = 8.0, 60.0
"To learn an empty room, and what moves in it."
SETTLE_SECONDS = 2.0
"After the light was switched, until the camera's own exposure has followed."
DARK, FLAT = 14.0, 4.0
"Mean and deviation, of 256, below which nothing can be seen: night, or a lens that is covered."
RESTS = 0.3
"A block that moves more often while nobody is there does not count."
WHITE = 235.0
"Where a sensor may be blinded, everything is as bright."
NOISE = 2.0
"Deviation of a block's pixels that is only the camera's, at this size."
DIFFERENT = 0.5
"Likeness of structure below which a block is another thing."
ALL_AT_ONCE, BRIGHTER = 0.85, 0.12
"Part of the blocks that move together, or logarithm of the gain since the last look: the light."


class Seen(StrEnum):
    """All that is ever said of a picture."""

    SOMEBODY = "somebody"
    NOBODY = "nobody"
    UNKNOWN = "unknown"
    "It cannot be told: dark, covered, or the room is not learned yet."


def thumbnail(luma: Pixels) -> Plane:
    """The grey plane of a picture, of any size, as small as it is looked at."""
    step = max(1, luma.shape[1] // (2 * WIDTH))
    # Every other pixel is enough to shrink from, and spares half of the time.
    small = cv2.resize(luma[::step, ::step], (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


def _blocks(plane: Plane) -> Plane:
    return plane.reshape(ROWS, BLOCK, COLUMNS, BLOCK).swapaxes(1, 2).reshape(ROWS, COLUMNS, -1)


def likeness(one: Plane, other: Plane) -> Plane:
    """Of each block, 1 for the same structure; neither brightness nor contrast count for much."""
    a, b = _blocks(one), _blocks(other)
    a, b = a - a.mean(-1, keepdims=True), b - b.mean(-1, keepdims=True)
    floor = 2 * NOISE**2
    common = 2 * (a * b).mean(-1) + floor
    return np.asarray(common / ((a * a).mean(-1) + (b * b).mean(-1) + floor), np.float32)


def _gain(now: Plane, before: Plane) -> float:
    """By how much the whole picture became brighter, whatever a few blocks did."""
    return float(np.median(_blocks(now).mean(-1) / np.maximum(_blocks(before).mean(-1), 1.0)))


def residue(now: Plane, before: Plane) -> Plane:
    """Of each block, how far its pixels are from those before, once light is allowed for."""
    a, b = _blocks(now), _blocks(before) * _gain(now, before)
    a, b = np.minimum(a, WHITE), np.minimum(b, WHITE)
    difference = (a - a.mean(-1, keepdims=True)) - (b - b.mean(-1, keepdims=True))
    return np.asarray(np.sqrt((difference * difference).mean(-1)), np.float32)


def largest(mask: Mask) -> Mask:
    """The largest piece that holds together, corners included."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    if count < 2:
        return np.zeros_like(mask)
    return np.asarray(labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA])))


def _zeros() -> Plane:
    return np.zeros((ROWS, COLUMNS), np.float32)


@dataclass
class Presence:
    """Hand it a thumbnail about :data:`RATE` times a second, with the seconds that passed."""

    seen: Seen = Seen.UNKNOWN
    _room: Plane | None = None
    "The empty room."
    _lately: deque[Plane] = field(default_factory=lambda: deque(maxlen=round(2 * RATE) + 1))
    _noise: Plane = field(default_factory=lambda: np.full((ROWS, COLUMNS), 1.0, np.float32))
    _restless: Plane = field(default_factory=_zeros)
    "How often a block moves while nobody is there, 0 to 1."
    _still: Plane = field(default_factory=lambda: np.full((ROWS, COLUMNS), np.inf, np.float32))
    "Seconds since a block moved."
    _learning: float = LEARN_SECONDS
    _settling: float = 0.0
    _for: float = 0.0
    "Seconds for which the evidence has been against :attr:`seen`."

    def look(self, thumb: Plane, seconds: float = 1 / RATE) -> Seen:
        if thumb.mean() < DARK or thumb.std() < FLAT:
            self._forget()
            return self.seen
        if self._room is None:
            self._room = thumb.copy()
        moving, switched = self._moving(thumb)
        self._lately.append(thumb)
        self._still = np.where(moving, 0.0, self._still + seconds).astype(np.float32)
        if switched or self._settling > 0:
            self._light_changed(thumb, switched, seconds)
        elif self._learning > 0:
            self._learn(thumb, moving, seconds)
        else:
            self._judge(thumb, moving, seconds)
        return self.seen

    def _forget(self) -> None:
        """Nothing can be seen: what comes back may be anything."""
        self.seen, self._room = Seen.UNKNOWN, None
        self._lately.clear()
        self._learning, self._settling, self._for = LEARN_SECONDS, 0.0, 0.0
        self._still.fill(np.inf)

    def _moving(self, thumb: Plane) -> tuple[Mask, bool]:
        """Which blocks move, and whether the light was switched."""
        if not self._lately:
            return np.zeros((ROWS, COLUMNS), np.bool_), False
        quick = residue(thumb, self._lately[-2] if len(self._lately) > 1 else self._lately[-1])
        slow = residue(thumb, self._lately[0])
        # Noise is what is usual: it follows quickly down, slowly up.
        step = np.where(quick < self._noise, 0.2, 0.004)
        self._noise = np.clip(self._noise + step * (quick - self._noise), 0.3, 4.0)
        limit = np.maximum(2.0, 2.6 * self._noise)
        free = self._restless < RESTS
        all_at_once = float((quick > limit)[free].mean()) > ALL_AT_ONCE if free.any() else False
        brighter = abs(np.log(_gain(thumb, self._lately[-1]))) > BRIGHTER
        return (quick > limit) | (slow > 1.25 * limit), bool(all_at_once or brighter)

    def _learn(self, thumb: Plane, moving: Mask, seconds: float) -> None:
        """Who is there before the room is known moves: then it is not empty, and waits."""
        assert self._room is not None
        weight = min(1.0, seconds / 2)
        self._room += weight * (thumb - self._room)
        self._rest(moving, seconds, LEARN_SECONDS)
        self._learning -= seconds
        if self._learning <= 0:
            self.seen, self._for = Seen.NOBODY, 0.0
            self._restless = np.where(
                self._low_and_large(self._restless > RESTS), 0, self._restless
            )

    def _rest(self, moving: Mask, seconds: float, over: float) -> None:
        self._restless += min(1.0, seconds / over) * (moving - self._restless)

    def _low_and_large(self, mask: Mask) -> bool:
        piece = largest(mask)
        return int(piece.sum()) >= PERSON and int((piece & MIDDLE_BELOW).sum()) >= LOW

    def _light_changed(self, thumb: Plane, switched: bool, seconds: float) -> None:
        """Wait until the exposure has settled; then an empty room is learned as it looks now."""
        self._settling = SETTLE_SECONDS if switched else self._settling - seconds
        if self.seen is not Seen.SOMEBODY:
            self._still.fill(np.inf)
        if self._settling <= 0:
            self._lately.clear()
            if self.seen is not Seen.SOMEBODY:
                self._room = thumb.copy()

    def _judge(self, thumb: Plane, moving: Mask, seconds: float) -> None:
        assert self._room is not None
        counts = self._restless < RESTS
        other = (likeness(thumb, self._room) < DIFFERENT) & counts
        recent = (self._still < STILL_SECONDS) & counts
        alive = self._alive(other, recent) | (moving & counts)
        there = self.seen is Seen.SOMEBODY
        piece = largest(alive)
        size, low = int(piece.sum()), int((piece & MIDDLE_BELOW).sum())
        large = size >= (MARGIN if there else PERSON) and low >= (LOW - 1 if there else LOW)
        self._for = self._for + seconds if large is not there else max(0.0, self._for - seconds)
        if self._for >= (LEAVE_SECONDS if there else ENTER_SECONDS):
            self.seen, self._for = Seen.NOBODY if there else Seen.SOMEBODY, 0.0
        if self.seen is Seen.NOBODY:
            self._follow(thumb, piece if large else np.zeros_like(piece), moving, seconds)

    def _alive(self, other: Mask, recent: Mask) -> Mask:
        """Another thing, whole, of which some part has moved lately."""
        count, labels = cv2.connectedComponents(other.astype(np.uint8))
        lives = [np.zeros_like(other)]
        for label in range(1, count):
            piece = labels == label
            if (piece & recent).sum() >= 2:
                lives.append(piece)
        return np.asarray(np.any(lives, axis=0))

    def _follow(self, thumb: Plane, person: Mask, moving: Mask, seconds: float) -> None:
        """The empty room changes slowly: the sun walks, a chair is pushed."""
        assert self._room is not None
        self._rest(moving & ~person, seconds, RESTLESS_SECONDS)
        if not person.any():
            self._room += min(1.0, seconds / 20) * (thumb - self._room)


MIDDLE_BELOW: Mask = np.zeros((ROWS, COLUMNS), np.bool_)
"Where somebody who sits in front of the kiosk has their shoulders."
MIDDLE_BELOW[ROWS // 2 :, COLUMNS // 4 : COLUMNS - COLUMNS // 4] = True
