"""The counsellor's day, before any call: requests come, are acknowledged, accepted, followed."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from signaling.protocol import AppointmentState

from .chromium import axe, overflow, visitor
from .counter import SCREEN, Counter, Form, mistakes_of
from .looked import state_of_test
from .pictures import album

EVIL = '<img src=x onerror="window.executed=1">'
WIDTHS = ((1920, 1080), (1366, 768), (1024, 768), (683, 384), (320, 640))
"683 px wide is the 1366 px screen at 200 %, 320 px the one of WCAG 2.2, 1.4.10."


@pytest_asyncio.fixture
async def console(server: Counter, browser: Browser) -> AsyncIterator[Page]:
    context = await visitor(browser, server.url, viewport=SCREEN)
    page = await context.new_page()
    wrong = mistakes_of(page)
    await server.sign_in(page)
    yield page
    assert wrong == []


def row(page: Page, appointment: str, state: str | None = None) -> Locator:
    wanted = f"[data-appointment='{appointment}']" + (f"[data-state={state}]" if state else "")
    return page.locator(wanted)


async def test_a_request_of_the_mairie_shows_at_once_and_is_acknowledged(
    server: Counter, console: Page
) -> None:
    appointment = await server.register()
    await expect(row(console, appointment, "received")).to_be_visible()
    await expect(row(console, appointment)).to_contain_text("Camille Exemple")
    await expect(row(console, appointment)).to_contain_text("Dossier de retraite")
    await expect(console).to_have_title("(1) Console du conseiller – Vis-à-vis")
    await expect(console.locator("#spoken")).to_contain_text("Nouvelle demande : Camille Exemple")
    assert (await server.appointment(appointment)).state is AppointmentState.RECEIVED


async def test_a_request_registered_while_nobody_was_there_is_acknowledged_on_arrival(
    server: Counter, browser: Browser
) -> None:
    appointment = await server.register()
    page = await (await visitor(browser, server.url)).new_page()
    await server.sign_in(page)
    await expect(row(page, appointment, "received")).to_be_visible()


async def test_one_key_accepts_and_brings_the_request_to_the_middle(
    server: Counter, console: Page
) -> None:
    appointment = await server.register()
    await expect(row(console, appointment, "received")).to_be_visible()
    await console.keyboard.press("a")
    await expect(row(console, appointment, "accepted")).to_be_visible()
    await expect(console.locator("#who")).to_have_text("Camille Exemple")
    await expect(console.locator("#visit-message")).to_contain_text("pas encore installé")
    await expect(console.locator("#call")).to_be_hidden()
    await expect(console).to_have_title("Console du conseiller – Vis-à-vis")
    record = await server.appointment(appointment)
    assert (record.state, record.counsellor) == (AppointmentState.ACCEPTED, "account-conseil-msa")


async def test_a_console_sees_the_requests_of_its_own_organisation_only(
    server: Counter, console: Page
) -> None:
    theirs = await server.register(Form(organisation="caf"))
    mine = await server.register()
    await expect(row(console, mine)).to_be_visible()
    await expect(row(console, theirs)).to_have_count(0)


async def test_a_cancelled_request_says_so(server: Counter, console: Page) -> None:
    appointment = await server.register()
    await expect(row(console, appointment, "received")).to_be_visible()
    await server.cancel(appointment)
    await expect(row(console, appointment, "cancelled")).to_contain_text("Annulé")


async def test_what_a_stranger_writes_is_shown_and_never_executed(
    server: Counter, console: Page
) -> None:
    form = Form(name=EVIL, first_name=EVIL, motive=EVIL, telephone="javascript:executed=1")
    appointment = await server.register(form)
    await row(console, appointment).locator(".request__choose").click()
    await expect(console.locator("#who")).to_have_text(f"{EVIL} {EVIL}")
    assert await console.locator("img").count() == 0
    assert await console.evaluate("window.executed") is None
    href = await console.locator(".facts a").get_attribute("href")
    assert href is not None
    assert href.startswith("tel:")


async def test_keys_stay_quiet_in_fields_with_control_and_when_turned_off(
    server: Counter, console: Page
) -> None:
    appointment = await server.register()
    await expect(row(console, appointment, "received")).to_be_visible()
    # the page has no field of its own but in dialogs: one is brought out of its dialog by force
    await console.evaluate(
        "document.querySelector('main').append(document.querySelector('#copies'))"
    )
    await console.focus("#copies")
    await console.keyboard.press("a")
    await console.evaluate("document.activeElement.blur()")
    await console.keyboard.press("Control+a")
    await console.keyboard.press("?")
    await expect(console.locator("#help-dialog")).to_be_visible()
    await console.keyboard.press("a")
    await console.get_by_label("Utiliser ces raccourcis").uncheck()
    await console.keyboard.press("Escape")
    await console.keyboard.press("a")
    await console.click("#chime")  # the page heard everything before
    await expect(console.locator("#chime")).to_have_attribute("aria-pressed", "true")
    await expect(row(console, appointment, "received")).to_be_visible()
    assert (await server.appointment(appointment)).state is AppointmentState.RECEIVED


async def test_a_new_request_rings_unless_the_chime_is_off(server: Counter, console: Page) -> None:
    await console.evaluate(
        """() => {
          window.notes = 0;
          const start = OscillatorNode.prototype.start;
          OscillatorNode.prototype.start = function (when) {
            window.notes++;
            start.call(this, when);
          };
        }"""
    )
    await console.click(".column--visit")  # a browser lets a page sound once it was touched
    first = await server.register()
    await expect(row(console, first, "received")).to_be_visible()
    await console.wait_for_function("() => window.notes === 2")
    await console.keyboard.press("s")
    second = await server.register()
    await expect(row(console, second, "received")).to_be_visible()
    assert await console.evaluate("window.notes") == 2


async def test_a_refusal_is_a_sentence_that_can_be_dismissed(
    server: Counter, console: Page
) -> None:
    appointment = await server.register()
    await expect(row(console, appointment, "received")).to_be_visible()
    await console.evaluate(
        """appointment => {
          const detail = { do: "accept", appointment: appointment + "x" };
          const list = document.querySelector("visavis-requests");
          list.dispatchEvent(new CustomEvent("intent", { bubbles: true, detail }));
        }""",
        appointment,
    )
    notice = console.locator("#notices [role=alert]")
    await expect(notice).to_contain_text("n’existe pas")
    await notice.get_by_role("button").click()
    await expect(notice).to_have_count(0)


async def test_the_link_comes_back_by_itself_after_a_restart(
    server: Counter, console: Page
) -> None:
    await server.stop()
    await expect(console.locator("#link")).to_have_attribute("data-link", "lost")
    await server.start()
    await expect(console.locator("#link")).to_have_attribute("data-link", "open", timeout=20_000)
    appointment = await server.register()
    await expect(row(console, appointment, "received")).to_be_visible()


async def test_a_network_that_dies_is_told_and_what_was_missed_is_shown(
    server: Counter, console: Page
) -> None:
    await console.context.set_offline(True)
    await expect(console.locator("#link")).to_have_attribute("data-link", "lost")
    appointment = await server.register()
    await console.context.set_offline(False)
    await expect(console.locator(f"[data-appointment='{appointment}']")).to_be_visible()


async def test_a_session_that_ended_asks_to_sign_in_again(
    server: Counter, browser: Browser
) -> None:
    context = await visitor(browser, server.url)
    page = await context.new_page()
    await server.sign_in(page)
    await context.clear_cookies()
    await server.stop()
    await server.start()
    await expect(page.locator("#stuck")).to_contain_text(
        "Vous n’êtes plus connecté", timeout=20_000
    )
    await page.get_by_role("link", name="Se reconnecter").click()
    await page.wait_for_url(lambda address: "/connexion" in address)


@pytest.mark.timeout(180)
async def test_axe_finds_nothing_and_nothing_is_cut_off(server: Counter, console: Page) -> None:
    assert await axe(console) == []
    appointment = await server.register()
    await row(console, appointment).locator(".request__accept").click()
    await expect(row(console, appointment, "accepted")).to_be_visible()
    for width, height in WIDTHS:
        await console.set_viewport_size({"width": width, "height": height})
        await album.keep(console, state_of_test())
    with album.without():
        await server.register(Form(name="Modèle-Particulièrement-Long", motive="Un motif " * 20))
        await expect(console.locator(".request__choose")).to_have_count(2)
        for width, height in WIDTHS:
            await console.set_viewport_size({"width": width, "height": height})
            assert await axe(console) == [], width
            assert await overflow(console) == 0, width
    await console.keyboard.press("?")
    assert await axe(console) == []


async def test_the_browser_stores_nothing(server: Counter, console: Page) -> None:
    appointment = await server.register()
    await expect(row(console, appointment, "received")).to_be_visible()
    kept = await console.evaluate(
        """async () => ({
          local: localStorage.length, session: sessionStorage.length,
          caches: (await caches.keys()).length, databases: (await indexedDB.databases()).length,
          workers: (await navigator.serviceWorker.getRegistrations()).length,
          cookies: document.cookie,
        })"""
    )
    assert kept == {
        "local": 0,
        "session": 0,
        "caches": 0,
        "databases": 0,
        "workers": 0,
        "cookies": "",
    }
