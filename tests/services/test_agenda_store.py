"""The agenda's tables: what is published comes back, and no slot is taken twice.

On SQLite and on PostgreSQL: the rule against double booking is written differently in each.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from signaling.core.agenda import bookings as core
from signaling.core.agenda.bookings import BookingState
from signaling.core.agenda.days import Calendar
from signaling.core.agenda.permanences import Agenda, Kind, Lengths, Permanence, School, away
from signaling.core.agenda.slots import Wanted, free_slots
from signaling.core.agenda.tour import Stop
from signaling.core.agenda.wall import Hours, Span, moment
from signaling.store import AlreadyThere, bookings, kiosks, migrate, permanences, places, tours
from signaling.store.records import Kiosk, Relay
from signaling.store.schema_agenda import booking, hold, room, room_kiosk

from .agenda_town import COUNSELLORS, KIOSKS, MSA, Town, a_booking, double_bookings, racing, wants
from .serving import NOON, RELAY

DAY = date(2026, 12, 2)
NINE = moment(DAY, 540)
SEED = 20261202
TRIES = 60


@pytest.fixture
async def town(url: str) -> AsyncIterator[Town]:
    await asyncio.to_thread(migrate.upgrade, url)
    async with Town.at(url, TRIES) as town:
        yield town


def hour(starts: int, minutes: int = 30) -> Span:
    return Span(NINE + starts * 60, NINE + (starts + minutes) * 60)


def test_migrations_make_the_schema_in_code_on_both_databases(url: str) -> None:
    migrate.upgrade(url)
    assert migrate.differences(url) == []


async def test_a_slot_is_taken_once(town: Town) -> None:
    async with town.store.writing() as tx:
        await bookings.take(tx, a_booking("b1", "a1", hour(0)))
    for who, where in ((0, 1), (1, 0), (0, 0)):
        with pytest.raises(AlreadyThere) as refusal:
            async with town.store.writing() as tx:
                await bookings.take(tx, a_booking("b2", "a2", hour(15), who, where))
        assert refusal.value.table == "hold"
    async with town.store.reading() as tx:
        assert await bookings.by_id(tx, "b2") is None
        assert (await tx.execute(select(func.count()).select_from(hold))).scalar() == 3


async def test_one_visit_may_begin_when_another_ends(town: Town) -> None:
    async with town.store.writing() as tx:
        await bookings.take(tx, a_booking("b1", "a1", hour(0)))
        await bookings.take(tx, a_booking("b2", "a2", hour(30)))
        await bookings.take(tx, a_booking("b3", "a3", hour(0), 1, 1))


async def test_a_booking_moves_within_its_own_time_but_not_onto_another(town: Town) -> None:
    async with town.store.writing() as tx:
        await bookings.take(tx, a_booking("b1", "a1", hour(0)))
        await bookings.take(tx, a_booking("b2", "a2", hour(60)))
    async with town.store.writing() as tx:
        known = await bookings.by_id(tx, "b1")
        assert known is not None
        moved = await bookings.move(tx, known, hour(15))
    with pytest.raises(AlreadyThere):
        async with town.store.writing() as tx:
            await bookings.move(tx, moved, hour(45))
    async with town.store.reading() as tx:
        assert await bookings.by_id(tx, "b1") == moved


async def test_a_freed_slot_is_free(town: Town) -> None:
    async with town.store.writing() as tx:
        await bookings.take(tx, a_booking("b1", "a1", hour(0)))
        assert await bookings.free(tx, "b1")
        assert not await bookings.free(tx, "b1")
        await bookings.take(tx, a_booking("b2", "a2", hour(0)))
        assert list(await bookings.taken(tx, NINE, NINE + 3600)) == [
            f"account:{COUNSELLORS[0]}",
            f"kiosk:{KIOSKS[0]}",
            f"room:{KIOSKS[0]}",
        ]


async def test_nobody_takes_what_somebody_else_takes_at_the_same_moment(
    town: Town, url: str
) -> None:
    wanted = wants(SEED, TRIES, round(NINE))
    had = await racing(url, wanted, at_once=5)
    assert await double_bookings(town.store) == 0
    async with town.store.reading() as tx:
        kept = set((await tx.execute(select(booking.c.id))).scalars())
        held = (await tx.execute(select(func.count()).select_from(hold))).scalar()
    assert kept == {each.id for each in had}
    assert held == 3 * len(had)
    assert 0 < len(had) < len(wanted)


async def test_of_many_who_want_the_same_slot_one_has_it(town: Town, url: str) -> None:
    wanted = [a_booking(f"b{n}", f"a{n}", hour(0)) for n in range(20)]
    assert len(await racing(url, wanted, at_once=5)) == 1


async def test_it_is_the_database_that_forbids_it(town: Town, url: str) -> None:
    """Without its rule the same race does take slots twice: the test would see it."""
    rules = ("DROP TRIGGER hold_meets_INSERT", "DROP TRIGGER hold_meets_UPDATE")
    if not town.store.sqlite:
        rules = ("ALTER TABLE hold DROP CONSTRAINT ex_hold_resource",)
    async with town.store.writing() as tx:
        for rule in rules:
            await tx.exec_driver_sql(rule)
    await racing(url, wants(SEED, TRIES, round(NINE)), at_once=5)
    assert await double_bookings(town.store) > 0


async def test_whoever_wants_to_come_earlier_is_offered_what_was_freed(town: Town) -> None:
    later, first = a_booking("b1", "a1", hour(120)), a_booking("b2", "a2", hour(0))
    now = NINE - 86400
    async with town.store.writing() as tx:
        await bookings.take(tx, later)
        await bookings.take(tx, first)
        await bookings.wants_earlier(tx, "a1", now, 120, same_counsellor=True)
        await bookings.wants_earlier(tx, "a1", now + 1, 60, same_counsellor=True)
        await bookings.free(tx, first.id)
        (wish,) = await bookings.wishes(tx, MSA, RELAY)
        assert (wish.since, wish.notice_minutes) == (now, 60)
        assert core.who_is_asked(first, [wish], now) == wish
        offered = core.offer("b3", first, wish, now)
        await bookings.take(tx, offered)
        assert await bookings.wishes(tx, MSA, RELAY) == []
        assert await bookings.offers_over(tx, now) == []
        assert await bookings.offers_over(tx, now + 86400) == [offered]
    with pytest.raises(AlreadyThere):
        async with town.store.writing() as tx:
            await bookings.take(tx, a_booking("b4", "a4", hour(0)))
    async with town.store.writing() as tx:
        assert await bookings.accept(tx, offered) == later
        (mine,) = await bookings.of_appointment(tx, "a1")
        assert mine == replace(offered, state=BookingState.BOOKED, until=None)
        await bookings.take(tx, a_booking("b5", "a5", hour(120)))


async def test_what_is_published_comes_back_the_same(town: Town) -> None:
    permanence = Permanence(
        "p1",
        MSA,
        frozenset({0, 2}),
        Hours(540, 720),
        DAY,
        DAY + timedelta(days=100),
        2,
        Kind.BOOKED,
        School.OUTSIDE,
        True,
        RELAY,
        frozenset(COUNSELLORS[:2]),
        {DAY: None, DAY + timedelta(days=1): Hours(840, 1020)},
    )
    agenda = Agenda(
        MSA,
        (permanence,),
        (away(MSA, COUNSELLORS[0], DAY, DAY), away(MSA, None, DAY, DAY)),
        Lengths(20, {"retraite": 45}, 5),
        Calendar(),
        60,
        30,
        False,
    )
    async with town.store.writing() as tx:
        assert await permanences.agenda_of(tx, MSA, Calendar(), 0) == Agenda(MSA)
        await permanences.publish(tx, replace(permanence, hours=Hours(0, 1), exceptions={}))
        await permanences.publish(tx, permanence)
        await permanences.settle(tx, agenda)
        await permanences.settle(tx, agenda)
        for n, absence in enumerate(agenda.absences):
            await permanences.be_absent(tx, f"absence-{n}", absence)
    async with town.store.reading() as tx:
        assert await permanences.agenda_of(tx, MSA, Calendar(), 0) == agenda
        assert await permanences.by_id(tx, "p1") == permanence
        assert await permanences.by_id(tx, "p2") is None


async def test_what_is_withdrawn_is_no_longer_there(town: Town) -> None:
    daily = Permanence("p1", MSA, frozenset(range(7)), Hours(540, 720), DAY)
    async with town.store.writing() as tx:
        await permanences.publish(tx, daily)
        await permanences.except_for(tx, "p1", DAY, None)
        await permanences.except_for(tx, "p1", DAY, Hours(600, 660))
        await permanences.be_absent(tx, "x", away(MSA, None, DAY, DAY))
        known = await permanences.by_id(tx, "p1")
        assert known is not None
        assert known.exceptions == {DAY: Hours(600, 660)}
        await permanences.follow_the_rule(tx, "p1", DAY)
        assert (await permanences.of_organisation(tx, MSA))[0].exceptions == {}
        assert not await permanences.be_back(tx, "caf", "x")
        assert await permanences.be_back(tx, MSA, "x")
        assert await permanences.withdraw(tx, "p1")
        assert not await permanences.withdraw(tx, "p1")


async def test_absences_are_forgotten_when_they_are_over(town: Town) -> None:
    async with town.store.writing() as tx:
        await permanences.be_absent(tx, "x", away(MSA, COUNSELLORS[0], DAY, DAY))
        assert await permanences.forget_absences(tx, moment(DAY, 0)) == 0
        assert await permanences.forget_absences(tx, moment(DAY, 1440)) == 1


async def test_kiosks_of_one_room_share_it_and_a_revoked_one_takes_no_visit(town: Town) -> None:
    async with town.store.writing() as tx:
        await tx.execute(room.insert().values(id="r1", relay=RELAY, label="Salle du fond"))
        for kiosk in KIOSKS[:2]:
            await tx.execute(room_kiosk.insert().values(kiosk=kiosk, room="r1"))
        await kiosks.revoke(tx, KIOSKS[4], NOON)
        seats = await bookings.seats(tx, RELAY)
    rooms = {seat.kiosk: seat.room for seat in seats}
    assert rooms == {
        KIOSKS[0]: "r1",
        KIOSKS[1]: "r1",
        KIOSKS[2]: KIOSKS[2],
        KIOSKS[3]: KIOSKS[3],
    }
    assert {seat.spans for seat in seats} == {None}


async def test_a_van_takes_bookings_only_where_it_will_be(town: Town) -> None:
    daily = Permanence(
        "p1", MSA, frozenset(range(7)), Hours(540, 720), DAY, counsellors=frozenset(COUNSELLORS)
    )
    stop = Stop("s1", "bus", DAY, Hours(600, 660), "Marly-Gomont", "Place de l’église")
    async with town.store.writing() as tx:
        await places.insert(tx, Relay("bus", "Bus", "Guise", "", ""))
        await kiosks.insert(tx, Kiosk("bus-kiosk", "bus", "Bus", "its key", NOON))
        await tours.make_van(tx, "bus")
        await tours.make_van(tx, "bus")
        assert (await bookings.seats(tx, "bus"))[0].spans == ()
        await tours.insert_stop(tx, stop)
        await permanences.publish(tx, daily)
        agenda = await permanences.agenda_of(tx, MSA, Calendar(), 0)
        wanted = Wanted("bus", await bookings.seats(tx, "bus"))
        assert await tours.of_van(tx, "bus") == [stop]
        assert await tours.vans(tx) == ["bus"]
    found = free_slots(agenda, DAY, wanted, {}, 0)
    assert [slot.span for slot in found] == [hour(60), hour(90)]
    assert free_slots(agenda, DAY + timedelta(days=1), wanted, {}, 0) == []
    async with town.store.writing() as tx:
        assert await tours.remove_stop(tx, "s1")
        assert not await tours.remove_stop(tx, "s1")
