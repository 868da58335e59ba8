"""After retention no byte of the resident is left in the database, in its log or beside them."""

import asyncio
from pathlib import Path

from signaling import protocol as wire
from signaling.protocol import AppointmentState
from signaling.store import appointments, counters, journal, visits
from signaling.store.purge import purge, scrub
from signaling.watch import ABANDONED_SECONDS

from .serving import SDP, Served, serving

DAY = 24 * 3600.0
CANARY = "Zwetkowiak-Canari"
WORDS = (CANARY, "Mirabelline", "0323009917", "motif-canari")


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def honoured_visit(served: Served) -> str:
    """A whole visit of the canary; its appointment."""
    kiosk = await served.enrolled()
    ear, _ = await served.connect(kiosk)
    console, _ = await served.console()
    name, first_name, telephone, motive = WORDS
    visit = await served.installed(
        kiosk, name=name, first_name=first_name, telephone=telephone, motive=motive
    )
    await console.say(wire.CallStart(visit=visit, sdp=SDP))
    ring = await ear.expect(wire.Ring)
    await ear.say(wire.Answer(call=ring.call, sdp=SDP))
    await console.expect(wire.Answer)
    served.clock.now += 300
    await console.say(wire.VisitEnd(visit=visit))
    await ear.expect(wire.VisitClose)
    await ear.say(wire.Wiped(visit=visit))
    async with asyncio.timeout(10):
        while (await console.expect(wire.VisitChanged)).visit.state is not wire.VisitState.ENDED:
            pass
    return await appointment_of(served, visit)


async def appointment_of(served: Served, visit: str) -> str:
    async with served.store.reading() as tx:
        open_ones = await appointments.of_relay(tx, "pel-wassigny", 0, served.clock.now + DAY)
    return next(one.id for one in open_ones if one.name == CANARY)


async def test_thirty_days_after_the_visit_no_byte_is_left_and_figures_stay() -> None:
    async with serving() as served:
        appointment = await honoured_visit(served)
        for word in WORDS:
            assert word.encode() in bytes_of(served.folder), "the canary sings before"

        served.clock.now += 30 * DAY - 1
        await served.watch.keep_house(served.clock.now)
        assert CANARY.encode() in bytes_of(served.folder)

        served.clock.now += 2
        assert await served.watch.keep_house(served.clock.now)
        left = bytes_of(served.folder)
        assert [word for word in WORDS if word.encode() in left] == []

        async with served.store.reading() as tx:
            assert await appointments.by_id(tx, appointment) is None
            (count,) = await counters.all_counts(tx)
            told = [line.what for line in await journal.about(tx, appointment)]
        assert (count.visits, count.seconds) == (1, 300)
        assert told[-1] == "appointment_erased"


async def test_an_appointment_that_nobody_honoured_is_erased_after_its_own_date() -> None:
    async with serving() as served:
        soon = served.clock.now + 10 * DAY
        record = await served.registered(name=CANARY, at=soon)
        await served.registered()
        assert await purge(served.store, soon + 30 * DAY - 1, 30) == 1, "the other one"
        async with served.store.reading() as tx:
            kept = await appointments.by_id(tx, record.id)
        assert kept is not None
        assert kept.state is AppointmentState.SENT
        assert await purge(served.store, soon + 30 * DAY, 30) == 1
        assert await scrub(served.store)
        assert CANARY.encode() not in bytes_of(served.folder)


async def test_a_visit_that_goes_on_keeps_its_appointment() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        await served.connect(kiosk)
        await served.installed(kiosk, name=CANARY)
        assert await purge(served.store, served.clock.now + 300 * DAY, 30) == 0


async def test_a_visit_that_everybody_forgot_ends_and_is_erased_like_the_others() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        visit = await served.installed(kiosk, name=CANARY)
        served.clock.now += ABANDONED_SECONDS - 1
        await served.watch.keep_house(served.clock.now)
        async with served.store.reading() as tx:
            (going_on,) = await visits.open_of_organisation(tx, "msa")
        assert going_on.state is wire.VisitState.INSTALLED
        served.clock.now += 2
        await served.watch.keep_house(served.clock.now)
        assert CANARY.encode() in bytes_of(served.folder)
        assert (await ear.expect(wire.VisitClose)).visit == visit
        served.clock.now += 30 * DAY
        await served.watch.tick()
        assert await served.watch.keep_house(served.clock.now)
        assert CANARY.encode() not in bytes_of(served.folder)


async def test_a_reader_in_the_way_is_told_and_waited_for() -> None:
    async with serving() as served:
        record = await served.registered(name=CANARY)
        async with served.store.reading() as tx:
            assert await appointments.by_id(tx, record.id) is not None
            assert await purge(served.store, served.clock.now + 30 * DAY, 30) == 1
            assert not await scrub(served.store)
        assert await scrub(served.store)
        assert CANARY.encode() not in bytes_of(served.folder)
