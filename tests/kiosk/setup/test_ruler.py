"""Pixels in a millimetre, by a bank card of 85.60 mm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.setup.ruler import (
    Fitting,
    Outline,
    OutOfRange,
    first_guess,
    from_width,
    pixels_per_mm,
)


def test_a_card_of_323_pixels_is_an_office_screen_of_96_dots_an_inch() -> None:
    assert pixels_per_mm(round(85.60 / 25.4 * 96)) == pytest.approx(96 / 25.4, rel=0.005)


def test_one_pixel_of_error_is_less_than_a_millimetre_on_an_a4_sheet() -> None:
    sheet = 297 * pixels_per_mm(323)
    assert abs(sheet / pixels_per_mm(324) - 297) < 1


def test_the_drawn_card_has_the_shape_of_iso_7810() -> None:
    outline = Outline(856)
    assert (outline.height, outline.radius) == (540, 32)


@pytest.mark.parametrize(("pixels", "millimetres"), [(1920, 0), (1920, -3), (100, 500), (9000, 9)])
def test_a_measure_of_no_screen_is_refused(pixels: int, millimetres: float) -> None:
    with pytest.raises(OutOfRange):
        from_width(pixels, millimetres)


@pytest.mark.parametrize(
    ("pixels", "millimetres", "known", "width"),
    [(1920, 509, 4.0, 342), (1920, 509, None, 323), (1920, 0, None, 324), (1920, 16, None, 324)],
)
def test_the_first_outline_is_the_last_measure_then_the_screen_s_word_then_usual(
    pixels: int, millimetres: int, known: float | None, width: int
) -> None:
    assert first_guess(pixels, millimetres, known).width == width


@pytest.mark.parametrize(
    ("word", "width"), [("+", 301), ("-", 299), ("+++", 309), ("--", 296), ("350", 350)]
)
def test_signs_grow_and_shrink_the_outline(word: str, width: int) -> None:
    fitting = Fitting(Outline(300), 1000).obey(word)
    assert fitting is not None
    assert (fitting.outline.width, fitting.done) == (width, False)


def test_ok_keeps_the_outline() -> None:
    assert Fitting(Outline(300), 1000).obey("OK") == Fitting(Outline(300), 1000, done=True)


@pytest.mark.parametrize("word", ["+-", "x", "", "1.5", "-3"])
def test_another_word_is_not_understood(word: str) -> None:
    assert Fitting(Outline(300), 1000).obey(word) is None


@given(st.lists(st.sampled_from(["+", "-", "++++++++", "---------", "0", "99999"])))
def test_whatever_is_typed_the_outline_fits_the_screen_and_can_be_measured(
    words: list[str],
) -> None:
    fitting = Fitting(Outline(300), 1200)
    for word in words:
        fitting = fitting.obey(word) or fitting
    assert fitting.outline.width <= 1200
    assert 1.0 <= pixels_per_mm(fitting.outline.width) <= 20.0
