"""What is free for a counsellor, a kiosk and a room together."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from signaling.core.agenda import slots
from signaling.core.agenda.permanences import Agenda, Lengths, Permanence, away
from signaling.core.agenda.slots import Seat, Slot, Wanted, free_slots, next_slot, still_offered
from signaling.core.agenda.wall import Hours, Span, day_of, moment, span

DAY = date(2026, 11, 25)
SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)
SEATS = (Seat("k1", "r1"), Seat("k2", "r2"))
LONG_AGO = 0.0


def an_agenda(counsellors: int = 1, usual: int = 30, rest: int = 0, **more: object) -> Agenda:
    permanence = Permanence(
        "p1",
        "msa",
        frozenset(range(7)),
        Hours(9 * 60, 11 * 60),
        DAY - timedelta(days=365),
        counsellors=frozenset(f"c{n}" for n in range(1, counsellors + 1)),
        on_holidays=True,
    )
    lengths = Lengths(usual, {"retraite": 60}, rest)
    return Agenda("msa", (permanence,), lengths=lengths, **more)


def wanted(seats: tuple[Seat, ...] = SEATS, **more: object) -> Wanted:
    return Wanted("wassigny", seats, **more)


def hours(found: list[Slot], day: date = DAY) -> list[str]:
    minutes = [round(slot.span.starts - moment(day, 0)) // 60 for slot in found]
    return [f"{each // 60}:{each % 60:02}" for each in minutes]


def at(minute: int, length: int, day: date = DAY) -> Span:
    return span(day, Hours(minute, minute + length))


def test_a_permanence_is_cut_into_slots() -> None:
    found = free_slots(an_agenda(), DAY, wanted(), {}, LONG_AGO)
    assert hours(found) == ["9:00", "9:30", "10:00", "10:30"]


def test_a_motive_has_its_length() -> None:
    found = free_slots(an_agenda(), DAY, wanted(motive="retraite"), {}, LONG_AGO)
    assert hours(found) == ["9:00", "10:00"]


def test_a_counsellor_rests_between_two() -> None:
    found = free_slots(an_agenda(rest=10), DAY, wanted(), {}, LONG_AGO)
    assert hours(found) == ["9:00", "9:40", "10:20"]
    taken = {slots.account("c1"): [at(9 * 60 + 40, 30)]}
    found = free_slots(an_agenda(rest=10), DAY, wanted(), taken, LONG_AGO)
    assert hours(found) == ["9:00", "10:20"]


def test_what_any_of_the_three_has_is_not_free() -> None:
    for resource in (slots.account("c1"), slots.kiosk("k1"), slots.room("r1")):
        found = free_slots(an_agenda(), DAY, wanted(SEATS[:1]), {resource: [at(570, 30)]}, LONG_AGO)
        assert hours(found) == ["9:00", "10:00", "10:30"]


def test_two_kiosks_of_one_room_are_not_used_together() -> None:
    together = (Seat("k1", "r1"), Seat("k2", "r1"))
    taken = {slots.room("r1"): [at(540, 120)], slots.kiosk("k1"): [at(540, 120)]}
    assert free_slots(an_agenda(2), DAY, wanted(together), taken, LONG_AGO) == []


def test_the_other_counsellor_and_the_other_kiosk_are_offered() -> None:
    taken = {slots.account("c1"): [at(540, 30)], slots.kiosk("k1"): [at(540, 30)]}
    taken[slots.room("r1")] = [at(540, 30)]
    first = free_slots(an_agenda(2), DAY, wanted(), taken, LONG_AGO)[0]
    assert (first.counsellor, first.kiosk, first.room) == ("c2", "k2", "r2")


def test_the_counsellor_in_charge_may_be_asked_for() -> None:
    taken = {slots.account("c2"): [at(540, 90)]}
    found = free_slots(an_agenda(2), DAY, wanted(counsellor="c2"), taken, LONG_AGO)
    assert hours(found) == ["10:30"]
    assert found[0].counsellor == "c2"


def test_the_past_and_the_notice_are_not_offered() -> None:
    agenda = an_agenda(notice_minutes=30)
    assert hours(free_slots(agenda, DAY, wanted(), {}, moment(DAY, 570))) == ["10:00", "10:30"]


def test_a_van_is_booked_only_where_it_stands() -> None:
    van = (Seat("k9", "van", (at(600, 45),)),)
    assert hours(free_slots(an_agenda(), DAY, wanted(van), {}, LONG_AGO)) == ["10:00"]
    nowhere = (Seat("k9", "van", ()),)
    assert free_slots(an_agenda(), DAY, wanted(nowhere), {}, LONG_AGO) == []


def test_when_the_day_is_over_the_next_slot_is_tomorrow() -> None:
    slot = next_slot(an_agenda(), wanted(), {}, moment(DAY, 11 * 60))
    assert slot is not None
    assert slot.span.starts == moment(DAY + timedelta(days=1), 540)


def test_nothing_is_offered_beyond_the_horizon() -> None:
    agenda = an_agenda(horizon_days=5, absences=(away("msa", "c1", DAY, DAY + timedelta(days=10)),))
    assert next_slot(agenda, wanted(), {}, moment(DAY, 0)) is None


def test_a_page_that_stayed_open_cannot_take_what_is_gone() -> None:
    agenda = an_agenda()
    slot = free_slots(agenda, DAY, wanted(), {}, LONG_AGO)[0]
    assert still_offered(agenda, slot, wanted(), {}, LONG_AGO)
    full = {slots.account("c1"): [slot.span]}
    assert not still_offered(agenda, slot, wanted(), full, LONG_AGO)
    assert not still_offered(agenda, slot, wanted(), {}, slot.span.starts + 1)


days = st.sampled_from([DAY, SPRING, AUTUMN])
taken_minutes = st.lists(st.tuples(st.integers(0, 23 * 12), st.integers(1, 24)), max_size=8)


@given(days, taken_minutes, taken_minutes, taken_minutes, st.integers(1, 24), st.integers(0, 4))
def test_whatever_is_taken_what_is_offered_is_free_whole_and_in_order(
    day: date,
    of_counsellor: list[tuple[int, int]],
    of_kiosk: list[tuple[int, int]],
    of_room: list[tuple[int, int]],
    length: int,
    rest: int,
) -> None:
    night = Permanence(
        "p", "msa", frozenset(range(7)), Hours(0, 1440), day, counsellors=frozenset({"c1", "c2"}),
        on_holidays=True,
    )  # fmt: skip
    agenda = Agenda("msa", (night,), lengths=Lengths(length * 5, {}, rest * 5))
    midnight = moment(day, 0)

    def spans(cells: list[tuple[int, int]]) -> list[Span]:
        return [Span(midnight + a * 300, midnight + (a + b) * 300) for a, b in cells]

    taken = {
        slots.account("c1"): spans(of_counsellor),
        slots.kiosk("k1"): spans(of_kiosk),
        slots.room("r1"): spans(of_room),
    }
    found = free_slots(agenda, day, wanted(), taken, LONG_AGO)
    starts = [slot.span.starts for slot in found]
    assert starts == sorted(set(starts))
    for slot in found:
        assert slot.span.ends - slot.span.starts == length * 300
        assert day_of(slot.span.starts) == day
        assert slot.span.starts % 300 == 0
        for resource in slot.resources:
            assert not any(slot.span.meets(each) for each in taken.get(resource, ()))
