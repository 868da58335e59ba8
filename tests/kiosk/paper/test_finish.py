"""The final page: A4, straight, clean, legible, light."""

import io

import numpy as np
import pytest
from PIL import Image

from kiosk.paper.finish import MOST_BYTES, encoded, finished
from kiosk.paper.look import Correction, Ink, look

from .pages import FORM, LID, askew, blank, jpeg, letter, noisy, on_lid, ssim

A4_300_DPI = (2480, 3508)


def scanned(page: Image.Image) -> Image.Image:
    """What the scanner's JPEG leaves of it."""
    with Image.open(io.BytesIO(jpeg(noisy(page)))) as image:
        return image.convert("L")


@pytest.fixture(scope="module")
def form() -> Image.Image:
    with Image.open(FORM) as page:
        return page.convert("RGB")


@pytest.fixture(scope="module")
def form_dpi(form: Image.Image) -> float:
    return form.width / (210 / 25.4)


def dark_edge(page: Image.Image) -> float:
    """The part of the outermost millimetre that is dark."""
    grey = np.asarray(page.convert("L"))
    rim = np.concatenate([grey[:12].ravel(), grey[-12:].ravel(), grey[:, :12].ravel()])
    return float((rim < 128).mean())


@pytest.mark.parametrize("kept", Ink)
def test_the_form_becomes_a_straight_white_a4_page_that_is_light_enough(form, form_dpi, kept):
    found = look(form.resize((1240, round(1240 * form.height / form.width))))
    proposed = found.proposed
    correction = Correction(proposed.skew, proposed.crop, proposed.turn, kept)
    page = finished(form, form_dpi, correction)
    assert page.size == A4_300_DPI
    assert page.mode == {Ink.COLOUR: "RGB", Ink.GREY: "L", Ink.BLACK: "1"}[kept]
    assert dark_edge(form) > 0.2
    assert dark_edge(page) < 0.001
    assert np.median(np.asarray(page.convert("L"))) == 255
    again = look(page.convert("L").reduce(2))
    assert again.faults == ()
    assert len(encoded(page)) <= MOST_BYTES[kept] == (80_000 if kept is Ink.BLACK else 400_000)


@pytest.mark.parametrize(("kept", "least"), [(Ink.GREY, 0.95), (Ink.BLACK, 0.85)])
def test_print_of_eight_points_stays_what_it_was(kept, least):
    """Half a page of it against the raw scan, letter by letter; another text shows what is low."""
    whole = letter(8, dpi=300)
    raw = scanned(half(whole))
    kept_page = as_kept(finished(raw, 300, Correction(ink=kept)))
    assert kept_page.size == A4_300_DPI
    assert ssim(raw, kept_page) > least
    assert ssim(raw, half(letter(8, dpi=300, margin_mm=21))) < 0.2


@pytest.mark.parametrize(("kept", "least"), [(Ink.GREY, 0.9), (Ink.BLACK, 0.7)])
def test_a_wall_of_eight_point_print_is_light_enough_and_still_legible(kept, least):
    raw = scanned(letter(8, dpi=300))
    page = finished(raw, 300, Correction(ink=kept))
    assert len(encoded(page)) <= MOST_BYTES[kept]
    assert ssim(raw, as_kept(page).resize(A4_300_DPI, Image.Resampling.BICUBIC)) > least


def half(page: Image.Image) -> Image.Image:
    """Print on the upper half only, as on most letters and forms."""
    white = Image.new("L", page.size, 250)
    white.paste(page.crop((0, 0, page.width, page.height // 2)))
    return white


def as_kept(page: Image.Image) -> Image.Image:
    with Image.open(io.BytesIO(encoded(page))) as opened:
        return opened.convert("L")


def test_straightening_keeps_eight_point_print_legible():
    straight = scanned(letter(8, dpi=300))
    raw = askew(straight, 2.4)
    page = finished(raw, 300, Correction(skew=2.4))
    assert ssim(straight, page) > 0.85


def test_a_photograph_is_light_enough_too_whatever_is_kept():
    noise = Image.effect_noise(A4_300_DPI, 90)
    assert len(encoded(noise)) <= MOST_BYTES[Ink.GREY]
    assert len(encoded(noise.convert("1"))) <= MOST_BYTES[Ink.BLACK]


def test_a_sheet_that_is_nearly_a4_fills_the_page():
    crop = (0.03, 0.03, 0.97, 0.97)
    page = finished(on_lid(letter(9), mm=6), 150, Correction(crop=crop))
    rows = np.flatnonzero((np.asarray(page) < 128).any(axis=1))
    assert page.size == A4_300_DPI
    assert rows[0] / 3508 == pytest.approx(20 / 297 * 0.97, abs=0.02)


def test_a_card_keeps_its_size_in_the_middle_of_the_page():
    glass = Image.new("L", blank().size, LID)
    card = Image.new("L", (506, 319), 120)  # 85.6 x 54 mm at 150 dpi
    glass.paste(card, (60, 80))
    crop = (60 / 1240, 80 / 1754, 566 / 1240, 399 / 1754)
    page = np.asarray(finished(glass, 150, Correction(crop=crop))) < 200
    rows, columns = np.flatnonzero(page.any(axis=1)), np.flatnonzero(page.any(axis=0))
    assert (rows[-1] - rows[0] + 1) / 300 * 25.4 == pytest.approx(54, abs=1)
    assert (columns[-1] - columns[0] + 1) / 300 * 25.4 == pytest.approx(85.6, abs=1)
    assert (columns[0] + columns[-1]) / 2 == pytest.approx(1240, abs=3)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_is_turned_clockwise(turn):
    page = blank()
    page.paste(120, (0, 0, 300, 300))  # top left
    mark = np.asarray(finished(page, 150, Correction(turn=turn))) < 200
    middle = np.argwhere(mark).mean(axis=0) / mark.shape
    corners = {0: (0, 0), 90: (0, 1), 180: (1, 1), 270: (1, 0)}
    assert tuple(np.round(middle)) == corners[turn]


def test_a_scan_of_more_than_three_hundred_dpi_comes_down_to_it():
    page = finished(letter(9, dpi=600), 600, Correction())
    assert page.size == A4_300_DPI
    assert ssim(letter(9, dpi=600).reduce(2).resize(A4_300_DPI), page) > 0.8
