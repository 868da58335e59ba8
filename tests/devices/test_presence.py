"""Somebody is told from a curtain, a lamp, a chair and an empty room, which are all drawn."""

import numpy as np
import pytest

from devices.camera.presence import RATE, Presence, Seen, thumbnail
from devices.frames import Pixels

from .rooms import Room

SEEDS = (1, 2)


def watch(presence: Presence, room: Room, seconds: float) -> list[Seen]:
    return [presence.look(thumbnail(picture)) for picture in room.pictures(seconds, RATE)]


def walk(presence: Presence, room: Room, to: float) -> None:
    """Two seconds, in or out."""
    for part in np.linspace(room.person, to, 8):
        room.person = float(part)
        watch(presence, room, 1 / RATE)


@pytest.fixture(params=SEEDS)
def room(request: pytest.FixtureRequest) -> Room:
    return Room(request.param)


@pytest.fixture
def empty(room: Room) -> Presence:
    presence = Presence()
    watch(presence, room, 10)
    assert presence.seen is Seen.NOBODY
    return presence


def test_an_empty_room_stays_empty(room, empty):
    assert set(watch(empty, room, 60)) == {Seen.NOBODY}


def test_who_sits_down_is_seen_within_four_seconds_and_is_gone_within_twelve(room, empty):
    walk(empty, room, 1)
    watch(empty, room, 4)
    assert empty.seen is Seen.SOMEBODY
    watch(empty, room, 10)
    walk(empty, room, 0)
    watch(empty, room, 12)
    assert empty.seen is Seen.NOBODY


def large(picture: Pixels) -> Pixels:
    """The room and a little more on either side, 1280 wide and 720 high."""
    wide = np.pad(picture, ((0, 0), (32, 32)), "reflect")
    return wide.repeat(5, axis=0).repeat(5, axis=1)


def test_a_camera_of_720_lines_sees_who_comes_and_goes_as_well(room):
    presence = Presence()

    def seen(seconds: float) -> Seen:
        for picture in room.pictures(seconds, RATE):
            presence.look(thumbnail(large(picture)))
        return presence.seen

    assert seen(20) is Seen.NOBODY
    for room.person in map(float, np.linspace(0, 1, 8)):
        seen(1 / RATE)
    assert seen(4) is Seen.SOMEBODY
    for room.person in map(float, np.linspace(1, 0, 8)):
        seen(1 / RATE)
    assert seen(12) is Seen.NOBODY


def test_who_sits_quite_still_for_three_minutes_is_still_there(room, empty):
    walk(empty, room, 1)
    watch(empty, room, 5)
    room.sway = 0.2
    assert set(watch(empty, room, 180)) == {Seen.SOMEBODY}


def test_light_that_comes_and_goes_is_nobody(room, empty):
    seen = []
    for gain in np.linspace(1, 1.5, 20):
        room.gain = float(gain)
        seen += watch(empty, room, 1)
    for room.gain in (0.6, 1.2, 1.0):
        seen += watch(empty, room, 8)
    for patch in np.linspace(0, 60, 50):
        room.patch = float(patch)
        seen += watch(empty, room, 1)
    assert set(seen) == {Seen.NOBODY}


def test_a_lamp_that_is_lit_makes_nobody_of_somebody(room, empty):
    walk(empty, room, 1)
    watch(empty, room, 5)
    seen = []
    for room.gain in (1.3, 0.8, 1.0):
        seen += watch(empty, room, 20)
    assert set(seen) == {Seen.SOMEBODY}


def test_a_curtain_that_begins_to_wave_is_nobody_and_hides_nobody(room, empty):
    room.curtain = 3
    assert set(watch(empty, room, 60)) == {Seen.NOBODY}
    walk(empty, room, 1)
    watch(empty, room, 5)
    assert empty.seen is Seen.SOMEBODY
    walk(empty, room, 0)
    watch(empty, room, 15)
    assert empty.seen is Seen.NOBODY


def test_a_chair_that_was_pushed_is_nobody_after_two_minutes(room, empty):
    room.chair = 18
    watch(empty, room, 130)
    assert empty.seen is Seen.NOBODY


def test_who_was_there_before_the_camera_is_seen_all_the_same(room):
    presence = Presence()
    room.person = 1
    watch(presence, room, 20)
    assert presence.seen is Seen.SOMEBODY


def test_the_dark_and_a_covered_lens_are_not_taken_for_an_empty_room(room, empty):
    walk(empty, room, 1)
    room.gain = 0.03
    watch(empty, room, 1)
    assert empty.seen is Seen.UNKNOWN
    assert empty.look(np.full((72, 96), 120, np.float32)) is Seen.UNKNOWN


def test_what_is_learned_is_no_larger_than_a_thumbnail(room, empty):
    watch(empty, room, 5)
    held = [value for value in vars(empty).values() if isinstance(value, np.ndarray)]
    assert max(array.size for array in [*held, *empty._lately]) == 96 * 72
    assert len(empty._lately) <= 2 * RATE + 1
