"""The counsellor is life size, whole, and moves as slowly as one leans."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screens.lifesize import BEARABLE, Box, Framing, covering, life_size

HD, SCREEN = (1280.0, 720.0), (1920.0, 1080.0)
PX_MM = 1920 / 597
"Of a screen of 27 inches."
HEAD = Box(0.42, 0.2, 0.16, 0.38)

parts = st.floats(0.0, 0.9)
heads = st.builds(Box, parts, parts, st.floats(0.03, 0.6), st.floats(0.05, 0.9)).filter(
    lambda head: head.left + head.width <= 1 and head.top + head.height <= 1
)
sizes = st.sampled_from([HD, (640.0, 480.0), (640.0, 360.0), (1920.0, 1080.0), (320.0, 240.0)])
places = st.sampled_from([SCREEN, (1280.0, 800.0), (1080.0, 1920.0), (3840.0, 2160.0)])


def head_mm(part: Box, head: Box, place: tuple[float, float], px_mm: float) -> float:
    return head.height / part.height * place[1] / px_mm


@pytest.mark.parametrize("high", [0.3, 0.38, 0.5])
@pytest.mark.parametrize("inches", [27, 32])
def test_a_head_is_twenty_to_twenty_five_centimetres_high(high: float, inches: int) -> None:
    px_mm = 1920 / (inches * 22.14)
    head = Box(0.45, 0.2, high * 0.42, high)
    part = life_size(head, HD, SCREEN, px_mm)
    assert 200 <= head_mm(part, head, SCREEN, px_mm) <= 250
    assert part.holds(head)


@given(heads, sizes, places, st.floats(1.0, 8.0))
def test_the_part_is_in_the_picture_has_the_screen_s_shape_and_bears_its_size(
    head: Box, picture: tuple[float, float], place: tuple[float, float], px_mm: float
) -> None:
    part = life_size(head, picture, place, px_mm)
    assert min(part.left, part.top) >= 0
    assert max(part.left + part.width, part.top + part.height) <= 1 + 1e-9
    shape = (part.width * picture[0]) / (part.height * picture[1])
    assert shape == pytest.approx(place[0] / place[1])
    scale, least = place[0] / (part.width * picture[0]), covering(picture, place).width
    assert scale <= max(BEARABLE, place[0] / (least * picture[0])) + 1e-6
    fits = head.width <= least and head.height <= covering(picture, place).height
    assert part.holds(head) or not fits


def framing() -> Framing:
    made = Framing(PX_MM)
    made.see(HEAD, HD, SCREEN)
    return made


def settled(made: Framing) -> Box:
    for _ in range(600):
        made.step(0.033)
    assert not made.moves
    assert made.part is not None
    return made.part


def test_it_glides_there_and_never_jumps() -> None:
    made = framing()
    seen = [made.part]
    while made.moves:
        made.step(0.033)
        seen.append(made.part)
    steps = [abs(b.width - a.width) / a.width for a, b in pairwise(seen) if a and b]
    assert max(steps) < 0.03, "of the size, in a frame"
    assert 60 < len(seen) < 600
    assert 200 <= head_mm(settled(made), HEAD, SCREEN, PX_MM) <= 250


@given(st.lists(st.floats(-0.008, 0.008), min_size=3, max_size=30))
def test_who_nods_or_sways_does_not_move_the_picture(sways: list[float]) -> None:
    made = framing()
    before = settled(made)
    for sway in sways:
        made.see(Box(HEAD.left + sway, HEAD.top - sway, HEAD.width, HEAD.height), HD, SCREEN)
        made.step(0.033)
    assert made.part == before


def test_who_leans_closer_is_followed_and_who_turns_away_is_not_lost() -> None:
    made = framing()
    before = settled(made)
    closer = Box(0.38, 0.1, 0.24, 0.57)
    made.see(closer, HD, SCREEN)
    after = settled(made)
    assert after.width > before.width
    assert 200 <= head_mm(after, closer, SCREEN, PX_MM) <= 250
    for _ in range(3):
        made.see(None, HD, SCREEN)
    assert settled(made) == after
    for _ in range(20):
        made.see(None, HD, SCREEN)
    assert settled(made) == covering(HD, SCREEN)


def test_nothing_is_cropped_on_a_screen_that_was_not_measured() -> None:
    made = Framing()
    made.see(HEAD, HD, SCREEN)
    assert made.part is None
    assert not made.moves


def test_who_is_bothered_by_motion_sees_one_cut() -> None:
    made = Framing(PX_MM, still=True)
    made.see(HEAD, HD, SCREEN)
    made.step(0.033)
    assert not made.moves


def test_a_place_that_is_none_is_not_believed() -> None:
    made = Framing(PX_MM)
    for head in (Box(float("nan"), 0, 1, 1), Box(0, 0, 0.2, 0), Box(0, 0, 0.2, float("inf"))):
        made.see(head, HD, SCREEN)
    assert made.part is None


def test_a_picture_that_grows_while_nobody_moves_is_looked_at_again() -> None:
    """A call on a thin line begins with a small picture, which bears less."""
    head, place, px_mm = Box(0.4, 0.3, 0.2, 0.4), (1920.0, 1080.0), 3.2
    made = Framing(px_mm)
    made.see(head, (320, 180), place)
    small = settled(made)
    made.see(head, (1280, 720), place)
    assert head_mm(small, head, place, px_mm) < 200
    assert 200 <= head_mm(settled(made), head, place, px_mm) <= 250
