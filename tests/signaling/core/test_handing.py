"""A call is passed on: who hears what, and who hears nothing any more."""

from hypothesis import given
from hypothesis import strategies as st

from signaling import protocol as wire
from signaling.core.call import (
    HANDING_SECONDS,
    Answered,
    Call,
    DeadlinePassed,
    HandedOver,
    HungUp,
    RepairAnswered,
    RepairAsked,
    TakeAnswered,
    Taken,
    TakeOffered,
)
from signaling.core.commands import HandVisit, Journal, SendConsole, SendKiosk, UnexpectedEvent
from signaling.protocol import CallState, EndReason

from ...playbook import Playbook

HANDED = wire.CallHanded(
    call="c1",
    visit=wire.VisitView(
        id="v1",
        appointment="a1",
        state=wire.VisitState.IN_CALL,
        kiosk="k1",
        kiosk_name="Guichet",
        lights=wire.Lights(),
        connected=True,
    ),
    appointment=wire.AppointmentView(
        id="a1",
        state=wire.AppointmentState.INSTALLED,
        name="Exemple",
        first_name="Camille",
        telephone="",
        organisation="msa",
        motive="",
        mairie="Hannapes",
        relay="Wassigny",
    ),
)
OFFER = wire.TakeOver(
    call="c1", organisation="CAF", organisation_id="caf", counsellor="D", released=(), sdp="v=0"
)
HAND = HandedOver("caf", HANDED)


def talking() -> Call:
    call = Call("c1", visit="v1", kiosk="k1", console="msa")
    call.handle(Answered("v=0"), 0.0)
    return call


def changed(account: str, state: CallState, reason: EndReason | None = None) -> SendConsole:
    view = wire.CallView(id="c1", visit="v1", state=state, reason=reason)
    return SendConsole(account, wire.CallChanged(call=view))


def test_a_call_is_passed_on_once_the_kiosk_speaks_with_the_successor():
    call = talking()
    assert (
        Playbook(call)
        >> HAND
        << Journal("call_handed_over", "c1")
        << SendConsole("caf", HANDED)
        >> TakeOffered(OFFER)
        << SendKiosk("k1", OFFER)
        >> TakeAnswered("v=0 answer")
        << SendConsole("caf", wire.TakeAnswer(call="c1", sdp="v=0 answer"))
        >> Taken("caf-org")
        << Journal("call_taken_over", "c1")
        << changed("msa", CallState.ENDED, EndReason.HANDED)
        << HandVisit("v1", "caf-org")
        << changed("caf", CallState.TALKING)
    )
    assert (call.console, call.successor, call.deadline) == ("caf", None, None)


def test_a_successor_who_does_not_come_leaves_the_call_where_it_is():
    book = Playbook(talking())
    failed = wire.HandingFailed(call="c1")
    book >> HAND << Journal("call_handed_over", "c1") << SendConsole("caf", HANDED)
    after = book.wait(HANDING_SECONDS) >> DeadlinePassed() << SendConsole("caf", failed)
    assert after << Journal("call_not_taken", "c1") << SendConsole("msa", failed)
    assert book.machine.console == "msa"


def test_a_kiosk_that_speaks_with_somebody_whom_nobody_named_is_hung_up():
    call = talking()
    commands = call.handle(Taken("caf-org"), 0.0)
    assert SendKiosk("k1", wire.Hangup(call="c1", reason=EndReason.FAILED)) in commands
    assert call.state is CallState.ENDED


EVENTS = st.sampled_from(
    [
        HAND,
        TakeOffered(OFFER),
        TakeAnswered("v=0"),
        Taken("caf-org"),
        RepairAnswered(1, "v=0"),
        RepairAsked(),
        HungUp("k1"),
        DeadlinePassed(),
    ]
)


@given(st.lists(EVENTS, max_size=30))
def test_who_passed_the_call_on_hears_of_its_end_and_of_nothing_more(events):
    call = talking()
    heard_after = []
    for event in events:
        before = call.console
        try:
            commands = call.handle(event, 0.0)
        except UnexpectedEvent:
            continue
        said = [one for one in commands if isinstance(one, SendConsole)]
        if before == "caf":
            heard_after += [one for one in said if one.account == "msa"]
        if before == "msa" and call.console == "caf":
            assert [one for one in said if one.account == "msa"] == [
                changed("msa", CallState.ENDED, EndReason.HANDED)
            ]
        # whoever was not named hears nothing
        assert {one.account for one in said} <= {"msa", "caf"}
    assert heard_after == []
