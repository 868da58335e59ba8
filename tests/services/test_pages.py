"""The doors of the pages over HTTPS: who comes in, where they arrive, what strangers get."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from signaling.core.person import Role
from signaling.pages.permissions import DUTIES
from signaling.pages.words import ROLES
from signaling.store.demo import ACCOUNTS, Fictional
from tests.town import ADMIN, HOST, PASSWORD, SECRETARY, Town, town

from .browsing import RESIDENT, post, register, text

ROOMS = {
    "/secretariat": {Role.SECRETARY},
    "/relais": {Role.HOST},
    "/console": {Role.COUNSELLOR},
    "/administration/comptes": {Role.SUPERVISOR, Role.ADMINISTRATOR},
    "/administration": {Role.TECHNICIAN, Role.ADMINISTRATOR},
}
XSS = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as served:
        yield served


# -- the way in and out -----------------------------------------------------------------------


async def test_a_stranger_is_led_to_the_sign_in_and_back(place: Town) -> None:
    async with place.client() as session:
        async with session.get("/relais") as answer:
            assert answer.url.path_qs == "/connexion?suite=/relais"
            assert 'name="suite" value="/relais"' in await answer.text()
        _, landed, _ = await post(
            session, "/connexion", login=HOST, password=PASSWORD, suite="/relais"
        )
        assert landed == "/relais"


async def test_a_program_gets_a_code_and_a_sentence_not_a_page(place: Town) -> None:
    async with (
        place.client() as session,
        session.get("/relais/vue", headers={"Accept": "*/*"}) as answer,
    ):
        assert answer.status == 401
        assert (await answer.json())["code"] == "not_signed_in"


async def test_a_wrong_password_is_told_and_the_login_is_kept(place: Town) -> None:
    async with place.client() as session:
        status, _, page = await post(session, "/connexion", login=HOST, password="non")
    assert status == 401
    assert f'value="{HOST}"' in page
    assert "n’est pas le bon" in page
    assert "non" not in re.findall(r'value="(.*?)"', page)


async def test_too_many_tries_are_slowed_down_and_told(place: Town) -> None:
    async with place.client() as session:
        answers = [
            await post(session, "/connexion", login=HOST, password=f"non-{turn}")
            for turn in range(12)
        ]
        # Somebody else at the same place is not slowed down.
        _, landed, _ = await post(session, "/connexion", login=ADMIN, password=PASSWORD)
    assert [status for status, _, _ in answers[:8]] == [401] * 8
    assert answers[-1][0] == 429
    assert "Attendez quelques minutes" in answers[-1][2]
    assert landed == "/administration"


async def test_signing_out_closes_the_session_on_the_server_too(place: Town) -> None:
    async with place.client(SECRETARY) as session:
        cookies = {each.key: each.value for each in session.cookie_jar}
        status, landed, page = await post(session, "/deconnexion")
        assert (status, landed) == (200, "/connexion?sortie=1")
        assert "Vous êtes déconnecté" in page
        session.cookie_jar.update_cookies(cookies)
        async with session.get("/secretariat") as answer:
            assert answer.url.path == "/connexion"


@pytest.mark.parametrize("person", ACCOUNTS, ids=lambda person: person.login)
async def test_everybody_arrives_on_their_page_and_reaches_no_other(
    place: Town, person: Fictional
) -> None:
    login, role = person.login, person.role
    async with place.client(login) as session:
        async with session.get("/", allow_redirects=False) as answer:
            assert role in ROOMS[answer.headers["Location"]]
        for path, needed in ROOMS.items():
            if role not in needed:
                page = await text(session, path, status=403)
                assert "Accès réservé" in page
                assert f"Votre rôle&nbsp;: {ROLES[role]}" in page, "what one may do"
                assert "Administration" in page, "and whom to ask"


async def test_my_account_says_what_each_of_my_roles_may_do(place: Town) -> None:
    held = {"mairie": "wassigny", "relay": "pel-wassigny"}
    await place.open_account("agent.wassigny", Role.SECRETARY, Role.HOST, **held)
    async with place.client("agent.wassigny") as session:
        page = await text(session, "/compte")
    for role in (Role.SECRETARY, Role.HOST):
        assert ROLES[role] in page
        assert all(may in page for may in DUTIES[role].may)
    assert DUTIES[Role.COUNSELLOR].may[0] not in page


# -- against strangers ------------------------------------------------------------------------


async def test_a_form_sent_from_another_site_is_refused(place: Town) -> None:
    async with place.client(SECRETARY) as session:
        for headers in ({"Origin": "https://ailleurs.example"}, {"Sec-Fetch-Site": "cross-site"}):
            async with session.post("/secretariat", data=RESIDENT, headers=headers) as answer:
                assert answer.status == 403
        assert "Camille" not in await text(session, "/secretariat/liste")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b"no boundary in sight"),
        ("multipart/form-data", b"--x"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="name"\r\n'
            b"Content-Transfer-Encoding: nonsense\r\n\r\nabc\r\n--x--",
        ),
        ("application/x-www-form-urlencoded", b"name=\xff\xfe"),
        ("application/x-www-form-urlencoded; charset=nope", b"name=a"),
        ("application/x-www-form-urlencoded", b"a=" * 300_000),
        ("text/plain", b"name=a"),
    ],
)
@pytest.mark.parametrize("path", ["/connexion", "/secretariat"])
async def test_a_broken_form_is_refused_with_a_page(
    place: Town, path: str, kind: str, body: bytes
) -> None:
    async with place.client(SECRETARY) as session:
        async with session.post(path, data=body, headers={"Content-Type": kind}) as answer:
            assert answer.status in (400, 413, 422)
            assert "<h1" in await answer.text()
        assert "Aucune demande" in await text(session, "/secretariat/liste")


async def test_markup_in_a_name_stays_text_on_every_page(place: Town) -> None:
    id = await register(place, name=XSS, first_name=XSS, motive=XSS)
    async with place.client(SECRETARY) as secretary, place.client(HOST) as host:
        pages = [
            await text(secretary, f"/secretariat?envoye={id}"),
            await text(secretary, f"/secretariat/{id}/annuler"),
            (await post(secretary, "/secretariat", name=XSS, motive=XSS))[2],
        ]
        async with place.kiosk(XSS.replace("/", "")) as kiosk:
            pages.append(await text(host, "/relais"))
            page = (await post(host, "/relais/installer", appointment=id, kiosk=kiosk.id))[2]
            visit = re.findall(r"/relais/visites/([\w-]+)/terminer", page)[0]
            pages += [page, await text(host, f"/relais/visites/{visit}/terminer")]
            async with place.client(ADMIN) as admin:
                pages.append(await text(admin, "/administration"))
                path = f"/administration/guichets/{kiosk.id}/revoquer"
                pages.append(await text(admin, path))
    for page in pages:
        assert "&lt;script&gt;" in page
        assert "<script>" not in page
        assert "<img" not in page


@pytest.mark.parametrize(
    ("login", "paths"),
    [
        (SECRETARY, ("/secretariat", "/secretariat/suivi", "/nulle-part")),
        (HOST, ("/relais",)),
        (ADMIN, [f"/administration{tab}" for tab in ("", "/comptes", "/lieux", "/journal")]),
    ],
)
async def test_no_page_needs_an_inline_script_or_style(
    place: Town, login: str, paths: list[str]
) -> None:
    async with place.client(login) as session:
        for path in ("/connexion", *paths):
            async with session.get(path, headers={"Accept": "text/html"}) as answer:
                page = await answer.text()
                policy = answer.headers["Content-Security-Policy"]
            assert "script-src 'self'" in policy
            assert "unsafe" not in policy
            assert answer.headers["Cache-Control"] == "no-store"
            assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", page)
