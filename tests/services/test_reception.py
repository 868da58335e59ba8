"""The host is called to a kiosk; a visit goes on by telephone: real sockets, pages, database."""

import asyncio

import aiohttp

from signaling import protocol as wire
from signaling.core import outage
from signaling.core.person import Role
from signaling.core.summons import ANSWER_SECONDS
from signaling.core.trouble import NOT_CALLED_SECONDS, STAYS_SECONDS
from signaling.keys import OFFICE
from signaling.protocol import AppointmentState, CallState, Light, SummonsReason, SummonsState
from signaling.store import appointments, journal, places
from signaling.store.records import Relay

from .serving import NOON, PASSWORD, SDP, Ear, Served, serving, until

GREEN = wire.Lights(camera=Light.GREEN, printer=Light.GREEN)
NO_PAPER = GREEN.model_copy(update={"printer": Light.RED, "printer_fault": wire.Fault.NO_PAPER})
RELAY_TELEPHONE = "03 23 00 00 00"


async def seen(console: Ear, state: SummonsState | None) -> wire.VisitView:
    """The next view of the visit in which its host is in this state, or not called."""
    while True:
        visit = (await console.expect(wire.VisitChanged)).visit
        if (visit.host.state if visit.host else None) is state:
            return visit


async def post(browser: aiohttp.ClientSession, path: str) -> tuple[int, str]:
    async with browser.post(path, allow_redirects=False) as answer:
        return answer.status, answer.headers.get("Location", "")


async def strip(browser: aiohttp.ClientSession) -> str:
    async with browser.get("/relais/appels", headers={"Accept": "text/html"}) as answer:
        assert answer.status == 200
        return await answer.text()


async def later(served: Served, seconds: float) -> None:
    served.clock.now += seconds
    await served.watch.tick()


async def journaled(served: Served, visit: str) -> list[str]:
    async with served.store.reading() as tx:
        return [line.what for line in await journal.about(tx, visit)]


async def at_the_kiosk(served: Served, **fields: object) -> tuple[Ear, Ear, str]:
    """A console, the kiosk where a resident sits, and the visit."""
    kiosk = await served.enrolled()
    ear, _ = await served.connect(kiosk, GREEN)
    console, _ = await served.console()
    visit = await served.installed(kiosk, **fields)
    await ear.expect(wire.Install)
    return console, ear, visit


async def test_the_counsellor_calls_and_the_host_comes() -> None:
    async with serving() as served:
        console, ear, visit = await at_the_kiosk(served)
        host = await served.signed_in("hote.wassigny")
        await console.say(wire.HostCall(visit=visit))
        assert (await seen(console, SummonsState.CALLING)).host == wire.SummonsView(
            state=SummonsState.CALLING, reasons=(SummonsReason.COUNSELLOR,)
        )
        assert (await ear.expect(wire.HostCalled)).state is SummonsState.CALLING
        page = await strip(host)
        assert "Guichet vous appelle" in page
        assert "Le conseiller vous demande" in page
        assert page.count("data-ring=") == 1
        done = await post(host, f"/relais/appels/{visit}/arrive")
        assert done == (303, "/relais?dit=arrive")
        await seen(console, SummonsState.COMING)
        assert (await ear.expect(wire.HostCalled)).state is SummonsState.COMING
        assert "data-ring=" not in await strip(host), "answered, it rings no more"
        await console.say(wire.HostDismiss(visit=visit))
        await seen(console, None)
        assert "<section" not in await strip(host)
        assert await post(host, f"/relais/appels/{visit}/arrive") == (303, "/relais?dit=personne")
        told = [what for what in await journaled(served, visit) if what.startswith("host")]
        assert told == ["host_called_counsellor", "host_coming", "host_call_ended"]


async def test_unanswered_for_a_minute_the_console_has_the_telephone_number() -> None:
    async with serving() as served:
        console, _, visit = await at_the_kiosk(served)
        await console.say(wire.HostCall(visit=visit))
        await seen(console, SummonsState.CALLING)
        await later(served, ANSWER_SECONDS - 1)
        await later(served, 1)
        view = await seen(console, SummonsState.UNANSWERED)
        assert view.relay_telephone == RELAY_TELEPHONE
        host = await served.signed_in("hote.wassigny")
        page = await strip(host)
        assert "data-ring=" in page, "it still rings"
        assert "Personne n’a répondu" in page
        await post(host, f"/relais/appels/{visit}/regle")
        await seen(console, None)


async def test_a_paper_fault_that_stays_calls_and_paper_put_back_ends_it() -> None:
    async with serving() as served:
        console, ear, visit = await at_the_kiosk(served)
        await ear.say(wire.LightsChanged(lights=NO_PAPER))
        while (await console.expect(wire.VisitChanged)).visit.lights.printer is not Light.RED:
            pass
        await later(served, 1)
        await later(served, STAYS_SECONDS[SummonsReason.PAPER])
        view = await seen(console, SummonsState.CALLING)
        assert view.host is not None
        assert view.host.reasons == (SummonsReason.PAPER,)
        page = await strip(await served.signed_in("hote.wassigny"))
        assert "Imprimante\u00a0: plus de papier." in page
        await ear.say(wire.LightsChanged(lights=GREEN))
        while (await console.expect(wire.VisitChanged)).visit.lights.printer is Light.RED:
            pass
        await later(served, 1)
        await seen(console, None)
        assert (await journaled(served, visit))[-2:] == ["host_called_paper", "host_call_ended"]


async def test_a_resident_whom_nobody_calls_five_minutes_after_the_hour_calls_the_host() -> None:
    async with serving() as served:
        console, ear, visit = await at_the_kiosk(served, at=NOON + 120)
        await later(served, NOT_CALLED_SECONDS)
        await later(served, 119)
        assert await journaled(served, visit) == ["visit_installed"]
        await later(served, 1)
        view = await seen(console, SummonsState.CALLING)
        assert view.host is not None
        assert view.host.reasons == (SummonsReason.NOT_CALLED,)
        await console.say(wire.CallStart(visit=visit, sdp=SDP))
        await ear.expect(wire.Ring)
        await later(served, 1)
        await seen(console, None)
        await later(served, NOT_CALLED_SECONDS)
        assert (await journaled(served, visit)).count("host_called_not_called") == 1


async def test_one_who_came_late_is_not_late_at_once() -> None:
    async with serving() as served:
        _, _, visit = await at_the_kiosk(served, at=NOON - 1800)
        await later(served, NOT_CALLED_SECONDS - 1)
        assert await journaled(served, visit) == ["visit_installed"]


async def test_a_kiosk_that_goes_away_calls_and_comes_back() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk, GREEN)
        console, _ = await served.console()
        visit = await served.installed(kiosk)
        await ear.socket.close()
        while (await console.expect(wire.VisitChanged)).visit.connected:
            pass
        await later(served, 1)
        await later(served, STAYS_SECONDS[SummonsReason.OUT_OF_ORDER])
        view = await seen(console, SummonsState.CALLING)
        assert view.host is not None
        assert view.host.reasons == (SummonsReason.OUT_OF_ORDER,)
        assert "n’est plus connecté" in await strip(await served.signed_in("hote.wassigny"))
        again, _ = await served.connect(kiosk, GREEN)
        assert (await again.expect(wire.HostCalled)).state is SummonsState.CALLING
        await later(served, 1)
        await seen(console, None)
        assert (await journaled(served, visit))[-1] == "host_call_ended"


async def test_a_summons_survives_a_restart_of_the_server_and_is_still_due() -> None:
    async with serving() as served:
        console, _, visit = await at_the_kiosk(served)
        await console.say(wire.HostCall(visit=visit))
        await seen(console, SummonsState.CALLING)
        await served.stop()
        served.clock.now += ANSWER_SECONDS
        await served.start()
        await served.watch.tick()
        _, welcome = await served.console()
        assert [v.host.state for v in welcome.visits if v.host] == [SummonsState.UNANSWERED]


async def test_a_summons_ends_with_the_visit() -> None:
    async with serving() as served:
        console, _, visit = await at_the_kiosk(served)
        await console.say(wire.HostCall(visit=visit))
        await seen(console, SummonsState.CALLING)
        await console.say(wire.VisitEnd(visit=visit))
        await seen(console, None)
        assert "<section" not in await strip(await served.signed_in("hote.wassigny"))
        await console.say(wire.HostCall(visit=visit))
        assert (await console.expect(wire.Error)).code == "conflict"


async def test_a_host_of_another_relay_answers_nothing() -> None:
    async with serving() as served:
        console, _, visit = await at_the_kiosk(served)
        await console.say(wire.HostCall(visit=visit))
        await seen(console, SummonsState.CALLING)
        await another_host(served)
        stranger = await served.signed_in("hote.guise")
        assert "<section" not in await strip(stranger)
        for what in ("arrive", "regle"):
            assert (await post(stranger, f"/relais/appels/{visit}/{what}"))[0] == 404
        assert (await journaled(served, visit))[-1] == "host_called_counsellor"


async def another_host(served: Served) -> None:
    async with served.store.writing() as tx:
        await places.insert(tx, Relay("guise", "PEL de Guise", "Guise", "", "03 23 00 00 99"))
    admin = await served.person("admin")
    await served.registry.open_account(
        admin, "hote.guise", "Accueil de Guise", PASSWORD, {Role.HOST}, relay="guise"
    )


async def test_a_visit_goes_on_by_telephone_with_its_papers() -> None:
    async with serving() as served:
        console, ear, kiosk, visit, call = await served.in_call()
        await console.say(wire.CallByPhone(visit=visit))
        assert (await ear.expect(wire.ByPhone)).visit == visit
        assert (await ear.expect(wire.Hangup)).call == call
        while (await console.expect(wire.CallChanged)).call.state is not CallState.ENDED:
            pass
        async with asyncio.timeout(10):
            while not (view := (await console.expect(wire.VisitChanged)).visit).by_phone:
                pass
        assert (view.state, view.relay_telephone) == ("installed", RELAY_TELEPHONE)
        await console.say(wire.Scan(visit=visit, scan="s1"))
        assert (await ear.expect(wire.Scan)).scan == "s1"
        await ear.say(wire.ScanStatus(visit=visit, scan="s1", state=wire.ScanState.SCANNING))
        assert (await console.expect(wire.ScanStatus)).state is wire.ScanState.SCANNING
        again, _ = await served.connect(kiosk)
        assert (await again.expect(wire.ByPhone)).visit == visit, "a kiosk started again is told"
        served.clock.now += 240
        await console.say(wire.VisitEnd(visit=visit))
        await again.expect(wire.VisitClose)
        host = await served.person("hote.wassigny")
        async with served.store.reading() as tx:
            (record,) = await appointments.of_relay(tx, host.relay or "", 0, NOON * 2)
        assert (record.state, record.duration_s) == (AppointmentState.HONOURED, 240)


async def test_without_scripts_each_reload_is_one_and_leads_to_the_call() -> None:
    async with serving() as served:
        host, addresses = await served.signed_in("hote.wassigny"), set()
        for _ in range(2):
            async with host.get("/relais", headers={"Accept": "text/html"}) as answer:
                page = await answer.text()
            addresses.add(page.partition("15;url=")[2].partition('"')[0])
            served.clock.now += 15
        # To a place of the page that is there already, a browser loads nothing.
        assert len({address.partition("#")[0] for address in addresses}) == 2
        assert all(address.endswith("#appel") for address in addresses)


async def test_a_kiosk_out_of_order_with_nobody_there_rings_its_host_once_and_says_why() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk, GREEN)
        host = await served.signed_in("hote.wassigny")
        dark = GREEN.model_copy(update={"camera": Light.RED})
        await ear.say(wire.LightsChanged(lights=dark))
        await until(lambda: served.app[OFFICE].presence.lights(kiosk.id) == dark)
        await later(served, 10)
        assert "<section" not in await strip(host)
        await later(served, outage.STAYS_SECONDS)
        page = await strip(host)
        assert page.count("data-ring=") == 1
        assert "Guichet est en panne" in page
        assert "caméra" in page
        assert "J’arrive" not in page
        await later(served, outage.RINGS_SECONDS)
        page = await strip(host)
        assert ("data-ring=" in page, "est en panne" in page) == (False, True), "written, quiet"
        done = await post(host, f"/relais/guichets/{kiosk.id}/vu")
        assert done == (303, "/relais?dit=vu")
        assert "<section" not in await strip(host)
        await later(served, 3600)
        assert "<section" not in await strip(host)
        await ear.say(wire.LightsChanged(lights=GREEN))
        await until(lambda: served.app[OFFICE].presence.lights(kiosk.id) == GREEN)
        await later(served, 10)
        assert await post(host, f"/relais/guichets/{kiosk.id}/vu") == (303, "/relais?dit=repare")
        told = [what for what in await journaled(served, kiosk.id) if "order" in what]
        assert told == ["kiosk_out_of_order", "kiosk_out_of_order_seen", "kiosk_in_order"]


async def test_nobody_sits_down_where_the_visit_before_is_left_and_its_host_is_rung() -> None:
    async with serving() as served:
        kiosk, booked = await served.enrolled(), await served.registered()
        await served.connect(kiosk, GREEN.model_copy(update={"unwiped": wire.Unwiped.FAILED}))
        host = await served.signed_in("hote.wassigny")
        chosen = {"appointment": booked.id, "kiosk": kiosk.id}
        async with host.post("/relais/installer", data=chosen, allow_redirects=False) as answer:
            assert answer.headers["Location"] == "/relais?dit=efface"
        async with host.get("/relais", headers={"Accept": "text/html"}) as answer:
            page = await answer.text()
        assert ("Pas encore effacé" in page, "Libre accès" in page) == (True, False)
        await later(served, 10)
        await later(served, outage.STAYS_SECONDS)
        assert "La visite d’avant ne s’efface pas" in await strip(host)
