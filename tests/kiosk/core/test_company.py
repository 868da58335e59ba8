"""Whoever joins a call is named by voice and in writing before anything of them may pass."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core import company, scenes
from kiosk.core.company import TELL_SECONDS, Circle, Comes, Leaves, Settled, Told
from kiosk.core.events import (
    CompanyChanged,
    DeadlinePassed,
    HungUp,
    LinkFellSilent,
    LinkReturned,
    ScanAsked,
    Send,
    SharingBegan,
    Show,
)
from signaling import protocol as wire
from signaling.protocol import Companion, Quality

from .test_attendant import QUIET, TALKING, in_call

SOFIA = Companion(guest="g1", name="Sofia Exemple", quality=Quality.INTERPRETER)
PAUL = Companion(guest="g2", name="Paul Exemple", quality=Quality.RELATIVE)
TALK = TALKING.scene


def there(*guests: Companion) -> CompanyChanged:
    return CompanyChanged("c1", guests)


def told(*guests: str) -> Send:
    return Send(wire.CompanyTold(call="c1", guests=guests))


def shown(*guests: Companion) -> Show:
    return Show(company.beside(TALK, guests), spoken=False)


def test_who_comes_is_named_then_told_three_seconds_later_and_stays_named():
    book = in_call()
    assert book >> there(SOFIA) << Show(company.news(TALK, Comes(SOFIA)))
    assert book.wait(TELL_SECONDS - 0.1) >> DeadlinePassed()
    assert book.wait(0.1) >> DeadlinePassed() << told("g1") << shown(SOFIA)
    sentence = shown(SOFIA).scene.document.sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert sentence == "Vous parlez avec Mme Exemple. Sofia Exemple est là aussi."


def test_two_who_come_together_are_named_one_after_the_other():
    book = in_call()
    assert book >> there(SOFIA, PAUL) << Show(company.news(TALK, Comes(SOFIA)))
    after = book.wait(TELL_SECONDS) >> DeadlinePassed() << told("g1")
    assert after << Show(company.news(TALK, Comes(PAUL)))
    after = book.wait(TELL_SECONDS) >> DeadlinePassed() << told("g1", "g2")
    assert after << shown(SOFIA, PAUL)


def test_who_goes_is_named_too_and_nobody_is_left():
    book = in_call()
    book.machine.handle(there(SOFIA), 0.0)
    book.wait(TELL_SECONDS)
    book.machine.handle(DeadlinePassed(), book.now)
    assert book >> there() << Show(company.news(shown(SOFIA).scene, Leaves(SOFIA)))
    assert book.wait(TELL_SECONDS) >> DeadlinePassed() << QUIET


def test_the_same_list_again_is_answered_and_says_nothing_new():
    book = in_call()
    book.machine.handle(there(SOFIA), 0.0)
    book.wait(TELL_SECONDS)
    book.machine.handle(DeadlinePassed(), book.now)
    assert book >> there(SOFIA) << told("g1")


def test_who_leaves_before_they_were_named_to_the_end_is_never_told():
    book = in_call()
    book.machine.handle(there(SOFIA), 0.0)
    assert book >> there() << QUIET
    assert book.wait(TELL_SECONDS) >> DeadlinePassed()


def test_a_gesture_stays_on_the_screen_while_somebody_is_named():
    book = in_call()
    book.machine.handle(ScanAsked("v1", "s1"), book.now)
    gesture = book.machine._shown
    named = Show(company.news(gesture.scene, Comes(SOFIA)))
    assert named.scene.document.picture == gesture.scene.document.picture
    assert book >> there(SOFIA) << named
    after = book.wait(TELL_SECONDS) >> DeadlinePassed() << told("g1")
    assert after.pending[0] == replace(gesture, spoken=False)


def test_a_document_that_is_shown_stays_in_sight():
    book = in_call()
    book.machine.handle(SharingBegan(), book.now)
    assert book >> there(SOFIA) << Show(company.news(scenes.shared(), Comes(SOFIA)))
    quiet = Show(scenes.shared(), spoken=False)
    assert book.wait(TELL_SECONDS) >> DeadlinePassed() << told("g1") << quiet


def test_while_the_call_is_cut_nobody_is_told_and_it_is_said_again_when_it_is_back():
    book = in_call()
    named = Show(company.news(TALK, Comes(SOFIA)))
    assert book >> there(SOFIA) << named
    assert book >> LinkFellSilent("c1") << Show(scenes.link_lost())
    book.wait(TELL_SECONDS)
    assert told("g1") not in book.machine.handle(DeadlinePassed(), book.now)
    assert book >> LinkReturned("c1") << replace(named, spoken=False) << named
    assert book.wait(TELL_SECONDS) >> DeadlinePassed() << told("g1") << shown(SOFIA)


def test_the_company_of_another_call_is_nothing_here():
    book = in_call()
    assert book >> CompanyChanged("c9", (SOFIA,))
    book.machine.handle(HungUp("c1"), book.now)
    assert book >> there(SOFIA)


@pytest.mark.parametrize("quality", Quality)
def test_every_quality_is_said_and_written_in_few_words(quality: Quality):
    who = Companion(guest="g", name="Sofia Exemple", quality=quality)
    scene = company.news(TALK, Comes(who))
    assert "Sofia" in scene.document.sentence
    assert len(scene.document.sentence.split()) <= 12
    assert scene.voice.variable
    assert scene.voice.text.endswith("vous rejoint. Cette personne vous entend et vous voit.")


def test_four_are_counted_rather_than_all_named():
    four = [SOFIA, PAUL, *(SOFIA.model_copy(update={"guest": f"g{n}"}) for n in (3, 4))]
    sentence = company.beside(TALK, four).document.sentence
    assert sentence.endswith("et 3 autres sont là.")


CROWD = [SOFIA, PAUL, Companion(guest="g3", name="Jeanne", quality=Quality.COMPANION)]
HAPPENINGS = st.one_of(
    st.lists(st.sampled_from(CROWD), unique=True, max_size=3),
    st.sampled_from(["time", "cut", "back"]),
)


@given(st.lists(HAPPENINGS, max_size=40))
def test_nobody_is_told_who_was_not_named_to_the_end_in_a_call_that_flows(happenings):
    circle, now, flows = Circle("c1"), 0.0, True
    named: dict[str, float] = {}
    there: set[str] = set()
    seen: set[str] = set()
    for happening in happenings:
        if isinstance(happening, list):
            there = {one.guest for one in happening}
            steps = list(circle.changed(happening, now))
        elif happening == "time":
            now += 2.0
            steps = list(circle.deadline_passed(now))
        elif happening == "cut":
            flows, steps = False, []
            circle.pause()
            named.clear()
        else:
            flows = True
            steps = list(circle.resume(now))
        known = {one.guest for one in circle.told}
        for step in steps:
            if isinstance(step, Told):
                assert set(step.guests) <= known <= there
            elif isinstance(step, Comes):
                assert flows
                named[step.who.guest] = now
            elif isinstance(step, Settled):
                assert circle.deadline is None
        for new in known - seen:
            assert flows
            assert now - named[new] >= TELL_SECONDS
        seen = known
