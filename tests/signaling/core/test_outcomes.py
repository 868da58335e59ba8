"""How visits ended, in numbers: what is counted, and what is too few to be shown."""

from hypothesis import given
from hypothesis import strategies as st

from signaling.core.figures import HIDDEN, LEAST, Count
from signaling.core.outcomes import ENDS, Cells, cells_of, outcomes_of
from signaling.protocol import VisitOutcome

NOVEMBER = "2026-11"
DONE, FOLLOWED, PAPERS, ELSEWHERE, UNDONE = VisitOutcome


def count(outcome: VisitOutcome, visits: int, organisation: str = "msa") -> Count:
    return Count(NOVEMBER, organisation, "wassigny", ENDS[outcome], visits, 0)


def numbers(*visits: int) -> dict[VisitOutcome, int]:
    return dict(zip(VisitOutcome, visits, strict=True))


def told(cells: Cells) -> list[object]:
    return [cells[each] for each in VisitOutcome]


def test_each_outcome_is_counted_by_relay_and_organisation() -> None:
    counts = [count(DONE, 9), count(PAPERS, 6), count(DONE, 7, "caf"), count(DONE, 5)]
    found = outcomes_of([*counts, Count(NOVEMBER, "msa", "wassigny", "honoured", 30, 0)], NOVEMBER)
    assert {place: told(cells) for place, cells in found.rows.items()} == {
        ("wassigny", "caf"): [7, 0, 0, 0, 0],
        ("wassigny", "msa"): [14, 0, 6, 0, 0],
    }
    assert found.total is not None
    assert told(found.total) == [21, 0, 6, 0, 0]


def test_another_month_is_not_counted() -> None:
    assert outcomes_of([count(DONE, 9)], "2026-10").rows == {}
    assert outcomes_of([count(DONE, 9)], "2026-10").total is None


def test_a_few_are_hidden_with_what_would_tell_them() -> None:
    assert told(cells_of(numbers(9, 2, 6, 0, 0))) == [9, HIDDEN, HIDDEN, 0, 0]
    assert told(cells_of(numbers(9, 2, 3, 8, 0))) == [9, HIDDEN, HIDDEN, 8, 0]
    assert told(cells_of(numbers(9, 1, 1, 8, 0))) == [9, HIDDEN, HIDDEN, HIDDEN, 0]
    assert told(cells_of(numbers(3, 0, 0, 0, 0))) == [HIDDEN, 0, 0, 0, 0]


def test_a_total_tells_nothing_of_the_few_of_one_organisation() -> None:
    found = outcomes_of([count(DONE, 9), count(DONE, 2, "caf"), count(UNDONE, 7)], NOVEMBER)
    assert found.total is not None
    assert told(found.total) == [HIDDEN, 0, 0, 0, 7]


def test_a_total_that_is_hidden_is_not_what_is_left_of_all_visits() -> None:
    found = outcomes_of(
        [
            count(DONE, 12),
            count(DONE, 3, "caf"),
            count(FOLLOWED, 10, "caf"),
            count(FOLLOWED, 4, "cpam"),
            count(UNDONE, 6, "cpam"),
            count(FOLLOWED, 2, "ml"),
            count(UNDONE, 7, "ml"),
        ],
        NOVEMBER,
    )
    assert found.total is not None
    assert told(found.total) == [HIDDEN, 16, 0, 0, HIDDEN]


@given(st.lists(st.integers(0, 12), min_size=5, max_size=5))
def test_no_few_can_be_taken_away_from_the_others(visits: list[int]) -> None:
    asked = numbers(*visits)
    cells = cells_of(asked)
    hidden = [asked[each] for each in VisitOutcome if cells[each] is HIDDEN]
    assert all(cells[each] in (asked[each], HIDDEN) for each in VisitOutcome)
    assert not any(0 < asked[each] < LEAST and cells[each] is not HIDDEN for each in VisitOutcome)
    if any(asked[each] and cells[each] is not HIDDEN for each in VisitOutcome):
        assert not hidden or (len(hidden) > 1 and sum(hidden) >= LEAST)
