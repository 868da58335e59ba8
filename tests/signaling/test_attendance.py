"""Who is at a console, on paper."""

from signaling.attendance import REMEMBERED_SECONDS, Attendance, Staffing
from signaling.protocol import Availability

A, P, B, OFF = Availability.AVAILABLE, Availability.PERMANENCE, Availability.BUSY, Availability.AWAY


def test_a_page_that_is_opened_again_goes_on_as_it_was():
    attendance = Attendance()
    assert attendance.came("c1", "msa", None, 0.0) is A
    attendance.choose("c1", OFF)
    attendance.went("c1", 10.0)
    assert attendance.came("c1", "msa", None, 12.0) is OFF


def test_the_next_morning_nobody_is_away_by_mistake():
    attendance = Attendance()
    attendance.came("c1", "msa", None, 0.0)
    attendance.choose("c1", OFF)
    attendance.went("c1", 10.0)
    assert attendance.came("c1", "msa", None, 11.0 + REMEMBERED_SECONDS) is A


def test_after_a_restart_the_page_says_what_it_knows():
    attendance = Attendance()
    assert attendance.came("c1", "msa", P, 0.0) is P


def test_a_second_page_takes_what_holds_it_does_not_change_it():
    attendance = Attendance()
    attendance.came("c1", "msa", B, 0.0)
    assert attendance.came("c1", "msa", A, 1.0) is B


def test_two_consoles_of_one_person_are_one_person():
    attendance = Attendance()
    attendance.came("c1", "msa", None, 0.0)
    attendance.came("c1", "msa", None, 1.0)
    attendance.went("c1", 2.0)
    assert attendance.people("msa") == {"c1": A}
    attendance.went("c1", 3.0)
    assert attendance.people("msa") == {}


def test_a_call_makes_busy_and_another_organisation_is_not_counted():
    attendance = Attendance()
    attendance.came("c1", "msa", None, 0.0)
    attendance.came("c2", "caf", None, 0.0)
    assert attendance.people("msa", in_call={"c1"}) == {"c1": B}


def test_a_mairie_is_told_what_it_means():
    attendance = Attendance()
    assert attendance.staffing("msa") is Staffing.NOBODY
    attendance.came("c1", "msa", OFF, 0.0)
    assert attendance.staffing("msa") is Staffing.NOBODY
    attendance.choose("c1", P)
    assert attendance.staffing("msa") is Staffing.THERE
    assert attendance.staffing("msa", in_call={"c1"}) is Staffing.BUSY
