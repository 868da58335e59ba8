"""The resident is asked whether they are content: said once, with three faces, nothing to do."""

import pytest

from kiosk.core import opinion, scenes
from kiosk.core.door_events import RelayCardLaid
from kiosk.core.doorman import Doorman
from kiosk.core.events import (
    ButtonPressed,
    ChannelOpened,
    CloseAsked,
    DeadlinePassed,
    HoldAsked,
    HoldCall,
    LinkFellSilent,
    LinkReturned,
    OpinionAsked,
    Send,
    SessionWiped,
    SharingBegan,
    SharingEnded,
    Show,
    Tell,
    WindowOpened,
)
from kiosk.core.opinion import ASKED_SECONDS, LATE_SECONDS, THANKS_SECONDS, TURN_SECONDS, Way
from signaling import protocol as wire
from signaling.protocol import Opinion

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


ANSWERED, SILENT = Tell(wire.OpinionTold(given=True)), Tell(wire.OpinionTold(given=False))
THANKS = Show(opinion.thanks())


def asked_by(way: Way) -> Playbook:
    book = in_call(Doorman("Wassigny"))
    book.machine.asks = way
    first = opinion.to_touch() if way is Way.TOUCH else opinion.lit(Opinion.GOOD)
    book >> OpinionAsked(True) << Show(first)
    return book


def wiped(book: Playbook) -> wire.Message:
    list(book.machine.handle(CloseAsked("v1"), book.now))
    sent = [c for c in book.machine.handle(SessionWiped("v1"), book.now) if isinstance(c, Send)]
    return sent[0].message


@pytest.mark.parametrize("face", Opinion)
def test_a_face_that_is_touched_is_the_answer_which_the_server_alone_is_told(face):
    book = asked_by(Way.TOUCH)
    assert book >> ButtonPressed(f"opinion.{face}", True) << ANSWERED << THANKS
    assert wiped(book) == wire.Wiped(visit="v1", opinion=face)


def test_who_answered_is_thanked_then_the_call_goes_on_as_before():
    book = asked_by(Way.TOUCH)
    book >> ButtonPressed("opinion.poor", True) << ANSWERED << THANKS
    assert book >> OpinionAsked(False)  # the console's word that it knows
    assert book >> ButtonPressed("opinion.good", True)
    book.wait(THANKS_SECONDS)
    assert book >> DeadlinePassed() << Show(TALKING.scene, spoken=False)
    assert book >> OpinionAsked(True) << ANSWERED  # on another channel: it is not asked twice


def test_who_opens_another_channel_is_told_that_it_was_answered_and_no_more():
    book = asked_by(Way.TOUCH)
    assert book >> ChannelOpened()
    book >> ButtonPressed("opinion.good", True) << ANSWERED << THANKS
    assert book >> ChannelOpened() << ANSWERED
    assert wiped(book) == wire.Wiped(visit="v1", opinion=Opinion.GOOD)
    assert book.machine.handle(ChannelOpened(), book.now) == []


@pytest.mark.parametrize(
    ("seconds", "face"),
    [
        (1.0, Opinion.GOOD),
        (TURN_SECONDS + LATE_SECONDS / 2, Opinion.GOOD),
        (TURN_SECONDS + LATE_SECONDS, Opinion.FAIR),
        (2 * TURN_SECONDS + 1, Opinion.POOR),
        (3 * TURN_SECONDS + 1, Opinion.GOOD),
    ],
)
def test_a_card_that_is_laid_is_for_the_face_that_is_large_as_the_hand_decides(seconds, face):
    book = asked_by(Way.CARD)
    turns = int(seconds // TURN_SECONDS)
    for turn in range(turns):
        book.wait(TURN_SECONDS)
        lit = opinion.ORDER[(turn + 1) % 3]
        book >> DeadlinePassed() << Show(opinion.lit(lit), spoken=False)
    book.wait(seconds - turns * TURN_SECONDS)
    assert book >> RelayCardLaid("f00d", True) << ANSWERED << THANKS
    assert wiped(book) == wire.Wiped(visit="v1", opinion=face)


@pytest.mark.parametrize("way", [Way.TOUCH, Way.CARD])
def test_hands_in_the_pockets_nobody_is_asked_for_more_than_a_minute(way):
    book = asked_by(way)
    book.wait(ASKED_SECONDS)
    assert book >> DeadlinePassed() << SILENT << Show(TALKING.scene, spoken=False)
    assert wiped(book) == wire.Wiped(visit="v1")


def test_the_end_of_a_visit_waits_for_no_answer():
    book = asked_by(Way.TOUCH)
    assert wiped(book) == wire.Wiped(visit="v1")
    assert book >> ButtonPressed("opinion.good", True)


def test_what_is_only_said_is_not_taken_from_a_finger_or_a_card():
    book = in_call(Doorman("Wassigny"))
    book >> OpinionAsked(True) << ASKED
    assert book >> ButtonPressed("opinion.good", True)
    assert book >> RelayCardLaid("f00d", True)


def test_a_card_that_is_laid_on_hold_or_while_the_link_is_cut_chooses_no_face():
    book = asked_by(Way.CARD)
    assert book >> LinkFellSilent("c1") << Show(scenes.link_lost())
    assert book >> RelayCardLaid("f00d", True)
    book.machine.handle(LinkReturned("c1"), book.now)
    book.machine.handle(HoldAsked(True), book.now)
    assert book >> RelayCardLaid("f00d", True)
    assert wiped(book) == wire.Wiped(visit="v1")
