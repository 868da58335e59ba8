"""Another time proposed, a request moved or corrected, and the one that nobody answers."""

import pytest

from signaling.core.appointment import (
    Accepted,
    AnswerLate,
    Appointment,
    CalledBack,
    ConsoleReceived,
    Corrected,
    Installed,
    Moved,
    ProposalDeclined,
    ProposalTaken,
    TimeProposed,
)
from signaling.core.commands import AnnounceAppointment, Journal, UnexpectedEvent
from signaling.protocol import AppointmentState

from ...playbook import Playbook

SHOWN = AnnounceAppointment("a1")


def an_appointment(*events: object) -> Appointment:
    appointment = Appointment("a1", "msa", "hannapes", "wassigny", at=1000.0, answer_by=60.0)
    for event in events:
        appointment.handle(event, 0.0)  # type: ignore[arg-type]
    return appointment


def test_another_time_is_taken_by_the_mairie_and_belongs_to_who_proposed_it():
    appointment = an_appointment()
    assert (
        Playbook(appointment)
        >> TimeProposed("conseil.msa", 5000.0)
        << Journal("appointment_proposed", "a1")
        << SHOWN
        >> ProposalTaken()
        << Journal("appointment_proposal_taken", "a1")
        << Journal("appointment_accepted", "a1")
        << SHOWN
    )
    assert (appointment.at, appointment.counsellor) == (5000.0, "conseil.msa")
    assert appointment.proposed is None


def test_another_time_that_is_declined_leaves_the_request_to_be_answered_again():
    appointment = an_appointment(ConsoleReceived(), TimeProposed("conseil.msa", 5000.0))
    assert appointment.answer_by is None
    appointment.handle(ProposalDeclined(90.0), 30.0)
    assert appointment.state is AppointmentState.RECEIVED
    assert (appointment.at, appointment.counsellor, appointment.answer_by) == (1000.0, None, 90.0)


def test_only_who_accepted_proposes_another_time_afterwards():
    appointment = an_appointment(Accepted("conseil.msa"))
    with pytest.raises(UnexpectedEvent):
        appointment.handle(TimeProposed("autre.msa", 5000.0), 0.0)
    appointment.handle(TimeProposed("conseil.msa", 5000.0), 0.0)
    assert appointment.state is AppointmentState.PROPOSED


def test_a_resident_who_comes_before_the_answer_is_installed_all_the_same():
    appointment = an_appointment(TimeProposed("conseil.msa", 5000.0), Installed())
    assert appointment.state is AppointmentState.INSTALLED
    assert appointment.proposed is None


def test_what_is_moved_is_asked_again_and_what_is_corrected_is_not():
    appointment = an_appointment(Accepted("conseil.msa"), Corrected())
    assert appointment.state is AppointmentState.ACCEPTED
    appointment.handle(Moved(7000.0, "guise", 90.0), 30.0)
    assert appointment.state is AppointmentState.SENT
    assert (appointment.at, appointment.relay) == (7000.0, "guise")
    assert (appointment.counsellor, appointment.answer_by) == (None, 90.0)


def test_nobody_answers_and_the_mairie_calls_back_once():
    appointment = an_appointment(ConsoleReceived())
    assert (
        Playbook(appointment, now=60.0)
        >> AnswerLate()
        << Journal("appointment_unanswered", "a1")
        << SHOWN
        >> AnswerLate()
        >> CalledBack()
        << Journal("appointment_called_back", "a1")
        << SHOWN
        >> CalledBack()
    )
    assert appointment.state is AppointmentState.RECEIVED


def test_an_answer_that_comes_late_takes_it_off_the_list():
    appointment = an_appointment()
    appointment.handle(AnswerLate(), 60.0)
    assert appointment.late
    appointment.handle(Accepted("conseil.msa"), 61.0)
    assert not appointment.late


def test_the_watch_that_comes_too_early_changes_nothing():
    appointment = an_appointment()
    assert appointment.handle(AnswerLate(), 59.0) == []
    assert not appointment.late


@pytest.mark.parametrize("event", [ProposalTaken(), ProposalDeclined(90.0)])
def test_what_was_not_proposed_cannot_be_answered(event):
    with pytest.raises(UnexpectedEvent):
        an_appointment().handle(event, 0.0)
