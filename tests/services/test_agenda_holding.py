"""An agreed hour is held like a slot that was chosen; closed hours are offered to nobody."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from signaling.agenda.holding import CounsellorTaken, KiosksTaken
from signaling.agenda.own import OwnAbsences
from signaling.agenda.planner import PLANNER, SlotTaken
from signaling.core.agenda.bookings import BookingState
from signaling.core.agenda.permanences import Permanence, away, away_hours
from signaling.core.agenda.wall import Hours, day_of, moment
from signaling.core.free import FreeState
from signaling.core.person import Person, Role
from signaling.desk import Desk
from signaling.errors import Refusal
from signaling.free import FreeAccess, Opening
from signaling.free_letters import Letters
from signaling.protocol import AppointmentState, FreeDeed, Mode, VisitState
from signaling.requests import Requests
from signaling.store import (
    Stale,
    Tx,
    accounts,
    appointments,
    bookings,
    free_accesses,
    kiosks,
    permanences,
    schema,
    tours,
    visits,
)
from signaling.store.records import Account, Appointment, Kiosk

from .serving import NOON, RELAY, Form, serving
from .test_agenda_planner import ANA, TOMORROW, Town, at, hours, wishing
from .test_dropin_store import House

BOB = Person("bob", "Bob", frozenset({Role.COUNSELLOR}), "msa")
MAIRIE = Person("account-secretaire-hannapes", "x", frozenset({Role.SECRETARY}), mairie="hannapes")
HOST = Person("account-hote-wassigny", "x", frozenset({Role.HOST}), relay=RELAY)


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with serving() as served:
        town = Town(served, served.app[PLANNER], await served.person("secretaire.hannapes"))
        await town.settle()
        async with served.store.writing() as tx:
            await accounts.insert_account(
                tx, Account("bob", "bob", "Bob", "x", frozenset({Role.COUNSELLOR}), "msa")
            )
        yield town


async def asked(town: Town, at: float, **more: object) -> Appointment:
    """A request at an hour of the mairie's own."""
    return await town.served.registered(at=at, **more)


async def close_account(tx: Tx) -> None:
    await tx.execute(update(schema.account).where(schema.account.c.id == ANA).values(disabled=True))


async def accept(town: Town, who: Person, record: Appointment) -> None:
    await town.served.desk.accept(who, record.id)


async def test_an_agreed_hour_is_taken_from_the_slots_and_from_everybody_else(town: Town) -> None:
    ana = await town.served.person("conseil.msa")
    first, second, third = [await asked(town, at(555)) for _ in range(3)]
    await accept(town, ana, first)
    assert hours((await town.planner.free("msa", RELAY)).slots)[0] == at(585)
    with pytest.raises(CounsellorTaken):
        await accept(town, ana, second)
    with pytest.raises(KiosksTaken):
        await accept(town, BOB, second)
    assert (await town.record(second.id)).state is AppointmentState.SENT
    with pytest.raises(SlotTaken):
        await town.register(at(540))
    # A second kiosk takes a second resident.
    async with town.served.store.writing() as tx:
        await kiosks.insert(tx, Kiosk("k9", RELAY, "Second", "key 9", NOON))
    await accept(town, BOB, third)
    await town.served.desk.cancel(town.secretary, first.id)
    await accept(town, ana, second)


async def test_who_was_to_be_telephoned_and_comes_after_all_needs_a_kiosk(town: Town) -> None:
    requests, ana = Requests(town.served.desk.office), await town.served.person("conseil.msa")
    calls = {"at": at(900), "telephone": "06 00 00 00 00", "motive": ""}
    first, second = [await asked(town, **calls, mode=Mode.TELEPHONE) for _ in range(2)]
    for who, record in ((ana, first), (BOB, second)):
        await accept(town, who, record)
    await requests.correct(town.secretary, first.id, Form(**calls))
    held = await town.planner.held(town.secretary, first.id)
    assert held.booked is not None
    assert held.booked.kiosk == "k0"
    with pytest.raises(KiosksTaken):
        await requests.correct(town.secretary, second.id, Form(**calls))
    assert (await town.record(second.id)).mode is Mode.TELEPHONE


async def test_an_hour_that_was_proposed_is_held_once_the_mairie_takes_it(town: Town) -> None:
    requests, ana = Requests(town.served.desk.office), await town.served.person("conseil.msa")
    one, other = await asked(town, at(900)), await asked(town, at(930), name="Autre")
    for record in (one, other):
        await requests.propose(ana, record.id, at(540))
    await requests.answer_proposal(town.secretary, one.id, True)
    secretary = await town.served.signed_in("secretaire.hannapes")
    async with secretary.post(f"/secretariat/{other.id}/accepter") as answer:
        assert "Cette heure vient d’être prise." in await answer.text()
    assert (await town.record(other.id)).state is AppointmentState.PROPOSED
    assert hours((await town.planner.free("msa", RELAY)).slots)[0] == at(570)
    # Ana cannot after all, the mairie declines her other hour, a colleague comes instead.
    await requests.propose(ana, one.id, at(1000))
    await requests.answer_proposal(town.secretary, one.id, False)
    await accept(town, BOB, one)
    held = await town.planner.held(town.secretary, one.id)
    assert held.booked is not None
    assert (held.booked.counsellor, held.booked.starts_at) == ("bob", at(540))


@pytest.mark.parametrize("why", ["absent", "withdrawn", "holiday", "account", "van", "kiosk"])
async def test_what_is_freed_in_closed_hours_is_offered_to_nobody(town: Town, why: str) -> None:
    first, later = await wishing(town)
    ana, store = await town.served.person("conseil.msa"), town.served.store
    office = town.served.desk.office
    if why == "absent":
        own = OwnAbsences(office)
        await own.be_absent(ana, away("msa", ANA, TOMORROW, TOMORROW))
    elif why == "holiday":
        office.calendar = replace(office.calendar, closed=((TOMORROW, "Fête du village"),))
    else:
        async with store.writing() as tx:
            match why:
                case "withdrawn":
                    await permanences.withdraw(tx, "p1")
                case "account":
                    await close_account(tx)
                case "van":
                    await tours.make_van(tx, RELAY)
                case "kiosk":
                    await kiosks.revoke(tx, "k0", NOON)
    await town.served.desk.cancel(town.secretary, first.id)
    held = await town.planner.held(town.secretary, later.id)
    assert (held.offered, held.wishes) == (None, True)
    assert held.booked is not None, "what was agreed stays agreed"


async def test_who_has_to_move_what_was_agreed_before_is_told(town: Town) -> None:
    record = await town.register(at(540), name="Canari")
    ana, office = await town.served.person("conseil.msa"), town.served.desk.office
    supervisor = await town.served.signed_in("supervision.msa")

    async def told() -> str:
        async with supervisor.get("/administration/organismes/msa/agenda") as answer:
            return await answer.text()

    assert "à déplacer" not in await told()
    await OwnAbsences(office).be_absent(ana, away_hours("msa", ANA, TOMORROW, Hours(540, 600)))
    page = await told()
    assert "Un rendez-vous est à déplacer" in page
    assert "absence notée depuis" in page
    assert "9\N{NBSP}h – 10\N{NBSP}h" in page, "an absence of an hour is no absence of a day"
    assert "Canari" not in page
    async with town.served.store.writing() as tx:
        await close_account(tx)
    assert "ce conseiller ne reçoit plus" in await told()
    await town.served.desk.cancel(town.secretary, record.id)
    assert "à déplacer" not in await told()


async def test_a_counsellor_whose_account_is_closed_is_offered_no_more(town: Town) -> None:
    async with town.served.store.writing() as tx:
        await close_account(tx)
    assert (await town.planner.free("msa", RELAY)).slots == ()


async def test_a_slot_of_the_hour_that_autumn_shows_twice_is_the_one_that_was_chosen(
    town: Town,
) -> None:
    night = date(2027, 10, 31)
    town.served.clock.now = moment(night, 0) - 7200
    known = Permanence(
        "night", "msa", frozenset(range(7)), Hours(60, 240), night, counsellors=frozenset({ANA})
    )
    async with town.served.store.writing() as tx:
        await permanences.publish(tx, known)
    first = moment(night, 150)  # 2:30, the first time that the clock shows it
    assert {first, first + 3600} <= set(hours((await town.planner.free("msa", RELAY)).slots))
    for starts in (first + 3600, first):
        # The form says 2:30 both times.
        form = Form(at=first)
        record = await town.planner.register(town.secretary, form, starts)
        held = await town.planner.held(town.secretary, record.id)
        assert held.booked is not None
        assert (held.booked.starts_at, (await town.record(record.id)).at) == (starts, starts)
        better = Form(name="Corrigé", at=first, motive="")
        await Requests(town.served.desk.office).correct(town.secretary, record.id, better)
        assert (await town.record(record.id)).at == starts


# -- two servers on one database --------------------------------------------------------------


@pytest.fixture
async def house(url: str, tmp_path: Path) -> AsyncIterator[House]:
    async with House.at(url, tmp_path) as opened:
        yield opened


async def publish(house: House, kiosk_count: int) -> None:
    """As many kiosks as counsellors of the MSA, who receive every day from 9 to 11."""
    people = await house.settle(kiosk_count)
    daily = Permanence(
        "p1",
        "msa",
        frozenset(range(7)),
        Hours(540, 660),
        day_of(NOON),
        counsellors=frozenset(person.account for person in people[:kiosk_count]),
    )
    async with house.queue.office.store.writing() as tx:
        await permanences.publish(tx, daily)


@pytest.mark.timeout(120)
async def test_who_was_second_has_the_other_kiosk_and_the_other_counsellor(house: House) -> None:
    await publish(house, 3)
    nodes = [(await house.another()).planner for _ in range(4)]
    wanted = (node.register(MAIRIE, Form(at=at(540)), at(540)) for node in nodes)
    done = await asyncio.gather(*wanted, return_exceptions=True)
    assert sum(isinstance(each, Appointment) for each in done) == 3, done
    assert sum(isinstance(each, SlotTaken) for each in done) == 1, done


@pytest.mark.timeout(120)
async def test_an_offer_is_answered_once_whoever_asks(house: House) -> None:
    await publish(house, 1)
    planner, office = house.queue.planner, house.queue.office
    first = await planner.register(MAIRIE, Form(at=at(540)), at(540))
    later = await planner.register(MAIRIE, Form(at=at(600)), at(600))
    await planner.wish(MAIRIE, later.id, True)
    await Desk(office).cancel(MAIRIE, first.id)
    async with office.store.reading() as tx:
        (offered,) = await bookings.of_appointment(tx, later.id, BookingState.OFFERED)
    async with office.store.writing() as tx:  # as the watch of another server does
        await bookings.free(tx, offered.id)
    with pytest.raises(Stale):
        async with office.store.writing() as tx:
            await bookings.accept(tx, offered)
    async with office.store.reading() as tx:
        (kept,) = await bookings.of_appointment(tx, later.id)
        record = await appointments.by_id(tx, later.id)
    assert record is not None
    assert (kept.starts_at, record.at) == (at(600), at(600))


@pytest.mark.timeout(120)
async def test_a_kiosk_is_never_open_freely_during_a_visit(house: House) -> None:
    await house.settle(1)
    office = house.queue.office
    nodes = [(await house.another()).office for _ in range(6)]
    record = await Desk(office).register_appointment(MAIRIE, Form())

    async def opens(n: int) -> None:
        free = FreeAccess(nodes[n], Letters(nodes[n], None))
        await free.open(HOST, "k0", Opening(FreeDeed.COPY))

    async def installs() -> None:
        await Desk(nodes[5]).install(HOST, record.id, "k0")

    done = await asyncio.gather(
        *(opens(n) for n in range(2)), installs(), opens(2), return_exceptions=True
    )
    assert all(each is None or isinstance(each, Refusal) for each in done), done
    async with office.store.reading() as tx:
        visit, free = await visits.open_at(tx, "k0"), await free_accesses.open_at(tx, "k0")
    assert visit is not None
    assert visit.state is VisitState.INSTALLED
    assert free is None or free.state is not FreeState.OPEN
