"""The bell of an organisation's consoles, on real sockets, the time moved by hand."""

import pytest

from signaling import protocol as wire
from signaling.core.person import Role
from signaling.core.ringing import SILENCE_SECONDS
from signaling.keys import BELL
from signaling.protocol import Availability
from signaling.store import appointments, calls, visits

from .serving import PASSWORD, SDP, Ear, Kiosk, Served, serving


async def colleague(served: Served) -> None:
    admin = await served.person("admin")
    await served.registry.open_account(
        admin, "collegue.msa", "Camille Collègue", PASSWORD, {Role.COUNSELLOR}, "msa"
    )


async def accepted_and_installed(served: Served, console: Ear, kiosk: Kiosk | None = None) -> str:
    """A resident of the console's counsellor sits in front of a kiosk; the visit."""
    kiosk = kiosk or await served.enrolled()
    await served.connect(kiosk)
    appointment = await served.registered()
    await console.say(wire.AppointmentAccept(appointment=appointment.id))
    await console.expect(wire.AppointmentChanged)
    host = await served.person("hote.wassigny")
    return (await served.desk.install(host, appointment.id, kiosk.id)).id


def rings(ear: Ear) -> list[str]:
    return [message["type"] for message in ear.heard if message["type"] == "resident_waits"]


async def test_the_counsellor_in_charge_is_rung_then_the_group_and_whoever_comes_takes_it() -> None:
    async with serving() as served:
        await colleague(served)
        mine, _ = await served.console()
        other, _ = await served.console("collegue.msa")
        visit = await accepted_and_installed(served, mine)
        await served.app[BELL].look()
        assert (await mine.expect(wire.ResidentWaits)).everybody is False
        assert rings(other) == []

        served.clock.now += SILENCE_SECONDS
        await served.app[BELL].look()
        assert (await other.expect(wire.ResidentWaits)).everybody is True
        await other.say(wire.ResidentTake(visit=visit))
        assert (await mine.expect(wire.ResidentTaken)).visit == visit
        assert (await other.expect(wire.ResidentTaken)).visit == visit
        async with served.store.reading() as tx:
            known = await visits.by_id(tx, visit)
            assert known is not None
            record = await appointments.by_id(tx, known.appointment)
        assert record is not None
        assert record.counsellor == (await served.person("collegue.msa")).account


async def test_whom_the_mairie_named_is_rung_first_though_nobody_accepted() -> None:
    async with serving() as served:
        await colleague(served)
        mine, _ = await served.console()
        other, _ = await served.console("collegue.msa")
        kiosk = await served.enrolled()
        await served.connect(kiosk)
        visit = await served.installed(kiosk, wanted=(await served.person("conseil.msa")).account)
        await served.app[BELL].look()
        assert (await mine.expect(wire.ResidentWaits)).everybody is False
        assert rings(other) == []
        await other.say(wire.ResidentTake(visit=visit))
        assert (await other.expect(wire.Error)).code == "conflict"
        served.clock.now += SILENCE_SECONDS
        await served.app[BELL].look()
        assert (await other.expect(wire.ResidentWaits)).everybody is True


async def test_a_colleague_who_is_not_rung_does_not_take_it() -> None:
    async with serving() as served:
        await colleague(served)
        mine, _ = await served.console()
        other, _ = await served.console("collegue.msa")
        visit = await accepted_and_installed(served, mine)
        await served.app[BELL].look()
        await other.say(wire.ResidentTake(visit=visit))
        assert (await other.expect(wire.Error)).code == "conflict"


async def test_a_counsellor_who_goes_away_rings_the_group_at_once_and_both_their_pages_know() -> (
    None
):
    async with serving() as served:
        await colleague(served)
        mine, welcome = await served.console()
        second, _ = await served.console()
        other, _ = await served.console("collegue.msa")
        assert welcome.availability is Availability.AVAILABLE
        await accepted_and_installed(served, mine)
        await served.app[BELL].look()
        for page in (mine, second):
            await page.expect(wire.ResidentWaits)
        await mine.say(wire.AvailabilityChosen(availability=Availability.AWAY))
        assert (await second.expect(wire.AvailabilityChosen)).availability is Availability.AWAY
        for page in (mine, second):
            await page.expect(wire.ResidentTaken)
        assert (await other.expect(wire.ResidentWaits)).everybody is True


async def test_a_page_that_opens_while_it_rings_is_told_and_goes_on_as_it_was() -> None:
    async with serving() as served:
        mine, _ = await served.console()
        visit = await accepted_and_installed(served, mine)
        await served.app[BELL].look()
        again, _ = await served.console()
        assert (await again.expect(wire.ResidentWaits)).visit == visit
        await again.say(wire.AvailabilityChosen(availability=Availability.BUSY))
        await again.expect(wire.AvailabilityChosen)
        await served.leave()
        _, welcome = await served.console()
        assert welcome.availability is Availability.BUSY


async def test_a_call_stops_the_bell_and_an_ended_one_does_not_start_it_again() -> None:
    async with serving() as served:
        mine, _ = await served.console()
        kiosk = await served.enrolled()
        visit = await accepted_and_installed(served, mine, kiosk)
        await served.app[BELL].look()
        await mine.expect(wire.ResidentWaits)
        await mine.say(wire.CallStart(visit=visit, sdp=SDP))
        await mine.expect(wire.ResidentTaken)
        async with served.store.reading() as tx:
            call = await calls.open_of_visit(tx, visit)
        assert call is not None
        await mine.say(wire.Hangup(call=call.id))
        await mine.expect(wire.CallChanged)
        await served.app[BELL].look()
        assert rings(mine) == []


async def test_nobody_hears_of_a_resident_of_another_organisation() -> None:
    async with serving() as served:
        stranger, _ = await served.console("conseil.caf")
        mine, _ = await served.console()
        await accepted_and_installed(served, mine)
        served.clock.now += SILENCE_SECONDS
        await served.app[BELL].look()
        await mine.expect(wire.ResidentWaits)
        await stranger.say(wire.AvailabilityChosen(availability=Availability.PERMANENCE))
        await stranger.expect(wire.AvailabilityChosen)
        assert stranger.heard == []


@pytest.mark.parametrize("availability", Availability)
async def test_a_restart_asks_the_page_what_it_knows(availability: Availability) -> None:
    async with serving() as served:
        browser = await served.signed_in("conseil.msa")
        ear = Ear(await browser.ws_connect("/ws/console"))
        await ear.say(wire.ConsoleHello(availability=availability))
        assert (await ear.expect(wire.ConsoleWelcome)).availability is availability
