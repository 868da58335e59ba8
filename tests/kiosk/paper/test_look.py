"""What is found wrong with a page, and what is proposed."""

import pytest
from PIL import Image, ImageDraw

from kiosk.paper.look import Correction, Ink, Look, PageFault, look

from .pages import FORM, LID, askew, blank, letter, noisy, on_lid


def form() -> Image.Image:
    """As the glass shows it: 210 millimetres wide, read at 150 dpi."""
    with Image.open(FORM) as page:
        return page.resize((1240, round(1240 * page.height / page.width)))


def test_a_page_that_lies_well_is_left_as_it_is():
    assert look(letter()) == Look((), Correction())


@pytest.mark.parametrize("degrees", [-8.5, -0.6, 1.7, 4.2])
@pytest.mark.parametrize("lid", [250, LID], ids=["closed", "open"])
def test_skew_is_told_to_a_tenth_of_a_degree(degrees, lid):
    found = look(noisy(askew(letter(9), degrees, lid)))
    assert PageFault.SKEWED in found.faults
    assert found.proposed.skew == pytest.approx(degrees, abs=0.11)


def test_the_filled_form_is_straightened_and_freed_of_its_borders():
    found = look(form())
    assert found.faults == (PageFault.SKEWED, PageFault.BORDERS)
    assert found.proposed.skew == pytest.approx(1.8, abs=0.3)
    left, top, right, bottom = found.proposed.crop
    assert 0 < left < 0.04 < 0.96 < right < 1
    assert 0 < top < 0.03 < 0.97 < bottom < 1
    assert found.proposed.ink is Ink.COLOUR


@pytest.mark.parametrize("degrees", [0, 2.5])
def test_the_open_lid_around_a_sheet_is_cut_away(degrees):
    found = look(on_lid(letter(), mm=12, degrees=degrees))
    assert PageFault.BORDERS in found.faults
    left, top, right, bottom = found.proposed.crop
    assert (left, 1 - right) == pytest.approx((12 / 210, 12 / 210), abs=0.008)
    assert (top, 1 - bottom) == pytest.approx((12 / 297, 12 / 297), abs=0.008)


@pytest.mark.parametrize(("points", "degrees"), [(8, 0), (10, 1.5), (14, 0)])
def test_print_upside_down_is_turned_and_upright_print_is_not(points, degrees):
    upright = askew(letter(points), degrees)
    assert look(upright).proposed.turn == 0
    turned = look(upright.transpose(Image.Transpose.ROTATE_180))
    assert PageFault.UPSIDE_DOWN in turned.faults
    assert turned.proposed.turn == 180


def test_the_form_upside_down_is_turned():
    assert look(form().transpose(Image.Transpose.ROTATE_180)).proposed.turn == 180


def test_capitals_alone_do_not_say_which_way_is_up():
    page = letter(11, capitals=True)
    assert look(page).proposed.turn == 0
    assert look(page.transpose(Image.Transpose.ROTATE_180)).proposed.turn == 0


@pytest.mark.parametrize(
    ("lies", "turn"), [(Image.Transpose.ROTATE_90, 90), (Image.Transpose.ROTATE_270, 270)]
)
def test_a_page_on_its_side_is_turned_upright(lies, turn):
    found = look(letter(10).transpose(lies))
    assert PageFault.SIDEWAYS in found.faults
    assert found.proposed.turn == turn


@pytest.mark.parametrize(
    "page",
    [blank(), blank(shade=205), noisy(blank(), grain=6), on_lid(blank(), mm=10)],
    ids=["white", "grey", "grain", "lid"],
)
def test_a_page_without_print_is_blank(page):
    assert look(page).faults == (PageFault.BLANK,)


def test_dust_and_what_shines_through_are_no_print():
    page = blank()
    draw = ImageDraw.Draw(page)
    for place in range(60):
        draw.point((37 * place % 1200, 91 * place % 1700), fill=0)
    through = Image.blend(page, letter().transpose(Image.Transpose.FLIP_LEFT_RIGHT), 0.15)
    assert look(through).faults == (PageFault.BLANK,)


def test_a_single_line_of_print_is_a_page():
    page = blank()
    page.paste(letter(9).crop((118, 118, 700, 140)), (118, 400))
    assert PageFault.BLANK not in look(page).faults


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_print_that_runs_over_the_edge_of_the_glass_is_told(side):
    by = {"left": (-200, 0), "right": (200, 0), "top": (0, -131), "bottom": (0, 131)}[side]
    page = blank()
    page.paste(letter(11), by)
    assert PageFault.CUT_OFF in look(page).faults


def test_print_that_stops_before_the_edge_is_whole():
    assert PageFault.CUT_OFF not in look(letter(9, margin_mm=4)).faults


def test_a_stamp_in_colour_keeps_the_page_in_colour():
    page = letter().convert("RGB")
    assert look(page).proposed.ink is Ink.GREY
    ImageDraw.Draw(page).ellipse((800, 1300, 1000, 1500), outline=(30, 60, 200), width=8)
    assert look(page).proposed.ink is Ink.COLOUR
