"""First come, first served, and nobody passed."""

from hypothesis import given
from hypothesis import strategies as st

from signaling.core.agenda.queue import (
    Entry,
    Priority,
    dispatch,
    in_order,
    next_for,
    passed_by,
    place,
)

ANA, BOB, CAT = (
    Entry("ana", "msa", "wassigny", 1.0),
    Entry("bob", "msa", "guise", 2.0),
    Entry("cat", "caf", "wassigny", 3.0),
)
HURT = Entry("dan", "msa", "guise", 9.0, Priority.NEEDS)


def test_whoever_came_first_goes_first() -> None:
    assert in_order([CAT, BOB, ANA]) == [ANA, BOB, CAT]
    assert [place([CAT, BOB, ANA], each) for each in (ANA, BOB, CAT)] == [1, 2, 1]


def test_whoever_cannot_wait_goes_before() -> None:
    assert place([ANA, BOB, HURT], HURT) == 1
    assert place([ANA, BOB, HURT], BOB) == 3


def test_a_free_counsellor_takes_the_first_for_whom_a_kiosk_is_free() -> None:
    assert next_for([ANA, BOB], "msa", {"wassigny": ["k1"], "guise": ["k2"]}) == ANA
    assert next_for([ANA, BOB], "msa", {"guise": ["k2"]}) == BOB
    assert next_for([ANA, BOB], "msa", {}) is None
    assert next_for([ANA, BOB], "caf", {"wassigny": ["k1"]}) is None


def test_everybody_who_can_be_received_is() -> None:
    matches = dispatch([ANA, BOB, CAT], {"msa": ["m1", "m2"], "caf": ["c1"]}, {"wassigny": ["k1"]})
    assert [(m.entry, m.counsellor, m.kiosk) for m in matches] == [(ANA, "m1", "k1")]


entries = st.lists(
    st.builds(
        Entry,
        st.uuids().map(str),
        st.sampled_from(["msa", "caf"]),
        st.sampled_from(["wassigny", "guise"]),
        st.integers(0, 5).map(float),
        st.sampled_from(Priority),
    ),
    max_size=12,
)
free = st.lists(st.sampled_from("abcdef"), unique=True, max_size=4)


@given(entries, free, free, free, free)
def test_nobody_is_passed_and_nobody_waits_for_nothing(
    waiting: list[Entry], msa: list[str], caf: list[str], wassigny: list[str], guise: list[str]
) -> None:
    people, kiosks = {"msa": msa, "caf": caf}, {"wassigny": wassigny, "guise": guise}
    matches = dispatch(waiting, people, kiosks)
    received = [match.entry for match in matches]
    left = [each for each in waiting if each not in received]
    assert not any(passed_by(entry, left) for entry in received)
    assert len({m.counsellor + m.entry.organisation for m in matches}) == len(matches)
    assert len({m.kiosk + m.entry.relay for m in matches}) == len(matches)
    for entry in left:
        used = [m for m in matches if m.entry.organisation == entry.organisation]
        here = [m for m in matches if m.entry.relay == entry.relay]
        nobody = len(used) == len(people[entry.organisation])
        assert nobody or len(here) == len(kiosks[entry.relay])
