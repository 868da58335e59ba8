"""The counsellor shows a window of their own: on the screen, said once, gone when it is over."""

from dataclasses import replace

from kiosk.core import scenes
from kiosk.core.events import (
    HoldAsked,
    HoldCall,
    ScanAsked,
    SharingBegan,
    Show,
    WindowClosed,
    WindowOpened,
)

from ...playbook import Playbook
from .test_attendant import QUIET, in_call

SPOKEN = Show(scenes.window())


def shown() -> Playbook:
    book = in_call()
    book >> WindowOpened() << SPOKEN
    return book


def test_a_window_takes_the_screen_and_gives_it_back():
    book = shown()
    assert book >> WindowOpened(), "another channel"
    assert book >> WindowClosed() << QUIET
    assert book >> WindowClosed()


def test_a_document_takes_the_screen_from_it_and_it_may_come_back():
    book = shown()
    assert book >> SharingBegan() << Show(scenes.shared())
    assert book >> WindowClosed()
    assert book >> WindowOpened() << SPOKEN


def test_after_a_gesture_the_window_is_there_when_it_is_opened_again():
    book = shown()
    book.machine.handle(ScanAsked("v1", "s1"), book.now)
    assert book >> WindowOpened() << replace(SPOKEN, spoken=False)


def test_on_hold_it_waits():
    book = in_call()
    book >> HoldAsked(True) << HoldCall(True) << Show(scenes.on_hold("MSA", "Mme Exemple"))
    assert book >> WindowOpened()
    back = replace(scenes.window(), voice=scenes.back("MSA", "Mme Exemple"))
    assert book >> HoldAsked(False) << HoldCall(False) << Show(back)


def test_a_window_of_no_call_is_nothing():
    book = in_call()
    book.machine.ring = None
    assert book >> WindowClosed()
