"""The resident is asked whether they are content: said once, with three faces, nothing to touch."""

from kiosk.core import scenes
from kiosk.core.events import (
    HoldAsked,
    HoldCall,
    LinkFellSilent,
    LinkReturned,
    OpinionAsked,
    SharingBegan,
    SharingEnded,
    Show,
    WindowOpened,
)

from ...playbook import Playbook
from .test_attendant import TALKING, WAITING, in_call

ASKED = Show(scenes.opinion())


def asked() -> Playbook:
    book = in_call()
    book >> OpinionAsked(True) << ASKED
    return book


def test_the_question_is_shown_and_said_once_and_goes_without_a_word():
    book = asked()
    assert book >> OpinionAsked(True)  # said again, on another channel
    assert book >> OpinionAsked(False) << Show(TALKING.scene, spoken=False)


def test_the_counsellor_s_face_stays_while_the_resident_answers():
    assert ASKED.scene.face.video
    assert "moyen" in ASKED.scene.voice.text


def test_nothing_that_the_counsellor_shows_meanwhile_covers_the_faces():
    book = asked()
    assert book >> SharingBegan()
    assert book >> WindowOpened()
    assert book >> OpinionAsked(False) << Show(scenes.window(), spoken=False)


def test_a_document_that_ends_meanwhile_changes_nothing():
    book = asked()
    assert book >> SharingBegan() >> SharingEnded()
    assert book >> OpinionAsked(False) << Show(TALKING.scene, spoken=False)


def test_a_hold_goes_before_and_the_question_comes_back():
    book = asked()
    held = Show(scenes.on_hold("MSA", "Mme Exemple"))
    book >> HoldAsked(True) << HoldCall(True) << held
    assert book.machine.handle(HoldAsked(False), book.now)[1].scene.id is scenes.SceneId.OPINION


def test_a_cut_is_told_and_the_question_is_there_again_after_it():
    book = asked()
    book >> LinkFellSilent("c1") << Show(scenes.link_lost())
    assert book >> LinkReturned("c1") << Show(ASKED.scene, spoken=False)


def test_without_a_call_nobody_is_asked():
    book = in_call()
    from kiosk.core.events import CloseCall, HungUp

    book >> HungUp("c1") << CloseCall("c1") << WAITING
    assert book >> OpinionAsked(True)
