"""The second factor over HTTPS: passkeys, an application's codes, codes on paper, and thieves."""

import re
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pyotp
import pytest
import pytest_asyncio

from signaling.auth.web import COOKIE
from signaling.settings import Settings
from signaling.store import factors, journal

from .authenticator import Authenticator
from .serving import PASSWORD, Served, serving

MSA = "conseil.msa"
MUST = Settings.model_fields["second_factor"].default
WORDS = "panier tunnel abeille neuf"


@pytest_asyncio.fixture
async def served() -> AsyncIterator[Served]:
    async with serving(second_factor=MUST) as found:
        yield found


async def post(browser: aiohttp.ClientSession, path: str, **data: str) -> tuple[int, str, str]:
    """Status, where one is sent, the page."""
    headers = {"Accept": "text/html"}
    async with browser.post(path, data=data, headers=headers, allow_redirects=False) as answer:
        return answer.status, answer.headers.get("Location", ""), await answer.text()


async def get(browser: aiohttp.ClientSession, path: str) -> tuple[int, str, str]:
    headers = {"Accept": "text/html"}
    async with browser.get(path, headers=headers, allow_redirects=False) as answer:
        return answer.status, answer.headers.get("Location", ""), await answer.text()


async def asked(browser: aiohttp.ClientSession, path: str, **data: str) -> dict[str, Any]:
    async with browser.post(path, data=data) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.json()


def inside(browser: aiohttp.ClientSession) -> bool:
    return any(cookie.key == COOKIE and cookie.value for cookie in browser.cookie_jar)


async def password(browser: aiohttp.ClientSession, login: str = MSA) -> str:
    """Type it; the token of the second step that follows."""
    status, _, page = await post(browser, "/connexion", login=login, password=PASSWORD)
    assert status == 200, "the second step"
    return re.findall(r'name="step" value="([\w-]+)"', page)[0]


async def with_key(served: Served, login: str = MSA) -> Authenticator:
    """A passkey added to an account of the demonstration."""
    browser, key = await served.signed_in(login), Authenticator(served.origin)
    question = await asked(browser, "/compte/cles/demande")
    answer = key.make(question["options"])
    _, landed, _ = await post(
        browser, "/compte/cles", asked=question["asked"], answer=answer, label="Bureau"
    )
    assert landed == "/compte?dit=cle"
    return key


async def with_application(
    served: Served, browser: aiohttp.ClientSession | None = None
) -> pyotp.TOTP:
    browser = browser or await served.signed_in(MSA)
    await post(browser, "/compte/application/debut")
    _, _, page = await get(browser, "/compte/application")
    secret = re.findall(r'letters">([A-Z2-7 ]+)<', page)[0].replace(" ", "")
    code = pyotp.TOTP(secret).at(int(served.clock.now))
    _, landed, _ = await post(browser, "/compte/application", code=code)
    assert landed == "/compte?dit=application"
    served.clock.now += 60
    return pyotp.TOTP(secret)


async def enter(served: Served, key: Authenticator, **changed: str) -> tuple[int, str]:
    browser = served.browser()
    question = await asked(browser, "/connexion/cle/demande")
    fields = {"asked": question["asked"], "answer": key.answer(question["options"])} | changed
    status, landed, _ = await post(browser, "/connexion/cle", **fields)
    return status, landed


# -- passkeys ---------------------------------------------------------------------------------


async def test_a_passkey_is_enough_alone(served: Served) -> None:
    key = await with_key(served)
    assert await enter(served, key) == (303, "/console")
    _, _, page = await get(await served_by(served, key), "/compte")
    assert "Bureau" in page
    assert "employée le" in page


async def served_by(served: Served, key: Authenticator) -> aiohttp.ClientSession:
    browser = served.browser()
    question = await asked(browser, "/connexion/cle/demande")
    answer = key.answer(question["options"])
    await post(browser, "/connexion/cle", asked=question["asked"], answer=answer)
    assert inside(browser)
    return browser


async def test_the_answer_to_a_question_is_good_once(served: Served) -> None:
    key, browser = await with_key(served), served.browser()
    question = await asked(browser, "/connexion/cle/demande")
    fields = {"asked": question["asked"], "answer": key.answer(question["options"])}
    assert (await post(browser, "/connexion/cle", **fields))[0] == 303
    again = served.browser()
    status, _, page = await post(again, "/connexion/cle", **fields)
    assert status == 401
    assert "étape a expiré" in page
    assert not inside(again)


async def test_an_answer_to_another_question_is_refused(served: Served) -> None:
    key, browser = await with_key(served), served.browser()
    first = await asked(browser, "/connexion/cle/demande")
    second = await asked(browser, "/connexion/cle/demande")
    answer = key.answer(first["options"])
    status, _, _ = await post(browser, "/connexion/cle", asked=second["asked"], answer=answer)
    assert status == 401


async def test_a_question_is_answered_within_five_minutes(served: Served) -> None:
    key, browser = await with_key(served), served.browser()
    question = await asked(browser, "/connexion/cle/demande")
    answer = key.answer(question["options"])
    served.clock.now += 301
    status, _, _ = await post(browser, "/connexion/cle", asked=question["asked"], answer=answer)
    assert status == 401


async def test_a_cloned_key_is_refused_and_told_in_the_journal(served: Served) -> None:
    key = await with_key(served)
    key.count = 7
    assert (await enter(served, key))[0] == 303
    for stale in (7, 3):
        key.count = stale - 1  # the clone did not see what the other one counted
        assert (await enter(served, key))[0] == 401
    async with served.store.reading() as tx:
        told = [line.what for line in await journal.latest(tx, 20)]
    assert told.count("passkey_refused") == 2
    key.count = 20
    assert (await enter(served, key))[0] == 303


@pytest.mark.parametrize(
    "changed",
    [
        {"origin": "https://localhost.ailleurs.example"},
        {"origin": "http://localhost"},
        {"site": "ailleurs.example"},
        {"flags": 0x01},
        {"flags": 0x04},
    ],
    ids=["phishing", "http", "site", "not verified", "not present"],
)
async def test_a_key_used_elsewhere_or_without_its_owner_is_refused(
    served: Served, changed: dict[str, Any]
) -> None:
    key = await with_key(served)
    for name, value in changed.items():
        setattr(key, name, value)
    assert (await enter(served, key))[0] == 401


async def test_a_key_made_on_another_site_is_not_registered(served: Served) -> None:
    browser = await served.signed_in(MSA)
    for key in (
        Authenticator("https://ailleurs.example"),
        Authenticator(served.origin, site="ailleurs.example"),
        Authenticator(served.origin, flags=0x01),
    ):
        question = await asked(browser, "/compte/cles/demande")
        made = {"asked": question["asked"], "answer": key.make(question["options"])}
        assert (await post(browser, "/compte/cles", **made))[1] == "/compte?dit=refusee"
    assert (await served.ways.of(await served.person(MSA))).passkeys == []


@pytest.mark.parametrize(
    "answer", ["", "[]", "{}", "nul", "{" * 5000, '{"id": 3}', '{"id": "AA", "response": []}']
)
async def test_what_is_no_answer_is_refused(served: Served, answer: str) -> None:
    browser = served.browser()
    question = await asked(browser, "/connexion/cle/demande")
    status, _, _ = await post(browser, "/connexion/cle", asked=question["asked"], answer=answer)
    assert status == 401


async def test_the_key_of_somebody_else_does_not_end_my_half_way(served: Served) -> None:
    await with_key(served)
    other = await with_key(served, "conseil.caf")
    browser = served.browser()
    step = await password(browser)
    question = await asked(browser, "/connexion/cle/demande", step=step)
    assert len(question["options"]["allowCredentials"]) == 1
    answer = other.answer(question["options"])
    status, _, _ = await post(browser, "/connexion/cle", asked=question["asked"], answer=answer)
    assert status == 401


async def test_the_key_of_a_closed_account_opens_nothing(served: Served) -> None:
    key = await with_key(served)
    admin = await served.person("admin")
    await served.registry.set_disabled(admin, (await served.person(MSA)).account, True)
    assert (await enter(served, key))[0] == 401


# -- codes ------------------------------------------------------------------------------------


async def test_a_password_then_asks_the_code_of_the_application(served: Served) -> None:
    app, browser = await with_application(served), served.browser()
    step = await password(browser)
    assert not inside(browser), "half way is not inside"
    code = app.at(int(served.clock.now))
    assert (await post(browser, "/connexion/second", step=step, code=code))[:2] == (303, "/console")


async def test_a_code_is_good_once_and_for_its_minute(served: Served) -> None:
    app, browser = await with_application(served), served.browser()
    code, early = app.at(int(served.clock.now)), app.at(int(served.clock.now) - 120)
    step = await password(browser)
    assert (await post(browser, "/connexion/second", step=step, code=early))[0] == 401
    assert (await post(browser, "/connexion/second", step=step, code=code))[0] == 303
    thief = served.browser()
    step = await password(thief)
    status, _, page = await post(thief, "/connexion/second", step=step, code=code)
    assert status == 401, "seen over a shoulder, typed again at once"
    assert code not in page
    assert not inside(thief)


async def test_guessing_codes_is_throttled_and_a_right_password_frees_nobody(
    served: Served,
) -> None:
    app = await with_application(served)
    answers = []
    for number in range(7):
        browser = served.browser()
        step = await password(browser)
        guess = f"{(int(app.at(int(served.clock.now))) + 7 + number) % 1_000_000:06}"
        answers.append((await post(browser, "/connexion/second", step=step, code=guess))[0])
    assert answers == [401] * 5 + [429] * 2
    browser = served.browser()
    step = await password(browser)
    code = app.at(int(served.clock.now))
    assert (await post(browser, "/connexion/second", step=step, code=code))[0] == 429
    served.clock.now += 301
    step = await password(browser)
    code = app.at(int(served.clock.now))
    assert (await post(browser, "/connexion/second", step=step, code=code))[0] == 303


async def test_guessing_passkeys_is_throttled_by_address(served: Served) -> None:
    statuses = []
    browser = served.browser()
    for _ in range(42):
        statuses.append((await post(browser, "/connexion/cle", asked="x", answer="{}"))[0])
    assert statuses == [401] * 40 + [429] * 2


async def test_questions_are_not_asked_without_end(served: Served) -> None:
    browser, statuses = served.browser(), []
    for _ in range(62):
        async with browser.post("/connexion/cle/demande") as answer:
            statuses.append(answer.status)
    assert statuses == [200] * 60 + [429] * 2
    served.clock.now += 2
    async with browser.post("/connexion/cle/demande") as answer:
        assert answer.status == 200


async def test_a_code_on_paper_replaces_the_application_once(served: Served) -> None:
    browser = await served_by(served, await with_key(served))
    await with_application(served, browser=browser)
    _, _, page = await post(browser, "/compte/codes")
    codes = re.findall(r"<li><code>([a-z0-9-]{19})</code>", page)
    assert len(set(codes)) == 10
    async with served.store.reading() as tx:
        person = await served.person(MSA)
        assert await factors.codes_left(tx, person.account) == 10
    kept = b"".join(path.read_bytes() for path in served.folder.glob("visavis.db*"))
    assert not [code for code in codes if code.encode() in kept], "hashes alone are kept"
    typed = codes[0].upper().replace("-", " ")
    first = served.browser()
    step = await password(first)
    assert (await post(first, "/connexion/second", step=step, code=typed))[0] == 303
    second = served.browser()
    step = await password(second)
    assert (await post(second, "/connexion/second", step=step, code=codes[0]))[0] == 401
    _, _, page = await get(first, "/compte")
    assert "9 restent" in page


async def test_the_secret_of_an_application_is_sealed_in_the_database(served: Served) -> None:
    app = await with_application(served)
    kept = b"".join(path.read_bytes() for path in served.folder.glob("visavis.db*"))
    assert app.secret.encode() not in kept
    assert (served.folder / "access.key").stat().st_mode & 0o777 == 0o600
