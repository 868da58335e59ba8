"""Whether a sheet was left on the glass, whatever the lid, the light and the dust."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from kiosk.paper.forgotten import GLASS_DPI, alike, glass_seen

from .pages import A4_MM, FORM, LID, blank, letter, noisy

LIDS = pytest.mark.parametrize("shade", [250, 235, LID], ids=["white lid", "grey lid", "lid up"])


def glass(shade: int = 250) -> Image.Image:
    """Empty, in the grain of a scanner."""
    return noisy(blank(GLASS_DPI, shade=shade))


def at_glass_dpi(page: Image.Image) -> Image.Image:
    size = tuple(round(side / 25.4 * GLASS_DPI) for side in A4_MM)
    return page.convert("L").resize((size[0], size[1]), Image.Resampling.BOX)


def sheet(mm: tuple[int, int], page: Image.Image | None = None) -> Image.Image:
    """The upper corner of a page of print, cut to a format."""
    width, height = (round(side / 25.4 * GLASS_DPI) for side in mm)
    whole = at_glass_dpi(letter(9, margin_mm=6) if page is None else page)
    return whole.crop((0, 0, width, height))


def laid(on: Image.Image, paper: Image.Image, degrees: float = 0.0) -> Image.Image:
    ground = on.copy()
    turned = paper.rotate(degrees, Image.Resampling.BICUBIC, expand=True)
    mask = Image.new("L", paper.size, 255).rotate(degrees, expand=True)
    ground.paste(turned, (40, 60), mask)
    return ground


def daylight(most: int) -> Image.Image:
    """An open lid by a window: bright in one corner, and soft everywhere."""
    across, down = np.meshgrid(np.linspace(1, 0, 620), np.linspace(1, 0, 877))
    light = Image.fromarray((LID + (most - LID) * across * down).astype(np.uint8))
    lamp = ImageDraw.Draw(light)
    lamp.ellipse((300, 300, 420, 420), fill=most)
    return noisy(light.filter(ImageFilter.GaussianBlur(12)))


def dusty(on: Image.Image, specks: int, seed: int = 3) -> Image.Image:
    ground, chance = on.copy(), np.random.default_rng(seed)
    draw = ImageDraw.Draw(ground)
    for x, y in chance.integers((0, 0), ground.size, (specks, 2)):
        draw.point((int(x), int(y)), fill=60)
    draw.line([(100, 700), (130, 690), (160, 695)], fill=120)  # a hair
    return ground


@LIDS
def test_an_empty_glass_is_empty(shade):
    assert not glass_seen(glass(shade)).left


@LIDS
@pytest.mark.parametrize(
    ("mm", "degrees"),
    [((200, 287), 0), ((200, 287), 2.5), ((148, 210), -6), ((86, 54), 11), ((58, 90), 3)],
    ids=["a4", "a4 askew", "a5", "identity card", "receipt"],
)
def test_a_sheet_of_print_is_seen_on_any_ground(shade, mm, degrees):
    assert glass_seen(laid(glass(shade), sheet(mm), degrees)).left


def test_two_lines_of_writing_are_enough_to_see_a_sheet():
    page = blank(150)
    ImageDraw.Draw(page).text((60, 60), "Bon pour accord, le 25 novembre.\nMadame Exemple", fill=90)
    small = page.resize((page.width * 2, page.height * 2)).crop((0, 0, 1240, 1754))
    assert glass_seen(laid(glass(), sheet((148, 210), small))).left


def test_the_real_form_is_seen():
    with Image.open(FORM) as page:
        assert glass_seen(at_glass_dpi(page)).left


def test_a_sheet_without_print_is_seen_by_its_edge_under_an_open_lid():
    assert glass_seen(laid(glass(LID), blank(GLASS_DPI, (148, 210)))).left


@pytest.mark.parametrize("most", [80, 160, 255])
def test_the_light_of_the_room_is_no_sheet(most):
    assert not glass_seen(daylight(most)).left
    assert glass_seen(laid(daylight(most), sheet((148, 210)))).left


def test_dust_and_a_hair_are_no_sheet():
    assert not glass_seen(dusty(glass(), 400)).left


def test_what_an_empty_glass_always_shows_does_not_count():
    worn = glass()
    draw = ImageDraw.Draw(worn)
    for step in range(12):  # scratches all over
        draw.line([(40 + 40 * step, 100), (60 + 44 * step, 700)], fill=120, width=2)
    first = glass_seen(worn)
    assert first.left
    moved = Image.new("L", worn.size, 250)
    moved.paste(worn, (2, 1))  # the head does not start to the pixel
    assert not glass_seen(noisy(moved), first.spots).left
    assert glass_seen(laid(worn, sheet((86, 54))), first.spots).left


@LIDS
def test_what_is_known_of_the_other_lid_hides_no_sheet(shade):
    """Known with the lid down, looked at with the lid up, and the other way round."""
    for before in (250, LID):
        known = glass_seen(dusty(glass(before), 200)).spots
        assert not glass_seen(glass(shade), known).left
        assert glass_seen(laid(glass(shade), sheet((86, 54))), known).left


def test_the_same_marks_twice_are_alike_and_another_sheet_s_are_not():
    one = glass_seen(laid(glass(), sheet((148, 210)))).spots
    again = glass_seen(noisy(laid(glass(), sheet((148, 210))), seed=8)).spots
    other = glass_seen(laid(glass(), sheet((148, 210), letter(14)), 4)).spots
    assert alike(one, again)
    assert not alike(one, other)
    assert not alike(one, b"")
    assert not alike(glass_seen(glass()).spots, glass_seen(glass()).spots)


def test_spots_of_another_glass_mean_nothing():
    assert glass_seen(laid(glass(), sheet((148, 210))), b"\xff" * 7).left
