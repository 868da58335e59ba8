"""When a kiosk may be opened, and when its free access ends: a server, and a kiosk's socket."""

import pytest

from signaling import protocol as wire
from signaling.core.free import IDLE_SECONDS, FreeState
from signaling.protocol import FreeEnd, FreeStage
from signaling.store import free_counts

from .free_room import ended, free_of, lines, opened, press, read, refused
from .serving import NOON, Ear, Kiosk, Served, serving


async def room(served: Served) -> tuple[Kiosk, Ear]:
    kiosk = await served.enrolled()
    ear, _ = await served.connect(kiosk)
    return kiosk, ear


async def says(ear: Ear, free: str, stage: FreeStage, **more: object) -> None:
    await ear.say(wire.FreeStatus(free=free, stage=stage, **more))


async def test_a_visit_in_progress_refuses_it_in_words() -> None:
    async with serving() as served:
        kiosk, ear = await room(served)
        await served.installed(kiosk)
        await ear.expect(wire.Install)
        browser = await served.signed_in("hote.wassigny")
        assert "/libre" not in (await read(browser, "/relais")).split("</main>")[0]
        status, page = await refused(browser, kiosk.id, deed="copy")
        assert (status, "le libre accès s’ouvre entre deux visites" in page) == (409, True)
        assert "free_open" not in {message["type"] for message in ear.heard}


async def test_a_kiosk_that_is_away_or_open_already_refuses_it_in_words() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        browser = await served.signed_in("hote.wassigny")
        status, page = await refused(browser, kiosk.id, deed="copy")
        assert (status, "plus connecté" in page) == (409, True)
        await served.connect(kiosk)
        address = await opened(served, browser, kiosk.id, deed="copy")
        status, page = await refused(browser, kiosk.id, deed="copy")
        assert (status, "déjà ouvert" in page) == (409, True)
        async with browser.get(f"/relais/guichets/{kiosk.id}/libre") as answer:
            assert answer.url.path == address


async def test_installing_ends_it_and_the_kiosk_hears_the_end_before_the_resident() -> None:
    async with serving() as served:
        kiosk, ear = await room(served)
        browser = await served.signed_in("hote.wassigny")
        address = await opened(served, browser, kiosk.id, deed="copy")
        await ear.expect(wire.FreeOpen)
        await served.installed(kiosk)
        closed = await ear.expect(wire.FreeClose)
        await ear.expect(wire.Install)
        assert closed.why is FreeEnd.VISIT
        await ear.say(wire.FreeWiped(free=closed.free))
        assert (await ended(served, address)).why is FreeEnd.VISIT


async def test_the_hour_of_the_next_resident_ends_it() -> None:
    async with serving() as served:
        kiosk, ear = await room(served)
        await served.registered(at=NOON + 600)
        browser = await served.signed_in("hote.wassigny")
        form = await read(browser, f"/relais/guichets/{kiosk.id}/libre")
        assert "attendue ici à 13 h 10" in form
        address = await opened(served, browser, kiosk.id, deed="copy")
        await ear.expect(wire.FreeOpen)
        served.clock.now = NOON + 250
        await press(browser, address, wire.FreePress.START)
        served.clock.now = NOON + 500
        await press(browser, address, wire.FreePress.START)
        await served.watch.tick()
        assert (await free_of(served, address)).state is FreeState.OPEN
        served.clock.now = NOON + 600
        await served.watch.tick()
        assert (await ear.expect(wire.FreeClose)).why is FreeEnd.BOOKING
        assert "c’est l’heure du prochain rendez-vous" in await read(browser, address)


async def test_another_free_kiosk_takes_the_next_resident_who_chose_none() -> None:
    async with serving() as served:
        (kiosk, _), _other = await room(served), await room(served)
        await served.registered(at=NOON + 60)
        browser = await served.signed_in("hote.wassigny")
        address = await opened(served, browser, kiosk.id, deed="copy")
        served.clock.now = NOON + 60
        await served.watch.tick()
        assert (await free_of(served, address)).state is FreeState.OPEN


async def test_it_closes_by_itself_when_nothing_happens() -> None:
    async with serving() as served:
        kiosk, ear = await room(served)
        browser = await served.signed_in("hote.wassigny")
        address = await opened(served, browser, kiosk.id, deed="copy")
        free = (await ear.expect(wire.FreeOpen)).free
        served.clock.now += IDLE_SECONDS - 1
        await says(ear, free, FreeStage.GUIDING, feeder=False)
        await served.watch.tick()
        served.clock.now += IDLE_SECONDS - 1
        await served.watch.tick()
        assert (await free_of(served, address)).state is FreeState.OPEN
        served.clock.now += 1
        await served.watch.tick()
        assert (await ear.expect(wire.FreeClose)).why is FreeEnd.IDLE
        served.clock.now += 60
        await served.watch.tick()
        assert (await lines(served, address))[-1] == "free_wipe_unconfirmed"


async def test_a_kiosk_that_comes_back_is_told_what_goes_on_or_that_it_ended() -> None:
    async with serving() as served:
        kiosk, _ = await room(served)
        browser = await served.signed_in("hote.wassigny")
        address = await opened(served, browser, kiosk.id, deed="copy", copies="3")
        ear, welcome = await served.connect(kiosk)
        assert welcome.free is not None
        assert (welcome.free.deed, welcome.free.copies) == (wire.FreeDeed.COPY, 3)
        async with browser.post(f"{address}/fermer"):
            pass
        ear, welcome = await served.connect(kiosk)
        assert welcome.free is None
        await ear.say(wire.FreeWiped(free=(await ear.expect(wire.FreeClose)).free))
        await ended(served, address)


@pytest.mark.parametrize("asked", [{"deed": "dance"}, {"deed": "copy", "copies": "11"}])
async def test_what_no_form_of_ours_says_opens_nothing(asked: dict[str, str]) -> None:
    async with serving() as served:
        kiosk, ear = await room(served)
        browser = await served.signed_in("hote.wassigny")
        assert (await refused(browser, kiosk.id, **asked))[0] == 422
        assert ear.heard == []


async def test_deeds_sheets_and_faults_are_counted_by_month_apart_from_visits() -> None:
    async with serving() as served:
        kiosk, ear = await room(served)
        browser = await served.signed_in("hote.wassigny")
        for _ in range(5):
            address = await opened(served, browser, kiosk.id, deed="copy")
            free = (await ear.expect(wire.FreeOpen)).free
            await says(ear, free, FreeStage.FAULT, fault=wire.Fault.JAM, page=0, pages=2)
            await says(ear, free, FreeStage.DONE, page=2, pages=2)
            await says(ear, free, FreeStage.DONE, page=2, pages=2)
            await ear.socket.send_str('{"type":"marker"}')
            await ear.expect(wire.Error)
            async with browser.post(f"{address}/fermer"):
                pass
            await ear.say(wire.FreeWiped(free=free))
            await ended(served, address)
        async with served.store.reading() as tx:
            (count,) = await free_counts.all_counts(tx)
        assert (count.done, count.sheets, count.faults) == (5, 10, 5)
        admin = await served.signed_in("admin")
        page = await read(admin, "/administration/statistiques?mois=2026-11")
        assert "Libre accès" in page
        assert '<td data-name="Photocopies" class="figures__number">5</td>' in page
