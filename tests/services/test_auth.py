"""The way in: passwords, sessions, forged pages, kiosks' keys, and what every answer says."""

import asyncio
import logging
import re

import pytest
from yarl import URL

from signaling import protocol as wire
from signaling.auth import passwords as passwords_module
from signaling.auth.door import Door
from signaling.auth.errors import Crowded, Throttled, WrongPassword
from signaling.auth.passwords import Passwords, WeakPassword
from signaling.auth.tokens import hash_of
from signaling.auth.web import COOKIE, DOOR
from signaling.core.person import Role
from signaling.edition import FOR_GOOD
from signaling.errors import NotAllowed, NotFound
from signaling.registry import LoginTaken, PlaceMissing
from signaling.store import journal, sessions

from .serving import PASSWORD, RELAY, Served, light_passwords, serving

FORM = {"login": "conseil.msa", "password": PASSWORD}


def door_of(served: Served) -> Door:
    return served.app[DOOR]


async def test_the_cookie_is_bound_to_this_server_and_hidden_from_scripts() -> None:
    async with serving() as served:
        browser = served.browser()
        async with browser.post("/connexion", data=FORM, allow_redirects=False) as answer:
            (cookie,) = answer.headers.getall("Set-Cookie")
        name, *attributes = cookie.split("; ")
        assert name.startswith("__Host-visavis=")
        assert set(attributes) == {"HttpOnly", "Path=/", "SameSite=Strict", "Secure"}
        token = name.partition("=")[2]
        async with served.store.reading() as tx:
            assert await sessions.find(tx, hash_of(token)) is not None
            assert await sessions.find(tx, token) is None, "the token itself is nowhere stored"


async def test_signing_out_ends_the_session_on_the_server() -> None:
    async with serving() as served:
        browser = await served.signed_in("conseil.msa")
        token = next(c.value for c in browser.cookie_jar if c.key == COOKIE)
        assert await door_of(served).person_of(token) is not None
        async with browser.post("/deconnexion", allow_redirects=False) as answer:
            assert answer.status == 303
        assert await door_of(served).person_of(token) is None


async def test_signing_in_ends_the_session_that_the_browser_had() -> None:
    async with serving() as served:
        browser = await served.signed_in("conseil.msa")
        first = next(c.value for c in browser.cookie_jar if c.key == COOKIE)
        async with browser.post("/connexion", data=FORM, allow_redirects=False) as answer:
            assert answer.status == 303
        second = next(c.value for c in browser.cookie_jar if c.key == COOKIE)
        assert await door_of(served).person_of(first) is None
        assert await door_of(served).person_of(second) is not None


async def test_a_session_ends_by_itself() -> None:
    async with serving(session_hours=10, session_idle_hours=2) as served:
        door = door_of(served)
        _, token = await door.sign_in("conseil.msa", PASSWORD, "10.0.0.1")
        for _ in range(9):
            served.clock.now += 3600
            assert await door.person_of(token) is not None
        served.clock.now += 3600
        assert await door.person_of(token) is None, "ten hours, used all along"
        _, token = await door.sign_in("conseil.msa", PASSWORD, "10.0.0.1")
        served.clock.now += 2 * 3600
        assert await door.person_of(token) is None, "two hours without a request"
        await door.forget_expired()
        async with served.store.reading() as tx:
            assert await sessions.find(tx, hash_of(token)) is None


async def test_wrong_unknown_and_closed_accounts_are_told_apart_by_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with serving() as served:
        admin, caf = await served.person("admin"), await served.person("conseil.caf")
        await served.registry.set_disabled(admin, caf.account, True)
        checked: list[str] = []
        verify = Passwords._verify

        def spy(self: Passwords, password_hash: str, password: str) -> bool:
            checked.append("$".join(password_hash.split("$")[:4]))
            return verify(self, password_hash, password)

        monkeypatch.setattr(Passwords, "_verify", spy)
        said = []
        for login, password in (
            ("conseil.msa", "faux"),
            ("personne", PASSWORD),
            ("conseil.caf", PASSWORD),
            ("conseil.msa", PASSWORD * 100),
        ):
            with pytest.raises(WrongPassword) as refused:
                await door_of(served).sign_in(login, password, "10.0.0.1")
            said.append(str(refused.value))
        assert len(set(said)) == 1
        assert len(checked) == 4, "as many hashes as tries, whoever it is"
        assert len(set(checked)) == 1, "of the same cost"


async def test_guessing_is_throttled_by_account_whatever_the_address() -> None:
    async with serving() as served:
        door = door_of(served)
        for number in range(8):
            with pytest.raises(WrongPassword):
                await door.sign_in("conseil.msa", "faux", f"10.0.0.{number}")
        with pytest.raises(Throttled):
            await door.sign_in("Conseil.MSA ", PASSWORD, "10.0.1.1")
        await door.sign_in("conseil.caf", PASSWORD, "10.0.1.1")
        served.clock.now += 61
        await door.sign_in("conseil.msa", PASSWORD, "10.0.1.1")


async def test_guessing_is_throttled_by_address_whatever_the_account() -> None:
    async with serving() as served:
        door = door_of(served)
        for number in range(40):
            with pytest.raises(WrongPassword):
                await door.sign_in(f"personne{number}", "faux", "10.0.0.1")
        with pytest.raises(Throttled):
            await door.sign_in("conseil.msa", PASSWORD, "10.0.0.1")
        await door.sign_in("conseil.msa", PASSWORD, "10.0.0.2")


async def test_the_loop_runs_while_passwords_are_checked_and_a_crowd_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(passwords_module, "WAITING", 4)
    real = Passwords()
    turns = 0

    async def turn() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    hashed = await real.hash(PASSWORD)
    turning = asyncio.create_task(turn())
    crowd = [real.matches(hashed, PASSWORD) for _ in range(passwords_module.WAITING + 3)]
    done = await asyncio.gather(*crowd, return_exceptions=True)
    turning.cancel()
    real.close()
    assert sum(isinstance(one, Crowded) for one in done) == 3
    assert sum(one is True for one in done) == passwords_module.WAITING
    assert turns > 1_000


async def test_a_form_posted_by_another_site_is_refused() -> None:
    async with serving() as served:
        browser = served.browser()
        for headers in (
            {"Origin": "https://ailleurs.example"},
            {"Origin": "null"},
            {"Origin": f"http://localhost:{served.port}"},
            {"Origin": f"https://localhost:{served.port + 1}"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "https://ailleurs.example", "Host": "ailleurs.example"},
        ):
            posted = browser.post("/connexion", data=FORM, headers=headers, allow_redirects=False)
            async with posted as answer:
                assert answer.status == 403, headers
        fetched = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
        posted = browser.post("/connexion", data=FORM, headers=fetched, allow_redirects=False)
        async with posted as answer:
            assert answer.status == 303, "a browser that hides the referrer"


async def test_every_answer_carries_the_strict_policy() -> None:
    async with serving() as served:
        browser = await served.signed_in("conseil.msa")
        for path in ("/connexion", "/console", "/static/app.js", "/health", "/absent", "/ws/kiosk"):
            async with browser.get(path) as answer:
                policy = answer.headers["Content-Security-Policy"]
                assert "default-src 'self'" in policy
                assert "frame-ancestors 'none'" in policy
                assert "unsafe" not in policy
                assert "require-trusted-types-for 'script'" in policy
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                policy = answer.headers["Permissions-Policy"]
                assert "camera=(self)" in policy
                assert "display-capture=(self)" in policy


async def test_the_consoles_files_are_kept_for_good_under_the_address_that_its_page_names() -> None:
    async with serving() as served:
        browser = await served.signed_in("conseil.msa")
        async with browser.get("/console") as answer:
            named = re.findall(r'="(/static/([0-9a-f]{16})/[^"]+)"', await answer.text())
        assert len(named) > 100
        path, edition = next(one for one in named if one[0].endswith("/app.js"))
        for verb in ("GET", "HEAD"):
            async with browser.request(verb, path) as answer:
                assert answer.headers["Cache-Control"] == FOR_GOOD
                assert answer.content_type == "text/javascript"
                whole = await answer.read()
        assert whole == b""
        async with browser.get(path.replace(edition, "0" * 16)) as answer:
            assert answer.status == 404


async def test_libraries_are_served_by_list_and_nothing_else() -> None:
    async with serving() as served, served.browser() as browser:
        async with browser.get("/vendor/pdfjs@5.6.205/pdf.min.mjs") as answer:
            assert (answer.status, answer.content_type) == (200, "text/javascript")
            assert answer.headers["Cache-Control"] == FOR_GOOD
            assert answer.headers["Content-Encoding"] == "gzip"
        for path in (
            "/vendor/pdfjs@5.6.204/pdf.min.mjs",
            "/vendor/pdfjs-dist/package.json",
            "/vendor/pdfjs@5.6.205/..%2f..%2fpackage.json",
            "/vendor/../package.json",
            "/static/..%2fgenerate.py",
            f"/static/{'0' * 16}/..%2fgenerate.py",
            f"/static/{'0' * 16}/index.html",
            "/static/%2e%2e/generate.py",
        ):
            async with browser.get(URL(path, encoded=True)) as answer:
                assert answer.status in (403, 404), path


async def test_a_half_sent_header_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("signaling.app.KEEPALIVE_SECONDS", 0.5)
    async with serving() as served:
        reader, writer = await asyncio.open_connection("localhost", served.port, ssl=served.tls)
        writer.write(b"GET /health HTTP/1.1\r\nHost: local")
        await writer.drain()
        async with asyncio.timeout(10):
            assert await reader.read() == b"", "closed, and nothing was answered"
        writer.close()


# -- accounts ---------------------------------------------------------------------------------


async def test_only_an_administrator_administrates() -> None:
    async with serving() as served:
        registry = served.registry
        for login in ("conseil.msa", "secretaire.hannapes", "hote.wassigny"):
            person = await served.person(login)
            for attempt in (
                registry.open_account(person, "x", "X", PASSWORD, [Role.ADMINISTRATOR]),
                registry.open_enrolment(person, RELAY, "Guichet"),
                registry.revoke_kiosk(person, "kiosk"),
                registry.set_disabled(person, "account-admin", True),
                registry.accounts(person),
                registry.kiosks(person),
                registry.journal(person),
                registry.counts(person),
            ):
                with pytest.raises(NotAllowed):
                    await attempt


async def test_an_account_has_a_long_password_its_place_and_its_own_login() -> None:
    async with serving() as served:
        admin, registry = await served.person("admin"), served.registry
        with pytest.raises(WeakPassword):
            await registry.open_account(admin, "x", "X", "court", [Role.HOST], relay=RELAY)
        with pytest.raises(PlaceMissing):
            await registry.open_account(admin, "x", "X", PASSWORD, [Role.HOST])
        with pytest.raises(NotFound):
            await registry.open_account(admin, "x", "X", PASSWORD, [Role.HOST], relay="absent")
        with pytest.raises(LoginTaken):
            await registry.open_account(admin, "ADMIN", "X", PASSWORD, [Role.ADMINISTRATOR])
        both = [Role.HOST, Role.SECRETARY]
        account = await registry.open_account(
            admin, "Wassigny", "Wassigny", PASSWORD, both, mairie="wassigny", relay=RELAY
        )
        person, _ = await door_of(served).sign_in("wassigny", PASSWORD, "10.0.0.1")
        assert person == account.person


async def test_no_name_token_or_password_reaches_the_log_or_the_journal(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG):
        async with serving() as served:
            kiosk = await served.enrolled()
            await served.connect(kiosk)
            console, _ = await served.console()
            await served.registered(name="Canarissime", motive="Canarissime", telephone="0699")
            await console.expect(wire.AppointmentChanged)
            await console.socket.send_str('{"type":"scan","visit":"Canarissime","scan":"s"}')
            await console.expect(wire.Error)
            await console.socket.send_str('{"type":"scan","visit":"Cana rissime","scan":"s"}')
            await console.expect(wire.Error)
            async with served.store.reading() as tx:
                told = repr(await journal.latest(tx, 1000))
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("signaling")]
    assert ours, "the log is on"
    for canary in ("Canarissime", "Cana rissime", "0699", PASSWORD, kiosk.token):
        assert canary not in told
        assert not [
            r for r in caplog.records if canary in r.getMessage() and "sqlite" not in r.name
        ]


def test_light_passwords_are_real_argon2() -> None:
    light = light_passwords()
    assert light._nobody.startswith("$argon2id$")
    light.close()
