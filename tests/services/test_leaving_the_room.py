"""A real kiosk in a drawn room: somebody is seen, sits down, leaves, and the visit ends by itself.

The patience of the settings is of seconds here; minutes are played in `tests/kiosk/core`.
"""

from pathlib import Path

import numpy as np
import pytest

from devices.frames import Pixels
from devices.virtual.camera import write_video
from signaling import protocol as wire
from signaling.keys import OFFICE
from signaling.store import journal

from ..devices.rooms import Room as DrawnRoom
from .kiosk_room import Room
from .living_kiosk import living
from .serving import until

RATE = 5
"Pictures a second of the drawn room: enough for who looks four times."
EMPTY_SECONDS, THERE_SECONDS = 11, 7
"Played in a loop: nobody, somebody, nobody."


def coloured(grey: Pixels) -> Pixels:
    """I420 without any colour."""
    height, width = grey.shape
    picture = np.full((height * 3 // 2, width), 128, np.uint8)
    picture[:height] = grey
    return picture


def write_room(path: Path) -> None:
    drawn = DrawnRoom(3)
    pictures = [coloured(one) for one in drawn.pictures(EMPTY_SECONDS, RATE)]
    drawn.person = 1.0
    pictures += [coloured(one) for one in drawn.pictures(THERE_SECONDS, RATE)]
    write_video(path, pictures)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"F25:1", f"F{RATE}:1".encode(), 1))


@pytest.mark.timeout(240)
async def test_who_leaves_ends_the_visit_and_everything_is_wiped(room: Room) -> None:
    write_room(room.folder / "room.y4m")
    patience = {"gone_seconds": 1.0, "left_seconds": 2.0, "presence": True}
    camera = f"file:{room.folder / 'room.y4m'}"
    async with living(room, camera=camera, **patience) as alive:
        served = alive.served
        presence = served.app[OFFICE].presence
        await until(lambda: presence.somebody_at(alive.id), 90)
        visit = await alive.install()
        console, _ = await served.console()
        await console.expect(wire.VisitChanged, within=120, visit=Ended(visit))
        assert alive.kiosk.attendant.visit is None
        assert alive.kiosk.desk is None
        async with served.store.reading() as tx:
            done = [line.what for line in await journal.about(tx, visit)]
        assert done.index("resident_gone") < done.index("resident_left_visit")
        assert done[-2:] == ["visit_wiped", "visit_ended"]


class Ended:
    """A view of this visit, once it is over."""

    def __init__(self, visit: str) -> None:
        self.visit = visit

    def __eq__(self, other: object) -> bool:
        over = isinstance(other, dict) and other.get("state") == "ended"
        return over and isinstance(other, dict) and other.get("id") == self.visit

    __hash__ = None  # type: ignore[assignment]
