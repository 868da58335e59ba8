"""Today's board: what a room says of its own day, of nobody in particular."""

import json
from datetime import datetime

import pytest

from kiosk.core import scenes
from kiosk.core.ahead import MOST_HOURS, Today, today
from kiosk.core.attendant import Attendant
from kiosk.core.commands import Show
from kiosk.core.scene import from_dict
from kiosk.core.sentence import NBSP
from signaling.protocol import DayAhead

DAYS = (
    DayAhead(day="2026-11-25", places=("Hannapes, Place",), hours=("09:30", "10:15", "11:00")),
    DayAhead(day="2026-11-26", hours=("14:00",)),
)


def at(hour: int, minute: int = 0, day: int = 25) -> datetime:
    return datetime(2026, 11, day, hour, minute)  # noqa: DTZ001 the clock on the wall


def test_a_day_is_told_by_its_place_and_its_hours() -> None:
    found = today(DAYS, at(8))
    assert found == Today("Hannapes, Place", ("09:30", "10:15", "11:00"))
    assert today(DAYS, at(8, day=26)) == Today("", ("14:00",))


def test_hours_are_written_as_people_write_them() -> None:
    document = scenes.welcome("Bus", today(DAYS, at(8))).document
    expected = tuple(hour.replace(" ", NBSP) for hour in ("9 h 30", "10 h 15", "11 h"))
    assert document.hours == expected


def test_a_day_without_anything_is_nothing() -> None:
    assert not today(DAYS, at(8, day=27))
    assert not today((), at(8))


@pytest.mark.parametrize(("minute", "left"), [(0, 3), (30, 2), (31, 2), (45, 2)])
def test_an_hour_that_is_long_past_leaves_the_board(minute: int, left: int) -> None:
    assert len(today(DAYS, at(10, minute)).hours) == left


def test_just_after_midnight_the_new_day_is_whole() -> None:
    assert len(today(DAYS, at(0, 5)).hours) == 3


def test_more_hours_than_are_read_from_a_chair_are_counted() -> None:
    many = Today("", tuple(f"{hour:02}:00" for hour in range(8, 20)))
    hours = scenes.welcome("Bus", many).document.hours
    assert len(hours) == MOST_HOURS
    assert hours[-1] == "et 5 autres"


def test_the_welcome_shows_the_board_and_says_what_it_always_says() -> None:
    kiosk = Attendant("Bus")
    kiosk.lobby.today = today(DAYS, at(8))
    (show,) = kiosk.start()
    assert isinstance(show, Show)
    assert show.scene.document.board == "Aujourd’hui, Hannapes, Place"
    assert show.scene.voice == scenes.welcome("Bus").voice


def test_a_board_goes_to_the_screens_and_comes_back_the_same() -> None:
    scene = scenes.welcome("Bus", today(DAYS, at(8)))
    assert from_dict(json.loads(scene.to_json())) == scene
