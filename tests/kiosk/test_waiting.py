"""The kiosk's waiting screen: what it was told stays, through a cut, a kill and a new start."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.doorman import Doorman
from kiosk.core.scenes import Scene
from kiosk.core.states import AttendantState
from kiosk.waiting import Waiting
from signaling import protocol as wire

WEEK = wire.DaysAhead(
    days=(
        wire.DayAhead(day="2026-11-25", places=("Hannapes, Place",), hours=("09:30", "10:15")),
        wire.DayAhead(day="2026-11-26", places=("Guise, Halle",)),
    )
)


class Screens:
    """What they were told to show."""

    def __init__(self) -> None:
        self.shown: list[Scene] = []

    def show(self, scene: Scene, page: Path | None) -> None:
        self.shown.append(scene)


class Clock:
    now = datetime(2026, 11, 25, 8)  # noqa: DTZ001 the clock on the wall

    def __call__(self) -> datetime:
        return self.now


def born(folder: Path, clock: Clock) -> tuple[Waiting, Doorman, Any]:
    attendant, screens = Doorman("Bus"), Screens()
    return Waiting(attendant, screens, folder, clock), attendant, screens  # type: ignore[arg-type]


def test_a_kiosk_that_starts_without_a_network_shows_the_day_that_it_was_told(
    tmp_path: Path,
) -> None:
    before, _, _ = born(tmp_path, Clock())
    before.heard(WEEK)
    _, attendant, _ = born(tmp_path, Clock())
    assert attendant.lobby.today.place == "Hannapes, Place"
    assert len(attendant.lobby.today.hours) == 2


def test_the_next_morning_without_a_network_shows_the_next_day(tmp_path: Path) -> None:
    clock = Clock()
    waiting, attendant, screens = born(tmp_path, clock)
    waiting.heard(WEEK)
    clock.now = datetime(2026, 11, 26, 7)  # noqa: DTZ001
    waiting.look()
    assert attendant.lobby.today.place == "Guise, Halle"
    assert screens.shown[-1].document.board == "Aujourd’hui, Guise, Halle"


def test_the_screen_changes_when_something_changed_and_no_more(tmp_path: Path) -> None:
    waiting, _, screens = born(tmp_path, Clock())
    for _ in range(3):
        waiting.heard(WEEK)
        waiting.look()
    assert len(screens.shown) == 1
    waiting.named("Bus de Thiérache")
    assert screens.shown[-1].face.subtitle.endswith("Thiérache")


def test_during_a_visit_nothing_comes_over_what_is_shown(tmp_path: Path) -> None:
    waiting, attendant, screens = born(tmp_path, Clock())
    attendant.state = AttendantState.INSTALLED
    waiting.heard(WEEK)
    assert screens.shown == []
    assert attendant.lobby.today.place == "Hannapes, Place"


@pytest.mark.parametrize("left", ["", "{", '{"type":"wiped","visit":"v"}', "\x00" * 40])
def test_a_file_that_a_cut_broke_stops_nothing(tmp_path: Path, left: str) -> None:
    (tmp_path / "ahead.json").write_text(left)
    waiting, attendant, _ = born(tmp_path, Clock())
    assert not attendant.lobby.today
    waiting.heard(WEEK)
    assert born(tmp_path, Clock())[1].lobby.today.hours


def test_a_disk_that_is_full_keeps_the_day_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting, attendant, _ = born(tmp_path / "no such folder", Clock())
    waiting.heard(WEEK)
    assert attendant.lobby.today.hours
