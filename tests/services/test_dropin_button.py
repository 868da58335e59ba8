"""The button of a kiosk, through the real server: a number, followed until it is called."""

import pytest

from signaling import protocol as wire
from signaling.core.agenda.permanences import Permanence
from signaling.core.agenda.wall import Hours, day_of
from signaling.dropin.crier import CRIER
from signaling.dropin.errors import Full
from signaling.dropin.queue import AT_ONE_KIOSK
from signaling.errors import NotFound
from signaling.protocol import AppointmentState, Availability
from signaling.store import appointments, permanences, visits

from .kiosk_reviews import reviewed
from .queueing import add, colleague, name_of, queue
from .serving import NOON, serving

ELSEWHERE = "pel-guise"


async def test_a_counsellor_in_permanence_opens_the_door() -> None:
    async with serving() as served:
        booked = Permanence(
            "p1",
            "msa",
            frozenset(range(7)),
            Hours(540, 660),
            day_of(NOON),
            counsellors=frozenset({"account-conseil-msa"}),
        )
        async with served.store.writing() as tx:
            await permanences.publish(tx, booked)
        console, _ = await served.console()
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        await ear.say(wire.QueueJoin(organisation="msa"))
        shut = await ear.expect(wire.QueueShut)
        assert (shut.reason, shut.opens) == ("closed", None)
        assert shut.slot == "2026-11-23T09:00+01:00"
        chosen = wire.AvailabilityChosen(availability=Availability.PERMANENCE)
        await console.say(chosen)
        await console.expect(wire.AvailabilityChosen)
        await ear.say(wire.QueueJoin(organisation="msa"))
        assert (await ear.expect(wire.QueueJoined)).ticket.place == 1


async def test_a_button_gives_a_number_and_follows_it_until_it_is_called() -> None:
    async with serving() as served:
        console, _ = await served.console()
        pressed, other = await served.enrolled(), await served.enrolled()
        ear, _ = await served.connect(pressed)
        offered = await ear.expect(wire.QueueOffered)
        assert ("msa", "MSA de Picardie") in {(body.id, body.name) for body in offered.bodies}
        assert (await ear.expect(wire.QueueHere)).tickets == ()
        await add(served, "A")
        await ear.say(wire.QueueJoin(organisation="msa"))
        joined = (await ear.expect(wire.QueueJoined)).ticket
        assert (joined.ticket, joined.place, joined.organisation) == (2, 2, "MSA de Picardie")
        _second, _ = await served.connect(other)
        await console.say(wire.QueueTake())  # A goes to one of both
        await console.expect(wire.QueueTaken)
        here = await ear.expect(wire.QueueHere, tickets=[joined_at(1)])
        assert here.tickets[0].ticket == 2
        colleagues = await colleague(served, "collegue.msa")
        await colleagues.say(wire.QueueTake())
        visit = (await colleagues.expect(wire.QueueTaken)).visit
        assert await name_of(served, visit) == "Numéro 2"
        assert (await ear.expect(wire.QueueHere, tickets=[])).tickets == ()


def joined_at(place: int) -> dict[str, object]:
    return {"ticket": 2, "place": place, "organisation": "MSA de Picardie"}


async def test_who_is_called_to_another_kiosk_is_told_by_the_one_they_wait_at() -> None:
    async with serving() as served:
        _console, _ = await served.console()
        pressed, other = await served.enrolled(), await served.enrolled()
        ear, _ = await served.connect(pressed)
        second, _ = await served.connect(other)
        await ear.say(wire.QueueJoin(organisation="msa"))
        await ear.expect(wire.QueueJoined)
        await served.installed(pressed, organisation="caf")
        await queue(served).take(await served.person("conseil.msa"))
        assert (await ear.expect(wire.QueueCalled)).ticket == 1
        assert (await second.expect(wire.Install)).ticket == 1


async def test_a_number_that_does_not_come_is_absent_and_asks_for_nobody() -> None:
    async with serving() as served:
        _console, _ = await served.console()
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        await ear.say(wire.QueueJoin(organisation="msa"))
        await ear.expect(wire.QueueJoined)
        counsellor = await served.person("conseil.msa")
        visit = await queue(served).take(counsellor)
        await served.desk.end_visit(counsellor, visit)
        async with served.store.reading() as tx:
            known = await visits.by_id(tx, visit)
            assert known is not None
            record = await appointments.by_id(tx, known.appointment)
        assert record is not None
        assert record.state is AppointmentState.NO_SHOW


async def test_one_button_gives_a_few_numbers_and_no_more() -> None:
    async with serving() as served:
        _console, _ = await served.console()
        kiosk = await served.enrolled()
        with pytest.raises(NotFound):
            await queue(served).press(kiosk.id, "unknown")
        for number in range(1, AT_ONE_KIOSK + 1):
            assert (await queue(served).press(kiosk.id, "msa")).ticket == number
        with pytest.raises(Full):
            await queue(served).press(kiosk.id, "msa")


async def test_a_console_and_a_kiosk_that_come_back_are_told_the_queue() -> None:
    async with serving() as served:
        _first, _ = await served.console()
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        await ear.say(wire.QueueJoin(organisation="msa"))
        await ear.expect(wire.QueueJoined)
        again, _ = await served.console()
        assert len((await again.expect(wire.QueueChanged)).waiting) == 1
        other, _ = await served.console("conseil.caf")
        ear, _ = await served.connect(kiosk)
        assert [each.ticket for each in (await ear.expect(wire.QueueHere)).tickets] == [1]
        assert not [said for said in other.heard if said["type"].startswith("queue")]
        await served.app[CRIER].look()


async def test_a_language_that_is_reviewed_is_offered_and_goes_with_the_number() -> None:
    async with serving() as served:
        console, _ = await served.console()
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        assert (await ear.expect(wire.QueueOffered)).languages is None
        await reviewed(served)
        await served.app[CRIER].offer_again()
        assert (await ear.expect(wire.QueueOffered)).languages == ("ar",)
        await ear.say(wire.QueueJoin(organisation="msa", language="ar"))
        await ear.expect(wire.QueueJoined)
        await console.say(wire.QueueTake())
        assert (await ear.expect(wire.Install)).language == "ar"


async def test_a_language_that_is_not_offered_is_french() -> None:
    async with serving() as served:
        console, _ = await served.console()
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        await ear.say(wire.QueueJoin(organisation="msa", language="en"))
        await ear.expect(wire.QueueJoined)
        await console.say(wire.QueueTake())
        assert (await ear.expect(wire.Install)).language is None
