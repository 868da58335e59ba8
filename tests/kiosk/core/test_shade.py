"""Whatever colour a community chose, what is written in it can be read."""

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.shade import AA, GROUNDS, contrast, legible, tint
from kiosk.screens import palette

COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def hue(colour: str) -> float:
    return colorsys.rgb_to_hsv(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))[0]


@given(COLOURS)
def test_any_colour_gives_a_shade_that_reads_on_every_ground(colour: str) -> None:
    shade = legible(colour)
    assert all(contrast(shade, ground) >= AA for ground in GROUNDS)
    assert contrast(palette.INK.name(), tint(colour)) >= AA


def test_every_colour_of_a_fine_grid_reads_and_none_is_darker_than_it_must() -> None:
    for red in range(0, 256, 15):
        for green in range(0, 256, 15):
            for blue in range(0, 256, 15):
                colour = f"#{red:02x}{green:02x}{blue:02x}"
                shade = legible(colour)
                least = min(contrast(shade, ground) for ground in GROUNDS)
                assert least >= AA, colour
                assert shade == colour or least < AA + 0.35, colour


@pytest.mark.parametrize("colour", ["#0f5257", "#000000", "#7a0019", "#004b87"])
def test_a_colour_that_reads_stays_as_it_was_chosen(colour: str) -> None:
    assert legible(colour) == colour


@pytest.mark.parametrize("colour", ["#ffd200", "#7ed957", "#ff66c4", "#5ce1e6", "#ff914d"])
def test_a_pale_colour_keeps_its_hue(colour: str) -> None:
    assert abs(hue(legible(colour)) - hue(colour)) < 0.02


def test_the_grounds_are_those_of_the_screens() -> None:
    assert (palette.WHITE.name(), palette.SAND.name()) == GROUNDS
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("wrong", ["", "red", "#12345", "#gggggg", "0f5257#"])
def test_what_is_no_colour_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"colour|literal"):
        legible(wrong)
