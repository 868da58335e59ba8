"""The kiosk tests itself, mends what it can and says so; a technician's turn at it. All real."""

import asyncio
import contextlib
import io
from datetime import datetime, timedelta

import pytest

from kiosk import control, waking
from kiosk.core.scenes import SceneId
from kiosk.waiting import PARIS
from signaling import protocol as wire
from signaling.errors import KioskBusy, KioskInService, NotAllowed, NotFound
from signaling.waking import WAKING, Examination

from .living_kiosk import Living, living
from .serving import until
from .test_kiosk import journal_of

pytestmark = [pytest.mark.timeout(240), pytest.mark.usefixtures("short_pauses")]
MANY = 150.0
"Seconds for an examination, on a machine that does others."


async def reports(here: Living) -> list[Examination]:
    admin = await here.served.person("admin")
    _, found = await here.served.app[WAKING].of(admin, here.id)
    return found


async def reported(here: Living, count: int = 1) -> Examination:
    """Once the server has so many; the newest."""
    async with asyncio.timeout(MANY):
        while len(found := await reports(here)) < count:  # noqa: ASYNC110 - in SQL
            await asyncio.sleep(0.1)
    return found[0]


async def ask(here: Living, login: str = "technique") -> None:
    await here.served.app[WAKING].ask(await here.served.person(login), here.id)


def levels(one: Examination) -> dict[str, str]:
    return {found.id: str(found.level) for found in one.told.findings}


async def test_it_looks_at_everything_mends_what_it_can_and_everybody_reads_it(
    room, monkeypatch
) -> None:
    monkeypatch.setenv("PULSE_SOURCE", "speaker.monitor")
    async with living(room, microphone="speaker.monitor") as here:  # it hears the loudspeaker
        await here.all_green()
        room.sound.pactl("set-sink-mute", "speaker", "1")
        room.printer.stop_queue()
        await ask(here)
        one = await reported(here)
        found = levels(one)
        assert len(one.told.mended) == 2, (one.told.mended, found)
        assert set(found) >= {
            *("camera", "speaker", "microphone", "sound.loop", "screens", "printer.queue"),
            *("printer.paper", "scanner", "card", "disk", "clock", "server.line"),
        }
        assert {id for id, level in found.items() if level == "fault"} == set()
        assert "Mute: no" in room.sound.pactl("get-sink-mute", "speaker")
        await until(lambda: here.kiosk._lights().examined is wire.Light.GREEN, 30)
        assert {"examination_asked", "kiosk_examined"} <= set(await journal_of(here))
        for login, path, words in (
            ("technique", f"/administration/guichets/{here.id}/examen", "Le guichet a réparé seul"),
            ("hote.wassigny", "/relais", "Dernier examen"),
        ):
            browser = await here.served.signed_in(login)
            async with browser.get(path) as answer:
                assert words in await answer.text(), path


async def test_never_in_a_visit_and_a_visit_ends_it_at_once(room, monkeypatch) -> None:
    monkeypatch.setattr(waking, "LOOK_SECONDS", 0.5)
    async with living(room) as here:
        await here.all_green()
        mine = here.kiosk.tending.waking
        mine.ask()
        await until(lambda: mine._running is not None, 30)
        async with here.in_call() as talk:
            assert mine._running is None
            assert await reports(here) == []
            with pytest.raises(KioskBusy):
                await ask(here)
            await talk.goes_on()
            await talk.ear.say(wire.VisitEnd(visit=talk.visit))
        assert (await reported(here)).told.why is wire.Why.ASKED


async def test_each_morning_by_itself_whatever_the_clock_does_then_a_visit(
    room, monkeypatch
) -> None:
    """Fourteen days in the examined kiosk's own eyes, its clock set to and fro; then somebody."""
    monkeypatch.setattr(waking, "LOOK_SECONDS", 0.01)
    now = datetime(2026, 11, 23, 6, 0, tzinfo=PARIS)
    async with living(room) as here:
        await here.all_green()
        mine, done = here.kiosk.tending.waking, 0
        mine.mornings.at = waking.hour_of("07:00")
        mine._clock = lambda: now

        async def looked_at(_: object) -> list[waking.Finding]:
            nonlocal done
            done += 1
            return []

        monkeypatch.setattr(mine, "_look_at", looked_at)
        for day in range(14):
            now += timedelta(hours=6)
            await until(lambda day=day: done > day, 30)
            now += timedelta(hours=18 if day % 5 else 17)
            now += timedelta(hours={4: 1, 9: -1}.get(day, 0))  # summer time, winter time
            if day == 7:
                now -= timedelta(minutes=40)
        assert len(await reports(here)) <= 30
        assert {one.told.why for one in await reports(here)} == {wire.Why.MORNING}
        async with here.in_call() as talk:
            await talk.goes_on()


async def test_a_technician_s_turn_is_said_journaled_and_no_visit_begins_meanwhile(room) -> None:
    async with living(room) as here:
        technician, host = await asyncio.gather(
            here.served.person("technique"), here.served.person("hote.wassigny")
        )
        mine = here.served.app[WAKING]
        await mine.open_service(technician, here.id, 30)
        await until(lambda: here.served.desk.office.presence.in_service(here.id), 30)
        assert here.kiosk.display._state["scene"]["id"] == SceneId.SERVICE
        appointment = await here.served.registered()
        with pytest.raises(KioskInService):
            await here.served.desk.install(host, appointment.id, here.id)
        await mine.close_service(technician, here.id)
        await until(lambda: not here.served.desk.office.presence.in_service(here.id), 30)
        assert here.kiosk.display._state["scene"]["id"] == SceneId.WELCOME
        async with asyncio.timeout(30):
            while "service_ended" not in await journal_of(here):  # noqa: ASYNC110 - in SQL
                await asyncio.sleep(0.02)
        assert {"service_asked", "service_began"} <= set(await journal_of(here))
        with pytest.raises(NotAllowed):
            await mine.open_service(host, here.id, 30)
        with pytest.raises(NotFound):
            await mine.ask(host, "another")


async def test_over_ssh_a_command_asks_the_running_kiosk(room, monkeypatch) -> None:
    async with living(room) as here:
        folder = str(here.settings.runtime_directory)
        monkeypatch.setenv("VISAVIS_KIOSK_RUNTIME_DIRECTORY", folder)
        await until(lambda: (here.settings.runtime_directory / control.NAME).exists(), 30)

        def command(*words: str) -> tuple[int, str]:
            with contextlib.redirect_stdout(io.StringIO()) as out:
                return control.main(words), out.getvalue()

        code, said = await asyncio.to_thread(command, "--minutes", "5")
        assert (code, "5 minutes" in said) == (0, True)
        assert here.kiosk.attendant.in_service
        assert (await asyncio.to_thread(command, "--close"))[0] == 0
        assert not here.kiosk.attendant.in_service
        await here.install()
        assert (await asyncio.to_thread(command, "--minutes", "5"))[0] == 1
