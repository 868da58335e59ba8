from hypothesis import given
from hypothesis import strategies as st

from signaling import protocol as wire
from signaling.core.call import (
    END_STATES,
    RING_SECONDS,
    Answered,
    AnsweredEarly,
    Call,
    DeadlinePassed,
    EndsGone,
    HungUp,
    Refused,
    RepairAnswered,
    RepairAsked,
    RepairOffered,
    place,
)
from signaling.core.commands import Journal, SendConsole, SendKiosk, UnexpectedEvent
from signaling.protocol import CallState, EndReason

from ...playbook import Playbook


def a_call() -> Call:
    return Call("c1", visit="v1", kiosk="k1", console="conseil.msa")


def told(state: CallState, reason: EndReason | None = None) -> SendConsole:
    view = wire.CallView(id="c1", visit="v1", state=state, reason=reason)
    return SendConsole("conseil.msa", wire.CallChanged(call=view))


def test_the_kiosk_rings_and_the_console_hears_of_it():
    call = a_call()
    ring = wire.Ring(call="c1", visit="v1", organisation_id="msa", counsellor="D", sdp="v=0")
    assert place(call, ring, 10.0) == [
        Journal("call_placed", "c1"),
        SendKiosk("k1", ring),
        told(CallState.RINGING),
    ]
    assert call.deadline == 10.0 + RING_SECONDS


def test_answered_then_the_counsellor_hangs_up():
    assert (
        Playbook(a_call())
        >> Answered("v=0")
        << Journal("call_answered", "c1")
        << SendConsole("conseil.msa", wire.Answer(call="c1", sdp="v=0"))
        << told(CallState.TALKING)
        >> HungUp("conseil.msa")
        << Journal("call_ended_bye", "c1")
        << SendKiosk("k1", wire.Hangup(call="c1", reason=EndReason.BYE))
        << told(CallState.ENDED, EndReason.BYE)
    )


def test_an_early_answer_is_passed_on_and_the_call_still_rings():
    call = a_call()
    assert (
        Playbook(call)
        >> AnsweredEarly("v=0")
        << SendConsole("conseil.msa", wire.EarlyAnswer(call="c1", sdp="v=0"))
    )
    assert call.state is CallState.RINGING


def test_an_early_answer_that_comes_late_changes_nothing():
    call = a_call()
    call.handle(Answered("v=0"), 0.0)
    assert call.handle(AnsweredEarly("v=0"), 1.0) == []
    assert call.state is CallState.TALKING


def test_a_kiosk_that_refuses_is_journaled_and_the_console_is_told():
    assert (
        Playbook(a_call())
        >> Refused("not_installed")
        << Journal("call_refused_not_installed", "c1")
        << Journal("call_ended_refused", "c1")
        << told(CallState.ENDED, EndReason.REFUSED)
    )


def test_a_kiosk_that_hangs_up_is_not_told_to_hang_up():
    call = a_call()
    call.handle(Answered("v=0"), 0.0)
    commands = call.handle(HungUp("k1", EndReason.FAILED), 1.0)
    assert not any(isinstance(command, SendKiosk) for command in commands)


def test_a_cut_call_is_repaired_without_being_placed_again():
    call = a_call()
    call.handle(Answered("v=0"), 0.0)
    assert (
        Playbook(call)
        >> RepairAsked()
        << SendConsole("conseil.msa", wire.RepairWanted(call="c1"))
        >> RepairOffered(2, "v=0 offer")
        << SendKiosk("k1", wire.CallRepair(call="c1", repair=2, sdp="v=0 offer"))
        >> RepairAnswered(2, "v=0 answer")
        << SendConsole("conseil.msa", wire.RepairAnswer(call="c1", repair=2, sdp="v=0 answer"))
    )
    assert call.state is CallState.TALKING


def test_a_console_that_repairs_a_call_that_ended_is_told_so():
    call = a_call()
    call.handle(HungUp(None), 0.0)
    told_so = told(CallState.ENDED, EndReason.BYE)
    assert Playbook(call) >> RepairOffered(1, "v=0") << told_so


EVENTS = st.sampled_from(
    [
        Answered("v=0"),
        AnsweredEarly("v=0"),
        Refused("busy"),
        HungUp("k1"),
        HungUp("conseil.msa"),
        HungUp(None),
        RepairOffered(1, "v=0"),
        RepairAnswered(1, "v=0"),
        RepairAsked(),
        EndsGone(),
        DeadlinePassed(),
    ]
)


@given(st.lists(EVENTS, max_size=20))
def test_ended_is_final_and_no_stranger_hears_of_it(events):
    call = a_call()
    for event in events:
        before = call.state
        try:
            commands = call.handle(event, 0.0)
        except UnexpectedEvent:
            assert call.state is before
            continue
        if before in END_STATES:
            assert call.state is before
            hangup = SendKiosk("k1", wire.Hangup(call="c1", reason=call.reason))
            match event:
                case Answered() | AnsweredEarly() | RepairAnswered() | RepairAsked():
                    assert commands == [hangup]
                case RepairOffered():
                    assert commands == [told(CallState.ENDED, call.reason)]
                case _:
                    assert commands == []
        for command in commands:
            assert not isinstance(command, SendKiosk) or command.kiosk == "k1"
            assert not isinstance(command, SendConsole) or command.account == "conseil.msa"
        assert call.state is CallState.RINGING or call.deadline is None
