"""Who must have more than a password, and what one may change of one's own ways in."""

from collections.abc import AsyncIterator

import aiohttp
import pytest_asyncio

from signaling.core.person import Role

from .authenticator import Authenticator
from .serving import PASSWORD, RELAY, Served, serving
from .test_second import MSA, MUST, WORDS, asked, get, post, with_key


@pytest_asyncio.fixture
async def served() -> AsyncIterator[Served]:
    async with serving(second_factor=MUST) as found:
        yield found


async def newcomer(served: Served, *roles: Role, **place: str) -> aiohttp.ClientSession:
    """Somebody of the real world, who signs in by a password alone."""
    admin = await served.person("admin")
    await served.registry.open_account(admin, "nouveau", "N", PASSWORD, roles, **place)
    return await served.signed_in("nouveau")


async def test_whose_role_asks_more_reaches_nothing_but_the_own_account(served: Served) -> None:
    browser = await newcomer(served, Role.COUNSELLOR, organisation="msa")
    for path in ("/console", "/forms", "/ws/console"):
        assert (await get(browser, path))[:2] == (303, "/compte?dit=manque"), path
    async with browser.get("/forms") as answer:
        assert (answer.status, (await answer.json())["code"]) == (403, "second_missing")
    _, _, page = await get(browser, "/compte?dit=manque")
    assert "Votre rôle demande plus qu’un mot de passe" in page
    key = Authenticator(served.origin)
    question = await asked(browser, "/compte/cles/demande")
    made = {"asked": question["asked"], "answer": key.make(question["options"])}
    assert (await post(browser, "/compte/cles", **made))[1] == "/compte?dit=cle"
    assert (await get(browser, "/console"))[0] == 200, "at once"


async def test_a_secretary_comes_in_by_a_password_where_the_settings_say_so(
    served: Served,
) -> None:
    browser = await newcomer(served, Role.SECRETARY, mairie="etreux")
    assert (await get(browser, "/secretariat"))[0] == 200


async def test_the_collectivite_decides_who_must() -> None:
    async with serving(second_factor=("host",)) as served:
        browser = await newcomer(served, Role.HOST, relay=RELAY)
        assert (await get(browser, "/relais"))[1] == "/compte?dit=manque"
        assert (await get(await served.signed_in("hote.wassigny"), "/relais"))[0] == 200, "demo"


async def test_the_last_way_in_stays(served: Served) -> None:
    browser = await newcomer(served, Role.COUNSELLOR, organisation="msa")
    key = Authenticator(served.origin)
    question = await asked(browser, "/compte/cles/demande")
    made = {"asked": question["asked"], "answer": key.make(question["options"])}
    await post(browser, "/compte/cles", **made)
    (mine,) = (await served.ways.of(await served.person("nouveau"))).passkeys
    _, landed, _ = await post(browser, f"/compte/cles/{mine.id}/retirer")
    assert landed == "/compte?dit=dernier"
    assert len((await served.ways.of(await served.person("nouveau"))).passkeys) == 1


async def test_ways_in_are_changed_only_just_after_having_come_in(served: Served) -> None:
    browser = await served.signed_in(MSA)
    served.clock.now += 16 * 60
    for path in (
        "/compte/cles/demande",
        "/compte/cles",
        "/compte/codes",
        "/compte/application/debut",
        "/compte/application",
        "/compte/mot-de-passe",
    ):
        status, landed, _ = await post(browser, path, password=WORDS, repeat=WORDS)
        assert (status, landed) == (303, "/connexion?suite=/compte&confirmer=1"), path
    _, _, page = await get(browser, "/connexion?suite=/compte&confirmer=1")
    assert "connectez-vous de nouveau" in page


async def test_the_name_of_a_key_stays_text(served: Served) -> None:
    browser, key = await served.signed_in(MSA), Authenticator(served.origin)
    question = await asked(browser, "/compte/cles/demande")
    made = {"asked": question["asked"], "answer": key.make(question["options"])}
    await post(browser, "/compte/cles", **made, label="<img src=x onerror=alert(1)>")
    (mine,) = (await served.ways.of(await served.person(MSA))).passkeys
    for path in ("/compte", f"/compte/cles/{mine.id}/retirer"):
        _, _, page = await get(browser, path)
        assert "&lt;img src=x" in page
        assert "<img src=x" not in page


async def test_nobody_removes_the_key_of_somebody_else(served: Served) -> None:
    await with_key(served)
    (mine,) = (await served.ways.of(await served.person(MSA))).passkeys
    other = await served.signed_in("conseil.caf")
    assert (await get(other, f"/compte/cles/{mine.id}/retirer"))[0] == 404
    assert (await post(other, f"/compte/cles/{mine.id}/retirer"))[0] == 404


async def test_a_changed_password_ends_the_other_sessions(served: Served) -> None:
    elsewhere, browser = await served.signed_in(MSA), await served.signed_in(MSA)
    short = await post(browser, "/compte/mot-de-passe", password="court", repeat="court")
    assert short[0] == 422
    differ = await post(browser, "/compte/mot-de-passe", password=WORDS, repeat=WORDS + "s")
    assert differ[0] == 422
    assert WORDS not in differ[2]
    _, landed, _ = await post(browser, "/compte/mot-de-passe", password=WORDS, repeat=WORDS)
    assert landed == "/compte?dit=mot-de-passe"
    assert (await get(browser, "/console"))[0] == 200
    assert (await get(elsewhere, "/console"))[0] == 303
    await served.signed_in(MSA, WORDS)
