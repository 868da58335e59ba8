"""The kiosk's opening hours: kept through a start without a network, and told when they change."""

from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk import opening
from kiosk.core.caretaker import Caretaker
from kiosk.core.opening import Closed, Kept
from kiosk.core.room_events import RoomTold
from kiosk.core.scene import SceneId
from kiosk.opening import Opening
from signaling import protocol as wire

HOURS = wire.RoomHours(
    days=(wire.OpenDay(day="2026-11-26", hours=(wire.OpenHours(opens="08:30", closes="12:30"),)),),
    telephone="03 53 01 02 03",
)


class Made:
    """An opening and what it said; the clock on the wall, and whether there is a server."""

    def __init__(self, folder: Path, closes: bool = True) -> None:
        self.wall, self.connected = datetime(2026, 11, 26, 7), True  # noqa: DTZ001
        self.said: list[RoomTold] = []
        self.days: tuple[wire.DayAhead, ...] = ()
        self.attendant = Caretaker("Wassigny")
        settings: Any = SimpleNamespace(closes=closes, state_directory=folder)
        self.opening = Opening(
            settings,
            self.attendant,
            self,  # type: ignore[arg-type]
            self.said.append,
            lambda: self.connected,
            lambda: self.wall,
        )


async def test_what_was_told_closes_a_kiosk_that_starts_without_a_network(tmp_path: Path) -> None:
    Made(tmp_path).opening.heard(HOURS)
    again = Made(tmp_path)
    (shown,) = again.attendant.start()
    assert shown.scene.id is SceneId.CLOSED  # type: ignore[union-attr]


async def test_a_kiosk_that_never_closes_is_open_and_knows_the_rest(tmp_path: Path) -> None:
    made = Made(tmp_path, closes=False)
    made.opening.heard(HOURS)
    assert [told.room.closed for told in made.said] == [None]
    assert made.said[0].room.telephone == "03 53 01 02 03"


async def test_it_is_said_once_and_again_when_the_clock_changes_it(tmp_path: Path) -> None:
    made = Made(tmp_path)
    made.opening.heard(HOURS)
    made.opening.heard(HOURS)
    made.opening.look()
    assert [told.room.closed for told in made.said] == [Closed("2026-11-26T08:30", "today")]
    made.wall = made.wall.replace(hour=9)
    made.opening.look()
    assert made.said[-1].room.closed is None


async def test_who_waits_who_is_expected_and_who_talks_beside_are_all_told(tmp_path: Path) -> None:
    made = Made(tmp_path)
    made.wall = made.wall.replace(hour=10)
    made.opening.heard(wire.ArrivedHere(day="2026-11-26", hours=("10:30",)))
    assert made.said[-1].room.kept == (Kept("10:30", 30),)
    made.opening.heard(wire.RoomInUse(in_use=True))
    assert made.said[-1].room.in_use
    made.days = (wire.DayAhead(day="2026-11-26", hours=("10:05",)),)
    made.opening.look()
    assert made.said[-1].room.expects


async def test_a_server_is_away_once_it_is_silent_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, now = Made(tmp_path), 1000.0
    clock = SimpleNamespace(time=lambda: now)
    monkeypatch.setattr(opening.asyncio, "get_running_loop", lambda: clock)
    made.connected = False
    for after, away in ((0, False), (opening.AWAY_SECONDS - 1, False), (1, True)):
        now += after
        made.opening.look()
        assert [told.room.away for told in made.said[-1:]] == [True] * away
    made.connected = True
    made.opening.look()
    assert not made.said[-1].room.away


@pytest.mark.parametrize("left", ["", "{", '{"type":"wiped","visit":"v"}', "\x00" * 40])
async def test_a_file_that_a_cut_broke_leaves_the_kiosk_open(tmp_path: Path, left: str) -> None:
    (tmp_path / "hours.json").write_text(left)
    made = Made(tmp_path)
    assert made.attendant.lobby.instead is None
    made.opening.heard(HOURS)
    assert Made(tmp_path).attendant.lobby.instead is not None


async def test_a_disk_that_is_full_keeps_the_hours_in_memory(tmp_path: Path) -> None:
    made = Made(tmp_path / "no such folder")
    made.opening.heard(HOURS)
    assert made.said[-1].room.closed is not None
