"""Which appointments are erased, on paper."""

from hypothesis import given
from hypothesis import strategies as st

from recordings.retention import DAY, DAYS, Kept, KeptNote, notes_to_erase, to_erase

NOW = 1_000 * DAY


def kept(
    id: str = "a",
    created_at: float = 0.0,
    at: float | None = None,
    closed_at: float | None = None,
    in_visit: bool = False,
) -> Kept:
    return Kept(id, created_at, at, closed_at, in_visit)


def test_thirty_days_after_the_visit_and_not_a_second_before() -> None:
    honoured = kept(closed_at=NOW)
    assert to_erase([honoured], NOW + 30 * DAY - 1) == []
    assert to_erase([honoured], NOW + 30 * DAY) == ["a"]


def test_an_appointment_that_nobody_honoured_counts_from_its_own_date() -> None:
    expected = kept(created_at=NOW - 60 * DAY, at=NOW)
    assert to_erase([expected], NOW + 29 * DAY) == []
    assert to_erase([expected], NOW + 30 * DAY) == ["a"]


def test_one_registered_for_now_counts_from_its_registration() -> None:
    assert to_erase([kept(created_at=NOW)], NOW + 30 * DAY) == ["a"]


def test_a_visit_that_goes_on_is_never_erased() -> None:
    assert to_erase([kept(in_visit=True)], NOW) == []


def test_the_number_of_days_is_the_body_s_choice() -> None:
    honoured = kept(closed_at=NOW)
    assert to_erase([honoured], NOW + 7 * DAY, days=7) == ["a"]


def test_the_oldest_come_first() -> None:
    both = [kept("b", closed_at=2.0), kept("a", closed_at=1.0)]
    assert to_erase(both, NOW) == ["a", "b"]


TIMES = st.floats(min_value=0, max_value=2_000 * DAY)
KEPT = st.builds(
    Kept, st.text(min_size=1), TIMES, TIMES | st.none(), TIMES | st.none(), st.booleans()
)


@given(st.lists(KEPT, unique_by=lambda one: one.id), TIMES, TIMES)
def test_what_is_erased_once_stays_due(records: list[Kept], one: float, other: float) -> None:
    early, late = sorted((one, other))
    assert set(to_erase(records, early)) <= set(to_erase(records, late))


@given(st.lists(KEPT, unique_by=lambda one: one.id), TIMES)
def test_nothing_young_or_in_a_visit_is_erased(records: list[Kept], now: float) -> None:
    erased = set(to_erase(records, now))
    for record in records:
        young = record.counts_from > now - DAYS * DAY
        if record.in_visit or young:
            assert record.id not in erased


def test_a_note_is_erased_after_its_days_or_with_its_case() -> None:
    old, young = KeptNote("c1", "Situation", NOW), KeptNote("c1", "À faire", NOW + DAY)
    lost = KeptNote("c2", "Situation", NOW + DAY)
    found = notes_to_erase([old, young, lost], {"c1"}, NOW + 20 * DAY, days=20)
    assert found == [old, lost]
