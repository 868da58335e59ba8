"""The counsellor leaves the resident for a moment: cut both ways, told so, told so again."""

from dataclasses import replace

from kiosk.core import scenes
from kiosk.core.events import (
    CloseCall,
    DeadlinePassed,
    HoldAsked,
    HoldCall,
    HungUp,
    LinkFellSilent,
    LinkReturned,
    PrintSeen,
    SharingBegan,
    Show,
)
from kiosk.core.talk import HOLD_AGAIN_SECONDS

from ...playbook import Playbook
from .test_attendant import TALKING, WAITING, in_call

HELD = Show(scenes.on_hold("MSA", "Mme Exemple"))
QUIETLY_HELD = Show(HELD.scene, spoken=False)
LINE = scenes.back("MSA", "Mme Exemple")
BACK = Show(replace(TALKING.scene, voice=LINE))


def held() -> Playbook:
    book = in_call()
    book >> HoldAsked(True) << HoldCall(True) << HELD
    return book


def test_a_hold_cuts_the_call_and_says_so_and_its_end_says_who_is_back():
    book = held()
    assert book >> HoldAsked(False) << HoldCall(False) << BACK
    assert BACK.scene.voice.text == "Madame Exemple est de retour. Vous pouvez parler."
    assert not HELD.scene.face.video
    assert not HELD.scene.document.own_picture


def test_a_hold_that_is_said_again_changes_nothing():
    assert held() >> HoldAsked(True)
    assert in_call() >> HoldAsked(False)


def test_who_waits_is_told_again_and_again():
    book = held()
    for _ in range(3):
        assert book.machine.deadline == book.now + HOLD_AGAIN_SECONDS
        assert book.wait(HOLD_AGAIN_SECONDS) >> DeadlinePassed() << HELD


def test_what_the_counsellor_shows_meanwhile_is_seen_afterwards():
    book = held()
    assert book >> SharingBegan()
    shared = Show(replace(scenes.shared(), voice=LINE))
    assert book >> HoldAsked(False) << HoldCall(False) << shared


def test_a_link_that_is_lost_in_a_hold_comes_back_to_it():
    book = held()
    book >> LinkFellSilent("c1") << Show(scenes.link_lost())
    book.now += HOLD_AGAIN_SECONDS
    said = [one for one in book.machine.handle(DeadlinePassed(), book.now) if isinstance(one, Show)]
    assert said == [], "the sentence about the link stays"
    assert book >> LinkReturned("c1") << QUIETLY_HELD


def test_a_hold_ends_with_its_call():
    book = held()
    book >> HungUp("c1") << CloseCall("c1") << WAITING
    assert book.machine.deadline is None
    assert book >> HoldAsked(False)
    assert book >> PrintSeen("v1", "d1")
