"""Slots through the whole server: chosen, freed, offered, learnt from."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from signaling.agenda.planner import PLANNER, Planner, SlotTaken
from signaling.core.agenda.bookings import BookingState
from signaling.core.agenda.permanences import Lengths, Permanence
from signaling.core.agenda.wall import Hours, day_of, moment
from signaling.core.appointment import VisitEnded
from signaling.core.person import Person
from signaling.deeds import Deed
from signaling.errors import Conflict, NotFound
from signaling.keys import WATCH
from signaling.protocol import AppointmentState
from signaling.requests import Requests
from signaling.store import (
    appointments,
    bookings,
    demo_agenda,
    kiosks,
    lengths,
    permanences,
)
from signaling.store.records import Appointment, Kiosk

from .serving import NOON, RELAY, Form, Served, serving

ANA = "account-conseil-msa"
TODAY = day_of(NOON)
TOMORROW = TODAY + timedelta(days=1)


@dataclass
class Town:
    served: Served
    planner: Planner
    secretary: Person
    had: list[Appointment] = field(default_factory=list)

    async def settle(self, kiosk_count: int = 1, **more: object) -> None:
        """The MSA receives every day from 9 to 11, half an hour each; Ana alone."""
        daily = Permanence(
            "p1", "msa", frozenset(range(7)), Hours(540, 660), TODAY, counsellors=frozenset({ANA})
        )
        async with self.served.store.writing() as tx:
            for n in range(kiosk_count):
                await kiosks.insert(tx, Kiosk(f"k{n}", RELAY, f"Guichet {n}", f"key {n}", NOON))
            await permanences.publish(tx, daily)

    async def register(self, starts: float, **fields: object) -> Appointment:
        form = Form(at=starts, **fields)
        return await self.planner.register(self.secretary, form, starts)

    async def record(self, id: str) -> Appointment:
        async with self.served.store.reading() as tx:
            found = await appointments.by_id(tx, id)
        assert found is not None
        return found


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with serving() as served:
        town = Town(served, served.app[PLANNER], await served.person("secretaire.hannapes"))
        await town.settle()
        yield town


def at(minute: int, day: date = TOMORROW) -> float:
    return moment(day, minute)


def hours(slots: Iterable[object]) -> list[float]:
    return [slot.span.starts for slot in slots]


async def test_a_chosen_slot_is_accepted_at_once_and_no_longer_offered(town: Town) -> None:
    before = await town.planner.free("msa", RELAY)
    assert hours(before.slots)[:2] == [at(540), at(570)]
    record = await town.record((await town.register(at(540))).id)
    assert (record.state, record.counsellor, record.at) == (
        AppointmentState.ACCEPTED,
        ANA,
        at(540),
    )
    after = await town.planner.free("msa", RELAY)
    assert hours(after.slots)[0] == at(570)


async def test_who_publishes_nothing_offers_nothing(town: Town) -> None:
    free = await town.planner.free("caf", RELAY)
    assert (free.publishes, free.on_request, free.slots) == (False, True, ())


async def test_a_slot_that_is_gone_saves_nothing(town: Town) -> None:
    await town.register(at(540))
    for starts in (at(540), at(545), at(700)):
        with pytest.raises(SlotTaken):
            await town.register(starts, name="Autre")
    async with town.served.store.reading() as tx:
        known = await appointments.open_of_mairie(tx, "hannapes")
    assert [each.name for each in known] == ["Exemple"]


async def test_two_who_press_at_once_do_not_have_the_same_slot(town: Town) -> None:
    tries = (town.register(at(540), name=f"N{n}") for n in range(5))
    done = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(each, Appointment) for each in done) == 1
    assert sum(isinstance(each, SlotTaken) for each in done) == 4


async def test_a_motive_takes_its_time(town: Town) -> None:
    async with town.served.store.writing() as tx:
        agenda = await permanences.agenda_of(tx, "msa", town.planner.calendar, NOON)
        long = Lengths(30, {"motive-msa-1": 60})
        await permanences.settle(tx, replace(agenda, lengths=long))
    free = await town.planner.free("msa", RELAY, "motive-msa-1")
    assert hours(free.slots)[:2] == [at(540), at(600)]


async def test_a_cancelled_or_moved_appointment_frees_its_slot(town: Town) -> None:
    first, second = await town.register(at(540)), await town.register(at(570))
    await town.served.desk.cancel(town.secretary, first.id)
    moved = Form(at=at(900))
    await Requests(town.served.desk.office).correct(town.secretary, second.id, moved)
    free = await town.planner.free("msa", RELAY)
    assert hours(free.slots)[:2] == [at(540), at(570)]


async def wishing(town: Town) -> tuple[Appointment, Appointment]:
    """One has nine o'clock; another, at ten, would come earlier."""
    first, later = await town.register(at(540)), await town.register(at(600), name="Autre")
    await town.planner.wish(town.secretary, later.id, True)
    return first, later


async def test_a_freed_slot_is_held_for_who_would_come_earlier(town: Town) -> None:
    first, later = await wishing(town)
    await town.served.desk.cancel(town.secretary, first.id)
    held = await town.planner.held(town.secretary, later.id)
    assert held.offered is not None
    assert (held.offered.starts_at, held.wishes) == (at(540), True)
    assert at(540) not in hours((await town.planner.free("msa", RELAY)).slots)
    await town.planner.answer(town.secretary, later.id, True)
    record = await town.record(later.id)
    assert (record.at, record.state) == (at(540), AppointmentState.ACCEPTED)
    assert at(600) in hours((await town.planner.free("msa", RELAY)).slots)
    with pytest.raises(Conflict):
        await town.planner.answer(town.secretary, later.id, True)


async def test_an_offer_that_is_declined_goes_to_the_next(town: Town) -> None:
    first, later = await wishing(town)
    last = await town.register(at(630), name="Dernier")
    town.served.clock.now += 1
    await town.planner.wish(town.secretary, last.id, True)
    await town.served.desk.cancel(town.secretary, first.id)
    await town.planner.answer(town.secretary, later.id, False)
    held = await town.planner.held(town.secretary, later.id)
    assert (held.offered, held.wishes) == (None, False)
    assert (await town.planner.held(town.secretary, last.id)).offered is not None
    await town.planner.wish(town.secretary, last.id, False)
    assert hours((await town.planner.free("msa", RELAY)).slots)[0] == at(540)


async def test_an_offer_that_nobody_answers_is_over(town: Town) -> None:
    first, later = await wishing(town)
    await town.served.desk.cancel(town.secretary, first.id)
    town.served.clock.now += 12 * 3600
    await town.served.app[WATCH].tick()
    assert (await town.planner.held(town.secretary, later.id)).offered is None
    with pytest.raises(Conflict):
        await town.planner.answer(town.secretary, later.id, True)


async def test_another_mairie_sees_and_does_nothing(town: Town) -> None:
    _, later = await wishing(town)
    stranger = Person("x", "x", town.secretary.roles, mairie="etreux")
    for act in (
        town.planner.held(stranger, later.id),
        town.planner.wish(stranger, later.id, True),
        town.planner.answer(stranger, later.id, True),
    ):
        with pytest.raises(NotFound):
            await act


async def test_a_visit_teaches_how_long_its_motive_lasts(town: Town) -> None:
    served = town.served
    record = await served.registered(listed="motive-msa-1", motive="")
    async with served.store.writing() as tx:
        machine = appointments.machine(record)
        machine.state = AppointmentState.INSTALLED
        await appointments.save(tx, machine, NOON)

    async def ended(deed: Deed) -> None:
        await deed.appointment(record.id, VisitEnded(True, 1500))

    await served.desk.office.do("server", ended)
    async with served.store.reading() as tx:
        pasts = await lengths.pasts(tx)
        assert await bookings.of_appointment(tx, record.id, BookingState.BOOKED) == []
    assert {motive: sums.visits for motive, sums in pasts.of("msa").by_motive.items()} == {
        "motive-msa-1": 1
    }


async def test_the_demonstration_publishes_slots_once(town: Town) -> None:
    store = town.served.store
    for _ in range(2):
        await demo_agenda.publish(store, NOON)
    async with store.writing() as tx:
        known = await permanences.of_organisation(tx, "mission-locale")
        await permanences.withdraw(tx, "p1")
    assert len(known) == 1
    assert (await town.planner.free("msa", RELAY)).slots
