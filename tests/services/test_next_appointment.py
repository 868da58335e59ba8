"""The next appointment, taken on the spot: it holds its slot, whoever passed the call on."""

from datetime import timedelta

import pytest

from signaling import protocol as wire
from signaling.agenda.planner import PLANNER
from signaling.core.agenda.permanences import Permanence
from signaling.core.agenda.wall import Hours, Span, day_of
from signaling.protocol import AppointmentState
from signaling.store import appointments, bookings, permanences
from signaling.store.records import Appointment

from .serving import NOON, RELAY, Ear, Form, Served, serving
from .test_casework import in_visit
from .test_transfer import joined, passed_on

ANA = "account-conseil-msa"
TOMORROW = f"{day_of(NOON) + timedelta(days=1)}"
NINE, HALF_PAST = f"{TOMORROW}T09:00", f"{TOMORROW}T09:30"
AT_NINE = f"{NINE}+01:00"


async def publish(served: Served, organisation: str, *accounts: str) -> None:
    """Every day from 9 to 10, half an hour each."""
    daily = Permanence(
        f"p-{organisation}",
        organisation,
        frozenset(range(7)),
        Hours(540, 600),
        day_of(NOON),
        counsellors=frozenset(accounts),
    )
    async with served.store.writing() as tx:
        await permanences.publish(tx, daily)


async def offered(console: Ear, visit: str, motive: str | None = None) -> wire.NextOffer:
    await console.say(wire.NextWanted(visit=visit, motive=motive))
    return await console.expect(wire.NextOffer)


async def agreed(console: Ear, visit: str, at: str, **more: str) -> wire.NextOffer:
    await console.say(wire.AppointmentNext(visit=visit, at=at, **more))
    return await console.expect(wire.NextOffer)


async def refused(console: Ear, visit: str, at: str, **more: str) -> str:
    await console.say(wire.AppointmentNext(visit=visit, at=at, **more))
    return (await console.expect(wire.Error)).code


async def held(served: Served) -> list[Span]:
    """What is taken of the counsellor, in order."""
    async with served.store.reading() as tx:
        taken = await bookings.taken(tx, NOON, NOON + 366 * 86400)
    return taken.get(f"account:{ANA}", [])


async def record(served: Served, id: str | None) -> Appointment:
    async with served.store.reading() as tx:
        found = await appointments.by_id(tx, id or "")
    assert found is not None
    return found


@pytest.mark.parametrize("at", ["2026-11-21T10:00", "2028-01-01T10:00", "2026-13-40T10:00"])
async def test_a_moment_that_cannot_be_is_refused(at: str) -> None:
    async with serving() as served:
        console, visit, _ = await in_visit(served)
        assert await refused(console, visit, at) == "bad_moment"


async def test_a_free_slot_is_chosen_held_for_nobody_else_and_left_when_it_moves() -> None:
    async with serving() as served:
        console, visit, _ = await in_visit(served, kiosk_language="ar")
        await publish(served, "msa", ANA)
        offer = await offered(console, visit)
        assert (offer.publishes, offer.taken, offer.motives) == (True, None, ())
        first = offer.slots[0]
        assert (first.at, first.counsellor, first.own) == (AT_NINE, ANA, True)
        taken = await agreed(console, visit, NINE, counsellor=ANA)
        known = await record(served, taken.taken)
        assert (known.state, known.counsellor) == (AppointmentState.ACCEPTED, ANA)
        assert known.kiosk_language == "ar", "the kiosk speaks it next time too"
        assert AT_NINE not in [slot.at for slot in taken.slots]
        (at_nine,) = await held(served)
        assert at_nine.starts == known.at
        moved = await agreed(console, visit, HALF_PAST, counsellor=ANA)
        assert moved.taken == taken.taken
        assert [span.starts for span in await held(served)] == [at_nine.ends]
        assert moved.slots[0].at == AT_NINE


async def test_a_slot_that_a_mairie_took_meanwhile_is_refused_and_nothing_is_lost() -> None:
    async with serving() as served:
        console, visit, _ = await in_visit(served)
        await publish(served, "msa", ANA)
        before = await agreed(console, visit, HALF_PAST, counsellor=ANA)
        (mine,) = await held(served)
        secretary, starts = await served.person("secretaire.hannapes"), mine.starts - 1800
        await served.app[PLANNER].register(secretary, Form(at=starts), starts)
        both = await held(served)
        assert await refused(console, visit, NINE, counsellor=ANA) == "slot_taken"
        assert await held(served) == both
        assert (await offered(console, visit)).taken == before.taken


async def test_another_hour_holds_the_counsellor_and_a_kiosk_and_meets_nothing() -> None:
    async with serving() as served:
        console, visit, _ = await in_visit(served)
        offer = await offered(console, visit)
        assert (offer.publishes, offer.slots) == (False, ())
        taken = await agreed(console, visit, f"{TOMORROW}T14:00")
        (span,) = await held(served)
        assert span.ends - span.starts == 30 * 60
        kiosk = await served.enrolled()
        await served.connect(kiosk)
        again = await served.installed(kiosk)
        for meets in ("13:45", "14:00", "14:29"):
            assert await refused(console, again, f"{TOMORROW}T{meets}") == "counsellor_taken", meets
        assert len(await held(served)) == 1
        after = await agreed(console, again, f"{TOMORROW}T14:30")
        assert after.taken != taken.taken
        assert len(await held(served)) == 2


async def test_who_was_handed_a_call_takes_it_for_their_own_organisation() -> None:
    async with serving() as served:
        await publish(served, "caf", "account-conseil-caf")
        console, kiosk, _, visit, call = await served.in_call()
        receiver, _ = await served.console("conseil.caf")
        guest = await joined(console, receiver, kiosk, call, organisation="caf")
        assert await refused(receiver, visit, NINE) == "not_found"
        await passed_on(console, receiver, kiosk, call, guest)
        offer = await offered(receiver, visit)
        assert offer.slots[0].at == AT_NINE
        motive = offer.motives[0]
        taken = await agreed(
            receiver, visit, NINE, counsellor="account-conseil-caf", motive=motive.id
        )
        known = await record(served, taken.taken)
        assert (known.organisation, known.motive, known.name) == ("caf", motive.name, "Exemple")
        assert (known.birth_date, known.wanted, known.case) == ("", None, None)
        assert known.relay == RELAY
        assert (await offered(receiver, visit)).taken == taken.taken
        assert await refused(console, visit, HALF_PAST) == "not_found"
        async with served.store.reading() as tx:
            (booking,) = await bookings.of_appointment(tx, known.id)
        assert booking.organisation == "caf"
