"""What a kiosk is told of its room: when it is open, who waits in it, and whether to be quiet."""

from dataclasses import replace
from datetime import date, timedelta

from signaling import protocol as wire
from signaling.agenda.own import OWN_ABSENCES
from signaling.agenda.publishing import PUBLISHING
from signaling.agenda.touring import TOURING
from signaling.core.agenda.permanences import Permanence, away
from signaling.core.agenda.tour import Stop
from signaling.core.agenda.wall import Hours, day_of
from signaling.keys import SETTLEMENT
from signaling.store import places, rooms
from signaling.store.records import Organisation

from .serving import NOON, RELAY, Ear, serving
from .test_arriving import show_slip

SUNDAY = day_of(NOON)
MORNING = (wire.OpenHours(opens="08:30", closes="12:30"),)
USUAL = (wire.OpenHours(opens="07:30", closes="19:30"),)


async def hours(ear: Ear, day: date = SUNDAY) -> tuple[wire.OpenHours, ...]:
    told = await ear.expect(wire.RoomHours)
    return next(each.hours for each in told.days if each.day == day.isoformat())


async def test_a_kiosk_hears_when_its_room_is_open_and_again_when_that_changes() -> None:
    async with serving() as served:
        admin, counsellor = await served.person("admin"), await served.person("conseil.msa")
        ear, _ = await served.connect(await served.enrolled())
        first = await ear.expect(wire.RoomHours)
        assert first.days[0] == wire.OpenDay(day=SUNDAY.isoformat())
        assert first.days[1].hours == USUAL, "nobody publishes anything: as offices are"
        assert len(first.days) == 14
        held = Permanence(
            "",
            "msa",
            frozenset({6}),
            Hours(540, 720),
            SUNDAY,
            counsellors=frozenset({counsellor.account}),
        )
        await served.app[PUBLISHING].publish(admin, held)
        assert await hours(ear) == MORNING
        absence = away("msa", counsellor.account, SUNDAY, SUNDAY)
        await served.app[OWN_ABSENCES].be_absent(counsellor, absence)
        assert await hours(ear) == ()
        stop = Stop("", RELAY, SUNDAY, Hours(840, 960), "Hannapes", "Place de la mairie")
        await served.app[TOURING].stand(admin, stop)
        assert await hours(ear) == (wire.OpenHours(opens="13:30", closes="16:30"),)


async def test_a_kiosk_hears_of_its_relay_s_new_telephone_and_of_a_new_organisation() -> None:
    async with serving() as served:
        admin = await served.person("admin")
        async with served.store.reading() as tx:
            known = await places.relay(tx, RELAY)
        assert known is not None
        ear, _ = await served.connect(await served.enrolled())
        await ear.expect(wire.RoomHours)
        await served.app[SETTLEMENT].change(admin, replace(known, telephone="03 53 01 99 99"))
        assert (await ear.expect(wire.RoomHours)).telephone == "03 53 01 99 99"
        await served.app[SETTLEMENT].open(admin, Organisation("", "France services"))
        assert await ear.expect(wire.RoomHours)


async def test_who_checked_in_early_is_told_to_the_kiosks_by_their_hour_until_they_sit_down() -> (
    None
):
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        assert (await ear.expect(wire.ArrivedHere)).hours == ()
        booked = await served.registered(name="Canari", at=NOON + 3600)
        await served.desk.accept(await served.person("conseil.msa"), booked.id)
        await show_slip(served, kiosk, booked.id)
        told = await ear.expect(wire.ArrivedHere)
        while not told.hours:
            told = await ear.expect(wire.ArrivedHere)
        assert (told.day, told.hours) == (SUNDAY.isoformat(), ("14:00",))
        again, _ = await served.connect(kiosk)  # a kiosk that was started again
        assert (await again.expect(wire.ArrivedHere)).hours == ("14:00",)
        host = await served.person("hote.wassigny")
        await served.desk.install(host, booked.id, kiosk.id)
        while (await again.expect(wire.ArrivedHere)).hours:
            pass  # said again for another reason
        assert "Canari" not in "\n".join(ear.record + again.record)
        served.clock.now += timedelta(days=1).total_seconds()
        later, _ = await served.connect(kiosk)
        assert (await later.expect(wire.ArrivedHere)).hours == ()


async def test_a_kiosk_hears_of_a_visit_at_the_other_one_of_its_room_and_of_no_other() -> None:
    async with serving() as served:
        here, beside, apart = [await served.enrolled() for _ in range(3)]
        async with served.store.writing() as tx:
            await rooms.open_room(tx, "r1", RELAY, "Salle du fond")
            await rooms.place(tx, "r1", (here.id, beside.id), NOON)
        ears = [(await served.connect(kiosk))[0] for kiosk in (here, beside, apart)]
        for ear in ears:
            assert not (await ear.expect(wire.RoomInUse)).in_use
        host = await served.person("hote.wassigny")
        booked = await served.registered()
        visit = await served.desk.install(host, booked.id, here.id)
        assert (await ears[1].expect(wire.RoomInUse)).in_use
        again, _ = await served.connect(beside)
        assert (await again.expect(wire.RoomInUse)).in_use
        await served.desk.end_visit(host, visit.id)
        assert not (await again.expect(wire.RoomInUse)).in_use
        for ear in (ears[0], ears[2]):
            assert "room_in_use" not in {message["type"] for message in ear.heard}
