"""Whatever is written in a field, no page of any role runs it, and no other site can post it."""

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from signaling.core.person import Role
from signaling.forms.intake import Found
from signaling.keys import OFFICE
from signaling.store import brought
from signaling.store.brought import BroughtForm
from tests.town import ADMIN, COUNSELLOR, HOST, PASSWORD, SECRETARY, Town, town

from . import filled
from .chromium import axe, visitor
from .firefox import Firefox, firefox
from .hostile import ELSEWHERE, MARK, PAYLOADS, hostile_tables, poison
from .looked import address, looked
from .pictures import album

LOGINS = {
    Role.SECRETARY: SECRETARY,
    Role.HOST: HOST,
    Role.COUNSELLOR: COUNSELLOR,
    Role.ADMINISTRATOR: ADMIN,
}
WATCH = """
  globalThis.ran = [];
  globalThis.executed = () => {
    globalThis.ran.push("a payload"); globalThis.tellRan?.("a payload");
  };
  document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => {
    globalThis.ran.push(violatedDirective); globalThis.tellRan?.(violatedDirective);
  });
"""
"A payload that only the page's policy stopped came too far: it counts."
LABELS = [(number, f"Case {payload}"[:200]) for number, payload in enumerate(PAYLOADS)]
LINKS = "[...document.querySelectorAll('a[href]')].map(each => each.href)"
ROWS = "document.querySelectorAll('.request__choose').length"
MOST_PAGES = 60
"Of one role: lists link to each of their rows, and every row is alike."


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as served:
        yield served


def test_every_kind_of_row_that_people_write_is_tried() -> None:
    tried = {table.name: {field.name for field in fields} for table, fields in hostile_tables()}
    assert {"name", "first_name", "motive"} <= tried["appointment"]
    assert {"organisation", "mairie", "relay", "kiosk", "account", "journal"} <= set(tried)
    assert {"note", "waiting", "room", "tour_stop"} <= set(tried) - ELSEWHERE
    assert all(MARK in payload for payload in PAYLOADS)


async def one_true_request(place: Town, browser: Browser) -> None:
    page = await signed_in(place, browser, SECRETARY)
    await page.get_by_label("Nom", exact=True).fill("Exemple")
    await page.get_by_label("Prénom").fill("Camille")
    await page.get_by_label("MSA de Picardie").check()
    await page.get_by_label("Précision").fill("Dossier de retraite")
    await page.get_by_role("button", name="Envoyer la demande").click()
    await expect(page.get_by_text("est enregistrée et envoyée")).to_be_visible()
    await page.context.close()


async def hostile(place: Town, browser: Browser) -> int:
    """One true row of each kind, then the payloads beside it; the fields that took one."""
    await one_true_request(place, browser)
    return await poisoned(place)


async def poisoned(place: Town) -> int:
    office, (name, welcome, note, *_) = place.app[OFFICE], PAYLOADS
    async with office.store.writing() as tx:
        await brought.add(tx, a_form_with_hostile_labels(), b"%PDF-1.7")
        await filled.fill(tx, office.clock(), name=name, welcome=welcome, note=note)
    taken = await poison(office.store)
    async with office.store.writing() as tx:
        await filled.examined(tx, office.clock(), PAYLOADS[1])
    return taken


def a_form_with_hostile_labels() -> BroughtForm:
    """What the author of a PDF called its fields."""
    fields = [{"name": f"f{n}", "label": each, "kind": "text", "page": 1} for n, each in LABELS]
    found = Found.model_validate({"pages": 1, "fingerprint": "f" * 64, "fields": fields})
    words = {"title": "Une demande", "number": "N1", "motives": ("retraite",)}
    kept = {"fingerprint": found.fingerprint, "found": found.model_dump_json(), "size": 8}
    return BroughtForm("form_1", "msa", added_at=0.0, calculates=True, **words, **kept)  # type: ignore[arg-type]


async def signed_in(
    place: Town, browser: Browser, login: str, ran: list[str] | None = None
) -> Page:
    """In front of their page; `ran` fills with what ran there."""
    context = await visitor(browser, place.url)
    if ran is not None:
        await context.expose_function("tellRan", lambda what: ran.append(what))
    await context.add_init_script(WATCH)
    page = await context.new_page()
    await page.goto("/connexion")
    await page.fill("[name=login]", login)
    await page.fill("[name=password]", PASSWORD)
    await page.click("button[type=submit]")
    await page.wait_for_url(lambda address: "/connexion" not in address)
    return page


Look = Callable[[str], Awaitable[list[str]]]
"Opens a path, judges the page, and gives the addresses that it links to."


async def crawl(start: str, origin: str, look: Look) -> list[str]:
    """Every page of a role by its links, one of each kind."""
    seen: dict[str, str] = {}
    waiting = [start]
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if (kind := address(path)) not in seen:
            seen[kind] = path
            links = [urlsplit(each) for each in await look(path)]
            pages = [each for each in links if "." not in each.path.rsplit("/", 1)[-1]]  # no file
            waiting += [each.path for each in pages if f"{each.scheme}://{each.netloc}" == origin]
    return list(seen.values())


@pytest.mark.timeout(300)
async def test_no_page_of_any_role_runs_what_a_field_holds(browser: Browser, place: Town) -> None:
    fields = await hostile(place, browser)
    assert fields > 100
    for role, login in LOGINS.items():
        ran: list[str] = []
        page = await signed_in(place, browser, login, ran)
        page.on("dialog", lambda dialog, ran=ran: ran.append(dialog.message))
        shown = 0

        async def look(path: str, page: Page = page) -> list[str]:
            nonlocal shown
            answer = await page.goto(path)
            assert answer is not None
            assert answer.status < 500, path
            if path == "/console":
                await open_every_request(page)
            with album.without():
                assert await axe(page) == [], path
            said = (await page.content()).count(MARK)
            assert said or not path.endswith("/examen"), "a kiosk says it of itself"
            shown += said
            links: list[str] = await page.evaluate(LINKS)
            await submit_payloads(page)
            return links

        pages = await crawl(urlsplit(page.url).path, place.url, look)
        assert role is not Role.ADMINISTRATOR or any(each.endswith("/examen") for each in pages)
        looked.tried(shown, len(ran))
        assert ran == [], role
        assert shown >= len(PAYLOADS), f"{role} saw {shown} payloads"
        await page.context.close()


async def submit_payloads(page: Page) -> None:
    """The first form with texts, a payload in each: what comes back repeats them."""
    there = await page.evaluate(
        """payloads => {
          const texts = "input:not([type]), input[type=text], input[type=tel], textarea";
          // A key answers before that of a passkey is sent: its page is tried with the services.
          const plain = [...document.forms].filter((each) => !("passkey" in each.dataset));
          const form = plain.find((each) => each.querySelector(texts));
          if (form === undefined || form.method !== "post") return false;
          [...form.querySelectorAll(texts)].forEach((field, at) => {
            field.value = payloads[at % payloads.length];
          });
          form.noValidate = true;
          globalThis.payloads = form;
          return true;
        }""",
        list(PAYLOADS),
    )
    if there:
        async with page.expect_navigation():
            await page.evaluate("globalThis.payloads.requestSubmit()")


async def open_every_request(page: Page) -> None:
    await page.wait_for_selector("#link[data-link=open]")
    rows = page.locator(".request__choose")
    await expect(rows).to_have_count(len(PAYLOADS) + 1)
    for number in range(await rows.count()):
        await rows.nth(number).click()


@pytest.mark.timeout(300)
async def test_no_page_runs_it_in_firefox_either(browser: Browser, place: Town) -> None:
    await hostile(place, browser)
    async with firefox() as fox:
        await fox.command("script.addPreloadScript", functionDeclaration=f"() => {{{WATCH}}}")
        for login in LOGINS.values():

            async def look(path: str) -> list[str]:
                await fox.goto(f"{place.url}{path}")
                if path == "/console":
                    await fox.see("#link[data-link=open]")
                    await fox.until(f"{ROWS} === v[0]", len(PAYLOADS) + 1)
                assert await fox.axe() == [], path
                html = "document.body.innerHTML.split(v[0]).length - 1"
                ran, shown, links = await fox.ask(f"[globalThis.ran, {html}, {LINKS}]", MARK)
                looked.tried(shown, len(ran))
                assert ran == [], path
                return [str(each) for each in links]

            await enter(fox, place.url, login)
            await crawl(urlsplit(await fox.ask("location.href")).path, place.url, look)
            await fox.command("storage.deleteCookies")


async def enter(fox: Firefox, url: str, login: str) -> None:
    await fox.command("script.addPreloadScript", functionDeclaration=f"() => {{{WATCH}}}")
    await fox.goto(f"{url}/connexion")
    await fox.fill("[name=login]", login)
    await fox.fill("[name=password]", PASSWORD)
    await fox.click("button[type=submit]")
    await fox.until("!location.pathname.startsWith('/connexion')")


async def test_no_route_takes_a_form_from_another_site(place: Town) -> None:
    routes = [
        (route.method, route.resource.canonical)
        for route in place.app.router.routes()
        if route.resource is not None and route.method not in ("GET", "HEAD")
    ]
    assert len(routes) > 8
    foreign = ({"Origin": "https://ailleurs.example"}, {"Sec-Fetch-Site": "cross-site"})
    for login in LOGINS.values():
        async with place.client(login) as session:
            for (method, path), headers in itertools.product(routes, foreign):
                asked = "/".join("x" if part[:1] == "{" else part for part in path.split("/"))
                async with session.request(method, asked, headers=headers, data={"a": "b"}) as got:
                    assert got.status == 403, (method, path, headers, got.status)


@pytest.mark.parametrize("path", ["/ws/console", "/ws/guest"])
async def test_no_page_of_another_site_opens_a_socket(place: Town, path: str) -> None:
    async with place.client(COUNSELLOR) as session:
        for origin in ("https://ailleurs.example", "null"):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await session.ws_connect(path, headers={"Origin": origin})
            assert refused.value.status == 403, origin
