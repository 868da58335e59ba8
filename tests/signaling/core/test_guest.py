"""An invitation, from its link to its end. Nobody joins or listens in silence."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from signaling import protocol as wire
from signaling.core.commands import (
    AnnounceGuests,
    Journal,
    SendConsole,
    SendGuest,
    SendKiosk,
    UnexpectedEvent,
)
from signaling.core.guest import (
    THERE,
    Admitted,
    Answered,
    CallOver,
    Guest,
    Knocked,
    Left,
    Offered,
    Removed,
    Told,
)
from signaling.protocol import GuestState, OverReason, Quality

from ...playbook import Playbook

KNOCKED = Knocked("Sofia Exemple", Quality.INTERPRETER, "hash")


def a_guest(**changes) -> Guest:
    values = {"call": "c1", "console": "conseil.msa", "token_hash": "t"} | changes
    return Guest("g1", **values)


def changed(state: GuestState) -> SendGuest:
    return SendGuest("g1", wire.GuestChanged(guest="g1", state=state))


def over(reason: OverReason) -> SendGuest:
    return SendGuest("g1", wire.GuestOver(guest="g1", reason=reason))


TOLD_ALL = AnnounceGuests("c1")


def test_a_guest_knocks_is_admitted_is_told_to_the_resident_then_may_speak():
    assert (
        Playbook(a_guest())
        >> KNOCKED
        << Journal("guest_knocking", "g1")
        << changed(GuestState.KNOCKING)
        << TOLD_ALL
        >> Admitted()
        << Journal("guest_admitted", "g1")
        << changed(GuestState.ADMITTED)
        << TOLD_ALL
        >> Told()
        << Journal("guest_joined", "g1")
        << changed(GuestState.JOINED)
        << TOLD_ALL
        >> Offered(1, "v=0 offer")
        << SendGuest("g1", wire.GuestOffer(guest="g1", number=1, sdp="v=0 offer"))
        >> Answered(1, "v=0 answer")
        << SendConsole("conseil.msa", wire.GuestAnswer(guest="g1", number=1, sdp="v=0 answer"))
    )


def test_a_guest_who_is_removed_leaves_no_name_behind():
    guest = a_guest()
    assert (
        Playbook(guest)
        >> KNOCKED
        << Journal("guest_knocking", "g1")
        << changed(GuestState.KNOCKING)
        << TOLD_ALL
        >> Removed()
        << over(OverReason.REMOVED)
        << Journal("guest_gone", "g1")
        << TOLD_ALL
    )
    assert (guest.name, guest.quality, guest.holder) == (None, None, None)


def test_a_guest_whose_page_stayed_away_knocks_again_and_is_somebody_new():
    guest = a_guest(state=GuestState.JOINED, name="Sofia", quality=Quality.RELATIVE, holder="h")
    assert (
        Playbook(guest)
        >> Left()
        << over(OverReason.AWAY)
        << Journal("guest_invited", "g1")
        << TOLD_ALL
        >> KNOCKED
        << Journal("guest_knocking", "g1")
        << changed(GuestState.KNOCKING)
        << TOLD_ALL
    )


def test_who_left_while_the_kiosk_was_speaking_does_not_join():
    guest = a_guest(state=GuestState.ADMITTED, name="Sofia", quality=Quality.RELATIVE)
    guest.handle(Left(), 0.0)
    assert guest.handle(Told(), 0.0) == []
    guest.handle(KNOCKED, 0.0)
    assert guest.handle(Told(), 0.0) == []
    assert guest.state is GuestState.KNOCKING


EVENTS = st.sampled_from(
    [
        KNOCKED,
        Admitted(),
        Told(),
        Offered(1, "v=0"),
        Answered(1, "v=0"),
        Left(),
        Removed(),
        CallOver(),
    ]
)


@given(st.lists(EVENTS, max_size=30))
def test_nothing_passes_before_the_resident_was_told_of_this_very_guest(events):
    """Between the last knock and any description there is an admission, then a telling."""
    guest = a_guest()
    since: list[type] = []
    for event in events:
        before = guest.state
        try:
            commands = guest.handle(event, 0.0)
        except UnexpectedEvent:
            assert guest.state is before
            continue
        if isinstance(event, Knocked):
            since = []
        since.append(type(event))
        passed = any(
            isinstance(command, SendGuest | SendConsole)
            and isinstance(command.message, wire.GuestOffer | wire.GuestAnswer)
            for command in commands
        )
        if passed:
            assert Admitted in since
            assert Told in since[since.index(Admitted) :]
        assert not any(isinstance(command, SendKiosk) for command in commands)
        # whoever comes or goes: console and kiosk hear of it in the same breath
        if (before in THERE) is not (guest.state in THERE):
            assert TOLD_ALL in commands
        assert (guest.name is None) is (guest.state in (GuestState.INVITED, GuestState.GONE))


@given(st.lists(EVENTS, max_size=20))
def test_gone_is_final(events):
    guest = a_guest()
    guest.handle(Removed(), 0.0)
    for event in events:
        with suppress(UnexpectedEvent):
            assert guest.handle(event, 0.0) == []
        assert guest.state is GuestState.GONE
