import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling import protocol as wire
from signaling.core.commands import (
    AnnounceVisit,
    CountOpinion,
    CountOutcome,
    EndCall,
    EraseDocuments,
    FinishAppointment,
    Journal,
    SendKiosk,
    UnexpectedEvent,
)
from signaling.core.visit import (
    END_STATES,
    WIPE_SECONDS,
    CallAnswered,
    CallFinished,
    CallPlaced,
    DeadlinePassed,
    EndAsked,
    KioskWiped,
    PhoneChosen,
    Visit,
    install,
)
from signaling.protocol import EndReason, Opinion, VisitOutcome, VisitState

from ...playbook import Playbook

SHOWN = AnnounceVisit("v1")


def a_visit() -> Visit:
    return Visit("v1", appointment="a1", kiosk="k1", organisation="msa", opened_at=0.0)


def test_installing_tells_the_kiosk_who_will_answer():
    greeting = wire.Install(
        visit="v1", organisation="MSA", organisation_id="msa", counsellor="Dominique Exemple"
    )
    assert SendKiosk("k1", greeting) in install(a_visit(), greeting)


def test_the_counsellor_calls_talks_and_ends_the_visit():
    visit = a_visit()
    book = (
        Playbook(visit)
        >> CallPlaced("c1")
        << Journal("visit_in_call", "v1")
        << SHOWN
        >> CallAnswered("c1")
        << SHOWN
    )
    assert (
        book.wait(600)
        >> EndAsked()
        << Journal("visit_closing", "v1")
        << SHOWN
        << EndCall("c1", EndReason.BYE)
        << SendKiosk("k1", wire.VisitClose(visit="v1"))
        << EraseDocuments("v1")
        << FinishAppointment("a1", talked=True, duration_s=600)
        >> CallFinished("c1")
        >> KioskWiped()
        << Journal("visit_wiped", "v1")
        << Journal("visit_ended", "v1")
        << SHOWN
    )


def test_what_the_resident_said_is_counted_with_the_visit_that_ends_and_once():
    visit = a_visit()
    visit.handle(CallPlaced("c1"), 0.0)
    visit.handle(CallAnswered("c1"), 0.0)
    assert visit.handle(EndAsked(Opinion.GOOD), 60.0)[-1] == CountOpinion("a1", Opinion.GOOD)
    assert visit.handle(EndAsked(Opinion.POOR), 61.0) == []


def test_what_the_resident_answered_the_kiosk_is_counted_once_it_is_wiped():
    visit = a_visit()
    visit.handle(CallPlaced("c1"), 10.0)
    visit.handle(CallAnswered("c1"), 13.0)
    visit.handle(EndAsked(), 60.0)
    assert CountOpinion("a1", Opinion.FAIR) in visit.handle(KioskWiped(Opinion.FAIR), 65.0)
    assert visit.handle(KioskWiped(Opinion.FAIR), 66.0) == []


def test_an_opinion_that_both_tell_is_counted_once_and_the_first():
    visit = a_visit()
    visit.handle(CallPlaced("c1"), 0.0)
    visit.handle(CallAnswered("c1"), 0.0)
    ended = visit.handle(EndAsked(Opinion.GOOD), 60.0)
    assert CountOpinion("a1", Opinion.GOOD) in ended
    wiped = visit.handle(KioskWiped(Opinion.POOR), 65.0)
    assert not [each for each in wiped if isinstance(each, CountOpinion)]


def test_how_it_ended_is_counted_once_and_of_who_was_spoken_with():
    visit = a_visit()
    visit.handle(CallPlaced("c1"), 0.0)
    visit.handle(CallAnswered("c1"), 0.0)
    ended = EndAsked(outcome=VisitOutcome.PAPERS)
    assert visit.handle(ended, 60.0)[-1] == CountOutcome("a1", VisitOutcome.PAPERS)
    assert visit.handle(ended, 61.0) == []
    said = a_visit().handle(ended, 60.0)
    assert not [each for each in said if isinstance(each, CountOutcome)]


def test_nobody_who_was_not_spoken_with_has_an_opinion():
    said = a_visit().handle(EndAsked(Opinion.POOR), 60.0)
    assert not [each for each in said if isinstance(each, CountOpinion)]


def test_a_lost_call_leaves_the_resident_installed_so_that_it_can_be_placed_again():
    visit = a_visit()
    visit.handle(CallPlaced("c1"), 0.0)
    visit.handle(CallFinished("c1"), 1.0)
    assert visit.state is VisitState.INSTALLED
    visit.handle(CallPlaced("c2"), 2.0)
    assert visit.call == "c2"


def test_a_call_is_not_placed_over_another():
    visit = a_visit()
    visit.handle(CallPlaced("c1"), 0.0)
    with pytest.raises(UnexpectedEvent):
        visit.handle(CallPlaced("c2"), 1.0)


def test_a_visit_without_a_word_does_not_honour_the_appointment():
    commands = a_visit().handle(EndAsked(), 5.0)
    assert FinishAppointment("a1", talked=False, duration_s=0) in commands


def test_a_kiosk_that_never_says_it_wiped_does_not_hold_the_room():
    visit = a_visit()
    visit.handle(EndAsked(), 100.0)
    assert visit.deadline == 100.0 + WIPE_SECONDS
    assert Journal("visit_wipe_unconfirmed", "v1") in visit.handle(DeadlinePassed(), 161.0)
    assert visit.state is VisitState.ENDED


EVENTS = st.sampled_from(
    [
        CallPlaced("c1"),
        CallPlaced("c2"),
        CallAnswered("c1"),
        CallAnswered("c2"),
        CallFinished("c1"),
        CallFinished("c2"),
        EndAsked(),
        KioskWiped(),
        DeadlinePassed(),
    ]
)


@given(st.lists(EVENTS, max_size=30))
def test_whatever_happens_documents_are_erased_once_and_a_final_state_is_final(events):
    visit, erased = a_visit(), 0
    for now, event in enumerate(events):
        before = visit.state
        try:
            commands = visit.handle(event, float(now))
        except UnexpectedEvent:
            assert visit.state is before
            continue
        erased += commands.count(EraseDocuments("v1"))
        if before in END_STATES:
            assert (visit.state, commands) == (before, [])
        assert all(c.kiosk == "k1" for c in commands if isinstance(c, SendKiosk))
    closed = visit.state in (VisitState.CLOSING, VisitState.ENDED)
    assert erased == (1 if closed else 0)
    assert (visit.deadline is not None) == (visit.state is VisitState.CLOSING)


def test_a_visit_goes_on_by_telephone_and_its_call_ends():
    visit = a_visit()
    book = (
        Playbook(visit, now=100.0)
        >> CallPlaced("c1")
        << Journal("visit_in_call", "v1")
        << SHOWN
        >> PhoneChosen()
        << Journal("visit_by_phone", "v1")
        << SendKiosk("k1", wire.ByPhone(visit="v1"))
        << EndCall("c1", EndReason.BYE)
        << SHOWN
        >> CallFinished("c1")
        >> PhoneChosen()
    )
    assert book
    assert (visit.state, visit.by_phone) == (VisitState.INSTALLED, True)
    ended = visit.handle(EndAsked(), 400.0)
    assert FinishAppointment("a1", talked=True, duration_s=300) in ended


def test_a_call_placed_again_ends_the_telephone():
    visit = a_visit()
    visit.handle(PhoneChosen(), 10.0)
    visit.handle(CallPlaced("c2"), 20.0)
    visit.handle(CallAnswered("c2"), 30.0)
    assert (visit.by_phone, visit.phone_at) == (False, 10.0)
    assert FinishAppointment("a1", talked=True, duration_s=90) in visit.handle(EndAsked(), 100.0)
