"""The host is called to a kiosk: who calls, who answers, when the telephone must do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling import protocol as wire
from signaling.core.commands import AnnounceVisit, Journal, SendKiosk, UnexpectedEvent
from signaling.core.summons import (
    ANSWER_SECONDS,
    Called,
    DeadlinePassed,
    Dismissed,
    Event,
    HostAnswered,
    Settled,
    Summons,
    VisitOver,
    begin,
)
from signaling.protocol import SummonsReason, SummonsState

from ...playbook import Playbook

SHOWN = AnnounceVisit("v1")
PAPER, COUNSELLOR = SummonsReason.PAPER, SummonsReason.COUNSELLOR


def a_summons(*reasons: SummonsReason, state: SummonsState = SummonsState.CALLING) -> Summons:
    return Summons("s1", "v1", "k1", reasons or (COUNSELLOR,), 0.0, state, deadline=ANSWER_SECONDS)


def told(state: SummonsState) -> SendKiosk:
    return SendKiosk("k1", wire.HostCalled(visit="v1", state=state))


def test_a_call_rings_at_once_and_the_kiosk_tells_the_resident() -> None:
    summons = a_summons()
    assert begin(summons, 100.0) == [
        Journal("host_called_counsellor", "v1"),
        told(SummonsState.CALLING),
        SHOWN,
    ]
    assert summons.deadline == 100.0 + ANSWER_SECONDS


def test_the_host_comes_and_the_counsellor_says_that_it_is_settled() -> None:
    summons = a_summons()
    assert (
        Playbook(summons)
        >> HostAnswered("h1")
        << Journal("host_coming", "v1")
        << told(SummonsState.COMING)
        << SHOWN
        >> HostAnswered("h2")
        >> Dismissed()
        << Journal("host_call_ended", "v1")
        << told(SummonsState.ENDED)
        << SHOWN
    )
    assert summons.host == "h1"
    assert summons.deadline is None


def test_unanswered_for_a_minute_it_says_so_and_still_rings() -> None:
    summons = a_summons()
    book = Playbook(summons).wait(ANSWER_SECONDS) >> DeadlinePassed()
    book = book << Journal("host_unanswered", "v1") << told(SummonsState.UNANSWERED) << SHOWN
    assert book
    assert summons.deadline is None
    assert (
        Playbook(summons)
        >> HostAnswered("h1")
        << Journal("host_coming", "v1")
        << told(SummonsState.COMING)
        << SHOWN
    )


def test_a_second_reason_rings_again_and_both_are_said() -> None:
    summons = a_summons(COUNSELLOR, state=SummonsState.UNANSWERED)
    book = Playbook(summons, now=90.0) >> Called(PAPER)
    book = book << Journal("host_called_paper", "v1") << told(SummonsState.CALLING) << SHOWN
    assert book
    assert summons.view.reasons == (COUNSELLOR, PAPER)
    assert summons.deadline == 90.0 + ANSWER_SECONDS


def test_the_same_reason_while_it_rings_changes_nothing_and_past_the_minute_rings_again() -> None:
    assert Playbook(a_summons(COUNSELLOR)) >> Called(COUNSELLOR)
    again = a_summons(COUNSELLOR, state=SummonsState.UNANSWERED)
    assert again.handle(Called(COUNSELLOR), 70.0)[0] == Journal("host_called_counsellor", "v1")
    assert again.reasons == (COUNSELLOR,)


def test_another_reason_once_the_host_comes_rings_for_that_one_alone() -> None:
    summons = a_summons(COUNSELLOR, state=SummonsState.COMING)
    summons.handle(Called(PAPER), 90.0)
    assert (summons.state, summons.reasons, summons.host) == (SummonsState.CALLING, (PAPER,), None)


def test_paper_put_back_ends_the_call_for_it_and_no_other() -> None:
    both = a_summons(COUNSELLOR, PAPER)
    assert Playbook(both) >> Settled(PAPER) << SHOWN >> Settled(PAPER)
    assert (both.state, both.reasons) == (SummonsState.CALLING, (COUNSELLOR,))
    alone = a_summons(PAPER, state=SummonsState.COMING)
    alone.handle(Settled(PAPER), 1.0)
    assert alone.state is SummonsState.ENDED


@pytest.mark.parametrize("state", [s for s in SummonsState if s is not SummonsState.ENDED])
def test_it_ends_with_the_visit(state: SummonsState) -> None:
    summons = a_summons(state=state)
    assert told(SummonsState.ENDED) in summons.handle(VisitOver(), 1.0)
    assert summons.deadline is None


def test_once_over_it_is_not_answered_any_more() -> None:
    over = a_summons(state=SummonsState.ENDED)
    assert over.handle(DeadlinePassed(), 1.0) == []
    with pytest.raises(UnexpectedEvent):
        over.handle(HostAnswered("h1"), 1.0)


REASONS = st.sampled_from(list(SummonsReason))
EVENTS = st.one_of(
    REASONS.map(Called),
    REASONS.map(Settled),
    st.just(HostAnswered("h1")),
    st.sampled_from([Dismissed(), VisitOver(), DeadlinePassed()]),
)


@given(st.lists(EVENTS))
def test_whatever_happens_it_rings_for_a_reason_and_only_ringing_has_a_deadline(
    events: list[Event],
) -> None:
    summons = a_summons()
    for now, event in enumerate(events):
        try:
            summons.handle(event, float(now))
        except UnexpectedEvent:
            assert summons.state is SummonsState.ENDED
        assert summons.reasons
        assert (summons.deadline is not None) == (summons.state is SummonsState.CALLING)
        assert len(set(summons.reasons)) == len(summons.reasons)
