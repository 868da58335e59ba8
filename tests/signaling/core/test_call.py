from hypothesis import given
from hypothesis import strategies as st

from signaling import protocol as wire
from signaling.core.call import (
    END_STATES,
    RING_SECONDS,
    Answered,
    Call,
    DeadlinePassed,
    EndsGone,
    HungUp,
    Refused,
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


EVENTS = st.sampled_from(
    [
        Answered("v=0"),
        Refused("busy"),
        HungUp("k1"),
        HungUp("conseil.msa"),
        HungUp(None),
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
            said = [wire.Hangup(call="c1", reason=call.reason)] if event == Answered("v=0") else []
            assert commands == [SendKiosk("k1", hangup) for hangup in said]
        for command in commands:
            assert not isinstance(command, SendKiosk) or command.kiosk == "k1"
            assert not isinstance(command, SendConsole) or command.account == "conseil.msa"
        assert call.state is CallState.RINGING or call.deadline is None
