"""The counsellor's pointer leaves nothing behind it, however late and partly it is painted."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from kiosk.core.reading import Place
from kiosk.screens.pointer import TRAIL_SECONDS, Pointer

SIDE = 200
PAGE = Place(0, 0, SIDE, SIDE)
SCREEN = QRectF(0, 0, SIDE, SIDE)


def screen() -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    return image


def painted(image: QImage, pointer: Pointer, part: QRectF, now: float) -> None:
    """As a window is: nothing outside of what was asked to be painted again."""
    painter = QPainter(image)
    painter.setClipRect(part)
    painter.fillRect(part, 0xFFFFFFFF)
    pointer.paint(painter, PAGE, SIDE, now)
    painter.end()


def moved() -> Pointer:
    pointer = Pointer()
    pointer.move((0.1, 0.1), 0.0)
    pointer.move((0.6, 0.6), 0.1)
    return pointer


def test_a_trail_is_wiped_even_when_another_part_of_the_window_was_painted_in_between():
    pointer, late = moved(), 0.1 + 2 * TRAIL_SECONDS
    there = screen()
    painted(there, pointer, SCREEN, 0.2)
    painted(there, pointer, QRectF(150, 150, 50, 50), late)
    painted(there, pointer, pointer.covers(PAGE, SIDE), late)
    clean = screen()
    still = Pointer()
    still.move((0.6, 0.6), 0.0)
    painted(clean, still, SCREEN, late)
    assert there == clean


def test_a_trail_goes_on_until_what_it_covered_was_asked_for_again():
    pointer = moved()
    pointer.fade(0.1 + TRAIL_SECONDS / 2)
    assert pointer.trails
    assert pointer.covers(PAGE, SIDE).contains(0.1 * SIDE, 0.1 * SIDE)
    pointer.fade(0.1 + 2 * TRAIL_SECONDS)
    assert not pointer.trails
    assert not pointer.covers(PAGE, SIDE).contains(0.1 * SIDE, 0.1 * SIDE)


def test_a_pointer_that_is_taken_away_has_no_trail():
    pointer = moved()
    pointer.move(None, 0.2)
    assert not pointer.trails
    assert pointer.covers(PAGE, SIDE).isEmpty()
