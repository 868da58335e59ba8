"""What a socket takes and what it does not: bad messages, floods, strangers, who does not read."""

import asyncio
import json
from contextlib import suppress

import aiohttp
import pytest

from signaling import protocol as wire
from signaling.keys import OFFICE
from signaling.sockets import MAX_KNOCKING, MAX_REFUSED
from signaling.store import visits

from .serving import SDP, Ear, serving, until


async def test_a_bad_message_is_answered_and_the_line_goes_on() -> None:
    async with serving() as served:
        console, _ = await served.console()
        for sent, code, about in (
            ('{"type":"later"}', "bad_message", "later"),
            ('{"type":"visit_end"}', "bad_message", "visit_end"),
            ("[" * 60_000, "bad_message", None),
            ("not json", "bad_message", None),
            ("x" * (wire.MAX_MESSAGE_BYTES + 1), "too_large", None),
            ('{"type":"console_hello"}', "bad_message", "console_hello"),
            ('{"type":"visit_end","visit":"unknown"}', "not_found", "visit_end"),
            ('{"type":"call_start","visit":"unknown","sdp":"v=0"}', "not_found", "call_start"),
        ):
            await console.socket.send_str(sent)
            error = await console.expect(wire.Error)
            assert (error.code, error.about) == (code, about)
        await console.socket.send_bytes(b"{}")
        assert (await console.expect(wire.Error)).code == "bad_message"
        appointment = await served.registered()
        assert (await console.expect(wire.AppointmentChanged)).appointment.id == appointment.id


async def test_an_offer_that_would_not_fit_in_a_ring_never_reaches_the_kiosk() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        console, _ = await served.console()
        visit = await served.installed(kiosk)
        bare = len(wire.encode(wire.CallStart(visit=visit, sdp="")))
        # Each new line is two bytes on the wire: as long as a message may be, not one more.
        sdp = "\n" * ((wire.MAX_MESSAGE_BYTES - bare) // 2)
        for offer in (sdp, "é" * 40_000):
            await console.say(wire.CallStart(visit=visit, sdp=offer))
            assert (await console.expect(wire.Error)).code == "too_large"
        await console.say(wire.CallStart(visit=visit, sdp=SDP))
        assert (await ear.expect(wire.Ring)).sdp == SDP


async def test_a_flood_is_refused_and_disturbs_nobody() -> None:
    async with serving() as served:
        flooder, _ = await served.console("conseil.caf")
        quiet, _ = await served.console()
        for _ in range(150):
            await flooder.socket.send_str('{"type":"appointment_received","appointment":"x"}')
        assert (await flooder.expect(wire.Error, code="too_fast")).about is None
        appointment = await served.registered()
        assert (await quiet.expect(wire.AppointmentChanged)).appointment.id == appointment.id


async def test_who_floods_on_is_cut() -> None:
    async with serving() as served:
        flooder, _ = await served.console("conseil.caf")
        for _ in range(100 + MAX_REFUSED + 1):
            await flooder.socket.send_str("{}")
        async with asyncio.timeout(10):
            while (await flooder.socket.receive()).type is aiohttp.WSMsgType.TEXT:
                pass
        presence = served.app[OFFICE].presence
        await until(lambda: presence.consoles("account-conseil-caf") == 0)


async def test_a_client_that_does_not_read_is_cut_and_the_others_hear() -> None:
    async with serving() as served:
        stuck, _ = await served.console()
        awake, _ = await served.console()
        stuck.socket._response.connection.transport.pause_reading()  # type: ignore[union-attr]
        office = served.app[OFFICE]
        view = wire.ScanStatus(visit="v", scan="s", state=wire.ScanState.DONE, sentence="x" * 500)
        heard = 0
        for _ in range(20_000):
            await office.backplane.post("organisation/msa", view)
            await awake.expect(wire.ScanStatus)
            heard += 1
            if office.presence.consoles("account-conseil-msa") == 1:
                break
        assert office.presence.consoles("account-conseil-msa") == 1, heard
        await office.backplane.post("organisation/msa", view)
        await awake.expect(wire.ScanStatus)


async def test_a_page_of_another_site_cannot_open_a_console() -> None:
    async with serving() as served:
        browser = await served.signed_in("conseil.msa")
        for origin in ("https://ailleurs.example", f"http://localhost:{served.port}", "null", ""):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await browser.ws_connect("/ws/console", headers={"Origin": origin})
            assert refused.value.status == 403


async def test_only_a_signed_in_counsellor_opens_a_console() -> None:
    async with serving() as served:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await served.browser().ws_connect("/ws/console")
        assert refused.value.status == 401
        for login in ("secretaire.hannapes", "hote.wassigny", "admin"):
            browser = await served.signed_in(login)
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await browser.ws_connect("/ws/console")
            assert refused.value.status == 403


async def test_a_hello_of_another_version_is_told_so() -> None:
    async with serving() as served:
        browser = await served.signed_in("conseil.msa")
        ear = Ear(await browser.ws_connect("/ws/console"))
        await ear.socket.send_str(json.dumps({"type": "console_hello", "version": 99}))
        assert (await ear.expect(wire.Error)).code == "unsupported_version"
        await ear.expect_closed()


async def test_a_shutdown_tells_everybody_to_come_back() -> None:
    async with serving() as served:
        console, _ = await served.console()
        kiosk, _ = await served.connect(await served.enrolled())
        stopping = asyncio.create_task(served.stop())
        assert await console.expect_closed() == aiohttp.WSCloseCode.GOING_AWAY
        assert await kiosk.expect_closed() == aiohttp.WSCloseCode.GOING_AWAY
        await stopping


async def test_an_account_that_is_closed_loses_its_console() -> None:
    async with serving() as served:
        console, _ = await served.console()
        admin, counsellor = await served.person("admin"), await served.person("conseil.msa")
        await served.registry.set_disabled(admin, counsellor.account, True)
        await console.expect_closed()


async def test_an_account_closed_in_a_call_is_put_off_the_kiosk_s_screen() -> None:
    async with serving() as served:
        _, ear, _, visit, call = await served.in_call()
        admin, counsellor = await served.person("admin"), await served.person("conseil.msa")
        await served.registry.set_disabled(admin, counsellor.account, True)
        assert (await ear.expect(wire.Hangup)).call == call
        async with served.store.reading() as tx:
            known = await visits.by_id(tx, visit)
        assert known is not None
        assert known.state is wire.VisitState.INSTALLED


async def test_who_never_says_hello_is_put_out_and_holds_few_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("signaling.sockets.HELLO_SECONDS", 0.5)
    async with serving() as served:
        silent = [Ear(await served.browser().ws_connect("/ws/kiosk")) for _ in range(MAX_KNOCKING)]
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await served.browser().ws_connect("/ws/kiosk")
        assert refused.value.status == 429
        for ear in silent:
            assert (await ear.expect(wire.Error)).code == "bad_message"
            await ear.expect_closed()
        await served.connect(await served.enrolled())


async def test_a_handshake_that_does_not_come_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("signaling.app.HANDSHAKE_SECONDS", 0.5)
    async with serving() as served:
        reader, writer = await asyncio.open_connection("localhost", served.port)
        async with asyncio.timeout(10):
            assert await reader.read() == b""
        writer.close()


async def test_a_header_that_trickles_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("signaling.app.KEEPALIVE_SECONDS", 0.5)
    async with serving() as served:
        reader, writer = await asyncio.open_connection("localhost", served.port, ssl=served.tls)
        writer.write(b"GET /health HTTP/1.1\r\nX-Slow: ")
        async with asyncio.timeout(10):
            while not reader.at_eof():
                writer.write(b"a")
                with suppress(TimeoutError):
                    async with asyncio.timeout(0.1):
                        await reader.read()
        writer.close()


async def test_a_fault_of_the_server_ends_one_line_and_is_told_by_class_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving() as served:
        awake, _ = await served.console()
        browser = await served.signed_in("conseil.msa")

        async def broken(*_: object) -> None:
            raise ZeroDivisionError("Camille Exemple")

        with monkeypatch.context() as patched:
            patched.setattr("signaling.views.appointment_views", broken)
            ear = Ear(await browser.ws_connect("/ws/console"))
            await ear.say(wire.ConsoleHello())
            await ear.expect_closed()
        assert [
            record.getMessage() for record in caplog.records if record.levelname == "ERROR"
        ] == ["ZeroDivisionError ended a line"]
        assert "Camille" not in caplog.text
        appointment = await served.registered()
        assert (await awake.expect(wire.AppointmentChanged)).appointment.id == appointment.id


async def test_a_fault_in_one_message_is_answered_and_what_was_committed_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with serving() as served:
        console, _ = await served.console()

        async def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr("signaling.views.appointment_views", full)
            appointment = await served.registered()
            patched.setattr("signaling.switchboard._visit", full)
            await console.say(wire.Scan(visit="v1", scan="s1"))
            error = await console.expect(wire.Error)
            assert (error.code, error.about) == ("internal", "scan")
        await console.say(wire.AppointmentAccept(appointment=appointment.id))
        changed = (await console.expect(wire.AppointmentChanged)).appointment
        assert (changed.id, changed.state) == (appointment.id, "accepted")
