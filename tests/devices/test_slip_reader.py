"""A slip that a hand holds before the webcam is read, whichever code it bears."""

import cv2
import numpy as np
import pytest

from devices.camera.lookout import READ_EVERY
from devices.camera.presence import RATE
from devices.camera.slip import SlipReader

from .slips import code, film, slip

PATIENCE_SECONDS = 5.0
PICTURES = round(PATIENCE_SECONDS * RATE / READ_EVERY)
HARD = {111: 3, 961: 4, 983: 4, 1394: 4}
"Codes of 1,500 that OpenCV's older detector reads in no still picture of squares so large."


def read(number: int, square: float) -> str | None:
    """What the reader says of a film of five seconds."""
    reader = SlipReader()
    said = (reader.read(picture, 0.5) for picture in film(code(number), number, square, PICTURES))
    return next((text for text in said if text), None)


@pytest.mark.parametrize(("number", "size"), HARD.items())
def test_a_code_that_is_hard_in_one_still_picture_is_read(number: int, size: int) -> None:
    still = cv2.resize(slip(code(number)), None, fx=size / 8, fy=size / 8, interpolation=0)
    assert SlipReader().read(np.asarray(still), 0.5) == code(number)


@pytest.mark.parametrize("number", HARD)
@pytest.mark.parametrize("square", [2.5, 4])
def test_a_hard_code_in_a_hand_is_read_within_five_seconds(number: int, square: float) -> None:
    """2.5 pixels: the slip is 25 cm from a webcam that sees 60 degrees."""
    assert read(number, square) == code(number)


def test_a_slip_before_a_camera_of_720_lines_is_read() -> None:
    """1280 points across the same 60 degrees: each square has twice as many."""
    picture = next(film(code(1), 1, 2.5, 1))
    wide = cv2.resize(picture[60:420], (1280, 720), interpolation=cv2.INTER_CUBIC)
    assert SlipReader().read(np.asarray(wide), 0.5) == code(1)


def test_other_codes_in_other_hands_are_read_too() -> None:
    assert [read(number, 2.5) for number in range(6)] == [code(number) for number in range(6)]


def test_a_slip_that_is_held_up_is_said_once_and_again_when_it_comes_back() -> None:
    reader, picture = SlipReader(), next(film(code(1), 1, 4, 1))
    white = np.full((480, 640), 200, np.uint8)
    said = [reader.read(shown, 0.5) for shown in [picture] * 20 + [white] * 12 + [picture]]
    assert said == [code(1), *[None] * 31, code(1)]


def test_a_code_that_is_not_ours_is_forgotten() -> None:
    assert SlipReader().read(slip("https://example.fr/?name=Camille"), 0.5) is None
