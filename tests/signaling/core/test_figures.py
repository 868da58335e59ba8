"""The figures of a month: what is counted, what is spared, and what is too few to be shown."""

import pytest

from signaling.core.figures import (
    CANCELLED,
    FAULT,
    HELD,
    HIDDEN,
    HONOURED,
    LINES,
    NO_SHOW,
    OPINIONS,
    Count,
    Journey,
    month_of,
)
from signaling.protocol import Grade, Opinion

NOVEMBER = "2026-11"
JOURNEYS = {
    ("hannapes", "msa"): Journey(38, 45),
    ("hannapes", "wassigny"): Journey(7, 10),
    ("etreux", "msa"): Journey(30, 35),
}


def count(outcome: str, visits: int, organisation: str = "msa", **more: object) -> Count:
    values: dict[str, object] = {"seconds": 0, "mairie": "hannapes"} | more
    return Count(NOVEMBER, organisation, "wassigny", outcome, visits, **values)  # type: ignore[arg-type]


def test_visits_are_averaged_and_their_roads_spared_there_and_back() -> None:
    found = month_of([count(HONOURED, 6, seconds=6 * 900, waited=6 * 130)], NOVEMBER, JOURNEYS)
    (row,) = found.rows
    assert (row.relay, row.organisation) == ("wassigny", "msa")
    figures = row.figures
    assert (figures.visits, figures.wait_minutes, figures.talk_minutes) == (6, 2, 15)
    assert (figures.km, figures.hours) == (6 * 2 * 31, 7)
    assert found.total == figures


def test_another_month_is_not_counted() -> None:
    assert month_of([count(HONOURED, 6)], "2026-10", JOURNEYS).rows == []
    assert month_of([], NOVEMBER, JOURNEYS).total is None


def test_each_outcome_has_its_figure() -> None:
    counts = [count(HONOURED, 9), count(NO_SHOW, 5), count(CANCELLED, 6), count(FAULT, 7)]
    figures = month_of(counts, NOVEMBER, JOURNEYS).rows[0].figures
    told = figures.visits, figures.no_shows, figures.cancelled, figures.faults
    assert told == (9, 5, 6, 7)


def test_what_residents_say_is_averaged_from_five_of_them_on() -> None:
    said = {Opinion.GOOD: 4, Opinion.FAIR: 2, Opinion.POOR: 1}
    counts = [count(OPINIONS[each], number) for each, number in said.items()]
    figures = month_of(counts, NOVEMBER, JOURNEYS).rows[0].figures
    assert (figures.opinions, figures.content, figures.visits) == (7, 71, 0)
    few = month_of(counts[1:], NOVEMBER, JOURNEYS).rows[0].figures
    assert (few.opinions, few.content) == (HIDDEN, HIDDEN)
    nobody = month_of([count(HONOURED, 6)], NOVEMBER, JOURNEYS).rows[0].figures
    assert (nobody.opinions, nobody.content) == (0, None)


def test_how_clear_calls_were_is_averaged_from_five_of_them_on() -> None:
    told = {Grade.GOOD: 6, Grade.FAIR: 1, Grade.POOR: 1}
    counts = [count(LINES[each], number) for each, number in told.items()]
    figures = month_of(counts, NOVEMBER, JOURNEYS).rows[0].figures
    assert (figures.line, figures.opinions, figures.content) == (81, 0, None)
    assert month_of(counts[1:], NOVEMBER, JOURNEYS).rows[0].figures.line is HIDDEN
    many, few = count(LINES[Grade.GOOD], 9), count(LINES[Grade.POOR], 1, "caf")
    total = month_of([many, few], NOVEMBER, JOURNEYS).total
    assert total is not None
    assert total.line is HIDDEN


def test_a_total_does_not_tell_what_the_few_of_one_relay_said() -> None:
    many, few = count(OPINIONS[Opinion.GOOD], 9), count(OPINIONS[Opinion.POOR], 1, "caf")
    total = month_of([many, few], NOVEMBER, JOURNEYS).total
    assert total is not None
    assert (total.opinions, total.content) == (HIDDEN, HIDDEN)


def test_a_commune_without_distances_spares_nothing_and_is_told() -> None:
    counts = [
        count(HONOURED, 5),
        count(HONOURED, 6, mairie="etreux"),
        count(HONOURED, 5, mairie=""),
    ]
    figures = month_of(counts, NOVEMBER, JOURNEYS).rows[0].figures
    assert (figures.km, figures.unmeasured) == (5 * 62, 11)


@pytest.mark.parametrize("few", [1, 4])
def test_the_kilometres_of_few_are_hidden_among_many_without_distances(few: int) -> None:
    counts = [count(HONOURED, few), count(HONOURED, 20, mairie="")]
    found = month_of(counts, NOVEMBER, JOURNEYS)
    assert found.total is not None
    for figures in (found.rows[0].figures, found.total):
        assert figures.visits == 20 + few
        assert {figures.km, figures.hours, figures.unmeasured} == {HIDDEN}


def test_without_any_distance_there_is_nothing_to_say_of_kilometres() -> None:
    figures = month_of([count(HONOURED, 21, mairie="")], NOVEMBER, JOURNEYS).rows[0].figures
    assert (figures.km, figures.hours, figures.unmeasured) == (None, None, 21)


def test_a_total_does_not_tell_the_kilometres_of_few() -> None:
    mixed = [count(HONOURED, 1, "caf"), count(HONOURED, 20, "caf", mairie="")]
    near = JOURNEYS | {("hannapes", "caf"): Journey(38, 45)}
    total = month_of([count(HONOURED, 9), *mixed], NOVEMBER, near).total
    assert total is not None
    assert total.visits == 30
    assert {total.km, total.hours, total.unmeasured} == {HIDDEN}


def test_a_relay_farther_than_the_office_spares_nothing() -> None:
    far = JOURNEYS | {("hannapes", "wassigny"): Journey(50, 60)}
    figures = month_of([count(HONOURED, 5)], NOVEMBER, far).rows[0].figures
    assert (figures.km, figures.hours) == (0, 0)


@pytest.mark.parametrize("few", [1, 2, 3, 4])
def test_fewer_than_five_are_not_shown_nor_what_tells_them(few: int) -> None:
    counts = [count(HONOURED, few, seconds=900), count(NO_SHOW, few)]
    figures = month_of(counts, NOVEMBER, JOURNEYS).rows[0].figures
    hidden = figures.visits, figures.wait_minutes, figures.talk_minutes, figures.km, figures.hours
    assert set(hidden) == {HIDDEN}
    assert figures.no_shows is HIDDEN
    assert figures.cancelled == 0, "nobody is nobody"


def test_a_total_does_not_tell_the_one_row_that_is_hidden() -> None:
    counts = [count(HONOURED, 9), count(HONOURED, 3, "caf"), count(NO_SHOW, 8)]
    total = month_of(counts, NOVEMBER, JOURNEYS).total
    assert total is not None
    assert {total.visits, total.km, total.talk_minutes} == {HIDDEN}
    assert total.no_shows == 8


def test_two_rows_hidden_are_told_together_from_five_people_on() -> None:
    def total(*hidden: int) -> object:
        counts = [count(HONOURED, 9), count(HONOURED, hidden[0], "caf")]
        found = month_of([*counts, count(HONOURED, hidden[1], "cpam")], NOVEMBER, JOURNEYS).total
        return found and found.visits

    assert total(3, 2) == 14
    assert total(2, 2) is HIDDEN


def test_a_visit_by_telephone_counts_and_leaves_waits_and_lengths_as_they_are() -> None:
    counts = [count(HONOURED, 6, seconds=6 * 900, waited=6 * 120), count(HELD, 5)]
    figures = month_of(counts, NOVEMBER, JOURNEYS).rows[0].figures
    assert (figures.visits, figures.wait_minutes, figures.talk_minutes) == (11, 2, 15)
    assert figures.km == 11 * 2 * 31


def test_the_averages_of_few_visits_at_a_kiosk_are_hidden_among_many_by_telephone() -> None:
    found = month_of([count(HONOURED, 2, seconds=1800), count(HELD, 9)], NOVEMBER, JOURNEYS)
    figures = found.rows[0].figures
    assert (figures.visits, figures.wait_minutes, figures.talk_minutes) == (11, HIDDEN, HIDDEN)
    assert found.total is not None
    assert found.total.talk_minutes is HIDDEN
