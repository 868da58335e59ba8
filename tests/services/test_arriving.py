"""Who comes in, through the real server: a slip, a card, presence at the hour; who has left."""

import hashlib
import hmac
import re
from base64 import b64decode

from signaling import protocol as wire
from signaling.arrivals import ARRIVALS, LINK_SECONDS
from signaling.protocol import AppointmentState, VisitState
from signaling.store import appointments, examinations, journal, places, visits
from signaling.store.records import Relay
from signaling.waking import WAKING

from .serving import NOON, Kiosk, Served, serving

QUARTER = 900.0
NUMBER = bytes.fromhex("04A1B2C3D4E580")
READER = wire.Lights(camera=wire.Light.GREEN, card=wire.Light.GREEN)


async def show_slip(served: Served, kiosk: Kiosk, appointment: str) -> None:
    assert kiosk.ear is not None
    code = served.app[ARRIVALS].slip_code(appointment)
    await kiosk.ear.say(wire.CheckIn(way="slip", code=code))


async def state_of(served: Served, appointment: str) -> AppointmentState:
    async with served.store.reading() as tx:
        record = await appointments.by_id(tx, appointment)
    assert record is not None
    return record.state


async def said_of(served: Served, subject: str) -> list[str]:
    async with served.store.reading() as tx:
        return [line.what for line in await journal.about(tx, subject)]


async def test_a_slip_begins_the_visit_at_its_hour_and_is_noted_before() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        console, _ = await served.console()
        booked = await served.registered(at=NOON + 3600)
        await show_slip(served, kiosk, booked.id)
        told = await ear.expect(wire.CheckInTold)
        assert (told.outcome, told.hour) == ("early", "14:00")
        changed = await console.expect(wire.AppointmentChanged)
        while changed.appointment.arrived is None:
            changed = await console.expect(wire.AppointmentChanged)
        assert changed.appointment.arrived == "2026-11-22T13:00+01:00"
        host = await served.signed_in("hote.wassigny")
        async with host.get("/relais") as page:
            assert "Arrivé à 13" in await page.text()
        served.clock.now += 3600 - QUARTER + 1
        await show_slip(served, kiosk, booked.id)
        visit = (await ear.expect(wire.Install)).visit
        assert (await console.expect(wire.VisitChanged)).visit.id == visit
        assert "resident_arrived_slip" in await said_of(served, booked.id)


async def test_a_slip_is_worth_nothing_elsewhere_later_or_twice() -> None:
    async with serving() as served:
        async with served.store.writing() as tx:
            await places.insert(tx, Relay("guise", "PEL de Guise", "Guise", "", ""))
        here, there = await served.enrolled(), await served.enrolled("guise")
        ear, _ = await served.connect(here)
        other, _ = await served.connect(there)
        booked = await served.registered(at=NOON)
        await show_slip(served, there, booked.id)
        assert (await other.expect(wire.CheckInTold)).outcome == "unknown"
        await ear.say(wire.CheckIn(way="slip", code=booked.id))  # its name is not its code
        assert (await ear.expect(wire.CheckInTold)).outcome == "unknown"
        await show_slip(served, here, booked.id)
        visit = (await ear.expect(wire.Install)).visit
        await show_slip(served, here, booked.id)
        assert (await ear.expect(wire.CheckInTold)).outcome == "unknown"
        counsellor = await served.person("conseil.msa")
        await served.desk.end_visit(counsellor, visit)
        served.clock.now += 86_400
        await show_slip(served, here, booked.id)
        assert (await ear.expect(wire.CheckInTold)).outcome == "unknown"


async def test_a_kiosk_may_try_a_few_codes_and_no_more() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        booked = await served.registered(at=NOON)
        for n in range(8):
            await ear.say(wire.CheckIn(way="slip", code=f"VAV1-{n}"))
            await ear.expect(wire.CheckInTold)
        noted = [what for what in await said_of(served, kiosk.id) if what == "check_in_unknown"]
        assert len(noted) == 5, "a paper before the camera does not fill the journal"
        await show_slip(served, kiosk, booked.id)
        assert (await ear.expect(wire.CheckInTold)).outcome == "unknown"
        served.clock.now += 5
        await show_slip(served, kiosk, booked.id)
        await ear.expect(wire.Install)


async def test_a_report_that_nobody_can_read_any_more_hides_no_other() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        fine = wire.FoundLevel.OK
        finding = wire.Found(id="disk", title="Disque", level=fine, sentence="Il reste 8 Go.")
        told = wire.Examined(why=wire.Why.MORNING, findings=(finding,))
        await served.app[WAKING].examined(kiosk.id, told)
        async with served.store.writing() as tx:
            await examinations.put(tx, kiosk.id, served.clock.now + 1, '{"type": "of_another_age"}')
        _, found = await served.app[WAKING].of(await served.person("admin"), kiosk.id)
        assert [one.told for one in found] == [told]


async def test_the_slip_that_is_printed_is_the_one_that_is_read() -> None:
    async with serving() as served:
        booked = await served.registered(at=NOON)
        mairie = await served.signed_in("secretaire.hannapes")
        async with mairie.get(f"/secretariat/{booked.id}/fiche") as page:
            html = await page.text()
        assert 'class="slip__code"' in html
        code = served.app[ARRIVALS].slip_code(booked.id)
        assert re.fullmatch(r"VAV1-[A-Z2-7]{26}", code)
        assert booked.id not in code


async def test_a_lent_card_is_known_again_and_its_number_is_nowhere() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk, READER)
        salt = b64decode((await ear.expect(wire.CardAwaited)).salt)
        code = hmac.new(salt, NUMBER, hashlib.sha256).hexdigest()
        laid = wire.CheckIn(way="card", code=code)
        await ear.say(laid)
        assert (await ear.expect(wire.CheckInTold)).outcome == "unknown"
        booked = await served.registered(at=NOON)
        host = await served.signed_in("hote.wassigny")
        address = f"/relais/usagers/{booked.id}/carte"
        async with host.get("/relais") as page:
            assert address in await page.text()
        async with host.post(address, data={"kiosk": kiosk.id}) as page:
            assert "Posez la carte" in await page.text()
            waits = str(page.url.relative())
        await ear.expect(wire.CardAwaited, on=True)
        await ear.say(laid)
        assert (await ear.expect(wire.CheckInTold)).outcome == "linked"
        async with host.get(waits) as page:
            assert "La carte est confiée" in await page.text()
        await ear.say(laid)
        await ear.expect(wire.Install)
        database = (served.folder / "visavis.db").read_bytes()
        database += (served.folder / "visavis.db-wal").read_bytes()
        for trace in (NUMBER, NUMBER.hex().encode(), code.encode()):
            assert trace not in database
        assert served.app[ARRIVALS].card_code(code).encode() in database


async def test_a_card_that_is_given_back_says_nothing_of_anybody() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk, READER)
        booked = await served.registered(at=NOON)
        host = await served.signed_in("hote.wassigny")
        address = f"/relais/usagers/{booked.id}/carte"
        await (await host.post(address, data={"kiosk": kiosk.id})).read()
        await ear.say(wire.CheckIn(way="card", code="ab"))
        assert (await ear.expect(wire.CheckInTold)).outcome == "linked"
        async with host.post(f"{address}/reprendre") as page:
            assert "reprise" in str(page.url)
        await ear.say(wire.CheckIn(way="card", code="ab"))
        assert (await ear.expect(wire.CheckInTold)).outcome == "unknown"


async def test_a_card_that_comes_too_late_is_not_lent() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk, READER)
        booked = await served.registered(at=NOON)
        host = await served.person("hote.wassigny")
        await served.app[ARRIVALS].await_card(host, booked.id, kiosk.id)
        served.clock.now += LINK_SECONDS + 1
        await ear.say(wire.CheckIn(way="card", code="ab"))
        assert (await ear.expect(wire.CheckInTold)).outcome == "unknown"


async def test_who_sits_there_at_the_hour_is_installed_once_and_only_when_it_is_no_guess() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        counsellor = await served.person("conseil.msa")
        booked = await served.registered(at=NOON + 1800)
        await served.desk.accept(counsellor, booked.id)
        await ear.say(wire.RoomSeen(there=True))
        await ear.say(wire.CheckIn(way="slip", code="VAV1-A"))  # what came before was heard
        await ear.expect(wire.CheckInTold)
        host = await served.signed_in("hote.wassigny")
        async with host.get("/relais") as page:
            assert "est devant ce guichet" in await page.text()
        served.clock.now += 60
        await served.watch.tick()
        assert await state_of(served, booked.id) is AppointmentState.ACCEPTED
        served.clock.now = NOON + 1800
        await served.watch.tick()
        visit = (await ear.expect(wire.Install)).visit
        assert "resident_arrived_presence" in await said_of(served, booked.id)
        await served.desk.end_visit(counsellor, visit)  # it was somebody else
        await ear.say(wire.Wiped(visit=visit))
        await ear.say(wire.CheckIn(way="slip", code="VAV1-A"))
        await ear.expect(wire.CheckInTold)
        served.clock.now += 60
        await served.watch.tick()
        assert await state_of(served, booked.id) is AppointmentState.ACCEPTED


async def test_who_has_left_is_asked_for_kept_by_a_key_and_ends_the_visit() -> None:
    async with serving() as served:
        console, ear, _, visit, _ = await served.in_call()
        await ear.say(wire.ResidentGone(visit=visit, gone=True))
        while not (await console.expect(wire.VisitChanged)).visit.gone:
            pass
        again, welcome = await served.console()  # a page that is opened again is asked too
        assert [one.gone for one in welcome.visits] == [True]
        await again.say(wire.ResidentStays(visit=visit))
        assert (await ear.expect(wire.ResidentStays)).visit == visit
        while (await console.expect(wire.VisitChanged)).visit.gone:
            pass
        await ear.say(wire.ResidentLeft(visit=visit))
        await ear.expect(wire.VisitClose)
        async with served.store.reading() as tx:
            known = await visits.by_id(tx, visit)
        assert known is not None
        assert known.state is VisitState.CLOSING
        done = await said_of(served, visit)
        assert [what for what in done if what.startswith("resident_")] == [
            "resident_gone",
            "resident_stays",
            "resident_left_visit",
        ]


async def test_a_visit_that_somebody_ends_meanwhile_waits_for_nobody() -> None:
    async with serving() as served:
        _, ear, _, visit, _ = await served.in_call()
        await ear.say(wire.ResidentGone(visit=visit, gone=True))
        await ear.say(wire.CheckIn(way="slip", code="VAV1-A"))  # what came before was heard
        await ear.expect(wire.CheckInTold)
        presence = served.app[ARRIVALS].office.presence
        assert presence.is_gone(visit)
        await served.desk.end_visit(await served.person("conseil.msa"), visit)
        await ear.say(wire.Wiped(visit=visit))
        await ear.say(wire.CheckIn(way="slip", code="VAV1-A"))
        await ear.expect(wire.CheckInTold)
        assert not presence.is_gone(visit)
