"""The counsellor shows a document: what the screens show, and what is said once."""

from dataclasses import replace

from kiosk.core import scenes
from kiosk.core.events import (
    HungUp,
    LinkFellSilent,
    LinkReturned,
    ScanAsked,
    SharingBegan,
    SharingEnded,
    Show,
)

from ...playbook import Playbook
from .test_attendant import QUIET, in_call

SPOKEN = Show(scenes.shared())
SILENT = replace(SPOKEN, spoken=False)


def sharing() -> Playbook:
    book = in_call()
    book >> SharingBegan() << SPOKEN
    return book


def shown(book: Playbook) -> scenes.SceneId | None:
    return book.machine._shown.scene.id if book.machine._shown else None


def test_a_document_takes_the_screen_and_the_voice_says_so_once():
    book = sharing()
    assert book >> SharingBegan(), "it is there already"
    assert book >> SharingEnded() << QUIET
    assert book >> SharingBegan() << SILENT


def test_it_comes_back_over_a_gesture_when_it_is_shown_again():
    book = sharing()
    book.machine.handle(ScanAsked("v1", "s1"), book.now)
    assert shown(book) is scenes.SceneId.SCAN_GESTURE
    assert book >> SharingBegan() << SILENT


def test_what_ends_under_a_gesture_leaves_the_gesture_there():
    book = sharing()
    book.machine.handle(ScanAsked("v1", "s1"), book.now)
    assert book.machine.handle(SharingEnded(), book.now) == []
    assert shown(book) is scenes.SceneId.SCAN_GESTURE


def test_while_the_link_is_cut_it_waits_and_is_there_when_it_returns():
    book = sharing()
    assert book >> LinkFellSilent("c1") << Show(scenes.link_lost())
    assert book >> LinkReturned("c1") << SILENT


def test_shown_in_a_silence_it_is_there_when_the_link_returns():
    book = in_call()
    assert book >> LinkFellSilent("c1") << Show(scenes.link_lost())
    assert book >> SharingBegan() << Show(scenes.link_lost(), spoken=False)
    assert book >> LinkReturned("c1") << SILENT


def test_outside_a_call_nothing_is_shown():
    book = sharing()
    book.machine.handle(HungUp("c1"), book.now)
    assert book.machine.handle(SharingBegan(), book.now) == []
    assert book.machine.handle(SharingEnded(), book.now) == []
