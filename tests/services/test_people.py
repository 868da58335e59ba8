"""Accounts that are there: renamed, given other roles and places, opened again."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from signaling import protocol as wire
from signaling.core.person import Role
from signaling.errors import Conflict, NotAllowed
from signaling.store import journal

from .serving import PASSWORD, Served, serving

PEOPLE = "/administration/comptes"


@pytest_asyncio.fixture
async def served() -> AsyncIterator[Served]:
    async with serving() as found:
        yield found


async def said(browser: aiohttp.ClientSession, path: str, **fields: str) -> tuple[int, str, str]:
    async with browser.post(path, data=fields) as answer:
        return answer.status, str(answer.url.relative()), await answer.text()


async def account(served: Served, login: str) -> str:
    return (await served.person(login)).account


async def test_who_moves_to_another_mairie_is_signed_out_and_works_there(served: Served) -> None:
    admin, theirs = await served.signed_in("admin"), await served.signed_in("secretaire.hannapes")
    id = await account(served, "secretaire.hannapes")
    async with admin.get(f"{PEOPLE}/{id}/modifier") as answer:
        page = await answer.text()
    assert 'id="role-secretary" name="secretary" value="yes" checked' in page
    form = {"display_name": "Mairie d’Étreux", "secretary": "yes", "mairie": "etreux"}
    _, landed, page = await said(admin, f"{PEOPLE}/{id}/modifier", **form)
    assert landed == f"{PEOPLE}?dit=compte"
    assert "Mairie d’Étreux" in page
    async with theirs.get("/secretariat", headers={"Accept": "text/html"}) as answer:
        assert answer.url.path == "/connexion"
    person = await served.person("secretaire.hannapes")
    assert (person.name, person.mairie) == ("Mairie d’Étreux", "etreux")


async def test_a_new_name_alone_signs_nobody_out(served: Served) -> None:
    admin, theirs = await served.signed_in("admin"), await served.signed_in("hote.wassigny")
    id = await account(served, "hote.wassigny")
    form = {"display_name": "Accueil", "host": "yes", "relay": "pel-wassigny"}
    await said(admin, f"{PEOPLE}/{id}/modifier", **form)
    async with theirs.get("/relais") as answer:
        assert answer.status == 200
        assert "Accueil" in await answer.text()
    async with served.store.reading() as tx:
        assert [line.what for line in await journal.about(tx, id)][-1] == "account_changed"


async def test_a_counsellor_who_changes_body_leaves_the_call(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("signaling.sockets_console.SESSION_SECONDS", 0.05)
    console, ear, _, _, _ = await served.in_call()
    admin = await served.person("admin")
    id = await account(served, "conseil.msa")
    await served.registry.change_account(
        admin, id, "Dominique Exemple", {Role.COUNSELLOR}, organisation="caf"
    )
    await ear.expect(wire.Hangup)
    assert await console.expect_closed() == 1008


async def test_a_closed_account_is_opened_again_and_comes_in_as_before(served: Served) -> None:
    admin, id = await served.signed_in("admin"), await account(served, "conseil.msa")
    await said(admin, f"{PEOPLE}/{id}/desactiver")
    async with admin.get(PEOPLE) as answer:
        assert f"{PEOPLE}/{id}/rouvrir" in await answer.text()
    async with admin.get(f"{PEOPLE}/{id}/modifier") as answer:
        assert answer.status == 404
    _, landed, _ = await said(admin, f"{PEOPLE}/{id}/rouvrir")
    assert landed == f"{PEOPLE}?dit=rouvert"
    browser = served.browser()
    form = {"login": "conseil.msa", "password": PASSWORD}
    assert (await said(browser, "/connexion", **form))[1] == "/console"


async def test_nobody_changes_their_own_roles(served: Served) -> None:
    browser, person = await served.signed_in("admin"), await served.person("admin")
    _, _, page = await said(
        browser, f"{PEOPLE}/{person.account}/modifier", display_name="La direction", host="yes"
    )
    assert "La direction" in page
    assert (await served.person("admin")).roles == {Role.ADMINISTRATOR}
    with pytest.raises(Conflict):
        await served.registry.change_account(
            person, person.account, "X", {Role.HOST}, relay="pel-wassigny"
        )
    assert (await served.person("admin")).name == "La direction"


async def test_a_supervisor_gives_no_role_of_another_and_keeps_the_organisation(
    served: Served,
) -> None:
    browser, person = (
        await served.signed_in("supervision.msa"),
        await served.person("supervision.msa"),
    )
    id = await account(served, "conseil.msa")
    mine = {"display_name": "Dominique", "counsellor": "yes", "organisation": "msa"}
    assert (await said(browser, f"{PEOPLE}/{id}/modifier", **mine))[0] == 200
    caf = mine | {"organisation": "caf"}
    assert (await said(browser, f"{PEOPLE}/{id}/modifier", **caf))[0] == 422
    more = mine | {"administrator": "yes"}
    assert (await said(browser, f"{PEOPLE}/{id}/modifier", **more))[0] == 403
    with pytest.raises(NotAllowed):
        await served.registry.change_account(person, id, "X", {Role.COUNSELLOR}, organisation="caf")
    assert (await served.person("conseil.msa")).organisation == "msa"
    for other in ("conseil.caf", "admin", "hote.wassigny"):
        theirs = await account(served, other)
        for deed in ("modifier", "rouvrir"):
            assert (await said(browser, f"{PEOPLE}/{theirs}/{deed}"))[0] == 404, other
