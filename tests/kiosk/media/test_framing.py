"""Digital pan and zoom: the right part, at the same size, of an I420 picture."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.media.framing import WHOLE, Framer, Framing, box, cut, within


def slope(width: int = 64, height: int = 48) -> np.ndarray:
    """Brighter to the right and down; U to the right, V down."""
    picture = np.empty((height * 3 // 2, width), np.uint8)
    flat, pixels = picture.reshape(-1), width * height
    rows, columns = np.indices((height, width))
    flat[:pixels] = (rows + columns).ravel()
    rows, columns = np.indices((height // 2, width // 2))
    flat[pixels : pixels * 5 // 4] = (100 + columns).ravel()
    flat[pixels * 5 // 4 :] = (100 + rows).ravel()
    return picture


def test_the_whole_picture_is_sent_as_it_is():
    assert np.array_equal(Framer().frame(slope(), WHOLE).to_ndarray(), slope())


def test_each_plane_is_cut_at_the_same_place():
    part = cut(slope(), Framing(2.0, 0.5, 0.5))
    assert part.shape == (36, 32)
    flat = part.reshape(-1)
    assert (flat[0], flat[32 * 24], flat[32 * 24 + 16 * 12]) == (12 + 16, 100 + 8, 100 + 6)


def test_the_part_has_the_size_of_the_whole():
    frame = Framer().frame(slope(), Framing(2.5, 0.9, 0.1))
    assert (frame.format.name, frame.width, frame.height) == ("yuv420p", 64, 48)


@pytest.mark.parametrize(("x", "y", "corner"), [(0, 0, (0, 0)), (1, 1, (32, 24)), (1, 0, (32, 0))])
def test_a_frame_stays_within_the_picture(x, y, corner):
    assert box(64, 48, Framing(2.0, x, y)) == (*corner, 32, 24)


part = st.floats(0, 1)


@given(st.floats(1, 4), part, part, st.sampled_from([(640, 480), (1280, 720), (2, 2), (322, 242)]))
def test_whatever_is_asked_is_within_the_picture_and_even(zoom, x, y, size):
    left, top, wide, high = box(*size, Framing(zoom, x, y))
    assert left >= 0
    assert top >= 0
    assert 2 <= wide <= size[0] - left
    assert 2 <= high <= size[1] - top
    assert not any(value % 2 for value in (left, top, wide, high))


@pytest.mark.parametrize(
    ("size", "lines", "smaller"),
    [
        ((1280, 720), 360, (640, 360)),
        ((640, 480), 240, (320, 240)),
        ((640, 480), 720, (640, 480)),
        ((480, 640), 240, (240, 320)),
        ((854, 480), 360, (640, 360)),
        ((1280, 720), 720, (1280, 720)),
        ((1280, 720), 480, (852, 480)),
        ((1280, 720), 288, (512, 288)),
        ((1280, 720), 240, (426, 240)),
    ],
)
def test_a_picture_keeps_its_shape_within_so_many_lines(size, lines, smaller):
    assert within(*size, lines) == smaller


def test_a_framed_part_is_made_smaller_in_one_step():
    frame = Framer().frame(slope(), Framing(2.0, 0.5, 0.5), 24)
    assert (frame.width, frame.height) == (32, 24)
    assert abs(int(frame.to_ndarray()[0, 0]) - 28) < 4
