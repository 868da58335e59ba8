"""What was agreed and cannot be kept is known, whatever was written later."""

from dataclasses import replace
from datetime import date

from signaling.core.agenda.amiss import Amiss, amiss
from signaling.core.agenda.bookings import Booking, BookingState
from signaling.core.agenda.days import Calendar
from signaling.core.agenda.permanences import Agenda, Permanence, away, away_hours
from signaling.core.agenda.wall import Hours, moment

DAY = date(2026, 11, 24)
DAILY = Permanence(
    "p", "msa", frozenset(range(7)), Hours(540, 660), DAY, counsellors=frozenset("a")
)
AGENDA = Agenda("msa", (DAILY,))
NINE = int(moment(DAY, 540))
ONE = Booking("b", "x", "msa", "wassigny", "k", "k", "a", NINE, NINE + 1800, 0.0)
VILLAGE = Calendar(closed=((DAY, "Fête du village"),))


def why(agenda: Agenda, booked: Booking = ONE) -> Amiss | None:
    return next((found for _, found in amiss(agenda, [booked])), None)


def test_nothing_is_wrong_with_a_slot_nor_with_an_hour_that_was_agreed_besides() -> None:
    late = replace(ONE, starts_at=NINE + 36_000, ends_at=NINE + 37_800)
    assert why(AGENDA) is None
    assert why(AGENDA, late) is None
    assert why(replace(AGENDA, permanences=()), ONE) is None, "a withdrawn one keeps its bookings"


def test_an_absence_of_the_counsellor_or_of_all_is_told_and_nobody_else_s() -> None:
    assert why(replace(AGENDA, absences=(away("msa", "a", DAY, DAY),))) is Amiss.AWAY
    assert why(replace(AGENDA, absences=(away("msa", None, DAY, DAY),))) is Amiss.AWAY
    other, later = away("msa", "b", DAY, DAY), away_hours("msa", "a", DAY, Hours(570, 600))
    assert why(replace(AGENDA, absences=(other, later))) is None


def test_a_holiday_of_a_file_that_was_replaced_is_told_unless_they_receive() -> None:
    assert why(replace(AGENDA, calendar=VILLAGE)) is Amiss.HOLIDAY
    open_then = replace(DAILY, on_holidays=True)
    assert why(Agenda("msa", (open_then,), calendar=VILLAGE)) is None


def test_an_account_that_is_closed_is_told_and_an_offer_is_nobody_s_appointment() -> None:
    gone = replace(AGENDA, gone=frozenset("a"))
    assert why(gone) is Amiss.GONE
    assert why(gone, replace(ONE, state=BookingState.OFFERED)) is None
