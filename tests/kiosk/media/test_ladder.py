"""Pictures as large and as many as the line bears, without going to and fro."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.media.codecs.vp8 import MAX_BITRATE
from kiosk.media.congestion.ladder import GUESSED, LADDER, MOVING, ROOM, Ladder
from kiosk.media.congestion.sharing import Shares
from tests.kiosk.media.congestion_play import Play
from tests.kiosk.media.line import Line


def names(ladder: Ladder, rates: list[float], every: float = 0.1) -> list[str]:
    found = [ladder.told(rate, n * every).name for n, rate in enumerate(rates)]
    return [name for name, _ in itertools.groupby(found)]


@pytest.mark.parametrize(
    ("rate", "name"),
    [
        (1_500_000, "720p"),
        (600_000, "480p"),
        (200_000, "480p"),
        (100_000, "360p"),
        (70_000, "240p"),
        (30_000, "slow"),
        (15_000, "stills"),
        (0, "sound"),
    ],
)
def test_each_rate_has_its_step(rate, name):
    assert Ladder(rate, 0.0).step.name == name


@pytest.mark.parametrize("steps", [LADDER, MOVING])
def test_the_encoder_may_make_enough_bits_to_go_up_to_the_largest_step(steps):
    assert max(step.needs for step in steps) * ROOM <= MAX_BITRATE


def test_a_line_of_1500_kbit_s_as_the_manual_says_has_room_for_720_lines():
    assert Shares(1_500_000).pictures >= ROOM * LADDER[0].needs


def test_at_250_kbit_s_there_are_twenty_pictures_a_second_at_least():
    assert Ladder(250_000, 0.0).step.per_second >= 20


def test_on_128_kbit_s_a_picture_remains_beside_the_voice():
    assert Ladder(128_000 * 0.85 - 56_000, 0.0).step.per_second > 0


def test_a_dip_of_two_seconds_changes_nothing():
    ladder = Ladder(600_000, 0.0)
    assert names(ladder, [600_000] * 10 + [80_000] * 25 + [600_000] * 10) == ["480p"]


def test_what_is_too_dear_for_three_seconds_is_left():
    ladder = Ladder(600_000, 0.0)
    assert names(ladder, [80_000] * 30) == ["480p"]
    assert ladder.told(80_000, 3.1).name == "240p"


def test_what_is_much_too_dear_is_left_at_once():
    ladder = Ladder(600_000, 0.0)
    assert ladder.told(40_000, 1.0).name == "slow"


def test_up_takes_four_calm_seconds():
    ladder = Ladder(100_000, -10.0)
    assert names(ladder, [250_000] * 35) == ["360p"]
    assert names(ladder, [250_000] * 60) == ["360p", "480p"]


def test_up_takes_a_second_where_there_is_twice_what_it_needs():
    ladder = Ladder(100_000, -10.0)
    assert names(ladder, [350_000] * 10) == ["360p"]
    assert names(ladder, [350_000] * 12) == ["360p", "480p"]


def test_but_eight_once_it_was_left_soon_after_and_one_again_after_a_calm_time():
    ladder = Ladder(100_000, -10.0)
    names(ladder, [350_000] * 12 + [90_000] * 32)
    assert ladder.step.name == "360p"
    assert climbed(ladder, 4.4, 350_000) > 7
    ladder.told(90_000, 13.0)
    ladder.told(90_000, 16.1)
    assert ladder.step.name == "360p"
    ladder.told(100_000, 110.0)
    assert climbed(ladder, 111.0, 350_000) < 1.5


def test_after_a_step_well_within_reach_one_just_within_it_takes_four_seconds():
    ladder = Ladder(70_000, -10.0)
    assert names(ladder, [210_000] * 30) == ["240p", "360p"]
    assert names(Ladder(100_000, -10.0), [210_000] * 38) == ["360p"]


def test_up_takes_half_a_second_while_a_call_begins():
    ladder = Ladder(70_000, 0.0)
    assert ladder.told(700_000, 0.3).name == "240p"
    assert ladder.told(700_000, 0.9).name == "480p"


def test_a_rate_that_swings_around_a_step_makes_it_change_seldom():
    ladder = Ladder(300_000, 0.0)
    swinging = ([200_000] * 60 + [110_000] * 40) * 40
    assert len(names(ladder, swinging)) < 14


def test_a_fall_of_many_steps_is_one_and_is_climbed_again_in_eight_seconds():
    ladder = Ladder(100_000, -10.0)
    up, down = [250_000] * 60, [110_000] * 32 + [70_000] * 32 + [45_000] * 32
    assert names(ladder, up + down)[-1] == "slow"
    began = len(up + down) * 0.1
    assert 7.5 < climbed(ladder, began) <= 8.5


def test_a_fall_that_goes_on_for_long_is_still_one():
    ladder = Ladder(100_000, -10.0)
    names(ladder, [250_000] * 60 + [110_000] * 190 + [70_000] * 40)
    assert ladder.step.name == "240p"
    assert 7.5 < climbed(ladder, 29.0) <= 8.5


def climbed(ladder: Ladder, began: float, rate: float = 500_000) -> float:
    """Seconds from then until large pictures are sent again."""
    return next(n / 10 for n in range(600) if ladder.told(rate, began + n / 10).height == 480)


def test_sign_language_keeps_its_movement():
    ladder = Ladder(200_000, 0.0)
    ladder.prefer_motion = True
    step = ladder.told(120_000, 1.0)
    assert (step.height, step.per_second) == (288, 20)
    ladder.prefer_motion = False
    assert ladder.told(120_000, 2.0) in LADDER


def test_a_guess_changes_no_size_but_on_the_thinnest_lines():
    ladder = Ladder(300_000, 0.0, GUESSED)
    assert names(ladder, [600_000] * 60 + [120_000] * 60 + [300_000] * 60) == ["whole"]
    assert names(ladder, [60_000] * 40) == ["whole", "240p"]
    assert names(ladder, [115_000] * 100) == ["240p"]
    assert names(ladder, [150_000] * 60) == ["240p", "whole"]
    assert names(Ladder(60_000, -10.0, GUESSED), [400_000] * 38) == ["240p"], "a guess sways"
    signing = Ladder(60_000, -10.0, GUESSED)
    signing.prefer_motion = True
    signing.told(60_000, -10.0)
    assert names(signing, [400_000] * 38) == ["240p"]


def test_steps_go_down():
    for steps in (LADDER, MOVING, GUESSED):
        assert all(a.needs > b.needs for a, b in itertools.pairwise(steps))
        assert steps[-1].needs == 0


@given(st.lists(st.floats(0, 2e6), max_size=200))
def test_whatever_the_rate_a_step_is_never_much_too_dear(rates):
    ladder = Ladder(300_000, 0.0)
    for n, rate in enumerate(rates):
        step = ladder.told(rate, n * 0.1)
        assert rate >= step.needs / 2


def on_a_line(line: Line, start: float, seconds: float = 60.0) -> list[tuple[float, str]]:
    """The steps of a whole call, and when each began."""
    play = Play(line, start, back=line.delay, laddered=True).run(seconds)
    return [next(each) for _, each in itertools.groupby(play.steps, key=lambda step: step[1])]


@pytest.mark.parametrize(
    ("rate", "loss", "name"),
    [(900e3, 0.005, "480p"), (450e3, 0.02, "480p"), (900e3, 0.05, "480p"), (200e3, 0.02, "360p")],
)
def test_on_a_steady_line_a_call_has_one_size_after_the_first_seconds(rate, loss, name):
    found = on_a_line(Line(rate, 0.03, loss=loss), min(300e3, rate))
    assert len(found) <= 2
    assert found[-1][1] == name
    assert found[-1][0] < 15


def test_on_128_kbit_s_pictures_go_on_beside_the_voice():
    found = on_a_line(Line(128e3, 0.15, loss=0.03), 100e3, 90.0)
    assert len(found) < 9
    assert {name for _, name in found} <= {"240p", "slow"}
