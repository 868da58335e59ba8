"""One-time links: who makes them, what they open, once."""

import re

import pytest

from signaling.core.person import Role
from signaling.errors import NotAllowed, NotFound
from signaling.store import factors

from .authenticator import Authenticator
from .serving import PASSWORD, Served, serving
from .test_second import MUST, WORDS, asked, get, inside, post, with_application, with_key

SUPERVISOR = "supervision.msa"
COUNSELLOR = {"display_name": "Nouveau", "login": "nouveau", "counsellor": "yes"}


async def invite(served: Served, by: str = "admin", **form: str) -> str:
    """The path of the link that the page shows."""
    browser = await served.signed_in(by)
    wanted = COUNSELLOR | {"organisation": "msa"} | form
    status, _, page = await post(browser, "/administration/comptes", **wanted)
    assert status == 200, re.findall(r"-erreur.*?<span>(.*?)<", page)
    return path_in(page, served)


def path_in(page: str, served: Served) -> str:
    (link,) = re.findall(r"once__value--long\">(https://[^<]+)<", page)
    assert link.startswith(f"{served.origin}/acces/")
    return link.removeprefix(served.origin)


async def test_the_invited_person_chooses_a_password_that_nobody_else_saw() -> None:
    async with serving(second_factor=MUST) as served:
        path, browser = await invite(served), served.browser()
        status, _, page = await get(browser, path)
        assert status == 200
        assert "Bienvenue, Nouveau" in page
        assert (await post(browser, path, password="court", repeat="court"))[0] == 422
        _, landed, _ = await post(browser, path, password=WORDS, repeat=WORDS)
        assert landed == "/connexion?choisi=1"
        await served.signed_in("nouveau", WORDS)


async def test_or_a_passkey_which_lets_in_at_once() -> None:
    async with serving(second_factor=MUST) as served:
        path, browser = await invite(served, SUPERVISOR), served.browser()
        key = Authenticator(served.origin)
        question = await asked(browser, f"{path}/cle/demande")
        made = {"asked": question["asked"], "answer": key.make(question["options"])}
        assert (await post(browser, f"{path}/cle", **made))[:2] == (303, "/console")
        assert (await get(browser, "/console"))[0] == 200, "no second factor is missing"


async def test_a_link_serves_once() -> None:
    async with serving(second_factor=MUST) as served:
        path = await invite(served)
        await post(served.browser(), path, password=WORDS, repeat=WORDS)
        thief = served.browser()
        assert (await get(thief, path))[0] == 410
        assert (await post(thief, path, password=PASSWORD, repeat=PASSWORD))[0] == 410
        assert (await post(thief, f"{path}/cle/demande"))[0] == 410
        await served.signed_in("nouveau", WORDS)


async def test_a_link_expires_and_a_newer_one_ends_it() -> None:
    async with serving(second_factor=MUST, invitation_hours=24) as served:
        first = await invite(served)
        admin = await served.signed_in("admin")
        account = (await served.person("nouveau")).account
        _, _, page = await post(admin, f"/administration/comptes/{account}/lien")
        second = path_in(page, served)
        assert (await get(served.browser(), first))[0] == 410
        assert (await get(served.browser(), second))[0] == 200
        served.clock.now += 24 * 3600
        assert (await get(served.browser(), second))[0] == 410


async def test_a_failed_try_leaves_the_link_as_it_was() -> None:
    async with serving(second_factor=MUST) as served:
        path, browser = await invite(served), served.browser()
        question = await asked(browser, f"{path}/cle/demande")
        phished = Authenticator("https://ailleurs.example").make(question["options"])
        fields = {"asked": question["asked"], "answer": phished}
        assert (await post(browser, f"{path}/cle", **fields))[0] == 401
        assert not inside(browser)
        assert (await get(browser, path))[0] == 200


async def test_a_link_alone_keeps_the_second_factor_and_the_other_kind_ends_it() -> None:
    async with serving(second_factor=MUST) as served:
        await with_application(served)
        account = (await served.person("conseil.msa")).account
        admin = await served.signed_in("admin")
        action = f"/administration/comptes/{account}/lien"
        _, _, page = await post(admin, action)
        await post(served.browser(), path_in(page, served), password=WORDS, repeat=WORDS)
        status, _, page = await post(
            served.browser(), "/connexion", login="conseil.msa", password=WORDS
        )
        assert (status, "Seconde étape" in page) == (200, True)
        _, _, page = await post(admin, action, everything="yes")
        await post(served.browser(), path_in(page, served), password=WORDS, repeat=WORDS)
        async with served.store.reading() as tx:
            assert not await factors.has_second(tx, account)
        await served.signed_in("conseil.msa", WORDS)


async def test_a_link_that_is_used_ends_every_session() -> None:
    async with serving(second_factor=MUST) as served:
        elsewhere = await served.signed_in("conseil.msa")
        account = (await served.person("conseil.msa")).account
        admin = await served.signed_in("admin")
        _, _, page = await post(admin, f"/administration/comptes/{account}/lien")
        assert (await get(elsewhere, "/console"))[0] == 200, "not before it is used"
        await post(served.browser(), path_in(page, served), password=WORDS, repeat=WORDS)
        assert (await get(elsewhere, "/console"))[0] == 303


async def test_a_supervisor_invites_for_the_own_organisation_alone() -> None:
    async with serving(second_factor=MUST) as served:
        browser = await served.signed_in(SUPERVISOR)
        _, _, page = await get(browser, "/administration/comptes")
        assert "CAF" not in page
        assert "conseil.msa" in page
        assert "conseil.caf" not in page
        assert 'value="hannapes"' not in page
        caf = COUNSELLOR | {"organisation": "caf"}
        assert (await post(browser, "/administration/comptes", **caf))[0] == 422
        more = COUNSELLOR | {"organisation": "msa", "administrator": "yes"}
        assert (await post(browser, "/administration/comptes", **more))[0] == 403
        person = await served.person(SUPERVISOR)
        for login in ("conseil.caf", "admin", "hote.wassigny"):
            account = (await served.person(login)).account
            for path in ("lien", "desactiver"):
                address = f"/administration/comptes/{account}/{path}"
                assert (await get(browser, address))[0] == 404, login
                assert (await post(browser, address))[0] == 404, login
            with pytest.raises(NotFound):
                await served.invitations.link(person, account)


async def test_others_make_no_link() -> None:
    async with serving(second_factor=MUST) as served:
        account = (await served.person("conseil.msa")).account
        for login in ("conseil.msa", "secretaire.hannapes", "hote.wassigny", "technique"):
            with pytest.raises(NotAllowed):
                await served.invitations.link(await served.person(login), account)


async def test_the_link_is_kept_as_its_hash_alone() -> None:
    async with serving(second_factor=MUST) as served:
        token = (await invite(served)).rpartition("/")[2]
        kept = b"".join(path.read_bytes() for path in served.folder.glob("visavis.db*"))
        assert token.encode() not in kept


async def test_an_account_without_a_password_is_opened_by_none() -> None:
    async with serving(second_factor=MUST) as served:
        await invite(served)
        for typed in ("", "!", PASSWORD):
            form = {"login": "nouveau", "password": typed}
            assert (await post(served.browser(), "/connexion", **form))[0] in (401, 422)


async def test_a_passkey_of_the_invited_is_not_that_of_another_account() -> None:
    async with serving(second_factor=MUST) as served:
        key = await with_key(served)
        path, browser = await invite(served), served.browser()
        question = await asked(browser, f"{path}/cle/demande")
        fields = {"asked": question["asked"], "answer": key.make(question["options"])}
        assert (await post(browser, f"{path}/cle", **fields))[0] == 401
        assert (await served.person("nouveau")).roles == {Role.COUNSELLOR}
