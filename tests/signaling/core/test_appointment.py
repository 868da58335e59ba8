from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.core.appointment import (
    END_STATES,
    UNANSWERED_STATES,
    Accepted,
    AnswerLate,
    Appointment,
    CalledBack,
    Cancelled,
    ConsoleReceived,
    Corrected,
    Held,
    Installed,
    Moved,
    ProposalDeclined,
    ProposalTaken,
    ResidentAbsent,
    TakenOver,
    TimeProposed,
    VisitEnded,
)
from signaling.core.commands import AnnounceAppointment, Journal, UnexpectedEvent
from signaling.protocol import AppointmentState

from ...playbook import Playbook

SHOWN = AnnounceAppointment("a1")


def an_appointment() -> Appointment:
    return Appointment("a1", organisation="msa", mairie="hannapes", relay="wassigny")


def test_it_goes_from_the_mairie_to_an_honoured_visit():
    appointment = an_appointment()
    assert (
        Playbook(appointment)
        >> ConsoleReceived()
        << Journal("appointment_received", "a1")
        << SHOWN
        >> Accepted("conseil.msa")
        << Journal("appointment_accepted", "a1")
        << SHOWN
        >> Installed()
        << Journal("appointment_installed", "a1")
        << SHOWN
        >> VisitEnded(talked=True, duration_s=900)
        << Journal("appointment_honoured", "a1")
        << SHOWN
    )
    assert appointment.duration_s == 900
    assert appointment.counsellor == "conseil.msa"


def test_without_a_kiosk_it_is_honoured_once_the_counsellor_says_so():
    appointment = an_appointment()
    appointment.state = AppointmentState.ACCEPTED
    (Playbook(appointment) >> Held() << Journal("appointment_honoured", "a1") << SHOWN)
    assert appointment.duration_s is None
    with pytest.raises(UnexpectedEvent):
        an_appointment().handle(Held(), 0.0)


def test_a_second_console_that_acknowledges_changes_nothing():
    appointment = an_appointment()
    appointment.handle(ConsoleReceived(), 0.0)
    assert appointment.handle(ConsoleReceived(), 0.0) == []


def test_whoever_comes_to_a_waiting_resident_takes_them_over():
    appointment = an_appointment()
    for event in (Accepted("conseil.msa"), Installed()):
        appointment.handle(event, 0.0)
    assert appointment.handle(TakenOver("conseil.msa"), 0.0) == []
    taken = appointment.handle(TakenOver("collegue.msa"), 0.0)
    assert taken == [Journal("appointment_taken_over", "a1"), SHOWN]
    assert appointment.counsellor == "collegue.msa"


def test_nobody_is_taken_over_who_does_not_sit_there():
    appointment = an_appointment()
    with pytest.raises(UnexpectedEvent):
        appointment.handle(TakenOver("conseil.msa"), 0.0)


def test_a_second_counsellor_cannot_take_what_a_first_accepted():
    appointment = an_appointment()
    appointment.handle(Accepted("conseil.msa"), 0.0)
    assert appointment.handle(Accepted("conseil.msa"), 0.0) == []
    with pytest.raises(UnexpectedEvent):
        appointment.handle(Accepted("autre.msa"), 0.0)
    assert appointment.counsellor == "conseil.msa"


@pytest.mark.parametrize(
    ("counsellor", "back_to"),
    [("conseil.msa", AppointmentState.ACCEPTED), (None, AppointmentState.RECEIVED)],
)
def test_a_visit_in_which_nobody_talked_gives_the_appointment_back(counsellor, back_to):
    appointment = an_appointment()
    appointment.handle(ConsoleReceived(), 0.0)
    if counsellor:
        appointment.handle(Accepted(counsellor), 0.0)
    appointment.handle(Installed(), 0.0)
    appointment.handle(VisitEnded(talked=False, duration_s=0), 0.0)
    assert appointment.state is back_to
    assert appointment.late, "the mairie calls who came, and whom nobody called"
    appointment.handle(CalledBack(), 0.0)
    assert not appointment.late
    assert appointment.duration_s is None


EVENTS = st.sampled_from(
    [
        ConsoleReceived(),
        Accepted("conseil.msa"),
        Accepted("autre.msa"),
        TimeProposed("conseil.msa", 500.0),
        ProposalTaken(),
        ProposalDeclined(900.0),
        Held(),
        Moved(700.0, "guise", 900.0),
        Corrected(),
        AnswerLate(),
        CalledBack(),
        Installed(),
        VisitEnded(True, 60),
        VisitEnded(False, 0),
        Cancelled(),
        ResidentAbsent(),
    ]
)


@given(st.lists(EVENTS, max_size=25))
def test_a_final_state_is_final(events):
    appointment = an_appointment()
    for event in events:
        before = appointment.state
        try:
            commands = appointment.handle(event, 0.0)
        except UnexpectedEvent:
            assert appointment.state is before
            continue
        if before in END_STATES:
            assert (appointment.state, commands) == (before, [])


@given(st.lists(EVENTS, max_size=25))
def test_who_accepted_changes_only_when_the_mairie_asks_again(events):
    appointment = an_appointment()
    accepted = None
    for event in events:
        asks_again = isinstance(event, Moved | ProposalDeclined)
        proposed = appointment.state is AppointmentState.PROPOSED
        with suppress(UnexpectedEvent):
            appointment.handle(event, 0.0)
        if accepted is not None and not asks_again and not proposed:
            assert appointment.counsellor == accepted
        accepted = appointment.counsellor


@given(st.lists(EVENTS, max_size=25))
def test_a_proposal_is_there_exactly_while_it_waits_for_its_answer(events):
    appointment = an_appointment()
    for event in events:
        with suppress(UnexpectedEvent):
            appointment.handle(event, 0.0)
        waits = appointment.state is AppointmentState.PROPOSED
        assert (appointment.proposed is not None) == waits


@given(st.lists(EVENTS, max_size=25))
def test_only_what_nobody_answered_or_called_is_to_call_back(events):
    appointment = an_appointment()
    appointment.answer_by, was_late = 0.0, False
    for event in events:
        with suppress(UnexpectedEvent):
            appointment.handle(event, 0.0)
        if appointment.answer_by is not None:
            assert appointment.state in UNANSWERED_STATES
        if appointment.late and appointment.state is not AppointmentState.ACCEPTED:
            assert appointment.state in UNANSWERED_STATES
        if appointment.state is AppointmentState.ACCEPTED and not was_late:
            assert not appointment.late or event == VisitEnded(False, 0)
        was_late = appointment.late
