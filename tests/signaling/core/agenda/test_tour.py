"""The van's calendar."""

from dataclasses import replace
from datetime import date

import pytest

from signaling.core.agenda import tour
from signaling.core.agenda.tour import Stop, StopsMeet
from signaling.core.agenda.wall import Hours, Span, moment

DAY, NEXT = date(2026, 11, 25), date(2026, 12, 2)
MORNING = Stop("s1", "bus", DAY, Hours(540, 720), "Marly-Gomont", "Place de l’église")
EVENING = Stop("s2", "bus", DAY, Hours(840, 1020), "Guise", "Halle")
LATER = Stop("s3", "bus", NEXT, Hours(540, 720), "Marly-Gomont", "Place de l’église")
STOPS = (LATER, EVENING, MORNING)


def at(minute: int, length: int = 30, day: date = DAY) -> Span:
    return Span(moment(day, minute), moment(day, minute + length))


def test_a_van_is_not_in_two_places() -> None:
    between = Stop("s4", "bus", DAY, Hours(700, 860), "Wassigny", "Mairie")
    with pytest.raises(StopsMeet) as refusal:
        tour.may_stand(between, (MORNING,))
    assert refusal.value.other == MORNING
    tour.may_stand(replace(between, hours=Hours(720, 840)), STOPS)
    tour.may_stand(replace(between, relay="other bus"), STOPS)
    tour.may_stand(replace(MORNING, place="Salle des fêtes"), STOPS)


def test_it_is_known_where_it_stands() -> None:
    assert tour.stop_at(STOPS, moment(DAY, 600)) == MORNING
    assert tour.stop_at(STOPS, moment(DAY, 720)) is None
    assert tour.on(STOPS, DAY) == [MORNING, EVENING]
    assert tour.standing(STOPS) == (MORNING.span, EVENING.span, LATER.span)


def test_a_commune_knows_when_it_comes_back() -> None:
    assert tour.next_in(STOPS, "Marly-Gomont", moment(DAY, 600)) == MORNING
    assert tour.next_in(STOPS, "Marly-Gomont", moment(DAY, 720)) == LATER
    assert tour.next_in(STOPS, "Étreux", 0) is None


def test_a_changed_calendar_tells_whom_it_leaves_on_the_road() -> None:
    booked = [at(690), at(705), at(840), at(540, day=NEXT), at(800)]
    assert tour.left_out(STOPS, booked) == [at(705), at(800)]
