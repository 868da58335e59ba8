"""Where a page lies on the document screen: real size, whole, zoomed, on its way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.reading import Area, Glide, Place, View, is_real, lay, seen

A4 = (210.0, 297.0)
OFFICE = 3.615
"Pixels in a millimetre of a screen of 24 inches, 1920 x 1080."
AREA = Area(1421, 1080, OFFICE)
areas = st.builds(
    Area, st.integers(200, 4000), st.integers(200, 3000), st.none() | st.floats(1.0, 20.0)
)
pages = st.tuples(st.floats(20, 1500), st.floats(20, 1500))
views = st.builds(
    View,
    st.sampled_from(["real", "whole", "width"]),
    st.floats(0.25, 8),
    st.floats(0, 1),
    st.floats(0, 1),
)


def test_a_sheet_has_its_real_size_on_a_measured_screen() -> None:
    place = lay(AREA, A4, View()).on_pixels()
    assert abs(place.width / OFFICE - 210) < 0.2
    assert abs(place.height / OFFICE - 297) < 0.2
    assert is_real(AREA, View())
    assert seen(AREA, place) == (0, 0, 1, 1)


def test_on_a_screen_that_nobody_measured_it_is_shown_whole() -> None:
    area = Area(1421, 1080)
    place = lay(area, A4, View())
    assert place.height == pytest.approx(1080 * 0.97)
    assert not is_real(area, View())


def test_a_page_that_is_larger_than_the_screen_begins_at_its_top() -> None:
    area = Area(947, 800, OFFICE)
    place = lay(area, A4, View())
    assert (place.top, is_real(area, View())) == (0, True)
    assert seen(area, place)[3] == pytest.approx(800 / (297 * OFFICE))


@given(areas, pages, views)
def test_no_ground_shows_beside_a_page_that_covers_the_screen(
    area: Area, page: tuple[float, float], view: View
) -> None:
    place = lay(area, page, view)
    for room, at, length in (
        (area.width, place.left, place.width),
        (area.height, place.top, place.height),
    ):
        if length >= room:
            assert at <= 0.01
            assert at + length >= room - 0.01
        else:
            assert at == pytest.approx((room - length) / 2)
    left, top, right, bottom = seen(area, place)
    assert 0 <= left < right <= 1
    assert 0 <= top < bottom <= 1


def test_what_is_looked_at_is_in_the_middle() -> None:
    view = View("whole", 4.0, 0.4, 0.6)
    assert lay(AREA, A4, view).point(0.4, 0.6) == pytest.approx((AREA.width / 2, AREA.height / 2))


def test_a_view_glides_from_where_it_is_and_arrives() -> None:
    small, large = Place(100, 0, 200, 300), Place(-50, -80, 800, 1200)
    glide = Glide(small, small, 0.0, 0.0).to(large, 10.0, 0.4)
    assert glide.at(10.0) == small
    assert small.width < glide.at(10.2).width < large.width
    assert glide.at(10.4) == large
    assert not glide.is_over(10.39)
    back = glide.to(small, 10.2, 0.4)
    assert back.at(10.2) == glide.at(10.2)
    assert back.at(11) == small
