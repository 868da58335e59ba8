"""The organisation cancels an appointment: the mairie is told, says so, and the slot is free."""

import pytest

from signaling import protocol as wire
from signaling.meetings import Meetings
from signaling.protocol import AppointmentState, Mode, Withdrawal
from signaling.requests import Requests
from signaling.store import appointments, counters, journal

from .serving import NOON, Served, serving
from .test_agenda_planner import Town, at, hours, town  # noqa: F401 a fixture among them

LIST = "/secretariat/liste"


async def state(served: Served, id: str) -> AppointmentState:
    async with served.store.reading() as tx:
        record = await appointments.by_id(tx, id)
    assert record is not None
    return record.state


@pytest.mark.parametrize("at", [None, NOON + 3 * 86_400])
async def test_the_mairie_reads_why_calls_the_resident_and_says_so(at: float | None) -> None:
    async with serving() as served:
        record = await served.registered(at=at)
        console, _ = await served.console()
        await console.say(wire.AppointmentAccept(appointment=record.id))
        await console.expect(wire.AppointmentChanged)
        await console.say(wire.AppointmentWithdraw(appointment=record.id, why=Withdrawal.AWAY))
        told = await console.expect(wire.AppointmentChanged)
        assert told.appointment.state is AppointmentState.WITHDRAWN
        assert told.appointment.withdrawn is Withdrawal.AWAY
        browser = await served.signed_in("secretaire.hannapes")
        async with browser.get(LIST) as answer:
            page = await answer.text()
        assert "À rappeler" in page
        assert "L’organisme annule" in page
        assert "Le conseiller est absent" in page
        assert "03 23 00 00 01" in page
        async with browser.post(f"/secretariat/{record.id}/rappele") as answer:
            assert answer.status == 200
        async with browser.get(LIST) as answer:
            assert "À rappeler" not in await answer.text()
        async with served.store.reading() as tx:
            whats = [line.what for line in await journal.about(tx, record.id)]
            (line,) = await counters.all_counts(tx)
        assert whats[-2:] == ["appointment_withdrawn", "resident_told"]
        assert line.outcome == "withdrawn"


async def test_a_body_withdraws_what_is_its_own_and_not_once_the_resident_sits_there() -> None:
    async with serving() as served:
        record = await served.registered()
        other, _ = await served.console("conseil.caf")
        await other.say(wire.AppointmentWithdraw(appointment=record.id, why=Withdrawal.CLOSED))
        assert (await other.expect(wire.Error)).code == "not_found"
        kiosk = await served.enrolled()
        await served.connect(kiosk)
        host = await served.person("hote.wassigny")
        await served.desk.install(host, record.id, kiosk.id)
        console, _ = await served.console()
        await console.say(wire.AppointmentWithdraw(appointment=record.id, why=Withdrawal.CLOSED))
        assert (await console.expect(wire.Error)).code == "conflict"
        assert await state(served, record.id) is AppointmentState.INSTALLED


async def test_another_mairie_does_not_answer_for_it() -> None:
    async with serving() as served:
        record = await served.registered(mode=Mode.TELEPHONE)
        console, _ = await served.console()
        await console.say(wire.AppointmentWithdraw(appointment=record.id, why=Withdrawal.SETTLED))
        await console.expect(wire.AppointmentChanged)
        browser = await served.signed_in("hote.wassigny")
        async with browser.post(f"/secretariat/{record.id}/rappele") as answer:
            assert answer.status == 403


async def test_a_slot_that_the_organisation_gives_back_is_offered_on_the_mairie_s_list(
    town: Town,  # noqa: F811 the fixture
) -> None:
    """And answered from there, in one click; without an answer it goes."""
    first, later = await town.register(at(540)), await town.register(at(600), name="Plustard")
    await town.planner.wish(town.secretary, later.id, True)
    counsellor = await town.served.person("conseil.msa")
    await Meetings(town.planner.office).withdraw(counsellor, first.id, Withdrawal.CLOSED)
    await Requests(town.planner.office).propose(counsellor, later.id, at(660))  # it can wait
    browser = await town.served.signed_in("secretaire.hannapes")
    async with browser.get(LIST) as answer:
        page = await answer.text()
    assert "Un créneau plus tôt est libre" in page
    assert f"/secretariat/{later.id}/creneau/prendre" in page
    assert f"/secretariat/{later.id}/accepter" not in page, "the button beside the slot is its own"
    async with browser.post(f"/secretariat/{later.id}/creneau/prendre") as answer:
        assert answer.status == 200
    assert (await town.record(later.id)).at == at(540)
    async with browser.get(LIST) as answer:
        assert "Un créneau plus tôt" not in await answer.text()
    assert at(600) in hours((await town.planner.free("msa", later.relay)).slots)


async def test_an_offer_that_is_over_leaves_the_list(
    town: Town,  # noqa: F811 the fixture
) -> None:
    first, later = await town.register(at(540)), await town.register(at(600), name="Plustard")
    await town.planner.wish(town.secretary, later.id, True)
    await town.served.desk.cancel(town.secretary, first.id)
    assert set(await town.planner.offers(town.secretary)) == {later.id}
    town.served.clock.now += 12 * 3600
    assert await town.planner.offers(town.secretary) == {}
