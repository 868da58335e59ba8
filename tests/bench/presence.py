"""Presence by camera: what it costs of a core, how often it errs in drawn rooms, slips in hands.

`python -m tests.bench.presence [ROOMS]` writes bench-results/presence.json. Time is the process's
own, so that a loaded machine changes little; the rooms are drawn, none was filmed.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable

import cv2
import numpy as np

from devices.camera.lookout import READ_EVERY
from devices.camera.presence import RATE, Presence, Seen, thumbnail
from devices.camera.slip import SlipReader

from ..devices.rooms import Room
from ..devices.slips import code, film
from .results import write

LOOKS = 200


def cost() -> dict[str, float]:
    """In hundredths of a core, at 640x480, for each part of a look and for all of them."""
    room = Room(1)
    room.person = 1.0
    large = [cv2.resize(p, (640, 480)) for p in room.pictures(10)]
    presence, slips = Presence(), SlipReader()
    bgr = cv2.cvtColor(large[0], cv2.COLOR_GRAY2BGR)
    parts = {
        "presence_pct": lambda n: presence.look(thumbnail(large[n % len(large)])),
        "slip_pct": lambda n: n % READ_EVERY or slips.read(np.asarray(large[n % len(large)]), 1),
        "to_i420_pct": lambda _: cv2.cvtColor(bgr, cv2.COLOR_BGR2YUV_I420),
    }
    found = {name: round(_seconds(part) * RATE * 100, 2) for name, part in parts.items()}
    return found | {"all_pct": round(sum(found.values()), 2)}


def _seconds(part: Callable[[int], object]) -> float:
    began = time.process_time()
    for n in range(LOOKS):
        part(n)
    return (time.process_time() - began) / LOOKS


def watch(presence: Presence, room: Room, seconds: float) -> list[Seen]:
    return [presence.look(thumbnail(picture)) for picture in room.pictures(seconds, RATE)]


def errors(rooms: int) -> dict[str, float]:
    """Looks that are wrong, of all those of a kind, over so many rooms."""
    wrong: Counter[str] = Counter()
    looks: Counter[str] = Counter()

    def note(kind: str, seen: list[Seen], right: Seen) -> None:
        looks[kind] += len(seen)
        wrong[kind] += sum(one is not right for one in seen)

    for seed in range(100, 100 + rooms):
        room, presence = Room(seed), Presence()
        watch(presence, room, 10)
        note("empty", watch(presence, room, 60), Seen.NOBODY)
        for gain in np.linspace(1, 1.5, 20):
            room.gain = float(gain)
            note("light_grows", watch(presence, room, 1), Seen.NOBODY)
        for room.gain in (0.6, 1.0):
            note("light_switched", watch(presence, room, 10), Seen.NOBODY)
        room.curtain = 3
        note("curtain", watch(presence, room, 60), Seen.NOBODY)
        room.curtain = 0
        watch(presence, room, 10)
        for part in np.linspace(0, 1, 8):
            room.person = float(part)
            watch(presence, room, 1 / RATE)
        watch(presence, room, 4)
        note("seated", watch(presence, room, 30), Seen.SOMEBODY)
        room.sway = 0.2
        note("very_still", watch(presence, room, 120), Seen.SOMEBODY)
        room.person = 0
        watch(presence, room, 12)
        note("gone", watch(presence, room, 20), Seen.NOBODY)
    return {kind: round(100 * wrong[kind] / looks[kind], 2) for kind in looks}


def slips(codes: int) -> dict[str, dict[str, float]]:
    """By the pixels of a code's square: how many are read in five seconds, and how soon."""
    every, found = READ_EVERY / RATE, {}
    for square in (1.6, 2.0, 2.5, 3.0):
        pictures = [_pictures(number, square, round(5 / every)) for number in range(codes)]
        read = [number for number in pictures if number]
        found[str(square)] = {
            "read_pct": round(100 * len(read) / codes, 1),
            "mean_seconds": round(every * sum(read) / max(1, len(read)), 2),
            "worst_seconds": every * max(read, default=0),
        }
    return found


def _pictures(number: int, square: float, most: int) -> int:
    """Until this code is read; 0 for never."""
    reader, shown = SlipReader(), film(code(number), number, square, most)
    return next((n for n, picture in enumerate(shown, 1) if reader.read(picture, 0.5)), 0)


def main() -> None:
    cv2.setNumThreads(1)
    rooms = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    found = {"cost": cost(), "rooms": rooms, "wrong_looks_pct": errors(rooms)}
    write("presence", {**found, "slips": slips(10 * rooms)})


if __name__ == "__main__":
    main()
