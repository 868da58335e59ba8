"""When a room is open: where somebody may be received, or as offices are."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from signaling.core.agenda.days import Calendar
from signaling.core.agenda.opening import hours_on, joined
from signaling.core.agenda.permanences import Agenda, Kind, Permanence, away
from signaling.core.agenda.tour import Stop
from signaling.core.agenda.wall import Hours

WEDNESDAY, SUNDAY, CHRISTMAS = date(2026, 11, 25), date(2026, 11, 29), date(2026, 12, 25)
MORNING, AFTERNOON = Hours(9 * 60, 12 * 60), Hours(14 * 60, 17 * 60)
USUAL = [Hours(7 * 60 + 30, 19 * 60 + 30)]
CALENDAR = Calendar()


def an_agenda(*hours: Hours, **more: object) -> Agenda:
    usual = {"weekdays": frozenset({2}), "first": WEDNESDAY, "counsellors": frozenset({"ana"})}
    made = [
        Permanence(id=f"p{n}", organisation="msa", hours=each, **usual | more)  # type: ignore[arg-type]
        for n, each in enumerate(hours)
    ]
    return Agenda("msa", tuple(made))


def on(day: date, *agendas: Agenda, stops: tuple[Stop, ...] = ()) -> list[Hours]:
    return hours_on(day, "wassigny", agendas, CALENDAR, stops)


def test_where_nothing_is_published_a_room_is_open_as_offices_are() -> None:
    assert on(WEDNESDAY) == on(WEDNESDAY, Agenda("msa")) == USUAL
    assert on(SUNDAY, Agenda("msa")) == []
    assert on(CHRISTMAS, Agenda("msa")) == []


def test_it_is_open_half_an_hour_around_each_permanence() -> None:
    assert on(WEDNESDAY, an_agenda(MORNING, AFTERNOON)) == [
        Hours(8 * 60 + 30, 12 * 60 + 30),
        Hours(13 * 60 + 30, 17 * 60 + 30),
    ]
    assert on(date(2026, 11, 26), an_agenda(MORNING)) == []


def test_without_appointment_counts_as_well() -> None:
    assert on(WEDNESDAY, an_agenda(MORNING, kind=Kind.DROP_IN)) == [Hours(510, 750)]


def test_a_permanence_of_another_relay_opens_nothing_here() -> None:
    assert on(WEDNESDAY, an_agenda(MORNING, relay="guise")) == []
    assert on(WEDNESDAY, an_agenda(MORNING, relay="wassigny")) != []


def test_one_organisation_that_publishes_nothing_keeps_it_open() -> None:
    assert on(WEDNESDAY, an_agenda(MORNING), Agenda("caf")) == USUAL


def test_nobody_receives_while_everybody_is_away() -> None:
    agenda = an_agenda(MORNING)
    absent = Agenda("msa", agenda.permanences, (away("msa", "ana", WEDNESDAY, WEDNESDAY),))
    assert on(WEDNESDAY, absent) == []


def test_a_van_is_open_where_it_stands() -> None:
    stop = Stop("s1", "bus", WEDNESDAY, Hours(18 * 60, 20 * 60), "Hannapes", "")
    assert on(WEDNESDAY, an_agenda(MORNING), stops=(stop,)) == [
        Hours(510, 750),
        Hours(17 * 60 + 30, 20 * 60 + 30),
    ]
    assert on(SUNDAY, an_agenda(MORNING), stops=(stop,)) == []


def test_a_permanence_of_the_whole_day_ends_at_midnight() -> None:
    assert on(WEDNESDAY, an_agenda(Hours(0, 1440))) == [Hours(0, 1440)]


def test_the_days_of_a_clock_change_keep_the_hours_of_the_wall() -> None:
    for day in (date(2026, 10, 25), date(2027, 3, 28)):
        agenda = an_agenda(
            Hours(60, 240), weekdays=frozenset({6}), first=date(2026, 1, 4), on_holidays=True
        )
        (hours,) = on(day, agenda)
        assert (hours.starts, hours.ends) == (30, 270)


spans = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda pair: pair[0] < pair[1])


@given(st.lists(spans.map(lambda pair: Hours(*pair)), max_size=12))
def test_joined_hours_are_apart_and_cover_the_same_minutes(hours: list[Hours]) -> None:
    found = joined(hours)
    assert all(a.ends < b.starts for a, b in pairwise(found))
    minutes = {m for each in hours for m in range(each.starts, each.ends)}
    assert minutes == {m for each in found for m in range(each.starts, each.ends)}
