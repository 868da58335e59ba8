"""When an organisation receives, day after day."""

from datetime import date, datetime, time, timedelta

from dateutil.rrule import MO, WEEKLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from signaling.core.agenda.days import Calendar, SchoolHoliday
from signaling.core.agenda.permanences import (
    Agenda,
    Kind,
    Permanence,
    School,
    away,
    away_hours,
)
from signaling.core.agenda.wall import Hours, moment

MORNING, AFTERNOON = Hours(9 * 60, 12 * 60), Hours(14 * 60, 17 * 60)
WEDNESDAY = date(2026, 11, 25)
CALENDAR = Calendar(
    school=(SchoolHoliday("Vacances de Noël", date(2026, 12, 19), date(2027, 1, 3)),)
)


def a_permanence(**more: object) -> Permanence:
    usual = {
        "id": "p1",
        "organisation": "msa",
        "weekdays": frozenset({2}),
        "hours": MORNING,
        "first": WEDNESDAY,
        "counsellors": frozenset({"ana"}),
    }
    return Permanence(**usual | more)


def held(permanence: Permanence, first: date = WEDNESDAY, days: int = 60) -> list[date]:
    every = (first + timedelta(days=n) for n in range(days))
    return [day for day in every if permanence.hours_on(day, CALENDAR)]


def test_it_comes_back_every_week() -> None:
    assert held(a_permanence(), days=22) == [WEDNESDAY + timedelta(weeks=n) for n in range(4)]


def test_it_comes_back_every_second_week() -> None:
    assert held(a_permanence(every=2), days=22) == [WEDNESDAY, WEDNESDAY + timedelta(weeks=2)]


def test_it_has_a_first_and_a_last_day() -> None:
    assert held(a_permanence(last=WEDNESDAY), WEDNESDAY - timedelta(days=30)) == [WEDNESDAY]


@given(
    first=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    every=st.integers(1, 5),
    length=st.integers(0, 200),
)
def test_it_recurs_as_rfc_5545_says(
    first: date, weekdays: frozenset[int], every: int, length: int
) -> None:
    last = first + timedelta(days=length)
    rule = rrule(
        WEEKLY, dtstart=_noon(first), until=_noon(last), interval=every, byweekday=weekdays, wkst=MO
    )
    ours = a_permanence(first=first, last=last, weekdays=weekdays, every=every, on_holidays=True)
    assert held(ours, first - timedelta(days=10), 230) == [each.date() for each in rule]


def test_it_is_closed_on_public_holidays_unless_it_says_otherwise() -> None:
    fourteenth = date(2027, 7, 14)  # a Wednesday
    assert a_permanence().hours_on(fourteenth, CALENDAR) is None
    assert a_permanence(on_holidays=True).hours_on(fourteenth, CALENDAR) == MORNING


def test_it_knows_the_school_holidays() -> None:
    before, during = date(2026, 12, 16), date(2026, 12, 23)
    outside, only = a_permanence(school=School.OUTSIDE), a_permanence(school=School.ONLY)
    assert outside.hours_on(before, CALENDAR) == MORNING
    assert outside.hours_on(during, CALENDAR) is None
    assert only.hours_on(before, CALENDAR) is None
    assert only.hours_on(during, CALENDAR) == MORNING


def test_an_exception_closes_moves_or_adds_a_day() -> None:
    thursday = WEDNESDAY + timedelta(days=1)
    moved = a_permanence(exceptions={WEDNESDAY: None, thursday: AFTERNOON})
    assert moved.hours_on(WEDNESDAY, CALENDAR) is None
    assert moved.hours_on(thursday, CALENDAR) == AFTERNOON


def test_who_is_absent_is_not_there() -> None:
    agenda = Agenda(
        "msa",
        (a_permanence(counsellors=frozenset({"ana", "bob"})),),
        (
            away("msa", "ana", WEDNESDAY, WEDNESDAY),
            away_hours("msa", "bob", WEDNESDAY, Hours(10 * 60, 11 * 60)),
        ),
    )
    (opening,) = agenda.openings(WEDNESDAY, Kind.BOOKED)
    assert list(opening.there) == ["bob"]
    hours = [(each.starts, each.ends) for each in opening.there["bob"]]
    ten, eleven = moment(WEDNESDAY, 600), moment(WEDNESDAY, 660)
    assert hours == [(moment(WEDNESDAY, 540), ten), (eleven, moment(WEDNESDAY, 720))]


def test_a_closed_organisation_receives_nowhere() -> None:
    agenda = Agenda("msa", (a_permanence(),), (away("msa", None, WEDNESDAY, WEDNESDAY),))
    assert agenda.openings(WEDNESDAY, Kind.BOOKED) == []
    assert agenda.openings(WEDNESDAY + timedelta(weeks=1), Kind.BOOKED) != []


def test_a_permanence_may_be_for_one_relay() -> None:
    agenda = Agenda("msa", (a_permanence(relay="guise"),))
    assert agenda.openings(WEDNESDAY, Kind.BOOKED, "wassigny") == []
    assert agenda.openings(WEDNESDAY, Kind.BOOKED, "guise") != []


def test_when_closed_the_next_opening_is_known() -> None:
    agenda = Agenda("msa", (a_permanence(kind=Kind.DROP_IN),))
    nine, noon = moment(WEDNESDAY, 540), moment(WEDNESDAY, 720)
    assert not agenda.open_at(nine - 1, WEDNESDAY, Kind.DROP_IN)
    assert agenda.open_at(nine, WEDNESDAY, Kind.DROP_IN)
    assert not agenda.open_at(noon, WEDNESDAY, Kind.DROP_IN)
    following = agenda.next_opening(noon, WEDNESDAY, Kind.DROP_IN)
    assert following is not None
    assert following.starts == moment(WEDNESDAY + timedelta(weeks=1), 540)
    assert agenda.next_opening(noon, WEDNESDAY, Kind.BOOKED) is None


def test_slots_are_published_by_those_who_take_bookings_alone() -> None:
    assert Agenda("msa", (a_permanence(),)).publishes
    assert not Agenda("msa", (a_permanence(kind=Kind.DROP_IN),)).publishes


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))
