"""Consoles and kiosks on real sockets: a whole visit, strangers, bad messages, restarts."""

import asyncio

import pytest

from signaling import protocol as wire
from signaling.core import visit as visit_core
from signaling.deeds import Deed
from signaling.errors import NotFound
from signaling.keys import OFFICE
from signaling.protocol import AppointmentState, CallState, EndReason, VisitState
from signaling.store import appointments, calls, counters, journal, visits

from .serving import SDP, serving, until

ENDED = {"state": "ended", "reason": "bye"}


async def test_a_whole_visit_from_the_mairie_to_honoured() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, welcome = await served.connect(kiosk)
        assert welcome.visit is None
        console, _ = await served.console()

        appointment = await served.registered()
        shown = (await console.expect(wire.AppointmentChanged)).appointment
        assert (shown.id, shown.state, shown.name) == (appointment.id, "sent", "Exemple")
        await console.say(wire.AppointmentReceived(appointment=appointment.id))
        changed = await console.expect(wire.AppointmentChanged)
        assert changed.appointment.state is AppointmentState.RECEIVED
        await console.say(wire.AppointmentAccept(appointment=appointment.id))
        changed = await console.expect(wire.AppointmentChanged)
        assert changed.appointment.counsellor == "Dominique Exemple"

        host = await served.person("hote.wassigny")
        visit = (await served.desk.install(host, appointment.id, kiosk.id)).id
        install = await ear.expect(wire.Install)
        assert (install.visit, install.counsellor) == (visit, "Dominique Exemple")
        seen = (await console.expect(wire.VisitChanged)).visit
        assert (seen.connected, seen.lights.camera) == (True, wire.Light.GREEN)

        await console.say(wire.CallStart(visit=visit, sdp=SDP))
        ring = await ear.expect(wire.Ring)
        assert (ring.visit, ring.counsellor, ring.sdp) == (visit, "Dominique Exemple", SDP)
        assert (await console.expect(wire.CallChanged)).call.state is CallState.RINGING
        await ear.say(wire.Answer(call=ring.call, sdp=SDP))
        assert (await console.expect(wire.Answer)).sdp == SDP
        assert (await console.expect(wire.CallChanged)).call.state is CallState.TALKING

        await console.say(wire.Scan(visit=visit, scan="s1"))
        assert (await ear.expect(wire.Scan)).scan == "s1"
        await ear.say(wire.ScanStatus(visit=visit, scan="s1", state=wire.ScanState.SCANNING))
        assert (await console.expect(wire.ScanStatus)).state is wire.ScanState.SCANNING

        served.clock.now += 600
        await console.say(wire.VisitEnd(visit=visit))
        assert (await ear.expect(wire.VisitClose)).visit == visit
        ended = await console.expect(wire.CallChanged)
        assert (ended.call.state, ended.call.reason) == (CallState.ENDED, EndReason.BYE)
        await ear.say(wire.Wiped(visit=visit))
        async with asyncio.timeout(10):
            while (await console.expect(wire.VisitChanged)).visit.state is not VisitState.ENDED:
                pass

        async with served.store.reading() as tx:
            record = await appointments.by_id(tx, appointment.id)
            (count,) = await counters.all_counts(tx)
            told = [line.what for line in await journal.about(tx, visit)]
        assert record is not None
        assert (record.state, record.duration_s) == (AppointmentState.HONOURED, 600)
        assert (count.month, count.outcome, count.visits, count.seconds) == (
            "2026-11",
            "honoured",
            1,
            600,
        )
        assert told == [
            "visit_installed",
            "visit_in_call",
            "scan_asked",
            "visit_closing",
            "visit_wiped",
            "visit_ended",
        ]


async def test_nobody_is_in_two_calls() -> None:
    async with serving() as served:
        console, _, kiosk, visit, _ = await served.in_call()
        await console.say(wire.CallStart(visit=visit, sdp=SDP))
        assert (await console.expect(wire.Error)).code == "conflict"
        second = await served.enrolled()
        await served.connect(second)
        elsewhere = await served.installed(second)
        await console.say(wire.CallStart(visit=elsewhere, sdp=SDP))
        assert (await console.expect(wire.Error)).code == "console_busy"
        host, waiting = await served.person("hote.wassigny"), await served.registered()
        with pytest.raises(Exception, match="kiosk_busy"):
            await served.desk.install(host, waiting.id, kiosk.id)


async def test_two_installs_at_once_have_one_winner() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        await served.connect(kiosk)
        host = await served.person("hote.wassigny")
        both = [await served.registered(), await served.registered()]
        done = await asyncio.gather(
            *(served.desk.install(host, one.id, kiosk.id) for one in both),
            return_exceptions=True,
        )
        assert sorted(type(one).__name__ for one in done) == ["KioskBusy", "Visit"]


async def test_an_absent_kiosk_takes_no_resident_and_no_call() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        visit = await served.installed(kiosk)
        await ear.socket.close()
        await until(lambda: not served.app[OFFICE].presence.is_there(kiosk.id))
        console, welcome = await served.console()
        assert [seen.connected for seen in welcome.visits] == [False]
        await console.say(wire.CallStart(visit=visit, sdp=SDP))
        assert (await console.expect(wire.Error)).code == "kiosk_absent"


async def test_a_kiosk_that_refuses_ends_the_call() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        console, _ = await served.console()
        visit = await served.installed(kiosk)
        await console.say(wire.CallStart(visit=visit, sdp=SDP))
        ring = await ear.expect(wire.Ring)
        await ear.say(wire.RingRefused(call=ring.call, code="Madame Exemple n'est pas là"))
        await console.expect(wire.CallChanged)
        ended = (await console.expect(wire.CallChanged)).call
        assert (ended.state, ended.reason) == (CallState.ENDED, EndReason.REFUSED)
        async with served.store.reading() as tx:
            told = [line.what for line in await journal.about(tx, ring.call)]
        assert told == ["call_placed", "call_refused_other", "call_ended_refused"]


async def test_a_kiosk_that_says_nothing_lets_the_call_end() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        console, _ = await served.console()
        visit = await served.installed(kiosk)
        await console.say(wire.CallStart(visit=visit, sdp=SDP))
        await ear.expect(wire.Ring)
        served.clock.now += 31
        await served.watch.tick()
        hangup = await ear.expect(wire.Hangup)
        assert hangup.reason is EndReason.NO_ANSWER
        await console.say(wire.CallStart(visit=visit, sdp=SDP))
        await ear.expect(wire.Ring)


async def test_a_kiosk_that_answers_a_call_that_ended_is_told_to_hang_up() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        console, _ = await served.console()
        visit = await served.installed(kiosk)
        await console.say(wire.CallStart(visit=visit, sdp=SDP))
        ring = await ear.expect(wire.Ring)
        await ear.socket.close()
        await console.say(wire.Hangup(call=ring.call))
        await console.expect(wire.CallChanged, call={**ENDED, "id": ring.call, "visit": visit})
        ear, _ = await served.connect(kiosk)
        await ear.say(wire.Answer(call=ring.call, sdp=SDP))
        assert (await ear.expect(wire.Hangup)).call == ring.call


async def test_a_row_that_cannot_be_handled_keeps_no_other_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with serving() as served:
        closing = []
        for _ in range(2):
            kiosk = await served.enrolled()
            await served.connect(kiosk)
            closing.append(await served.installed(kiosk))
            await served.desk.end_visit(await served.person("hote.wassigny"), closing[-1])
        handle = Deed.visit

        async def broken(deed: Deed, id: str, event: visit_core.Event) -> visit_core.Visit:
            if id == closing[0]:
                raise RuntimeError
            return await handle(deed, id, event)

        monkeypatch.setattr(Deed, "visit", broken)
        served.clock.now += 901
        await served.watch.tick()
        async with served.store.reading() as tx:
            states = [known.state for id in closing if (known := await visits.by_id(tx, id))]
        assert states == [VisitState.CLOSING, VisitState.ENDED]


async def test_a_restarted_server_finds_the_call_again() -> None:
    async with serving() as served:
        _, _, kiosk, visit, call = await served.in_call()
        await served.stop()
        await served.start()
        ear, welcome = await served.connect(kiosk)
        assert welcome.visit is not None
        assert welcome.visit.visit == visit
        console, back = await served.console()
        assert back.call is not None
        assert (back.call.id, back.call.state) == (call, CallState.TALKING)
        served.clock.now += 3600
        await served.watch.tick()
        await console.say(wire.Hangup(call=call))
        assert (await ear.expect(wire.Hangup)).call == call


async def test_a_call_whose_two_ends_are_gone_is_lost_once_nobody_repairs_it() -> None:
    async with serving() as served:
        console, ear, kiosk, visit, call = await served.in_call()
        presence = served.app[OFFICE].presence
        await console.socket.close()
        await until(lambda: presence.consoles("account-conseil-msa") == 0)
        served.clock.now += wire.REPAIR_SECONDS + 1
        await served.watch.tick()
        await ear.socket.close()
        await until(lambda: not presence.is_there(kiosk.id))
        served.clock.now += wire.REPAIR_SECONDS - 1
        await served.watch.tick()
        async with served.store.reading() as tx:
            known = await calls.by_id(tx, call)
        assert known is not None
        assert known.state is CallState.TALKING
        served.clock.now += 2
        await served.watch.tick()
        async with served.store.reading() as tx:
            known, open_visit = await calls.by_id(tx, call), await visits.by_id(tx, visit)
        assert known is not None
        assert open_visit is not None
        assert (known.reason, open_visit.state) == (EndReason.LOST, VisitState.INSTALLED)


async def test_a_visit_whose_kiosk_never_says_wiped_ends_all_the_same() -> None:
    async with serving() as served:
        console, ear, kiosk, visit, _ = await served.in_call()
        await ear.socket.close()
        await console.say(wire.VisitEnd(visit=visit))
        async with asyncio.timeout(10):
            while (await console.expect(wire.CallChanged)).call.state is not CallState.ENDED:
                pass
        ear, welcome = await served.connect(kiosk)
        assert welcome.visit is None
        assert (await ear.expect(wire.VisitClose)).visit == visit
        served.clock.now += 901
        await served.watch.tick()
        async with served.store.reading() as tx:
            known = await visits.by_id(tx, visit)
        assert known is not None
        assert known.state is VisitState.ENDED


async def test_the_newest_socket_of_a_kiosk_wins() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        older, _ = await served.connect(kiosk)
        old_token = kiosk.token
        newer, _ = await served.connect(kiosk)
        await older.expect_closed()
        assert served.app[OFFICE].presence.is_there(kiosk.id)
        assert kiosk.token != old_token
        visit = await served.installed(kiosk)
        assert (await newer.expect(wire.Install)).visit == visit


async def test_pages_hear_of_what_they_show_and_of_nothing_else() -> None:
    async with serving() as served:
        secretary, other = await served.person("secretaire.hannapes"), await served.person("admin")
        mine, theirs = served.desk.subscribe(secretary), served.desk.subscribe(other)
        hearing = asyncio.create_task(anext(mine))
        deaf = asyncio.create_task(anext(theirs))
        await asyncio.sleep(0)
        appointment = await served.registered()
        async with asyncio.timeout(10):
            change = await hearing
        assert (change.kind, change.id) == ("appointment", appointment.id)
        assert not deaf.done()
        served.desk.close()
        with pytest.raises(StopAsyncIteration):
            await deaf
        await mine.aclose()


async def test_who_may_not_see_an_appointment_is_told_that_it_does_not_exist() -> None:
    async with serving() as served:
        appointment = await served.registered()
        for login in ("conseil.caf", "admin"):
            with pytest.raises(NotFound):
                await served.desk.appointment_for(await served.person(login), appointment.id)
        for login in ("secretaire.hannapes", "hote.wassigny", "conseil.msa"):
            line = await served.desk.appointment_for(await served.person(login), appointment.id)
            assert line.organisation == "MSA de Picardie"
